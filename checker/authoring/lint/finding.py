"""What a rule finds in a policy: a code, a place, a sentence, a mend, and the witness that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from checker.errors import Location
from checker.model.policy import Policy
from checker.records import NamedTuple

if TYPE_CHECKING:
    from checker.authoring.changes import Json
    from checker.authoring.lint.case import Case

ERROR, WARNING, NOTE = "error", "warning", "note"
SEVERITIES = (ERROR, WARNING, NOTE)
"""From what can not stand, over what is likely a mistake, to what could be written better; the last never blocks."""


class Code(NamedTuple):
    """A code of findings: what it means in one sentence, what to do about it, and how grave it is."""

    name: str
    title: str
    mend: str
    severity: str = WARNING


class Ask(NamedTuple):
    """One question to the engine and the answer that shows the defect.

    `label` says of what it is asked: of this policy, or of one like it. `answer` is the verdict, or the outcome of the
    `requirement` where one is named; `codes` are findings that have to be among the reasons.
    """

    label: str
    policy: Policy
    answer: str
    requirement: str | None = None
    codes: tuple[str, ...] = ()


class Witness(NamedTuple):
    """A manifest that shows a defect on a day: what is asked of it, and a sentence on what that means."""

    values: Json
    day: date
    asks: tuple[Ask, ...]
    shows: str


class Edit(NamedTuple):
    """A mechanical change: `drop` a list entry, `write` another scalar, `sort` a list, or add the `modeline`."""

    kind: str
    pointer: str = ""
    text: str = ""


class Found(NamedTuple):
    """What a rule finds at a JSON pointer of a policy; `unwitnessed` says why no manifest shows it, where none does."""

    code: str
    pointer: str
    message: str
    mend: str = ""
    witness: Witness | None = None
    unwitnessed: str = ""
    edit: Edit | None = None
    severity: str = ""
    place: Location | None = None
    """Where it stands, where that is not the place of the pointer."""


class Rule(NamedTuple):
    """A rule: its codes, the function that looks at one policy, and its documentation page."""

    id: str
    codes: tuple[Code, ...]
    look: Callable[[Case], Iterator[Found]]
    page: str
    loadable: bool = True
    """Whether it looks only at policies that can be used."""
