"""Measuring: commands in processes of their own, functions in this one, always in rounds that take turns.

A machine that does other things too slows everything down, now this and now that: so what is compared runs in turn,
and only ratios of one run mean anything.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Spent(NamedTuple):
    """What a command took: seconds by the clock and of CPU, its peak memory in MB, and its exit code."""

    wall: float
    cpu: float
    peak: float
    code: int


class Times(NamedTuple):
    """The values of some rounds, in the order in which they were measured."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.values)

    def span(self, digits: int = 1, scale: float = 1) -> str:
        """The least and the most."""
        return f"{min(self.values) * scale:,.{digits}f}-{max(self.values) * scale:,.{digits}f}"

    def over(self, other: Times) -> float:
        """How many times the other this is: the median of the ratios, round by round."""
        return statistics.median(mine / theirs for mine, theirs in zip(self.values, other.values, strict=True))


PASSED, BLOCKED = 0, 1
LAUNCH = str(Path(__file__).with_name("launch.py"))


def command(arguments: Sequence[str], folder: Path, out: Path | None = None) -> Spent:
    """Run a command to its end; its output goes to a file, or away. Memory is that of the largest process in it.

    Raises RuntimeError for a command that did not do its work: what fails fast must not look fast.
    """
    launched = [sys.executable, "-I", "-S", LAUNCH, str(out or os.devnull), *arguments]
    told = subprocess.run(launched, cwd=folder, stdout=subprocess.PIPE, check=True).stdout.split()
    if int(told[3]) not in (PASSED, BLOCKED):
        raise RuntimeError(f"exit code {int(told[3])} of `{' '.join(arguments)}`")
    return Spent(float(told[0]), float(told[1]), int(told[2]) / 1024, int(told[3]))


def turns(rounds: int, work: Mapping[str, Callable[[], Spent]]) -> dict[str, list[Spent]]:
    """Every piece of work once in each round."""
    found: dict[str, list[Spent]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, action in work.items():
            found[name].append(action())
    return found


def seconds(action: Callable[[], object]) -> Callable[[], Spent]:
    """The same as work in this process."""

    def run() -> Spent:
        wall, cpu = time.perf_counter(), time.process_time()
        action()
        return Spent(time.perf_counter() - wall, time.process_time() - cpu, 0, 0)

    return run


def walls(spent: Sequence[Spent]) -> Times:
    """Seconds by the clock."""
    return Times(tuple(each.wall for each in spent))


def cpus(spent: Sequence[Spent]) -> Times:
    """Seconds of CPU."""
    return Times(tuple(each.cpu for each in spent))
