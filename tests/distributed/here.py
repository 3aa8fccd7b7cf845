"""A cluster in this process, which does every task twice, in another order, as one may that loses workers."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from checker.distributed import cluster, surveying
from checker.distributed.running import Workers
from checker.distributed.surveying import Look, survey
from checker.distributed.working import Done, Lost, Terms, do
from checker.parallel.tasks import Task


def told(done: Done) -> list[Any]:
    """What a task adds to a run, to be compared."""
    return [done.number, done.inputs, done.rows, vars(done.tally), str(done.errors), done.did]


class Restless(Workers):
    """What `Cluster` does, without dask."""

    lost: Sequence[int] = ()

    def __init__(self, scheduler: str | None = None, workers: int = 2) -> None:
        self.tasks: list[Task] = []

    def __enter__(self) -> Restless:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def survey(self, looks: Sequence[Look]) -> Iterator[Any]:
        """Every look, the last first."""
        return reversed([survey(pickle.loads(pickle.dumps(look))) for look in reversed(looks)])

    def done(self, tasks: Iterator[Task], given: Terms, stopped: Callable[[], bool]) -> Iterator[Done | Lost]:
        """Every task, the last first, and all of them again."""
        found: dict[int, Done | Lost] = {}
        numbered = [pickle.loads(pickle.dumps(each)) for each in enumerate(tasks)]
        for number, task in [*reversed(numbered), *numbered]:
            done = do(number, task, given)
            if isinstance(before := found.get(number), Done):
                assert told(before) == told(done)
            found[number] = Lost(number, task) if number in self.lost else done
            if number in self.lost:  # before it could write anything
                Path(given.results, f"part-{number:08d}.parquet").unlink()
        return (found[number] for number in range(len(numbered)))


def restless(monkeypatch: pytest.MonkeyPatch, *, lost: Sequence[int] = ()) -> None:
    """Let `check --engine dask` use it, and cut files of lines small; these tasks are lost."""
    monkeypatch.setattr(cluster, "Cluster", Restless)
    monkeypatch.setattr(Restless, "lost", lost)
    monkeypatch.setattr(surveying, "SLICE", 6_000)
