"""One small change of a policy's values, and helpers that families share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from checker.authoring.changes import OPERATIONS, Json
from checker.model.policy import Policy
from checker.records import NamedTuple

WEAKER, STRICTER, OTHER = "weaker", "stricter", "other"
"""Which way an edit goes, taken by itself: asking less, more, or something else."""


class Edit(NamedTuple):
    """What is edited (`standards`), how in words (`drop UL 508`), which way, and the changes by JSON pointer."""

    what: str
    action: str
    direction: str
    changes: tuple[Json, ...]

    def below(self, pointer: str) -> Edit:
        """The edit of a requirement as one of its policy; `pointer` is where the requirement stands."""
        moved = tuple(
            {key: pointer + row if key in OPERATIONS else row for key, row in each.items()} for each in self.changes
        )
        return self._replace(changes=moved)


class Mutant(NamedTuple):
    """A policy after one edit; none, and why, where certgate does not load it."""

    id: str
    direction: str
    policy: Policy | None = None
    refusal: str = ""


def put(pointer: str, value: Any) -> tuple[Json, ...]:
    """The change that sets a value."""
    return ({"set": pointer, "value": value},)


def out(pointer: str) -> tuple[Json, ...]:
    """The change that takes a value out."""
    return ({"remove": pointer},)


def put_in(rule: Json, key: str, inner: str, value: Any) -> tuple[Json, ...]:
    """The change that sets a key of a mapping which may not be there yet."""
    return put(f"/{key}", {**rule.get(key, {}), inner: value})


def out_of(rule: Json, key: str, inner: str) -> tuple[Json, ...]:
    """The change that takes a key out of a mapping, and the mapping with its last key."""
    return out(f"/{key}/{inner}") if len(rule[key]) > 1 else out(f"/{key}")


def without_each(what: str, items: Sequence[str], pointer: str, direction: str = STRICTER) -> Iterator[Edit]:
    """A list without one of its entries, for each of them; the last entry stays."""
    if len(items) > 1:
        for number, item in enumerate(items):
            yield Edit(what, f"drop {item}", direction, out(f"{pointer}/{number}"))


def with_each(what: str, items: Sequence[str], added: Sequence[str], pointer: str) -> Iterator[Edit]:
    """A list of what is accepted with one more entry, for each of those that it does not have."""
    for item in added:
        if item not in items:
            yield Edit(what, f"add {item}", WEAKER, put(pointer, [*items, item]))


def turned(what: str, old: object, new: object, direction: str, changes: tuple[Json, ...]) -> Edit:
    """One value in place of another."""
    return Edit(what, f"{old} -> {new}", direction, changes)
