"""The certification body of a certificate, as the gate `body` sees it, and the laboratory of a test."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from checker.decode.manifest import decode_accreditation
from checker.fast.terms import CLEAN, FOREVER, OPEN, PASSES, REMEMBERED, STEADY, Lasting
from checker.gates._accreditation import undated_flaw
from checker.gates.body import GATE
from checker.model.accreditation import LABORATORIES, accreditation_standard
from checker.model.outcome import PASS, UNDETERMINED

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.catalogue import Catalogue
    from checker.fast.profile import Profile
    from checker.gates.base import Context
    from checker.model.policy import Requirement
    from checker.model.reference import Programme

Raw = dict[str, Any]


class Bodies:
    """What bodies come to under the rule of a requirement."""

    def __init__(self, rule: Requirement, catalogue: Catalogue) -> None:
        self._rule = rule
        self._catalogue = catalogue
        self._plans: dict[Any, Lasting] = {}
        self._entries: dict[Any, tuple[str, str, str]] = {}
        self._laboratories: dict[Any, Programme | None] = {}

    def lasting(self, entry: Profile, day: str, context: Callable[[], Context]) -> Lasting:
        """How long the body of a certificate is accepted, from a day on."""
        raw = entry.raw
        body = raw.get("body")
        if not body or not (body.get("name") or body.get("id")):
            return OPEN
        key = body.get("id"), body.get("name"), raw["standard"], raw.get("edition")
        found = self._plans.get(key)
        if found is None:
            if len(self._plans) > REMEMBERED:
                self._plans.clear()
            found = self._plans[key] = self._plan(context())
        if found is not PASSES or self._rule.body.recognised_by:
            return found
        return self._accredited(entry, day, context)

    def _plan(self, context: Context) -> Lasting:
        """What a body comes to by name and recognition list; PASSES where its accreditations have to be looked at."""
        if self._rule.body.recognised_by:
            found = GATE.assess(context)
            clean = found.outcome == PASS and not found.findings
            return Lasting(CLEAN, confidence=found.confidence or "") if clean else STEADY
        body = context.certificate.body
        return OPEN if body is None or self._catalogue.body(body).conflict else PASSES

    def _accredited(self, entry: Profile, day: str, context: Callable[[], Context]) -> Lasting:
        stated = entry.raw.get("accreditations")
        if not stated or any("withdrawn" in each for each in stated):
            return OPEN
        dates = [each for each in (entry.issued, entry.effective) if each]
        decision = entry.granted or min(dates, default=None)
        if decision is None:
            return OPEN
        until, confidence, flawed = "", "", 0
        for each in stated:
            start, end = each.get("from"), each.get("until")
            good = start and end and start <= day <= end and start <= decision <= end
            first, last, known = self._entry(entry, each, context) if good else (FOREVER, "", "")
            if day < first:
                flawed += 1
                continue
            if last < end:
                return OPEN  # the programme ends before the accreditation
            confidence = confidence if until else known
            until = max(until, end)
        # What comes on the day after is known where no other entry has a flaw of its own.
        if not until or flawed or "accreditation-not-in-force" in self._rule.accept_unknown:
            return OPEN
        return Lasting(CLEAN, until, "accreditation-not-in-force", UNDETERMINED, confidence)

    def _entry(self, entry: Profile, stated: Raw, context: Callable[[], Context]) -> tuple[str, str, str]:
        """First and last day of the programme of an accreditation without a flaw but in its days, and the confidence.

        FOREVER as the first day: there is a flaw.
        """
        key = (
            stated.get("body"), stated.get("standard"), tuple(stated.get("scope", ("",))), "scope" in stated,
            entry.raw["standard"], entry.raw.get("edition"),
        )  # fmt: skip
        found = self._entries.get(key)
        if found is None:
            if len(self._entries) > REMEMBERED:
                self._entries.clear()
            found = self._entries[key] = self._programme(stated, context())
        return found

    def _programme(self, stated: Raw, context: Context) -> tuple[str, str, str]:
        if undated_flaw(context, decode_accreditation(stated, "")):
            return FOREVER, "", ""
        row = self._catalogue.accreditation_body(stated["body"])
        programme = row.programme(self._rule.body.accredited_to or "") if row else None
        if programme is None:
            return "", FOREVER, ""
        begins = [str(day) for day in (programme.start, programme.mra_start) if day]
        ends = [str(day) for day in (programme.until, programme.mra_until) if day]
        return max(begins, default=""), min(ends, default=FOREVER), programme.provenance.confidence

    def laboratory(self, event: Raw) -> bool:
        """Whether the laboratory of a test is plainly accredited, by a body that is known for that."""
        stated = event.get("laboratory", {}).get("accreditation", {})
        if len(stated) > 2 or "body" not in stated or "standard" not in stated:
            return False  # with days of its own
        key = stated["body"], stated["standard"]
        if key not in self._laboratories:
            if len(self._laboratories) > REMEMBERED:
                self._laboratories.clear()
            row = self._catalogue.accreditation_body(stated["body"])
            programme = row.programme(LABORATORIES) if row else None
            named = accreditation_standard(stated["standard"]) == LABORATORIES
            self._laboratories[key] = programme if programme and programme.offered and named else None
        known = self._laboratories[key]
        return known is not None and known.on(date.fromisoformat(event["date"]))
