"""Does the pass last, for as long as somebody asked?

**Asks**, only with `--warn-within` (or `warn_within` in certgate.yaml), of every object that passes: does it still pass
that much later, by what the manifest states, if every status is looked up again in time and finds the same?

**Why** a certificate that expires next month passes today; who orders for a year wants to know today.

**Passes** always: this is a warning, which blocks with `--fail-on warning` alone. Where another certificate takes over
in time there is none, nor where a later version of the policy does not ask for it any more.

**Does not pass** nothing; the last day of the pass and what comes then stand in the message, and under `holds` in the
report. `certgate forecast` tells the whole course.

**To mend** have what ends renewed, and ask for the new certificate or record before that day.
"""

from __future__ import annotations

from datetime import date

from checker.engine.assess import NOT_APPLICABLE
from checker.gates import Code
from checker.model.assessment import (
    WARNING,
    Assessment,
    Finding,
    ObjectAssessment,
    PolicyAssessment,
    RequirementAssessment,
)
from checker.model.outcome import Outcome

ENDS_SOON = Code(
    "ends-soon",
    "the pass ends soon",
    "have what ends renewed, and ask for the new certificate or record before that day",
    (Outcome.PASS,),
    WARNING,
)

# It lasts as far as one looks, or the next version of the policy does not ask for it.
_NO_END = (None, NOT_APPLICABLE)


def ending_page() -> str:
    """The documentation page of the code."""
    return (__doc__ or "").strip() + "\n"


def with_warnings(found: Assessment, last: date) -> Assessment:
    """The assessment with a warning for every object of which the pass ends on or before a day."""
    return found._replace(policies=tuple(_policy(each, last) for each in found.policies))


def _policy(found: PolicyAssessment, last: date) -> PolicyAssessment:
    return found._replace(requirements=tuple(_requirement(each, last) for each in found.requirements))


def _requirement(found: RequirementAssessment, last: date) -> RequirementAssessment:
    pointer = found.requirement.pointer
    return found._replace(objects=tuple(_object(each, pointer, last) for each in found.objects))


def _object(found: ObjectAssessment, policy_pointer: str, last: date) -> ObjectAssessment:
    holds = found.holds
    if holds is None or holds.then in _NO_END or holds.until > last or found.chosen is None:
        return found
    certificate = found.chosen.certificate
    then = "fails" if holds.then == Outcome.FAIL else "is undetermined"
    message = (
        f"`{certificate.id}` satisfies this now, but the pass lasts only until {holds.until}; then it {then}:"
        f" {', '.join(holds.codes)}"
    )
    warning = Finding(
        ENDS_SOON.name,
        Outcome.PASS,
        message,
        certificate.pointer,
        severity=WARNING,
        help=ENDS_SOON.mend,
        certificate=certificate.id,
        policy_pointer=policy_pointer,
    )
    return found._replace(own_findings=(*found.own_findings, warning))
