"""The case that would notice a mutant: the smallest known change of a base on which policy and mutant differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from checker.authoring.asking import document_of
from checker.authoring.changes import ChangeError, Json, apply
from checker.authoring.trial.asking import codes, outcomes
from checker.authoring.trial.model import Base
from checker.authoring.variations import variations
from checker.catalogue import Catalogue
from checker.engine import assess
from checker.errors import InputError
from checker.loading import load_manifest
from checker.model.assessment import PolicyAssessment
from checker.model.manifest import Manifest
from checker.model.policy import Policy

_MOST = 3000
"""How many changes of a base are tried for one mutant."""


class Catch(NamedTuple):
    """A case that tells a mutant from its policy: base, day and changes, and what the policy says of it."""

    base: Base
    as_of: date
    changes: tuple[Json, ...]
    verdict: str
    requirements: tuple[tuple[str, str], ...]
    codes: tuple[str, ...]


def catch(
    policies: Sequence[Policy], mutated: Sequence[Policy], bases: Sequence[Base], catalogue: Catalogue
) -> Catch | None:
    """A case that notices the mutant; None where none is found. One whose verdict differs comes before others."""
    tries = list(islice(_tries(policies, mutated, bases, catalogue), _MOST))
    for tell in (_verdict, _outcomes, _codes):
        for base, day, changes, manifest in tries:
            one = assess(manifest, policies, catalogue, day, order=base.order).policies[0]
            other = assess(manifest, mutated, catalogue, day, order=base.order).policies[0]
            if tell(one) - tell(other):
                return _caught(base, day, changes, one, other)
    return None


def _tries(
    policies: Sequence[Policy], mutated: Sequence[Policy], bases: Sequence[Base], catalogue: Catalogue
) -> Iterator[tuple[Base, date, tuple[Json, ...], Manifest]]:
    """Changed manifests and the days to judge them on, the simplest first."""
    both = [*policies, *(each for each in mutated if each not in policies)]
    days = sorted(_boundaries(both))
    for base in bases:
        manifest = load_manifest(document_of(base.values, base.path))
        for day in (base.as_of, *days):
            yield base, day, (), manifest
    for base in bases:
        for changes in variations(base.values, both, catalogue, base.as_of):
            try:
                manifest = load_manifest(document_of(apply(base.values, changes), base.path))
            except (InputError, ChangeError):
                continue
            for day in (base.as_of, *days):
                yield base, day, tuple(changes), manifest


def _boundaries(policies: Iterable[Policy]) -> set[date]:
    """The days about the beginnings and ends of windows that are not those of every version."""
    windows = [{each.effective, *(rule.effective for rule in each.requirements)} for each in policies]
    apart = windows[0].union(*windows) - windows[0].intersection(*windows)
    ends = {day for window in apart for day in window if day}
    return {day + timedelta(days=step) for day in ends if date.min < day < date.max for step in (-1, 0, 1)}


def _verdict(found: PolicyAssessment) -> set[str]:
    return {found.verdict}


def _outcomes(found: PolicyAssessment) -> set[tuple[str, str]]:
    return set(outcomes(found).items())


def _codes(found: PolicyAssessment) -> set[str]:
    return set(codes(found))


def _caught(base: Base, day: date, changes: tuple[Json, ...], one: PolicyAssessment, other: PolicyAssessment) -> Catch:
    """The case, with what tells the two apart, and the codes of the policy's errors that tell why."""
    told = sorted(_codes(one) - _codes(other))
    rows = tuple(sorted(_outcomes(one) - _outcomes(other)))
    return Catch(base, day, changes, one.verdict, rows, tuple(told))
