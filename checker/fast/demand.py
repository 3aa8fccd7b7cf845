"""What requirements ask of a certificate, apart from the object: worked out once for all that ask the same."""

from __future__ import annotations

from copy import copy
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.decode.manifest import decode_accreditation
from checker.engine.scene import markets_of
from checker.fast.audits import evaluated, recorded, surveillance
from checker.fast.force import in_force
from checker.fast.scope import held_by, made_as_asked
from checker.fast.terms import ASK, CLEAN, FOREVER, OPEN, PASSES, STEADY, UNSURE, Lasting
from checker.gates._accreditation import undated_flaw
from checker.gates.edition import transitions_in
from checker.model.accreditation import LABORATORIES, accreditation_standard
from checker.model.assessment import Target
from checker.model.outcome import Outcome
from checker.model.parties import operator_of
from checker.model.policy import MANAGEMENT_SYSTEM, PRODUCT, Requirement

if TYPE_CHECKING:
    from checker.catalogue import Catalogue
    from checker.fast.asking import Asking
    from checker.fast.profile import Profile
    from checker.gates.base import Context
    from checker.model.manifest import Party

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


def _number(*key: Any) -> int:
    """A number for what is asked, the same wherever the same is asked: quicker to look up than the rules themselves."""
    return _NUMBERS.setdefault(key, len(_NUMBERS))


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
        self._markets: dict[Any, Any] = {}
        self._editions: dict[Any, Any] = {}
        self._bodies: dict[Any, Lasting] = {}
        self._entries: dict[Any, tuple[str, str, str]] = {}
        self._laboratories: dict[Any, bool] = {}
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
        parts = self._force, self._recorded, self._watched, self._edited, self._certified, self._made, self.asked
        self._all = _number("all", parts, rule.attestation, rule.covers.holder)

    def context(self, entry: Profile, target: Target, product: int | None, asking: Asking) -> Context:
        """Everything a plain gate may look at."""
        return asking.context(self.rule, self._markets_of(product, asking), entry, target, product)

    def shared(self, gate: str, entry: Profile, target: Target, product: int | None, asking: Asking) -> Any:
        """Under what a certificate remembers the answer of a plain gate; None where it depends on the object."""
        key: Any = self
        if gate == "subject" or (gate == "in-force" and entry.odd):
            return None
        if gate in ("surveillance", "evidence"):
            if entry.bound or entry.odd:  # a restoration may begin a cycle at one site alone
                return None
            key = (self._watched, target.site) if gate == "surveillance" else (self._recorded, self.rule.kind)
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
        fits = entry.standard is not None and entry.standard.id in self.standards
        key = self._all, fits, number, site
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
        against = [] if standard.id in self.standards else ["standard"]
        stated = entry.raw.get("attestation") or ("certification" if entry.kind == MANAGEMENT_SYSTEM else None)
        if stated not in rule.attestation:
            against.append("attestation")
        state, until, code, outcome, _ = PASSES
        for gate, part in self._parts(entry, number, site, asking):
            if part is PASSES:
                continue
            other, ends, then, verdict, confidence = part
            if other:
                against.append(gate)
                state = max(state, other)
            if confidence:
                weakest = min(weakest, _WEIGHT[confidence])
            if ends < until:
                until, code, outcome = ends, then, verdict
            elif ends == until != FOREVER and then != code:
                state = UNSURE  # two things end on one day
        named = self._named(entry, number, site, asking)
        return Whole(True, tuple(against), named, Lasting(state, until, code, outcome), weakest)

    def _parts(
        self, entry: Profile, number: int | None, site: str | None, asking: Asking
    ) -> tuple[tuple[str, Lasting], ...]:
        """What the gates say, of each certificate once for all that ask the same."""
        rule, memo = self.rule, entry.memo
        force = memo.get(self._force)
        if force is None:
            force = memo[self._force] = in_force(rule, entry, self.day, self.oldest)
        kept = memo.get(self._recorded)
        if kept is None:
            kept = memo[self._recorded] = recorded(rule, entry, self._laboratory)
        audited = self._watched, site if entry.by_site else None
        watched = memo.get(audited)
        if watched is None:
            watched = memo[audited] = surveillance(rule, entry, self.day, site)
        certified = memo.get(self._certified)
        if certified is None:
            certified = memo[self._certified] = self._body(entry, number, asking)
        markets = self._markets_of(number, asking)
        edited = self._edited, markets
        edition = memo.get(edited)
        if edition is None:
            edition = memo[edited] = self._edition(entry, markets, number, asking)
        changed = entry.odd if number is None else not evaluated(asking.changes(number), entry)
        return (
            ("edition", edition),
            ("body", certified),
            ("in-force", force),
            ("change", STEADY if changed else PASSES),
            ("evidence", kept),
            ("surveillance", watched),
        )

    def _named(self, entry: Profile, number: int | None, site: str | None, asking: Asking) -> bool:
        raw, memo = entry.raw, entry.memo
        key = self._made, number
        if number is None:
            return held_by(raw.get("holder"), self._operator(site, asking))
        found = memo.get(key)
        if found is None:
            found = memo[key] = held_by(raw.get("holder"), asking.owner(number)) and made_as_asked(self.rule, raw)
        return bool(found)

    def _operator(self, site: str | None, asking: Asking) -> Party:
        frame = asking.frame()
        if site is None or self.rule.covers.holder == "supplier":
            return frame.supplier.party
        return operator_of(frame.sites.get(site), frame)

    def _markets_of(self, number: int | None, asking: Asking) -> tuple[str, ...] | None:
        """The markets in which the edition is judged."""
        if number is None:
            return _WORLD
        stated = asking.markets(number)
        if stated not in self._markets:
            if len(self._markets) > _REMEMBERED:
                self._markets.clear()
            self._markets[stated] = markets_of(self.rule.kind, self.asked, asking.product(number))
        found: tuple[str, ...] | None = self._markets[stated]
        return found

    def _laboratory(self, event: dict[str, Any]) -> bool:
        """Whether the laboratory of a test is plainly accredited, by a body that is known for that."""
        stated = event.get("laboratory", {}).get("accreditation", {})
        if len(stated) > 2 or "body" not in stated or "standard" not in stated:
            return False  # with days of its own
        key = stated["body"], stated["standard"], event["date"]
        found = self._laboratories.get(key)
        if found is None:
            if len(self._laboratories) > _REMEMBERED:
                self._laboratories.clear()
            row = self._catalogue.accreditation_body(stated["body"])
            programme = row.programme(LABORATORIES) if row else None
            named = accreditation_standard(stated["standard"]) == LABORATORIES
            held = programme is not None and programme.offered and programme.on(date.fromisoformat(event["date"]))
            found = self._laboratories[key] = named and held
        return found

    # edition

    def _edition(self, entry: Profile, markets: tuple[str, ...] | None, number: int | None, asking: Asking) -> Lasting:
        raw = entry.raw
        # An edition that is named for a year does not exist before it.
        key = raw["standard"], raw.get("edition"), markets, self.day if self.rule.edition.mode == "from" else ""
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
            found = asking.ask("edition", self.context(entry, _SOMETHING, number, asking))
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
        context = self.context(entry, _SOMETHING, number, asking)
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
            first, last, known = self._entry(entry, each, number, asking) if good else ("", "", "")
            if not last or self.day < first:
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

    def _entry(
        self, entry: Profile, stated: dict[str, Any], number: int | None, asking: Asking
    ) -> tuple[str, str, str]:
        """First and last day of the programme of an accreditation without a flaw but its days, and the confidence.

        No last day: it has one, on the day on which it was looked at first.
        """
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
    ) -> tuple[str, str, str]:
        context = self.context(entry, _SOMETHING, number, asking)
        if undated_flaw(context, decode_accreditation(stated, "")):
            return "", "", ""
        rule = self.rule.body
        row = self._catalogue.accreditation_body(stated["body"])
        programme = row.programme(rule.accredited_to or "") if row else None
        if programme is None:
            return "", FOREVER, ""
        starts = [str(day) for day in (programme.start, programme.mra_start) if day]
        ends = [str(day) for day in (programme.until, programme.mra_until) if day]
        return max(starts, default=""), min(ends, default=FOREVER), programme.provenance.confidence


_REMEMBERED = 8192
