"""Actions, and the manifest after them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from checker.advise.changes import Change, Enter
from checker.gates.base import listed
from checker.model.assessment import Target
from checker.model.manifest import Certificate, Manifest
from checker.records import NamedTuple

Key = tuple[str, str, str]
Place = tuple[str, str, Target]
Part = TypeVar("Part")


class Serves(NamedTuple):
    """What an action is for: a finding code of one object of one requirement."""

    policy: str
    requirement: str
    target: Target
    code: str

    @property
    def place(self) -> Place:
        """The object of the requirement."""
        return self.policy, self.requirement, self.target


class Action(NamedTuple):
    """One thing that somebody does, whatever it serves; `type`, `certificate` and `detail` make two actions one.

    `certificates` are all entries of the certificate; `lead` and `names` are the sentence that says what to do.
    """

    type: str
    certificate: str
    detail: str
    model: str  # product | management-system
    lead: str
    names: tuple[str, ...]
    certificates: tuple[str, ...]
    changes: tuple[Change, ...]
    serves: tuple[Serves, ...]
    tail: str = ""

    @property
    def key(self) -> Key:
        """By which one action is known, however many requirements it serves."""
        return self.type, self.certificate, self.detail

    @property
    def says(self) -> str:
        """What to do, in one sentence."""
        return f"{self.lead} {listed(self.names)}{self.tail}" if self.names else f"{self.lead}{self.tail}"

    def joined(self, other: Action) -> Action:
        """The same action, for everything that either is for."""
        return self._replace(
            names=_union(self.names, other.names),
            changes=_union(self.changes, other.changes),
            serves=_union(self.serves, other.serves),
        )


def _union(ours: tuple[Part, ...], theirs: tuple[Part, ...]) -> tuple[Part, ...]:
    return ours + tuple(each for each in theirs if each not in ours)


def applied(manifest: Manifest, actions: Iterable[Action], day: date) -> Manifest:
    """The manifest after the actions, as if all took place on the day. What it stated against itself stays."""
    entries = {entry.id: entry for entry in manifest.certificates}
    changed = False
    for action in actions:
        changed = True
        for change in action.changes:
            if isinstance(change, Enter):
                entries[action.certificate] = change.apply(_next(entries.values()))
                continue
            for name in action.certificates:
                entries[name] = change.apply(entries[name])
    if not changed:
        return manifest
    return manifest._replace(prepared=max(manifest.prepared, day), certificates=tuple(entries.values()))


def _next(entries: Iterable[Certificate]) -> Certificate:
    """An empty entry after all others."""
    position = 1 + max((entry.position for entry in entries), default=-1)
    return Certificate("", position, f"/certificates/{position}", "", "")


def ordered(actions: Sequence[Action], weights: Mapping[str, int]) -> list[Action]:
    """Actions in the order in which a plan tells them: the lightest first, then by what they are about."""
    return sorted(actions, key=lambda each: (weights[each.type], each.key))
