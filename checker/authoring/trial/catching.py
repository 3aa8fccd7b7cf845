"""The case that would notice a mutant: the smallest known change of a base on which policy and mutant differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, islice

from checker.authoring.asking import document_of, manifest_of
from checker.authoring.changes import ChangeError, Json, apply
from checker.authoring.trial.asking import codes, outcomes
from checker.authoring.trial.model import Base
from checker.authoring.trial.nearby import before_admission, nearby
from checker.authoring.variations import variations
from checker.catalogue import Catalogue
from checker.engine import assess
from checker.errors import InputError
from checker.model.assessment import PolicyAssessment
from checker.model.manifest import Manifest
from checker.model.policy import Policy
from checker.records import NamedTuple

_MOST = 3000
"""How many changed manifests are tried for one mutant."""


class Catch(NamedTuple):
    """A case that tells a mutant from its policy: base, day and changes, and what the policy says of it.

    `first` is the mutant that it was found for, where that is another.
    """

    base: Base
    as_of: date
    changes: tuple[Json, ...]
    verdict: str
    requirements: tuple[tuple[str, str], ...]
    codes: tuple[str, ...]
    first: str = ""


class Try(NamedTuple):
    """A changed manifest on a day, and what the policy says of it."""

    base: Base
    day: date
    changes: tuple[Json, ...]
    manifest: Manifest
    found: PolicyAssessment


class Catcher:
    """Looks for cases that would notice mutants of one policy; what was asked of the policy is kept."""

    def __init__(self, policies: Sequence[Policy], bases: Sequence[Base], catalogue: Catalogue) -> None:
        self._policies, self._bases, self._catalogue = policies, bases, catalogue
        self._manifests: dict[tuple[int, str], Manifest | None] = {}
        self._tried: dict[tuple[int, date, str], Try] = {}
        self._caught: dict[str, tuple[Try, Catch]] = {}

    def catch(self, name: str, mutated: Sequence[Policy]) -> Catch | None:
        """A case that notices the mutant of this name; None where none is found.

        A case that was found for another mutant comes first, then those in which the verdict differs.
        """
        for first, (known, caught) in self._caught.items():
            if _notices(caught, self._ask(known, mutated)):
                return caught._replace(first=first)
        if (found := self._search(mutated)) is None:
            return None
        self._caught[name] = found[0], _caught(*found)
        return self._caught[name][1]

    def _search(self, mutated: Sequence[Policy]) -> tuple[Try, PolicyAssessment] | None:
        """The first try whose verdict differs; else the first in which a requirement does, else a code."""
        lesser: dict[Callable[[PolicyAssessment], set[str]], tuple[Try, PolicyAssessment]] = {}
        for each in islice(self._tries(mutated), _MOST):
            other = self._ask(each, mutated)
            if _verdict(each.found) != _verdict(other):
                return each, other
            for tell in (_outcomes, _codes):
                if tell not in lesser and tell(each.found) - tell(other):
                    lesser[tell] = each, other
        return lesser.get(_outcomes) or lesser.get(_codes)

    def _ask(self, each: Try, policies: Sequence[Policy]) -> PolicyAssessment:
        return assess(each.manifest, policies, self._catalogue, each.day, order=each.base.order).policies[0]

    def _tries(self, mutated: Sequence[Policy]) -> Iterator[Try]:
        """Changed manifests and the days to judge them on: the bases as they are, then with one change each."""
        both = [*self._policies, *(each for each in mutated if each not in self._policies)]
        days = sorted(_boundaries(both))
        for number, base in enumerate(self._bases):
            yield from self._on_days(number, (), (base.as_of, *days))
        for number, base in enumerate(self._bases):
            near = chain(
                variations(base.values, self._policies, self._catalogue, base.as_of),
                variations(base.values, both, self._catalogue, base.as_of),
                nearby(base.values, both, base.as_of),
            )
            for changes in near:
                yield from self._on_days(number, tuple(changes), (base.as_of, *days))
            for day, changes in before_admission(base.values, self._catalogue, base.as_of):
                yield from self._on_days(number, tuple(changes), (day,))

    def _on_days(self, number: int, changes: tuple[Json, ...], days: Sequence[date]) -> Iterator[Try]:
        told = repr(changes)
        manifest = self._manifest(number, changes, told)
        for day in dict.fromkeys(days) if manifest else ():
            key = number, day, told
            if key not in self._tried and manifest:
                base = self._bases[number]
                found = assess(manifest, self._policies, self._catalogue, day, order=base.order).policies[0]
                self._tried[key] = Try(base, day, changes, manifest, found)
            yield self._tried[key]

    def _manifest(self, number: int, changes: tuple[Json, ...], told: str) -> Manifest | None:
        """The changed base; None where it is no manifest any more."""
        key = number, told
        if key not in self._manifests:
            base = self._bases[number]
            try:
                self._manifests[key] = manifest_of(document_of(apply(base.values, changes), base.path))
            except (InputError, ChangeError):
                self._manifests[key] = None
        return self._manifests[key]


def _boundaries(policies: Iterable[Policy]) -> set[date]:
    """The days about the beginnings and ends of windows that are not those of every version."""
    windows = [{each.effective, *(rule.effective for rule in each.requirements)} for each in policies]
    apart = windows[0].union(*windows) - windows[0].intersection(*windows)
    ends = {day for window in apart for day in window if day}
    return {day + timedelta(days=step) for day in ends if date.min < day < date.max for step in (-1, 0, 1)}


def _verdict(found: PolicyAssessment) -> set[str]:
    return {found.verdict}


def _outcomes(found: PolicyAssessment) -> set[str]:
    return {f"{name}: {outcome}" for name, outcome in outcomes(found).items()}


def _codes(found: PolicyAssessment) -> set[str]:
    return set(codes(found))


def _notices(caught: Catch, other: PolicyAssessment) -> bool:
    """Whether a case that was found for one mutant comes otherwise under another as well."""
    after = outcomes(other)
    as_before = all(after.get(name) == outcome for name, outcome in caught.requirements)
    return other.verdict != caught.verdict or not as_before or not {*caught.codes} <= _codes(other)


def _caught(each: Try, other: PolicyAssessment) -> Catch:
    """The case, with what tells policy and mutant apart."""
    after = outcomes(other)
    rows = tuple(row for row in outcomes(each.found).items() if after.get(row[0]) != row[1])
    told = tuple(sorted(_codes(each.found) - _codes(other)))
    return Catch(each.base, each.day, each.changes, each.found.verdict, rows, told)
