"""What a register of a million rows costs: making the snapshot, its memory, opening it, looking a certificate up.

usage: python -m tests.benchmarks.registers [--rows N]
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from checker.cli.registers_import import Order, run
from checker.registers import Given, opened
from checker.registers.store import Store


def table(path: Path, count: int) -> None:
    """A register of the buyer's own shape, from a seeded generator."""
    drawn = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        file.write("number,body,standard,holder,status,issued,expires\n")
        for index in range(count):
            number = f"{drawn.randrange(100):02} {drawn.randrange(1000):03} {index:07} TMS"
            file.write(f"{number},DQS GmbH,ISO 9001:2015,Holder {index % 300_000} GmbH,active,2024-05-10,2027-05-09\n")


def micros(action: Callable[[str], object], texts: list[str]) -> float:
    """The median of the microseconds that an action takes on a text."""
    taken = []
    for text in texts:
        started = time.perf_counter()
        action(text)
        taken.append((time.perf_counter() - started) * 1e6)
    return statistics.median(taken)


def looked_up(store: Store, numbers: list[str]) -> None:
    """Print what look-ups cost."""
    print(f"look-up by number: {micros(store.by_number, numbers):.0f} us")
    print(f"look-up of a number that is not there: {micros(store.by_number, [f'{n}x' for n in numbers]):.0f} us")
    print(f"near misses of a number: {micros(store.near, numbers[:200]):.0f} us")
    print(f"rows of a holder: {micros(store.of_holder, [f'Holder {n} GmbH' for n in range(1000)]):.0f} us")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    count = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        source, snapshot = Path(folder, "own.csv"), Path(folder, "own.sqlite")
        table(source, count)
        before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        run(Order("supplier", str(source), str(snapshot), "2026-11-01", None, False))
        taken = time.process_time() - started
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        sizes = f"{os.path.getsize(source) >> 20} MB of CSV, {os.path.getsize(snapshot) >> 20} MB of snapshot"
        print(f"import of {count:,} rows: {taken:.1f} s CPU, {grown:.0f} MB more memory; {sizes}")
        started = time.perf_counter()
        store = opened(Given("own", str(snapshot), "own.sqlite")).store
        assert store is not None
        print(f"opening it, with its digest: {(time.perf_counter() - started) * 1000:.0f} ms")
        with source.open(encoding="utf-8") as file:
            lines = file.readlines()[1:]
        looked_up(store, [line.partition(",")[0] for line in random.Random(8).sample(lines, min(2000, len(lines)))])


if __name__ == "__main__":
    main()
