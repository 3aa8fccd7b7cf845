"""Every action that could help: the repairs of each candidate, followed until it passes, and the new certificates.

Mending one finding can bring another to light, so the manifest is assessed again after all that is known was applied,
until nothing new is found. A candidate with a finding that no repair clears is given up, and with it its repairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.advise.actions import Action, Key, Place, applied
from checker.advise.case import Blocked, Case, Fault
from checker.advise.fresh import fresh_actions
from checker.advise.repairs import repairs
from checker.model.assessment import Candidate, Finding
from checker.model.manifest import Manifest
from checker.model.outcome import Outcome
from checker.model.policy import Requirement
from checker.records import NamedTuple

# Findings come to light in a few layers (kind, standard and edition, body, record, surveillance); more is a circle.
_LAYERS = 8
# How many candidates of an object are followed where there are many, the best first.
FEW = 3

_UNKNOWN = "standard-unknown"
# What a body grants; for what ends with a transition there is no such grant.
_GRANTS = ("renewal", "scope-extension", "transition")

Line = tuple[Place, str]  # an object and a candidate for it


class _Search:
    """Collects the repairs of candidates, layer by layer."""

    def __init__(self, case: Case, most: int | None, anew: bool) -> None:
        self.case = case
        self.most = most  # candidates followed for each object
        self.anew = anew
        self.known: dict[Key, Action] = {}
        self.lines: dict[Line, set[Key]] = {}
        self.dead: set[Line] = set()

    def follow(self, places: set[Place]) -> None:
        """Mend every candidate of these objects, until all pass or are given up."""
        manifest = self.case.manifest
        for _ in range(_LAYERS):
            before = dict(self.known)
            for each, candidate in self._open(manifest, places):
                self._mend(each, candidate, manifest)
            if self.known == before:
                break
            manifest = applied(self.case.manifest, self.live(), self.case.day)
        for each, candidate in self._open(manifest, places):
            self.dead.add((each.place, candidate.certificate.id))

    def _open(self, manifest: Manifest, places: set[Place]) -> Iterator[tuple[Blocked, Candidate]]:
        """The candidates that do not pass yet and were not given up."""
        assessment = self.case.judge(manifest, self.case.policies)
        for policy in assessment.policies:
            for row in policy.requirements:
                for found in row.objects:
                    each = Blocked(policy, row, found)
                    if each.place not in places:
                        continue
                    for candidate in self._followed(each):
                        if candidate.outcome is not Outcome.PASS:
                            yield each, candidate

    def _followed(self, each: Blocked) -> list[Candidate]:
        rows = [row for row in each.found.candidates if (each.place, row.certificate.id) not in self.dead]
        if self.most is None or len(rows) <= self.most:
            return rows
        best = sorted(rows, key=lambda row: (row.outcome.rank, row.right_kind, row.gates_passed), reverse=True)
        followed = best[: self.most]
        self.dead |= {(each.place, row.certificate.id) for row in best[self.most :]}
        return followed

    def _mend(self, each: Blocked, candidate: Candidate, manifest: Manifest) -> None:
        line = (each.place, candidate.certificate.id)
        case = self.case._replace(manifest=manifest)
        policy, rule, target = each.policy.policy, each.row.requirement, each.found.target
        found: list[Action] = []
        for finding in _against(candidate):
            actions = repairs(Fault(case, policy, rule, target, candidate.certificate, finding))
            if not actions or (not self.anew and _ends(rule) and any(row.type in _GRANTS for row in actions)):
                self.dead.add(line)
                return
            found += actions
        for action in found:
            held = self.known.get(action.key)
            self.known[action.key] = held.joined(action) if held else action
            self.lines.setdefault(line, set()).add(action.key)

    def live(self) -> list[Action]:
        """The repairs of candidates that were not given up, in the order in which they came to light."""
        wanted = {key for line, keys in self.lines.items() if line not in self.dead for key in keys}
        return [action for key, action in self.known.items() if key in wanted]


def _against(candidate: Candidate) -> Iterable[Finding]:
    """The findings that keep a candidate from passing."""
    found = [row for row in candidate.findings if row.outcome is not Outcome.PASS and not row.accepted]
    # Until the standard is known, what else is found about it tells nothing.
    return [row for row in found if row.code == _UNKNOWN] or found


class Universe(NamedTuple):
    """Repairs and new certificates; `whole` False: of many candidates only the best were followed."""

    actions: tuple[Action, ...]
    whole: bool


def universe(case: Case, wanted: list[Blocked], most: int | None = None, *, anew: bool = False) -> Universe:
    """Every action that could help any of the objects that stand in the way.

    What a policy accepts for a transition alone is not granted anew, unless `anew` says so: neither as a new
    certificate, nor by renewal or extension.
    """
    search = _Search(case, most, anew)
    named = [each for each in wanted if each.found.candidates]
    search.follow({each.place for each in named})
    open_ = [each for each in wanted if not _unnamed(each) and (anew or not _ends(each.row.requirement))]
    fresh = fresh_actions(case, open_)
    return Universe((*search.live(), *fresh), most is None)


# Codes of objects that the manifest does not state, or not on which days they are to be judged.
_NOT_NAMED = frozenset({"no-object", "site-missing", "not-declared", "period-unknown", "production-day-missing"})


def _ends(rule: Requirement) -> bool:
    """Whether the requirement itself ends on a day: it accepts something for a transition."""
    return rule.effective.until is not None


def _unnamed(each: Blocked) -> bool:
    """Whether the object itself is not stated, so that no certificate could cover it."""
    return bool({row.code for row in each.found.own_findings} & _NOT_NAMED)
