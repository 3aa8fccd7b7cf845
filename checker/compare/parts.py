"""What a comparison says: relations, the parts that differ, and the whole."""

from __future__ import annotations

from collections.abc import Iterable

from checker.records import NamedTuple

EQUAL = "equal"
STRICTER = "stricter"
LOOSER = "looser"
INCOMPARABLE = "incomparable"
UNKNOWN = "unknown"
EQUIVALENT = "equivalent"
"""What `equal` is called of whole policies: they may differ in words."""


class Part(NamedTuple):
    """One difference, by itself: everything else is taken to be the same.

    `relation` is that of the new rule to the old one. `incomparable`: each accepts what the other does not; `unknown`:
    neither was proved to be at least as strict. `pointer` leads into the new policy, for what is gone into the old one.
    `requirement` is the id of the requirement, empty for what is said of the whole policy.
    """

    rule: str
    pointer: str
    relation: str
    sentence: str
    requirement: str = ""


class Comparison(NamedTuple):
    """Two policies: `relation` is proved (equivalent, stricter, looser) or `unknown`; `parts` are the differences.

    `remarks` are sentences about what changed without any effect on a verdict.
    """

    relation: str
    parts: tuple[Part, ...] = ()
    remarks: tuple[str, ...] = ()


def relation_of(*, stricter: bool, looser: bool, otherwise: str = UNKNOWN) -> str:
    """The relation, from whether the new is proved to be at least as strict as the old, and the reverse."""
    if stricter and looser:
        return EQUAL
    if stricter:
        return STRICTER
    return LOOSER if looser else otherwise


def joined(relations: Iterable[str]) -> str:
    """The relation of things that are asked together: one stricter and one looser part leave it unknown."""
    found = set(relations) - {EQUAL}
    if not found:
        return EQUAL
    return found.pop() if len(found) == 1 else UNKNOWN
