"""What requirements ask of a certificate, apart from the object: worked out once for all that ask the same."""

from __future__ import annotations

from copy import copy
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.decode.manifest import decode_accreditation
from checker.engine.scene import markets_of
from checker.fast.audits import recorded, surveillance
from checker.fast.force import in_force
from checker.fast.scope import held_by, made_as_asked
from checker.fast.terms import ASK, CLEAN, FOREVER, OPEN, PASSES, STEADY, Lasting, sooner
from checker.gates._accreditation import undated_flaw
from checker.gates.edition import transitions_in
from checker.model.assessment import Target
from checker.model.outcome import Outcome
from checker.model.parties import operator_of
from checker.model.policy import MANAGEMENT_SYSTEM, PRODUCT, Requirement

if TYPE_CHECKING:
    from checker.catalogue import Catalogue
    from checker.fast.asking import Asking
    from checker.fast.profile import Profile
    from checker.model.manifest import Party

CONFIDENCE = ("assumed", "secondary", "verified", "")
"""From the weakest on; the last stands for none."""

_SOMETHING = Target("organisation", None, "")


class Whole(NamedTuple):
    """What a certificate comes to for a demand, but for whether it names the object.

    `against` are the gates that do not pass cleanly, `named` says that its holder, scheme and mark are as asked;
    `fits` that it is of the kind and to a standard that is asked.
    """

    fits: bool
    kind: bool
    against: tuple[str, ...]
    named: bool
    lasting: Lasting
    confidence: int


class Demand:
    """A requirement, apart from its id and texts, with the markets of its policy."""

    def __init__(self, rule: Requirement, asked: tuple[str, ...] | None, catalogue: Catalogue, as_of: date) -> None:
        self.rule = rule
        self.asked = asked
        self.product = rule.kind == PRODUCT
        self.standards = frozenset(each.id for each in rule.standards)
        self.day = as_of.isoformat()
        within = rule.checked_within
        oldest = as_of.toordinal() - (within or 0)
        self.oldest = "" if within is None or oldest < 1 else date.fromordinal(oldest).isoformat()
        self._catalogue = catalogue
        self._editions: dict[Any, Any] = {}
        self._bodies: dict[Any, Lasting] = {}
        self._entries: dict[Any, tuple[str, str]] = {}

    def on(self, day: str) -> Demand:
        """The same demand on a later day: look-ups are judged as of this one, and what days have no part in is kept."""
        other = copy(self)
        other.day = day
        return other

    def whole(self, entry: Profile, number: int | None, site: str | None, asking: Asking) -> Whole:
        """What a certificate comes to for a product (by its index) or a site (by its id)."""
        rule, standard = self.rule, entry.standard
        if standard is None:
            return Whole(False, False, ("kind",), False, OPEN, 3)
        if standard.kind != entry.kind or standard.kind != rule.kind:
            return Whole(False, False, ("kind",), False, STEADY, CONFIDENCE.index(standard.provenance.confidence))
        fits = standard.id in self.standards
        against = [] if fits else ["standard"]
        stated = entry.raw.get("attestation") or ("certification" if entry.kind == MANAGEMENT_SYSTEM else None)
        if stated not in rule.attestation:
            against.append("attestation")
        found = PASSES
        weakest = CONFIDENCE.index(standard.provenance.confidence)
        parts = (
            ("edition", self._edition(entry, number, asking)),
            ("body", self._body(entry, number, asking)),
            ("in-force", in_force(rule, entry, self.day, self.oldest)),
            ("change", self._change(entry, number, asking)),
            ("evidence", recorded(rule, entry)),
            ("surveillance", surveillance(rule, entry, self.day, site)),
        )
        for gate, part in parts:
            if part.state != CLEAN:
                against.append(gate)
            if part.confidence:
                weakest = min(weakest, CONFIDENCE.index(part.confidence))
            if part is not PASSES:
                found = sooner(found, part)
        return Whole(fits, True, tuple(against), self._named(entry, number, site, asking), found, weakest)

    def _named(self, entry: Profile, number: int | None, site: str | None, asking: Asking) -> bool:
        holder, wanted = entry.raw.get("holder"), self._wanted(number, site, asking)
        return held_by(holder, wanted) and (not self.product or made_as_asked(self.rule, entry.raw))

    def _wanted(self, number: int | None, site: str | None, asking: Asking) -> Party:
        if number is not None:
            return asking.owner(number)
        frame = asking.frame()
        if self.rule.covers.holder == "supplier":
            return frame.supplier.party
        return operator_of(frame.sites.get(site) if site else None, frame)

    def _change(self, entry: Profile, number: int | None, asking: Asking) -> Lasting:
        if number is None:
            return STEADY if entry.odd else PASSES
        return STEADY if asking.changed(number) else PASSES

    # edition

    def _edition(self, entry: Profile, number: int | None, asking: Asking) -> Lasting:
        raw = entry.raw
        markets = markets_of(self.rule.kind, self.asked, None if number is None else asking.product(number))
        key = raw["standard"], raw.get("edition"), markets
        plan = self._editions.get(key)
        if plan is None:
            if len(self._editions) > _REMEMBERED:
                self._editions.clear()
            plan = self._editions[key] = self._edition_plan(entry, markets, number, asking)
        if isinstance(plan, Lasting):
            return plan
        confidence, published, transitions = plan
        granted = max(entry.granted or "", entry.issued or "") or entry.effective
        if published and granted and granted < published:
            return OPEN
        state, until, undated = CLEAN, FOREVER, not (entry.granted or entry.issued)
        for closed, end in transitions:
            if (end and self.day > end) or (closed and (undated or (granted and granted > closed))):
                return OPEN
            if end:
                until = min(until, end)
                if entry.expires is None or entry.expires > end:
                    state = ASK  # a warning that the edition ends
        return Lasting(state, until, "edition-superseded", Outcome.FAIL, confidence)

    def _edition_plan(self, entry: Profile, markets: tuple[str, ...] | None, number: int | None, asking: Asking) -> Any:
        """What an edition comes to that days have no part in; or its confidence, first day and transitions."""
        rule, stated, standard = self.rule.edition, entry.designation.edition, entry.standard
        raw, resolve = entry.raw, self._catalogue.resolve
        printed = resolve(raw["standard"]).edition
        if raw.get("edition") and printed and resolve(raw["standard"], raw["edition"]).edition != printed:
            return OPEN
        if rule.mode == "any":
            return PASSES
        if stated is None or standard is None:
            return OPEN
        if rule.mode != "current":
            found = asking.ask("edition", asking.context(self.rule, self.asked, entry, _SOMETHING, number))
            return OPEN if found.outcome != Outcome.PASS or found.findings else PASSES
        row = standard.edition(stated)
        if row is None:
            return OPEN
        days = [
            (str(each.last_new_issue or ""), str(each.end or ""))
            for each in transitions_in(markets, self.rule.kind, row)
        ]
        return row.provenance.confidence, str(row.published or ""), days

    # body

    def _body(self, entry: Profile, number: int | None, asking: Asking) -> Lasting:
        raw = entry.raw
        body = raw.get("body")
        if not body or not (body.get("name") or body.get("id")):
            return OPEN
        key = body.get("id"), body.get("name"), raw["standard"], raw.get("edition")
        found = self._bodies.get(key)
        if found is None:
            if len(self._bodies) > _REMEMBERED:
                self._bodies.clear()
            found = self._bodies[key] = self._body_plan(entry, number, asking)
        if found is not PASSES or self.rule.body.recognised_by:
            return found
        return self._accredited(entry, number, asking)

    def _body_plan(self, entry: Profile, number: int | None, asking: Asking) -> Lasting:
        """What a body comes to by name and recognition list; PASSES where its accreditations have to be looked at."""
        context = asking.context(self.rule, self.asked, entry, _SOMETHING, number)
        if self.rule.body.recognised_by:
            found = asking.ask("body", context)
            clean = found.outcome == Outcome.PASS and not found.findings
            return Lasting(CLEAN, confidence=found.confidence or "") if clean else STEADY
        body = context.certificate.body
        return OPEN if body is None or self._catalogue.body(body).conflict else PASSES

    def _accredited(self, entry: Profile, number: int | None, asking: Asking) -> Lasting:
        stated = entry.raw.get("accreditations")
        if not stated or any("withdrawn" in each for each in stated):
            return OPEN
        dates = [day for day in (entry.issued, entry.effective) if day]
        decision = entry.granted or min(dates, default=None)
        if decision is None:
            return OPEN
        until, confidence, flawed = "", "", 0
        for each in stated:
            start, end = each.get("from"), each.get("until")
            good = start and end and start <= self.day <= end and start <= decision <= end
            last, known = self._entry(entry, each, number, asking) if good else ("", "")
            if not last:
                flawed += 1
                continue
            if last < end:
                return OPEN  # the programme ends before the accreditation
            confidence = confidence if until else known
            until = max(until, end)
        # What comes on the day after is known where no other entry has a flaw of its own.
        if not until or flawed or "accreditation-not-in-force" in self.rule.accept_unknown:
            return OPEN
        return Lasting(CLEAN, until, "accreditation-not-in-force", Outcome.UNDETERMINED, confidence)

    def _entry(self, entry: Profile, stated: dict[str, Any], number: int | None, asking: Asking) -> tuple[str, str]:
        """The last day of the programme of an accreditation that has no flaw but its days, and the confidence."""
        key = (
            stated.get("body"), stated.get("standard"), tuple(stated.get("scope", ("",))), "scope" in stated,
            entry.raw["standard"], entry.raw.get("edition"),
        )  # fmt: skip
        found = self._entries.get(key)
        if found is None:
            if len(self._entries) > _REMEMBERED:
                self._entries.clear()
            found = self._entries[key] = self._entry_plan(entry, stated, number, asking)
        return found

    def _entry_plan(
        self, entry: Profile, stated: dict[str, Any], number: int | None, asking: Asking
    ) -> tuple[str, str]:
        context = asking.context(self.rule, self.asked, entry, _SOMETHING, number)
        if undated_flaw(context, decode_accreditation(stated, "")):
            return "", ""
        rule = self.rule.body
        row = self._catalogue.accreditation_body(stated["body"])
        programme = row.programme(rule.accredited_to or "") if row else None
        if programme is None:
            return FOREVER, ""
        ends = [str(day) for day in (programme.until, programme.mra_until) if day]
        return min(ends, default=FOREVER), programme.provenance.confidence


_REMEMBERED = 8192
