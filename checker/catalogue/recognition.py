"""Recognition lists: which bodies an authority recognises, and for which standards.

A scope is one designation a line, text as the authority prints it; it is brought to comparison keys on load.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.catalogue.build import PROVENANCE, Fields
from checker.catalogue.designation import scope_key, without_footnotes
from checker.model.reference import Recognition, RecognitionList

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.catalogue.build import Notes
    from checker.catalogue.rowtext import Row
    from checker.model.reference import Body


class Listing:
    """A recognition list with the designations of its scopes as printed, by key."""

    def __init__(self, rows: RecognitionList, printed: dict[str, str]) -> None:
        self.rows = rows
        self.printed = printed


def listing(row: Row, pointer: str, notes: Notes, body: Callable[[str], Body | None]) -> Listing:
    """A recognition list; its members have to be bodies of the catalogue."""
    fields = Fields(row, pointer, notes, PROVENANCE | {"id", "title", "complete", "members"})
    provenance = fields.provenance()
    complete = fields.flag("complete", default=False)
    members: dict[str, Recognition] = {}
    printed: dict[str, str] = {}
    keys: dict[str, str] = {}
    for item, at in fields.items("members"):
        part = Fields(item, at, notes, PROVENANCE | {"body", "scope", "complete"})
        name = part.text("body")
        known = body(name) if name else None
        if known is None:
            part.refuse("body", f"unknown body `{name}`", "add it to `bodies`")
            continue
        if name in members:
            part.refuse("body", f"the body `{name}` is listed twice", "join the two scopes")
        scope = _scope(part, keys, printed) if part.has("scope") else None
        whole = part.flag("complete", default=complete) and scope is not None
        members[name] = Recognition(known, scope, whole, part.provenance(provenance))
    if not fields.has("members"):
        fields.refuse("members", "`members` is missing", "list the bodies that are recognised")
    return Listing(RecognitionList(fields.text("id"), fields.text("title"), members, provenance, complete), printed)


def _scope(part: Fields, keys: dict[str, str], printed: dict[str, str]) -> frozenset[str]:
    """The keys of a scope's lines; most lines recur from body to body, so each text is folded once."""
    found = set()
    for line in part.text("scope", required=False).splitlines():
        text = line.strip()
        if not text:
            continue
        if text not in keys:
            keys[text] = scope_key(text)
            # Laboratories' lists print one standard in several ways (`ASME A17.5`, `ASME A17.5-2014`).
            printed[keys[text]] = min(printed.get(keys[text], text), without_footnotes(text), key=len)
        if keys[text]:
            found.add(keys[text])
        else:
            part.refuse("scope", f"`{text}` is no designation of a standard")
    return frozenset(found)
