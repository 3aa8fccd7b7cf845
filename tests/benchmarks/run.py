"""`make bench`: what a run costs, as ratios measured in one session, because machines differ and are noisy.

Prints a Markdown table: the whole process of `certgate check` on one manifest against `python -c pass`, round by round
interleaved; looking ahead against judging one day, in one process; one process over NDJSON of many manifests, made from
one fixture by a seeded generator; and each report format over many manifests.

usage: python -m tests.benchmarks.run [--rounds N] [--manifests N]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from checker.api import assess, load_catalogue, load_manifest, load_policies, shipped_policies
from checker.engine import turning_days
from checker.forecast import forecast, with_holds
from checker.readers import read_one
from checker.renderers import formats
from checker.schema import conform

ROOT = Path(__file__).parents[2]
CERTGATE = str(Path(sys.executable).with_name("certgate"))
AS_OF = "2026-11-23"
POLICY = "us-medical-electrical"
ONE = ROOT / "fixtures" / "manifests" / POLICY / "conforming" / "patient-monitor.yaml"


def wall(arguments: list[str]) -> float:
    """Milliseconds that a command takes, its output thrown away."""
    started = time.perf_counter()
    subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return (time.perf_counter() - started) * 1000


def one_manifest(rounds: int) -> None:
    """A whole process on one manifest, against an empty one; median and range, and the ratio of the medians."""
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "certgate --version": [CERTGATE, "--version"],
        "certgate check, one manifest": [CERTGATE, "check", str(ONE), "-p", POLICY, "--as-of", AS_OF],
        "certgate forecast, one manifest": [CERTGATE, "forecast", str(ONE), "-p", POLICY, "--as-of", AS_OF],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(wall(command))
    floor = statistics.median(taken["python -c pass"])
    print("| command | median ms | min-max | ratio |\n|---|--:|--:|--:|")
    for name, times in taken.items():
        median = statistics.median(times)
        print(f"| {name} | {median:.1f} | {min(times):.1f}-{max(times):.1f} | {median / floor:.1f} |")


def looking_ahead(rounds: int) -> None:
    """What `holds` adds to an assessment, and what a forecast over three years costs: by manifest, as ratios."""
    catalogue = load_catalogue()
    first, last = date.fromisoformat(AS_OF), date(2029, 11, 23)
    print("\n| manifest | assess ms | holds, ratio | forecast, ratio | days assessed |\n|---|--:|--:|--:|--:|")
    for path in sorted(ONE.parent.parent.parent.glob("*/conforming/*.yaml"))[::6]:
        if path.name.endswith(".expected.yaml"):
            continue
        policies = load_policies([path.parent.parent.name], catalogue)
        manifest = load_manifest(read_one(path))
        found = assess(manifest, policies, catalogue, first)
        days = turning_days(manifest, policies, catalogue, first, last, known=first)
        judged = fastest(rounds, partial(assess, manifest, policies, catalogue, first))
        holds = fastest(rounds, partial(with_holds, found, policies, catalogue, first, last))
        ahead = fastest(rounds, partial(forecast, manifest, policies, catalogue, first, last))
        ratios = f"{holds / judged:.1f} | {ahead / judged:.1f}"
        print(f"| {path.stem} | {judged:.2f} | {ratios} | {len(days) + 1} |")


def fastest(rounds: int, work: Callable[[], object]) -> float:
    """Milliseconds of the fastest of some rounds."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return min(times)


def generated(folder: str, count: int) -> Path:
    """NDJSON of manifests made from one fixture, a third of them with a suspended certificate; always the same."""
    dice = random.Random(7)
    base: Any = conform(read_one(ONE), "manifest")
    path = Path(folder, "many.ndjson")
    with path.open("w", encoding="utf-8") as file:
        for _ in range(count):
            manifest = json.loads(json.dumps(base))
            if dice.random() < 1 / 3:
                dice.choice(manifest["certificates"])["status"]["value"] = "suspended"
            file.write(json.dumps(manifest) + "\n")
    return path


def every_format(count: int) -> None:
    """Each report format over a tenth of the manifests and over all: seconds, size, and how peak memory grows."""
    print("\n| format | manifests | seconds | report MB | peak memory MB |\n|---|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        for name in formats():
            for number in (count // 10, count):
                out = Path(folder, "report")
                arguments = ["check", str(generated(folder, number)), "-p", POLICY, "--as-of", AS_OF]
                seconds, memory = measured([CERTGATE, *arguments, "-o", f"{name}={out}", "-q"])
                size = out.stat().st_size / 1e6
                print(f"| {name} | {number:,} | {seconds:.1f} | {size:.1f} | {memory:.0f} |", flush=True)


def measured(arguments: list[str]) -> tuple[float, float]:
    """Seconds and the peak memory in megabytes of a command, its output thrown away."""
    started = time.perf_counter()
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def many_manifests(count: int) -> None:
    """One process over NDJSON, ten policies, a third of the manifests with a suspended certificate."""
    with tempfile.TemporaryDirectory() as folder:
        path = generated(folder, count)
        policies = [POLICY, *(name for name in shipped_policies() if name != POLICY)][:10]
        asked = [part for name in policies for part in ("-p", name)]
        os.sync()
        seconds = wall([CERTGATE, "check", str(path), *asked, "--as-of", AS_OF]) / 1000
    told = f"{count} manifests as NDJSON, {len(policies)} policies, one process"
    print(f"\n{told}: {seconds:.1f} s, {count / seconds:.0f}/s")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What a run of certgate costs.")
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--manifests", type=int, default=10_000)
    given = parser.parse_args()
    one_manifest(given.rounds)
    looking_ahead(given.rounds)
    many_manifests(given.manifests)
    every_format(given.manifests)


if __name__ == "__main__":
    main()
