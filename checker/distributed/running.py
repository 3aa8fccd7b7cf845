"""One run on a cluster: what comes of its tasks is added up in their order, as a run of one process adds it up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from checker import __version__
from checker.distributed.cutting import cut
from checker.distributed.parts import put_text
from checker.distributed.surveying import Look
from checker.distributed.working import Done, Lost, Terms, terms
from checker.errors import InputError
from checker.parallel.course import interrupted
from checker.parallel.tasks import Task
from checker.readers import Source
from checker.records import NamedTuple
from checker.renderers.json_text import dumps
from checker.report import Conditions, Report
from checker.run import Run, in_order

STARTED, SUMMARY = "_started.json", "_summary.json"
"""Beside the parts: what is written first, and last, when all of them are there."""


class Workers(Protocol):
    """Who does the tasks of a run."""

    def survey(self, looks: Sequence[Look]) -> Iterator[Any]:
        """The answer to each look, in their order."""

    def done(self, tasks: Iterator[Task], given: Terms, stopped: Callable[[], bool]) -> Iterator[Done | Lost]:
        """What comes of each task, in their order, each once; nothing more once the run is stopped."""


class Summed(NamedTuple):
    """What a run on a cluster comes to: the head of its report, and how many parts have the rest."""

    head: Report
    parts: int


def checked(
    run: Run,
    conditions: Conditions,
    sources: Sequence[Source | InputError],
    workers: Workers,
    results: str,
    stopped: Callable[[], bool] = lambda: False,
    step: Callable[[int], None] = lambda _done: None,
) -> Summed:
    """Assess every manifest of every source, and write what comes of them to a folder or URL, which is ready for it.

    `step` is called after each manifest with the number of inputs that are through. One that is `stopped`
    is a run of what came until then, and says so. Raises UsageError where the results can not be written.
    """
    put_text(results, STARTED, dumps({"tool": {"name": "certgate", "version": __version__}}, indent=True) + "\n")
    ordered = in_order(sources)
    parts = through = rows = 0
    tasks = cut(ordered, workers.survey, whole=run.judge.door.whole)
    for found in workers.done(tasks, terms(conditions, results), stopped):
        done = _again(found, conditions, results) if isinstance(found, Lost) else found
        add(run, done)
        parts, through, rows = parts + 1, done.inputs, rows + done.rows
        for _ in range(done.rows):
            step(done.inputs)
        if stopped():
            break
    if stopped():
        run.errors.append(interrupted(ordered, through, rows))
    head = {key: value for key, value in run.report().items() if key != "manifests"}
    put_text(results, SUMMARY, dumps(head, indent=True) + "\n")
    return Summed(head, parts)


def _again(lost: Lost, conditions: Conditions, results: str) -> Done:
    from checker.distributed.alone import alone  # noqa: PLC0415 - of no use unless a task was lost

    return alone(lost, conditions, results)


def add(run: Run, done: Done) -> None:
    """Add what came of a task to a run."""
    run.tally.merge(done.tally)
    run.errors += done.errors
    if run.ledger is not None:
        run.ledger.add(done.did)
