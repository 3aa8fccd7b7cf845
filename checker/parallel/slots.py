"""The tasks of a run that are under way, in their order, and which manifest it is at which a process ends."""

from __future__ import annotations

from collections.abc import Iterator

from checker.errors import InputError, Location, internal
from checker.judging import Record
from checker.parallel.tasks import Task, singles

DEATHS = 2
"""How often a process may end over one manifest alone: the first time somebody else may be to blame."""

Found = list[Record | InputError]


class Slot:
    """The place of a task in the order of a run, and what came of it so far."""

    def __init__(self, task: Task, *, alone: bool = False) -> None:
        self.task = task
        self.parts: list[Slot] = []
        self._alone = alone
        self._deaths = 0
        self._found: Found | None = None

    def fill(self, found: Found) -> None:
        """Note what came of the task."""
        self._found = found

    @property
    def filled(self) -> bool:
        """Whether all of it is there."""
        return all(part.filled for part in self.parts) if self.parts else self._found is not None

    def found(self) -> Found:
        """What came of the task, in the order of its documents."""
        return [each for part in self.parts for each in part.found()] if self.parts else self._found or []

    def died(self, why: str) -> list[Slot]:
        """What is to be done again after a process ended over this task: each of its documents by itself.

        One over which processes ended often enough is given up: it becomes an error, and the rest is done.
        """
        if not self._alone:
            self.parts = [Slot(task, alone=True) for task in singles(self.task)]
            if len(self.parts) > 1:
                return self.parts
            self.parts, self._alone = [], True
        self._deaths += 1
        if self._deaths < DEATHS:
            return [self]
        self._found = [internal(place, why=why) for place in _places(self.task)]
        return []


def _places(task: Task) -> Iterator[Location]:
    """Where the documents of a task stand, as far as that is known without reading them."""
    for source in task.sources:
        if isinstance(source, InputError):
            yield source.problems[0].location
        else:
            yield Location(source.shown, source.part.first_line, 1) if source.part else Location(source.shown)
