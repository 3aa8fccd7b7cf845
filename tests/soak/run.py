"""A run over a million manifests, of which one in a thousand is malformed: none lost, each fault told, memory flat.

    python -m tests.soak.run --count 1000000 --workers auto

The manifests are small, so that the run is about their number. It prints what it counted, and ends with 1 where that is
not what was written.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from tests.cli.command import AS_OF, COMMAND

ROOM = 20 * 1024
"""By how many KiB a process may grow from the first quarter of a run to its end: 16 bytes a manifest are its list."""

SUPPLIER: dict[str, Any] = {
    "manifest": 1,
    "prepared": "2026-11-05",
    "supplier": {
        "name": "Northwind Power Systems GmbH",
        "sites": [{"id": "linz", "name": "Linz plant", "country": "AT"}],
    },
    "certificates": [
        {
            "id": "qms",
            "kind": "management-system",
            "number": "12 100 54321 TMS",
            "standard": "ISO 9001:2015",
            "body": {"name": "TÜV SÜD Management Service GmbH"},
            "holder": {"name": "Northwind Power Systems GmbH"},
            "covers": {"sites": ["linz"], "activities": ["manufacture"]},
            "issued": "2024-05-10",
            "effective": "2024-05-10",
            "expires": "2027-05-09",
            "status": {"value": "active", "checked": "2026-10-01", "source": "IAF CertSearch"},
        }
    ],
}
POLICY = """\
policy: 1
id: quality
title: A certified quality system
version: "1"
evidence: management-system
requirements:
  - {id: quality-system, title: Quality system, kind: management-system, standards: [ISO 9001]}
"""
FAULTS: tuple[Callable[[str], str], ...] = (
    lambda text: text[:-1],
    lambda text: text[: len(text) // 2],
    lambda text: text.replace('"certificates"', '"certificate"'),
    lambda text: text.replace('"2026-11-05"', '"2026-02-30"', 1),
    lambda text: text.replace('{"manifest": 1', '{"manifest": 1, "manifest": 1', 1),
    lambda text: text.replace('"kind": "management-system"', '"kind": NaN'),
    lambda text: text.replace("TÜV", "T\\ud800V"),
    lambda _text: "no manifest",
)


def lines(count: int, share: float, seed: int) -> Iterator[tuple[str, bool]]:
    """Each manifest as a line, and whether it is malformed."""
    dice = Random(seed)
    whole = json.dumps(SUPPLIER, ensure_ascii=False)
    head, tail = whole.split("54321")
    for number in range(count):
        text = f"{head}{number:07}{tail}"
        if number % 3 == 0:
            text = text.replace('"expires": "2027', '"expires": "2025')  # a third has expired
        wrong = dice.random() < share
        yield (dice.choice(FAULTS)(text) if wrong else text), wrong


class Memory:
    """The memory of a run and its workers, looked at now and then, in KiB: resident, by process."""

    def __init__(self, parent: int) -> None:
        self.parent = parent
        self.early: dict[int, int] = {}
        self.late: dict[int, int] = {}

    def look(self, *, early: bool) -> None:
        """Note the most that each process had so far."""
        listed = subprocess.run(
            ["ps", "-eo", "pid=,ppid=,rss=,args="], capture_output=True, text=True, check=False
        ).stdout
        for line in listed.splitlines():
            pid, parent, size, *words = line.split()
            worker = int(parent) == self.parent and any("spawn_main" in word for word in words)
            if worker or int(pid) == self.parent:
                for most in (self.early, self.late) if early else (self.late,):
                    most[int(pid)] = max(most.get(int(pid), 0), int(size))

    def told(self) -> str:
        """The figures in words."""
        parts = [f"{'run' if pid == self.parent else 'worker'} {size >> 10} MB" for pid, size in self.late.items()]
        return f"peak {', '.join(parts)}; grew by {self.growth >> 10} MB after the beginning"

    @property
    def growth(self) -> int:
        """By how much the process grew that grew most, of those that there were from the beginning."""
        return max((size - self.early[pid] for pid, size in self.late.items() if pid in self.early), default=0)


def written(folder: Path, count: int, share: float, seed: int) -> bytearray:
    """Write the manifests; for each line, counted from 1, what it has to come to: 1 judged, 2 refused."""
    wanted = bytearray(count + 1)
    with (folder / "many.ndjson").open("w", encoding="utf-8") as file:
        for number, (text, wrong) in enumerate(lines(count, share, seed), 1):
            file.write(f"{text}\n")
            wanted[number] = 2 if wrong else 1
    (folder / "quality.yaml").write_text(POLICY)
    return wanted


def counted(folder: Path, count: int) -> bytearray:
    """What became of each line: 1 judged, 2 refused, more where it is told of more than once."""
    found = bytearray(count + 1)
    with (folder / "out.ndjson").open(encoding="utf-8") as file:
        head = json.loads(next(file))
        for number in {row["line"] for row in head["errors"]}:
            found[number] += 2
        for line in file:
            found[int(json.loads(line)["path"].rpartition(":")[2])] += 1
    return found


def main() -> int:
    """Write, run, count, and print what was found."""
    parser = argparse.ArgumentParser(description="A run over a great many manifests.")
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--malformed", type=float, default=0.001)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", default="auto")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="certgate-soak-"))
    try:
        wanted = written(folder, given.count, given.malformed, given.seed)
        began = time.monotonic()
        command = [str(COMMAND), "check", "many.ndjson", "-p", "quality.yaml", "--as-of", AS_OF, "-q"]
        command += ["--workers", given.workers, "-o", "ndjson=out.ndjson", "-o", "text=out.txt"]
        with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as run:
            memory, told = Memory(run.pid), 0.0
            size = (folder / "many.ndjson").stat().st_size
            while run.poll() is None:
                # A run keeps its entries in a file without a name; how far it is shows in what it has read.
                memory.look(early=told < 0.25)
                told = _read(run.pid) / (2 * size)
                time.sleep(0.5)
            errors = run.stderr.read().decode() if run.stderr else ""
        taken = time.monotonic() - began
        found = counted(folder, given.count)
        lost = sum(a and not b for a, b in zip(wanted, found, strict=True))
        other = sum(a != b for a, b in zip(wanted, found, strict=True)) - lost
        refused = wanted.count(2)
        print(f"{given.count:,} manifests in {taken:,.0f} s ({given.count / taken:,.0f}/s), exit {run.returncode}")
        print(f"malformed: {refused:,} written, {sum(a == b == 2 for a, b in zip(wanted, found, strict=True)):,} told")
        print(f"judged: {found.count(1):,}; lost: {lost:,}; told otherwise or twice: {other:,}")
        print(memory.told())
        if errors:
            print(errors[:2000], file=sys.stderr)
        good = not lost and not other and run.returncode == 2 and memory.growth <= ROOM
        print("PASS" if good else "FAIL")
        return 0 if good else 1
    finally:
        shutil.rmtree(folder)


def _read(pid: int) -> int:
    """How many bytes a process has read so far, as far as the system tells."""
    try:
        text = Path(f"/proc/{pid}/io").read_text()
    except OSError:
        return 0
    return int(text.split("rchar:")[1].split()[0])


if __name__ == "__main__":
    sys.exit(main())
