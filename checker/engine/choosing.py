"""Which certificate is the best candidate for an object, without asking every certificate about every object.

A supplier of a thousand models may have a thousand listings. Of these few name a model, and of those that do not one
is as good as another but for what has nothing to do with the model. So certificates are found by what they name, and
what the others come to is worked out once.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from checker.gates import gates
from checker.gates._cover import asked_name, concerned, cover
from checker.model.assessment import Candidate, Candidates, GateResult, Target
from checker.model.outcome import Outcome
from checker.model.patterns import FEWEST_LITERALS, loosely, matches
from checker.model.policy import PRODUCT
from checker.records import NamedTuple

if TYPE_CHECKING:
    from checker.engine.scene import Scene
    from checker.model.manifest import Certificate

Weight = tuple[int, bool, bool, int, int]

_SUBJECT = next(place for place, gate in enumerate(gates()) if gate.id == "subject")
_OTHERS = [place for place in range(len(gates())) if place != _SUBJECT]
_BY_RANK = {each.rank: each for each in Outcome}
# How a certificate may cover an object.
_NAMED, _SERIES, _UNSTATED, _MISSING, _ITSELF = "named", "series", "unstated", "missing", "by itself"


def preference(candidate: Candidate) -> Weight:
    """How well a candidate fits: its outcome, the right kind, an accepted standard, most gates passed, manifest order.

    The design has no preference for an accepted standard. Without it a buyer could read that a listing to another
    standard is not accepted, and nothing of the one fault in the certificate that matters.
    """
    return _weighed(candidate.certificate, candidate.gates, candidate.outcome, right_kind=candidate.right_kind)


def _weighed(certificate: Certificate, gates: Sequence[GateResult], outcome: Outcome, *, right_kind: bool) -> Weight:
    passed = [each.gate for each in gates if each.outcome == Outcome.PASS]
    return outcome.rank, right_kind, "standard" in passed, len(passed), -certificate.position


class Field(NamedTuple):
    """The certificates that can matter to a requirement, told by their places in the manifest.

    `named` are those that name an object, `series` those that state series, by how these begin; `stated` all that state
    what they cover, `unstated` those that do not; `local` are those whose events may be about any object, and are in
    none of these. `concerned` are those with an event about an object, which is named loosely.
    """

    places: list[int]
    named: dict[str, list[int]]
    series: dict[str, list[tuple[int, str]]]
    stated: list[int]
    unstated: list[int]
    local: list[int]
    concerned: dict[str, list[int]]

    @classmethod
    def of(
        cls,
        places: list[int],
        kind: str,
        certificates: Sequence[Certificate],
        siblings: Callable[[Certificate], Sequence[Certificate]],
    ) -> Field:
        """The field of some certificates, where one of a kind is asked; the siblings are their other entries."""
        found = cls(places, {}, {}, [], [], [], {})
        for place in places:
            certificate = certificates[place]
            parts = concerned(kind, (certificate, *siblings(certificate)))
            if parts is None:
                found.local.append(place)
                continue
            for name in parts:
                found.concerned.setdefault(name, []).append(place)
            found._add(place, *cover(kind, certificate))
        return found

    def _add(self, place: int, names: tuple[str, ...] | None, series: tuple[str, ...]) -> None:
        if names is None:
            self.unstated.append(place)
            return
        self.stated.append(place)
        for name in dict.fromkeys(names):
            self.named.setdefault(name, []).append(place)
        for each in series:
            self.series.setdefault(each[:FEWEST_LITERALS], []).append((place, each))

    def near(self, name: str) -> dict[int, str]:
        """The certificates that have to do with an object in particular, and how."""
        found = dict.fromkeys(self.named.get(name, ()), _NAMED)
        for place, series in self.series.get(name[:FEWEST_LITERALS], ()):
            if place not in found and matches(series, name):
                found[place] = _SERIES
        found.update(dict.fromkeys(self.concerned.get(loosely(name), ()), _ITSELF))
        found.update(dict.fromkeys(self.local, _ITSELF))
        return found


class _Missing:
    """The certificates that do not cover an object, by how well they fit; each weighed for the first such object."""

    def __init__(self, stated: Sequence[int]) -> None:
        self._unknown = list(stated)
        self._known: list[tuple[Weight, int]] = []

    def best(self, near: dict[int, str], weigh: Callable[[int], Weight]) -> tuple[Weight, int] | None:
        """The best of them and its place, where those that are near do cover the object."""
        for place in self._unknown:
            if place not in near:
                insort(self._known, (weigh(place), place))
        self._unknown = [place for place in self._unknown if place in near]
        return next((each for each in reversed(self._known) if each[1] not in near), None)


class Choosing:
    """The choice of the best candidate for each object of a requirement on a day."""

    def __init__(self, scene: Scene, field: Field) -> None:
        self._scene = scene
        self._field = field
        self._weights: dict[Hashable, Weight] = {}
        self._missing: dict[Hashable, _Missing] = {}

    def best(self, target: Target, candidates: Candidates) -> Candidate:
        """The best of all candidates for an object, by `preference`."""
        field, hows = self._field, self._hows(target)
        found = [(self._weight(place, how, target, candidates), place) for place, how in hows.items()]
        if all(weight[0] == Outcome.FAIL.rank for weight, _ in found):
            missing = self._missing.setdefault(self._about(target, _MISSING), _Missing(field.stated))
            if best := missing.best(hows, lambda place: self._lost(target, place)):
                found.append(best)
        return candidates[max(found)[1]]

    def outcomes(self, target: Target, but: Certificate) -> Iterator[tuple[Certificate, Outcome]]:
        """What the certificates but one come to for an object; left out are those that certainly fail for it."""
        hows, certificates = self._hows(target), self._scene.case.manifest.certificates
        candidates = Candidates(certificates, partial(self._scene.candidate, target))
        for place in self._field.places:
            if place in hows and certificates[place] is not but:
                rank = self._weight(place, hows[place], target, candidates)[0]
                yield certificates[place], _BY_RANK[rank]

    def _hows(self, target: Target) -> dict[int, str]:
        """How each certificate covers an object, but for those that certainly do not."""
        name, field = asked_name(self._scene.rule.kind, target), self._field
        # What was seen behind certificates says something of each, by days of its own.
        if name is None or self._scene.case.answers.traced:
            return dict.fromkeys(field.places, _ITSELF)
        return {**dict.fromkeys(field.unstated, _UNSTATED), **field.near(name)}

    def _weight(self, place: int, how: str, target: Target, candidates: Candidates) -> Weight:
        """The weight of a certificate, once for every object that it covers in the same way."""
        if how == _ITSELF:
            return preference(candidates[place])
        key = place, how, self._about(target, how)
        if key not in self._weights:
            self._weights[key] = preference(candidates[place])
        return self._weights[key]

    def _lost(self, target: Target, place: int) -> Weight:
        """The weight of a certificate that does not cover an object, which fails: how many other gates pass.

        It is of the right kind, as all are of which one is chosen.
        """
        certificate = self._scene.case.manifest.certificates[place]
        results = self._scene.by_place(target, certificate, _OTHERS)
        return _weighed(certificate, results, Outcome.FAIL, right_kind=True)

    def _about(self, target: Target, how: str) -> Hashable:
        """What of an object matters to a certificate that covers it in some way."""
        if self._scene.rule.kind == PRODUCT:
            return target.product, target.site
        site = self._scene.case.manifest.sites.get(target.site or "")
        return target.site if how == _NAMED or site is None else (site.operator, site.activities)
