"""What a worker does: it judges what a task names, writes the results, and gives back what they add up to."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Iterator

from checker import __version__
from checker.distributed.parts import part_name, written
from checker.distributed.surveying import LINES, refuse_shorter
from checker.engine.ledger import Did
from checker.engine.result import Tally
from checker.errors import InputError, Location, Problem, UsageError
from checker.judging import Judge, Record
from checker.parallel.tasks import Task
from checker.readers import Source
from checker.records import NamedTuple
from checker.registers import Given, Register, opened
from checker.report import Conditions


class Terms(NamedTuple):
    """What all tasks of a run have in common: the conditions as they travel, and where results go."""

    version: str
    conditions: bytes
    results: str


class Lost(NamedTuple):
    """A task that brought no result: it ended its workers again and again, or failed."""

    number: int
    task: Task


class Done(NamedTuple):
    """What a task adds to a run; its results are in the part that has its number.

    `inputs` of the run are through once it is.
    """

    number: int
    inputs: int
    rows: int
    tally: Tally
    errors: tuple[InputError, ...]
    did: Did


def terms(conditions: Conditions, results: str) -> Terms:
    """The terms of a run; snapshots of registers stay where they are, and are opened there by whoever needs them."""
    means = conditions.means
    registers = tuple(
        each._replace(store=None, path=os.path.abspath(each.path)) if _on_disk(each) else each
        for each in means.registers
    )
    given = conditions._replace(means=means._replace(registers=registers))
    return Terms(__version__, pickle.dumps(given), results)


def _on_disk(register: Register) -> bool:
    """Whether a register is a file of its own, and not a table that was read into memory."""
    return register.store is not None and register.store.on_disk


_JUDGES: dict[bytes, Judge] = {}
"""The judge of the run that this process last worked for: to make one takes longer than many manifests."""


def judge_of(given: Terms) -> Judge:
    """The judge under the conditions of a run.

    Raises UsageError where another version of certgate sent them, InputError where a register is not there.
    """
    refuse_other(given.version)
    if given.conditions not in _JUDGES:
        _JUDGES.clear()
        # They come from the process that the scheduler serves, which can have anything run here anyway.
        conditions: Conditions = pickle.loads(given.conditions)  # noqa: S301
        registers = tuple(map(_opened, conditions.means.registers))
        means = conditions.means._replace(registers=registers)
        _JUDGES[given.conditions] = Judge(conditions._replace(means=means))
    return _JUDGES[given.conditions]


def _opened(register: Register) -> Register:
    """A register as it was, opened on this machine. Raises InputError where it is not there, or another."""
    if register.store is not None:
        return register
    shown = f"register {register.source}"
    found = opened(Given(register.name, register.path, shown, register.day, None, register.complete))
    if found.sha256 != register.sha256:
        message = f"the file at `{register.path}` of a worker is another snapshot"
        raise InputError(Problem(message, Location(shown), "put the same file there on every machine"))
    return found


def refuse_other(version: str) -> None:
    """Refuse work of another version of certgate: its answers could be others. Raises UsageError."""
    if version != __version__:
        message = f"a worker has certgate {__version__}, and this is {version}"
        raise UsageError(f"{message}; install the same version on all of them")


def do(number: int, task: Task, given: Terms) -> Done:
    """Judge a task, and write its part; done twice, it writes the same bytes to the same name.

    Raises OSError where the part can not be written.
    """
    judge = judge_of(given)
    return kept(number, task, _records(judge, task), given.results, judge.conditions.fail_on)


def kept(number: int, task: Task, records: Iterable[Record | InputError], results: str, fail_on: str | None) -> Done:
    """Write what came of a task as its part, and add it up. Raises OSError where it can not be written."""
    with written(results, part_name(number)) as part:
        tally, errors, dids = Tally(fail_on), [], []
        for found in records:
            part.add(found)
            if isinstance(found, InputError):
                errors.append(found)
                continue
            tally.add(found.tally)
            if found.did is not None:
                dids.append(found.did)
    return Done(number, task.inputs, part.rows, tally, tuple(errors), _joined(dids))


def _records(judge: Judge, task: Task) -> Iterator[Record | InputError]:
    for source in task.sources:
        if isinstance(source, Source) and source.part is not None and source.suffix in LINES:
            try:
                refuse_shorter(source)
            except InputError as error:
                yield error
                continue
        yield from judge.records(source)


def _joined(dids: Iterable[Did]) -> Did:
    """What waivers did to several manifests, in their order."""
    rows = list(dids)
    return Did(
        tuple(dict.fromkeys(each for row in rows for each in row.seen)),
        tuple(each for row in rows for each in row.used),
        tuple(each for row in rows for each in row.noted),
        tuple(dict.fromkeys(each for row in rows for each in row.doubles)),
    )
