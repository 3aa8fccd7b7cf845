"""The warning that a pass ends soon: for whom, until when, and what comes then."""

from __future__ import annotations

from datetime import date

import pytest

from checker.engine.ending import with_warnings
from checker.model.assessment import Assessment, Holds
from checker.model.outcome import Outcome
from tests.builders import QUALITY, Json, assess, change, manifest, only, policy
from tests.told import of_finding

LAST = date(2026, 12, 31)


def holding(holds: Holds | None, raw: Json | None = None) -> Assessment:
    """The assessment of the normative quality system, of which the pass holds so long."""
    found = assess(raw or manifest(), policy(QUALITY))
    (rules,) = found.policies
    (row,) = rules.requirements
    objects = tuple(each._replace(holds=holds) for each in row.objects)
    return found._replace(policies=(rules._replace(requirements=(row._replace(objects=objects),)),))


def told(holds: Holds | None) -> list[str]:
    """The findings of the object after the question whether it lasts."""
    (row,) = only(with_warnings(holding(holds), LAST)).requirements
    return [of_finding(each) for each in row.objects[0].findings]


@pytest.mark.parametrize(("until", "warned"), [("2026-12-30", True), ("2026-12-31", True), ("2027-01-01", False)])
def test_a_pass_that_ends_on_the_last_day_is_warned_of_and_the_day_after_not(until: str, warned: bool) -> None:
    holds = Holds(date.fromisoformat(until), Outcome.FAIL, ("expired",))
    assert bool(told(holds)) == warned


def test_the_warning_says_until_when_and_by_which_codes() -> None:
    (fails,) = told(Holds(LAST, Outcome.FAIL, ("expired", "recertification-overdue")))
    assert fails == (
        "warning ends-soon of qms: `qms` satisfies this now, but the pass lasts only until 2026-12-31; then it fails:"
        " expired, recertification-overdue; have what ends renewed, and ask for the new certificate or record before"
        " that day [/certificates/1, /requirements/0]"
    )
    (opens,) = told(Holds(LAST, Outcome.UNDETERMINED, ("status-stale",)))
    assert "then it is undetermined: status-stale;" in opens


def test_nothing_is_said_where_nobody_looked_ahead_or_the_pass_lasts() -> None:
    assert told(None) == told(Holds(LAST)) == []


def test_what_else_is_found_of_the_object_stays() -> None:
    found = holding(Holds(LAST, Outcome.FAIL, ("expired",)))
    (rules,) = found.policies
    (row,) = rules.requirements
    note = only(assess(change(manifest(), "/certificates", []), policy(QUALITY))).requirements[0].objects[0].findings[0]
    objects = tuple(each._replace(own_findings=(note,)) for each in row.objects)
    given = found._replace(policies=(rules._replace(requirements=(row._replace(objects=objects),)),))
    (after,) = only(with_warnings(given, LAST)).requirements
    assert [each.code for each in after.objects[0].own_findings] == [note.code, "ends-soon"]


def test_an_object_without_a_certificate_is_not_warned_of() -> None:
    found = holding(Holds(LAST, Outcome.FAIL, ("expired",)), change(manifest(), "/certificates", []))
    (row,) = only(with_warnings(found, LAST)).requirements
    assert [each.code for each in row.objects[0].findings] == ["no-certificate"]
