"""Recognition lists: which bodies an authority recognises, and for which standards.

A scope is one designation a line, text as the authority prints it; it is brought to comparison keys on load.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import TYPE_CHECKING

from checker.catalogue.build import PROVENANCE, Fields
from checker.catalogue.designation import scope_key, without_footnotes
from checker.model.reference import Recognition, RecognitionList

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.catalogue.build import Notes
    from checker.catalogue.rowtext import Row
    from checker.model.reference import Body

_DIGITS = re.compile(r"[0-9]+")


class Scope(Set[str]):
    """The keys of a scope's lines.

    A laboratory prints hundreds. Asked for one, only the lines that could be it are brought to keys: those that hold
    its longest run of digits.
    """

    def __init__(self, text: str) -> None:
        self.lines = [line.strip() for line in text.splitlines() if line.strip()]
        self._keys: dict[str, str] | None = None

    def keys(self) -> dict[str, str]:
        """Every key with the shortest text that prints it; an unreadable line has an empty key."""
        if self._keys is None:
            self._keys = {}
            for line in self.lines:
                key, text = scope_key(line), without_footnotes(line)
                # Laboratories' lists print one standard in several ways (`ASME A17.5`, `ASME A17.5-2014`).
                self._keys[key] = min(self._keys.get(key, text), text, key=len)
        return self._keys

    def __contains__(self, key: object) -> bool:
        """Whether a line has this key."""
        if self._keys is not None or not isinstance(key, str):
            return bool(key) and key in self.keys()
        digits = max(_DIGITS.findall(key), key=len, default="")
        if not digits:
            return bool(key) and key in self.keys()
        return any(digits in line and scope_key(line) == key for line in self.lines)

    def __iter__(self) -> Iterator[str]:
        """Every key."""
        return iter([key for key in self.keys() if key])

    def __len__(self) -> int:
        """How many standards the scope holds."""
        return sum(1 for _ in self)


class Listing:
    """A recognition list, and on demand the designations of all its scopes as printed, by key."""

    def __init__(self, rows: RecognitionList) -> None:
        self.rows = rows
        self._printed: dict[str, str] | None = None

    @property
    def printed(self) -> dict[str, str]:
        """The shortest text that prints each key in any scope."""
        if self._printed is None:
            self._printed = {}
            for member in self.rows.members.values():
                for key, text in member.scope.keys().items() if isinstance(member.scope, Scope) else ():
                    self._printed[key] = min(self._printed.get(key, text), text, key=len)
        return self._printed


def listing(row: Row, pointer: str, notes: Notes, body: Callable[[str], Body | None]) -> Listing:
    """A recognition list; its members have to be bodies of the catalogue."""
    fields = Fields(row, pointer, notes, PROVENANCE | {"id", "title", "complete", "members"})
    provenance = fields.provenance()
    complete = fields.flag("complete", default=False)
    members: dict[str, Recognition] = {}
    for item, at in fields.items("members"):
        part = Fields(item, at, notes, PROVENANCE | {"body", "scope", "complete"})
        name = part.text("body")
        known = body(name) if name else None
        if known is None:
            part.refuse("body", f"unknown body `{name}`", "add it to `bodies`")
            continue
        if name in members:
            part.refuse("body", f"the body `{name}` is listed twice", "join the two scopes")
        scope = _scope(part) if part.has("scope") else None
        whole = part.flag("complete", default=complete) and scope is not None
        members[name] = Recognition(known, scope, whole, part.provenance(provenance))
    if not fields.has("members"):
        fields.refuse("members", "`members` is missing", "list the bodies that are recognised")
    return Listing(RecognitionList(fields.text("id"), fields.text("title"), members, provenance, complete))


def _scope(part: Fields) -> Scope:
    """The scope of a member; of an extra file every line has to be readable, of the shipped ones a test says so."""
    scope = Scope(part.text("scope", required=False))
    if part.notes.strict:
        for line in scope.lines:
            if not scope_key(line):
                part.refuse("scope", f"`{line}` is no designation of a standard")
    return scope
