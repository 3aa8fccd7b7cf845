"""What the rows over many manifests share: this program, the naive pipeline and a bare parser, and equal verdicts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import orjson

from tests.benchmarks.measuring import Spent, Times, command, cpus, seconds, turns, walls
from tests.benchmarks.setting import ROOT, WITHOUT_GRAMMARS, Setting
from tests.benchmarks.table import rate

# Seconds of CPU: what takes longer in one round is measured on fewer manifests, and the table says on how many.
LONGEST = 600.0


def affordable(setting: Setting, few: Path, wanted: int = 0) -> int:
    """How many manifests fit into the time: as many as wanted (default: `count`), or as few as a first run says."""
    spent = command(setting.check(few), setting.folder)
    wanted = wanted or setting.count
    return wanted if spent.cpu * wanted / setting.few < LONGEST else setting.few


def naive(source: Path) -> list[str]:
    """The command of the naive pipeline."""
    run = "from tests.benchmarks.peers.naive.pipeline import main; main(sys.argv[1])"
    return [sys.executable, "-c", f"{WITHOUT_GRAMMARS}; {run}", str(source)]


def agree(setting: Setting, source: Path) -> int:
    """How many manifests were judged alike, policy by policy; an `AssertionError` where one was not."""
    ours, theirs = setting.folder / "ours.ndjson", setting.folder / "theirs.ndjson"
    command(setting.check(source), setting.folder, ours)
    command(naive(source), ROOT, theirs)
    rows = list(zip(_ours(ours), _theirs(theirs), strict=True))
    for number, (mine, other) in enumerate(rows):
        assert mine == other, f"manifest {number} of {source.name}: certgate says {mine}, the naive pipeline {other}"
    return len(rows)


def _ours(path: Path) -> Iterator[dict[str, str]]:
    with path.open("rb") as file:
        for line in islice(file, 1, None):
            rows = orjson.loads(line)["policies"]
            yield {
                row["id"]: row["verdict"] if row["verdict"] in ("pass", "not-applicable") else "blocked" for row in rows
            }


def _theirs(path: Path) -> Iterator[dict[str, str]]:
    with path.open("rb") as file:
        for line in file:
            row = orjson.loads(line)
            yield {name: each["verdict"] for name, each in row.items() if name != "manifest"}


class Rate(NamedTuple):
    """What some work on so many manifests took, round by round."""

    manifests: int
    wall: Times
    cpu: Times

    @property
    def each(self) -> float:
        """Seconds of CPU for one manifest."""
        return self.cpu.median / self.manifests

    def line(self, name: str, fastest: float) -> tuple[str, ...]:
        """A line of the table; the last column is how many times the fastest this takes."""
        rates = rate(self.manifests, self.cpu.median), rate(self.manifests, self.wall.median)
        return name, f"{self.manifests:,}", *rates, self.cpu.span(2), f"{self.each / fastest:.1f}"


HEADER = ("work", "manifests", "/s of CPU", "/s by the clock", "s of CPU, min-max", "x fastest")


def taken(setting: Setting, work: Mapping[str, tuple[int, Sequence[str] | Callable[[], object]]]) -> dict[str, Rate]:
    """What commands and functions take that have their turns; the naive pipeline runs where its modules are."""
    actions = {name: _action(setting, each) for name, (_, each) in work.items()}
    spent = turns(setting.rounds, actions)
    return {name: Rate(work[name][0], walls(each), cpus(each)) for name, each in spent.items()}


def _action(setting: Setting, each: Sequence[str] | Callable[[], object]) -> Callable[[], Spent]:
    if callable(each):
        each()  # what it loads when first used is not what is measured
        return seconds(each)
    return partial(command, each, ROOT if each[0] == sys.executable else setting.folder)
