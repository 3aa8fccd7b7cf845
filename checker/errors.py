"""What can be wrong with an input, and where: the only exceptions a user is meant to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Location(NamedTuple):
    """A place in a file: `line` and `column` count from 1; 0 stands for the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """`file:line:column`, or the file alone when the place is the whole file."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Problem(NamedTuple):
    """One thing that is wrong with an input: a lowercase sentence, its place, and what to do about it.

    `code` names the cause, and `pointer` the value, where a policy states something that can not be applied.
    """

    message: str
    location: Location
    help: str = ""
    code: str = ""
    pointer: str = ""

    def __str__(self) -> str:
        """The problem as one line: `file:line:column: what is wrong; what to do`."""
        return f"{self.location}: {self.message}" + (f"; {self.help}" if self.help else "")


class InputError(Exception):
    """An input that can not be used; carries every problem found, in the order of their places."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[InputError], tuple[Any, ...]]:
        """How it travels to another process: by its problems."""
        return type(self), (self.problems,)


class InternalError(InputError):
    """An input at which the program failed, which says nothing of the input: it is not judged, and the rest goes on.

    `trace` is what a developer needs to find the defect.
    """

    def __init__(self, problems: Problem | Iterable[Problem], trace: str = "") -> None:
        super().__init__(problems)
        self.trace = trace

    def __reduce__(self) -> tuple[type[InputError], tuple[Any, ...]]:
        """How it travels to another process: with its trace."""
        return InternalError, (self.problems, self.trace)


class InterruptionError(InputError):
    """Where a run was interrupted: what comes after this place was not judged."""


def internal(place: Location, error: Exception | None = None, why: str = "") -> InternalError:
    """The error for an input at which the program failed, by an exception or for another reason."""
    from traceback import format_exception  # noqa: PLC0415 - of no use to a run in which nothing fails

    message = "internal error while it was judged" + (f": {why}" if why else "")
    mend = "judge it alone with CERTGATE_DEBUG=1, and report what that prints; nothing is known of this input"
    return InternalError(Problem(message, place, mend), "".join(format_exception(error)) if error else "")


class UsageError(Exception):
    """A command line that asks for something impossible: one lowercase sentence."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`did you mean …?` for the nearest of the known names, or an empty text when none is near."""
    # Imported when something is wrong only: it costs 3 ms of start-up.
    from difflib import get_close_matches  # noqa: PLC0415

    folded = {each.casefold(): each for each in sorted(known)}
    near = get_close_matches(name.casefold()[:200], list(folded), n=1, cutoff=0.6)
    return f"did you mean `{folded[near[0]]}`?" if near else ""
