"""What requirements ask of a certificate, apart from the object: worked out once for all that ask the same."""

from __future__ import annotations

from copy import copy
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

from checker.engine.scene import markets_of
from checker.fast.audits import evaluated, recorded, surveillance
from checker.fast.bodies import Bodies
from checker.fast.editions import Editions
from checker.fast.force import in_force
from checker.fast.scope import held_by, made_as_asked
from checker.fast.sheet import shape_of
from checker.fast.terms import FOREVER, OPEN, PASSES, REMEMBERED, STEADY, UNSURE, Lasting
from checker.model.assessment import Target
from checker.model.policy import PRODUCT, Requirement
from checker.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.catalogue import Catalogue
    from checker.fast.asking import Asking
    from checker.fast.profile import Profile
    from checker.gates.base import Context

CONFIDENCE = ("assumed", "secondary", "verified", "")
"""From the weakest on; the last stands for none."""

_WEIGHT = {word: number for number, word in enumerate(CONFIDENCE)}
_WORLD = ("world",)
_SOMETHING = Target("organisation", None, "")


class Whole(NamedTuple):
    """What a certificate comes to for a demand, but for whether it names the object.

    `against` are the gates that do not pass cleanly, `named` says that its holder, scheme and mark are as asked, `kind`
    that it is of the kind that is asked.
    """

    kind: bool
    against: tuple[str, ...]
    named: bool
    lasting: Lasting
    confidence: int


_NUMBERS: dict[Any, int] = {}
_COUNTER = count()


def _number(*key: Any) -> int:
    """A number for what is asked, the same wherever the same is asked: quicker to look up than the rules themselves."""
    if len(_NUMBERS) > 16 * REMEMBERED:
        _NUMBERS.clear()  # those given out stay what they are; no other is ever the same
    found = _NUMBERS.get(key)
    if found is None:
        found = _NUMBERS[key] = next(_COUNTER)
    return found


class Demand:
    """A requirement, apart from its id and texts, with the markets of its policy.

    `mismatches` are answers of the gate `standard`, shared by all demands of a run.
    """

    def __init__(
        self,
        rule: Requirement,
        asked: tuple[str, ...] | None,
        catalogue: Catalogue,
        as_of: date,
        mismatches: dict[Any, Any],
    ) -> None:
        self.rule = rule
        self.asked = asked
        self.product = rule.kind == PRODUCT
        self.standards = frozenset(each.id for each in rule.standards)
        self.day = as_of.isoformat()
        within = rule.checked_within
        oldest = as_of.toordinal() - (within or 0)
        self.oldest = "" if within is None or oldest < 1 else date.fromordinal(oldest).isoformat()
        self.shape = shape_of(rule)
        self._mismatches = mismatches
        self._markets: dict[Any, Any] = {}
        self._any_edition = rule.edition.mode == "any"
        self._editions = Editions(rule, catalogue)
        self._bodies = Bodies(rule, catalogue)
        self._ask_the_same()

    def on(self, day: str) -> Demand:
        """The same demand on a later day: look-ups are judged as of this one, and what days have no part in is kept."""
        other = copy(self)
        other.day = day
        other._ask_the_same()
        return other

    def _ask_the_same(self) -> None:
        """Numbers of the parts of the demand, under which a certificate remembers what it comes to."""
        rule, body = self.rule, self.rule.body
        self._force = _number("force", rule.kind, self.oldest, self.day)
        self._recorded = _number("recorded", rule.testing, rule.accredited_laboratory, rule.audits)
        self._watched = _number("watched", rule.surveillance, self.day)
        self._edited = _number("edited", rule.kind, rule.edition, self.day)
        accepted = "accreditation-not-in-force" in rule.accept_unknown
        self._certified = _number("certified", body, accepted, self.day)
        self._made = _number("made", rule.scheme_types, rule.mark)
        self._accepting = _number("standard", rule.standards, rule.accept_unknown)
        # Whether an activity is covered elsewhere depends on the standards.
        elsewhere = rule.standards if rule.covers.activities else ()
        self._named_as = _number("subject", rule.kind, rule.covers, rule.scheme_types, rule.mark, elsewhere)
        parts = self._force, self._recorded, self._watched, self._edited, self._certified, self._made, self.asked
        everything = parts, rule.attestation, rule.covers.holder
        self._fitting = _number("fitting", everything)
        self._other = _number("another standard", everything)

    def context(self, entry: Profile, target: Target, product: int | None, asking: Asking) -> Context:
        """Everything a plain gate may look at."""
        return asking.context(self.rule, self._markets_of(product, asking), entry, target, product)

    def kept(
        self, gate: str, entry: Profile, target: Target, product: int | None, asking: Asking
    ) -> tuple[dict[Any, Any], Any]:
        """Where the answer of a plain gate is remembered, and under what; None where it depends on the object."""
        if gate != "standard":
            return entry.memo, self._shared(gate, entry, target, product, asking)
        # All that it reads of a certificate; suppliers give their certificates much the same ids.
        if len(self._mismatches) > REMEMBERED:
            self._mismatches.clear()
        raw = entry.raw
        return self._mismatches, (self._accepting, raw["id"], entry.position, raw["standard"], raw.get("edition"))

    def _shared(self, gate: str, entry: Profile, target: Target, product: int | None, asking: Asking) -> Any:
        """Under what a certificate remembers the answer of a plain gate; None where it depends on the object."""
        key: Any = self
        if gate == "in-force" and (entry.odd or entry.rivals):
            return None
        if gate in ("surveillance", "evidence"):
            if entry.bound or entry.odd:  # a restoration may begin a cycle at one site alone
                return None
            watched = self._watched, target.site, product if entry.by_site else None
            key = watched if gate == "surveillance" else (self._recorded, self.rule.kind)
        elif gate == "subject":
            key = self._named_as, target.pointer, target.site
        elif gate == "in-force":
            key = self._force
        elif gate == "body":
            key = self._certified
        elif gate == "change":
            key = self.rule.kind, product
        elif gate == "edition":
            key = self._edited, self._markets_of(product, asking)
        return gate, key, self.rule.accept_unknown, self.day

    def whole(self, entry: Profile, number: int | None, site: str | None, asking: Asking) -> Whole:
        """What a certificate comes to for a product (by its index) or a site (by its id)."""
        key: Any = self._fitting if entry.name in self.standards else self._other
        if number is not None or site is not None:
            key = key, number, site
        found: Whole | None = entry.memo.get(key)
        if found is None:
            found = entry.memo[key] = self._whole(entry, number, site, asking)
        return found

    def _whole(self, entry: Profile, number: int | None, site: str | None, asking: Asking) -> Whole:
        rule, standard = self.rule, entry.standard
        if standard is None:
            return Whole(False, ("kind",), False, OPEN, 3)
        weakest = _WEIGHT[standard.provenance.confidence]
        if standard.kind != entry.kind or standard.kind != rule.kind:
            return Whole(False, ("kind",), False, STEADY, weakest)
        against = () if entry.name in self.standards else ("standard",)
        if entry.attestation not in rule.attestation:
            against = (*against, "attestation")
        state, until, code, outcome, _ = PASSES
        tied = ""
        for gate, part in self._parts(entry, number, site, asking):
            other, ends, then, verdict, confidence = part
            if other:
                against = (*against, gate)
                state = max(state, other)
            if confidence:
                weakest = min(weakest, _WEIGHT[confidence])
            if ends < until:
                until, code, outcome = ends, then, verdict
            elif ends == until != FOREVER and then != code:
                tied = until
        if tied == until:
            state = UNSURE  # two things end on one day
        named = self._named(entry, number, site, asking)
        return Whole(True, against, named, Lasting(state, until, code, outcome), weakest)

    def _parts(self, entry: Profile, number: int | None, site: str | None, asking: Asking) -> list[tuple[str, Lasting]]:
        """What the gates say that are asked, but for plain passes, once for all that ask the same of a certificate."""
        rule, memo, parts = self.rule, entry.memo, []
        if entry.contradictory or not self._any_edition:
            edition = self._edition(entry, number, asking)
            if edition is not PASSES:
                parts.append(("edition", edition))
        body = memo.get(self._certified)
        if body is None:
            body = memo[self._certified] = self._bodies.lasting(entry, self.day, self._alone(entry, number, asking))
        if body is not PASSES:
            parts.append(("body", body))
        force = memo.get(self._force)
        if force is None:
            force = memo[self._force] = in_force(rule, entry, self.day, self.oldest)
        parts.append(("in-force", force))
        if entry.odd if number is None else not evaluated(asking.changes(number), entry):
            parts.append(("change", STEADY))
        if rule.testing or rule.audits:
            kept = memo.get(self._recorded)
            if kept is None:
                kept = memo[self._recorded] = recorded(rule, entry, self._bodies.laboratory)
            if kept is not PASSES:
                parts.append(("evidence", kept))
        if rule.surveillance is not None:
            made = asking.made_at(number) if site is None and number is not None and entry.by_site else ()
            parts.append(("surveillance", self._audited(entry, (site,) if site else made)))
        return parts

    def _edition(self, entry: Profile, number: int | None, asking: Asking) -> Lasting:
        markets = self._markets_of(number, asking)
        key = self._edited, markets
        found: Lasting | None = entry.memo.get(key)
        if found is None:
            alone = self._alone(entry, number, asking)
            found = entry.memo[key] = self._editions.lasting(entry, markets, self.day, alone)
        return found

    def _audited(self, entry: Profile, sites: tuple[str, ...]) -> Lasting:
        key = (self._watched, sites) if entry.by_site else self._watched
        found: Lasting | None = entry.memo.get(key)
        if found is None:
            found = entry.memo[key] = surveillance(self.rule, entry, self.day, sites)
        return found

    def _alone(self, entry: Profile, number: int | None, asking: Asking) -> Callable[[], Context]:
        """What a plain gate may look at that does not ask for the object."""
        return lambda: self.context(entry, _SOMETHING, number, asking)

    def _named(self, entry: Profile, number: int | None, site: str | None, asking: Asking) -> bool:
        raw, memo = entry.raw, entry.memo
        if number is None:
            wanted = None if site is None or self.rule.covers.holder == "supplier" else site
            whose = "held", wanted
            found = memo.get(whose)
            if found is None:
                found = memo[whose] = held_by(raw.get("holder"), asking.operator(wanted))
            return bool(found)
        key = self._made, number
        found = memo.get(key)
        if found is None:
            found = memo[key] = held_by(raw.get("holder"), asking.owner(number)) and made_as_asked(self.rule, raw)
        return bool(found)

    def _markets_of(self, number: int | None, asking: Asking) -> tuple[str, ...] | None:
        """The markets in which the edition is judged."""
        if number is None:
            return _WORLD
        stated = asking.markets(number)
        if stated not in self._markets:
            if len(self._markets) > REMEMBERED:
                self._markets.clear()
            self._markets[stated] = markets_of(self.rule.kind, self.asked, asking.product(number))
        found: tuple[str, ...] | None = self._markets[stated]
        return found
