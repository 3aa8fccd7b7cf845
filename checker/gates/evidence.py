"""Is the evaluation behind the certificate recorded?

**Asks**, only where the policy names it: `testing`: is there a type test with its report, from a laboratory accredited
to ISO/IEC 17025 where `accredited_laboratory` is set; `audits`: are stage 1 and stage 2, or the recertification, of
this cycle recorded, stage 1 before stage 2 and that before a decision?

**Why** ISO/IEC 17065, 7.4, and 17067 (types 1 to 5 rest on a test of samples); ISO/IEC 17021-1, 9.3 and 9.6.3: a
certificate without the audits of its cycle is a claim. 47 CFR 2.962 asks for ISO/IEC 17025 laboratories.

**Passes** a `type-test` event with `report` and a laboratory whose accreditation is to ISO/IEC 17025.

**Does not pass** a laboratory accredited to another standard. What is not recorded stays open.

**To mend** record the events as the certificate's file shows them.
"""

from __future__ import annotations

from datetime import date

from checker.gates.base import Asks, Code, Context, Gate, Probe, not_asked
from checker.model.accreditation import LABORATORIES, accreditation_standard
from checker.model.assessment import GateResult
from checker.model.calendar import add
from checker.model.history import NONCONFORMING, cycle, events_until
from checker.model.manifest import Accreditation, Event
from checker.model.outcome import Outcome
from checker.model.policy import PRODUCT, Period, Requirement

AUDIT_RECORD_MISSING = Code(
    "audit-record-missing",
    "the audits of the cycle are not recorded",
    "record the audits of this cycle as `events`, for example `{type: surveillance, date: 2026-04-20}`",
    (Outcome.UNDETERMINED,),
)
CODES = (
    Code(
        "test-report-missing",
        "no type test with a report is recorded",
        "record the `type-test` event with `report`",
        (Outcome.UNDETERMINED,),
    ),
    Code(
        "laboratory-not-accredited",
        "the laboratory of the type test is not accredited to ISO/IEC 17025, as far as stated",
        "state the laboratory's accreditation, or have the product tested by an accredited laboratory",
        (Outcome.FAIL, Outcome.UNDETERMINED),
        state="state the accreditation of the laboratory: `body` and `standard`",
    ),
    AUDIT_RECORD_MISSING,
)

# The stage 2 audit leads to the decision within months (ISO/IEC 17021-1, 9.5.3); a year is generous.
_STAGE_TO_CYCLE = Period(months=12)
_GRANTING = ("decision", "recertification", "restoration")


def assess(context: Context) -> GateResult:
    """The recorded test or audits, where the policy asks for them."""
    requirement, certificate = context.requirement, context.certificate
    if not (requirement.testing or requirement.audits):
        return not_asked(GATE.id, context)
    at = f"{certificate.pointer}/events" if certificate.events is not None else certificate.pointer
    if requirement.kind == PRODUCT:
        probe = Probe(context, GATE.id, CODES, "type test with report", "", at, "testing")
        _testing(probe)
    else:
        probe = Probe(context, GATE.id, CODES, "stage 1 and 2, or recertification, of this cycle", "", at, "audits")
        _audits(probe)
    return probe.result()


def _testing(probe: Probe) -> None:
    context, certificate = probe.context, probe.context.certificate
    tests = events_until(certificate, context.as_of, "type-test", "re-test")
    reported = [event for event in tests if event.report and event.result != NONCONFORMING]
    probe.actual = ", ".join(f"{event.report} of {event.date}" for event in reported) or "none recorded"
    if not reported:
        probe.unknown("test-report-missing", f"`{certificate.id}` records no type test with a report")
    elif context.requirement.accredited_laboratory:
        outcomes = [_laboratory(context, event) for event in reported]
        outcome, why, at = max(outcomes, key=lambda each: each[0].rank)
        probe.judge(outcome, "laboratory-not-accredited", why, why, at)


def _laboratory(context: Context, event: Event) -> tuple[Outcome, str, str]:
    """Whether the laboratory of one test is accredited to ISO/IEC 17025, with a sentence and a place."""
    laboratory, at = event.laboratory, f"{event.pointer}/laboratory"
    accreditation = laboratory.accreditation if laboratory else None
    name = f"laboratory `{laboratory.name}`" if laboratory and laboratory.name else "laboratory"
    if accreditation and accreditation.standard and accreditation_standard(accreditation.standard) != LABORATORIES:
        why = (
            f"the {name} of report `{event.report}` is accredited to `{accreditation.standard}`, not to {LABORATORIES}"
        )
        return Outcome.FAIL, why, f"{at}/accreditation/standard"
    if accreditation is None or accreditation.standard is None or accreditation.body is None:
        where = at if laboratory else event.pointer
        return Outcome.UNDETERMINED, f"the {name} of report `{event.report}` states no complete accreditation", where
    lapsed = _not_in_force(accreditation, event.date)
    if lapsed:
        why = f"the accreditation of the {name} of report `{event.report}` was not in force at the test on {event.date}"
        return Outcome.FAIL, why, f"{at}/accreditation/{lapsed}"
    body = context.catalogue.accreditation_body(accreditation.body)
    programme = body.programme(LABORATORIES) if body else None
    if programme is None or not programme.offered or not programme.on(event.date):
        why = (
            f"no programme of `{accreditation.body}` for {LABORATORIES} is known, under which the {name} is accredited"
        )
        return Outcome.UNDETERMINED, why, f"{at}/accreditation/body"
    return Outcome.PASS, "", at


def _not_in_force(accreditation: Accreditation, day: date) -> str | None:
    """The key of the date that shows the accreditation was not in force on a day."""
    if accreditation.withdrawn and accreditation.withdrawn <= day:
        return "withdrawn"
    if accreditation.start and day < accreditation.start:
        return "from"
    return "until" if accreditation.until and day > accreditation.until else None


def _audits(probe: Probe) -> None:
    context, certificate = probe.context, probe.context.certificate
    now = cycle(certificate, context.as_of, context.target.site)
    if now is None:
        probe.actual = "no cycle can be told"
        probe.unknown("audit-record-missing", f"`{certificate.id}` records no dates from which its cycle can be told")
        return
    known = events_until(certificate, context.as_of, "stage-1", "stage-2", "recertification")
    site = context.target.site
    recent = [
        event
        for event in known
        if add(event.date, _STAGE_TO_CYCLE) >= now.start
        and event.result != NONCONFORMING
        and (site is None or not event.sites or site in event.sites)
    ]
    types = {event.type for event in recent}
    probe.actual = ", ".join(f"{event.type} {event.date}" for event in recent) or "none recorded"
    if "recertification" in types:
        return
    if not {"stage-1", "stage-2"} <= types:
        missing = " and ".join(stage for stage in ("stage-1", "stage-2") if stage not in types)
        message = f"`{certificate.id}` records no {missing}, and no recertification, for the cycle from {now.start}"
        probe.unknown("audit-record-missing", message)
    elif why := _out_of_order(context, recent):
        probe.unknown("audit-record-missing", f"`{certificate.id}` records {why}")


def _out_of_order(context: Context, audits: list[Event]) -> str:
    """Why stage 1 and 2 are not those that led to the decision (ISO/IEC 17021-1, 9.3 and 9.5.3), if they are not."""
    first, second = ([event.date for event in audits if event.type == stage] for stage in ("stage-1", "stage-2"))
    granting = events_until(context.certificate, context.as_of, *_GRANTING)
    last = max((event.date for event in granting if event.result != NONCONFORMING), default=None)
    led = [day for day in second if last is None or day <= last]
    if not led:
        return f"stage-2 only on {min(second)}, after the decision of {last} that it has to lead to"
    if min(first) > max(led):
        return f"stage-1 only on {min(first)}, after the stage-2 of {max(led)} that it has to lead to"
    return ""


def _facts(context: Context) -> tuple[str, ...]:
    return ("testing",) if context.requirement.kind == PRODUCT else ("events",)


def asks(rule: Requirement) -> Asks:
    """On what the answer depends."""
    if not (rule.testing or rule.audits):
        return Asks()
    asked = rule.kind, rule.testing, rule.audits, rule.accredited_laboratory
    return Asks(asked, when="facts", local="site")


GATE = Gate("evidence", 90, CODES, assess, __doc__ or "", rests_on=_facts, asks=asks)
