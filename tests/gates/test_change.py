"""Gate change: every stated change of the design, the organisation or the scope was assessed."""

from __future__ import annotations

import pytest

from tests.builders import LISTING, PRODUCT, QMS, QUALITY, REMOVED, UL, Case, Json, answer, case, changed, manifest

OPEN = "design-change-not-evaluated"
TESTED = [{"type": "type-test", "date": "2023-11-20"}, {"type": "decision", "date": "2024-01-15"}]


def design(
    change: Json | None,
    *,
    covered: object = REMOVED,
    evaluated: tuple[str, str] | None = None,
    result: str = "conforming",
) -> Json:
    """One design change (or none), the revision the certificate covers, and a re-evaluation as day and revision."""
    events: list[Json] = list(TESTED)
    if evaluated:
        events.append({"type": "re-evaluation", "date": evaluated[0], "revision": evaluated[1], "result": result})
    changes = [] if change is None else [{"date": "2025-03-02", "revision": "D", "significant": True, **change}]
    return {f"{PRODUCT}/design_changes": changes, f"{UL}/covers/revision": covered, f"{UL}/events": events}


@pytest.mark.parametrize(
    "row",
    [
        case("none stated", "pass", changes=design(None)),
        case("not evaluated", "fail", OPEN, changes=design({})),
        case("not significant", "pass", changes=design({"significant": False})),
        case("significance not stated", "undetermined", OPEN, changes=design({"significant": REMOVED})),
        case("the certificate names the revision", "pass", changes=design({}, covered="D")),
        case("the certificate names a revision nobody stated", "fail", OPEN, changes=design({}, covered="C")),
        case("re-evaluated", "pass", changes=design({}, evaluated=("2025-04-20", "D"))),
        case("re-evaluated on the day", "pass", changes=design({}, evaluated=("2025-03-02", "D"))),
        case("re-evaluated before", "fail", OPEN, changes=design({}, evaluated=("2025-03-01", "D"))),
        case("another revision re-evaluated", "fail", OPEN, changes=design({}, evaluated=("2025-04-20", "C"))),
        case(
            "re-evaluated in vain",
            "fail",
            OPEN,
            changes=design({}, evaluated=("2025-04-20", "D"), result="nonconforming"),
        ),
        case(
            "older than the type test, covered revision not stated",
            "undetermined",
            OPEN,
            changes=design({"date": "2023-11-19"}),
        ),
        case("after the type test, before the decision", "fail", OPEN, changes=design({"date": "2023-12-01"})),
    ],
)
def test_design_changes(row: Case) -> None:
    changes = {**row.changes}
    listed = changes[f"{PRODUCT}/design_changes"]
    changes[f"{PRODUCT}/design_changes"] = [
        {key: value for key, value in each.items() if value is not REMOVED} for each in listed
    ]
    base = manifest()
    base["certificates"][0]["covers"].setdefault("revision", "")
    Case(row.outcome, row.findings, changes).check(LISTING, base)


@pytest.mark.parametrize(("as_of", "outcome"), [("2025-03-01", "pass"), ("2025-03-02", "fail")])
def test_a_change_counts_from_its_day(as_of: str, outcome: str) -> None:
    given = changed(manifest(), {**design({}), f"{UL}/status/checked": "2025-02-01"})
    assert answer(given, LISTING, as_of).gate("change") == outcome


def test_a_re_evaluation_of_later_does_not_exist_yet() -> None:
    given = changed(manifest(), {**design({}, evaluated=("2025-04-20", "D")), f"{UL}/status/checked": "2025-02-01"})
    assert answer(given, LISTING, "2025-04-19").gate("change") == "fail"
    assert answer(given, LISTING, "2025-04-20").gate("change") == "pass"


def test_a_certificate_that_names_a_later_revision_covers_the_earlier() -> None:
    earlier = {"date": "2024-06-01", "revision": "C", "significant": True}
    given = changed(manifest(), {**design({}, covered="D"), f"{PRODUCT}/design_changes/-": earlier})
    assert answer(given, LISTING).outcome == "pass"
    later = {"date": "2026-06-01", "revision": "E", "significant": True}
    given = changed(given, {f"{PRODUCT}/design_changes/-": later})
    assert answer(given, LISTING).findings == {f"fail {OPEN}"}


def audited(*events: tuple[str, str], result: str | None = None) -> Json:
    """The quality system with these events, given as type and day."""
    more = {"result": result} if result else {}
    found = [{"type": "decision", "date": "2024-05-10"}]
    return {
        f"{QMS}/events": found
        + [{"type": kind, "date": day, **(more if kind == "surveillance" else {})} for kind, day in events]
    }


NOT_ASSESSED = "organisation-change-not-assessed"


@pytest.mark.parametrize("kind", ["organisation-change", "scope-change"])
@pytest.mark.parametrize(
    "row",
    [
        case("not assessed", "fail", NOT_ASSESSED, changes={"x": [("X", "2025-06-01")]}),
        case("audited since", "pass", changes={"x": [("X", "2025-06-01"), ("surveillance", "2025-09-01")]}),
        case("audited that day", "pass", changes={"x": [("X", "2025-06-01"), ("surveillance", "2025-06-01")]}),
        case(
            "audited before", "fail", NOT_ASSESSED, changes={"x": [("X", "2025-06-01"), ("surveillance", "2025-05-31")]}
        ),
        case("decided since", "pass", changes={"x": [("X", "2025-06-01"), ("decision", "2025-09-01")]}),
        case("recertified since", "pass", changes={"x": [("X", "2025-06-01"), ("recertification", "2026-09-01")]}),
        case(
            "audited between two",
            "fail",
            NOT_ASSESSED,
            changes={"x": [("X", "2025-06-01"), ("surveillance", "2025-07-01"), ("X", "2025-08-01")]},
        ),
    ],
)
def test_changes_of_the_organisation_or_scope(row: Case, kind: str) -> None:
    events = [(kind if name == "X" else name, day) for name, day in row.changes["x"]]
    Case(row.outcome, row.findings, audited(*events)).check(QUALITY)


def test_an_audit_in_vain_assesses_nothing() -> None:
    given = audited(("organisation-change", "2025-06-01"), ("surveillance", "2025-09-01"), result="nonconforming")
    assert answer(changed(manifest(), given), QUALITY).findings == {f"fail {NOT_ASSESSED}"}


def test_design_changes_are_no_matter_of_a_management_system() -> None:
    assert answer(changed(manifest(), design({})), QUALITY).outcome == "pass"


@pytest.mark.parametrize(("as_of", "outcome"), [("2025-04-19", "fail"), ("2025-04-20", "pass")])
def test_a_revision_that_was_evaluated_later_is_not_covered_before(as_of: str, outcome: str) -> None:
    """The certificate names the revision now; its own events tell since when."""
    given = changed(manifest(), {f"{UL}/status/checked": "2025-04-01", f"{UL}/covers/revision": "D"})
    found = answer(given, LISTING, as_of)
    assert (found.outcome, f"fail {OPEN}" in found.findings) == (outcome, outcome == "fail")


@pytest.mark.parametrize("evaluated", [None, "2025-03-01"])
def test_a_change_without_a_revision_is_not_evaluated_because_the_certificate_names_none_either(
    evaluated: str | None,
) -> None:
    """Two revisions that nobody states are not the same revision."""
    again = [{"type": "re-evaluation", "date": evaluated}] if evaluated else []
    changes = {
        f"{PRODUCT}/design_changes": [{"date": "2025-03-02", "significant": True, "summary": "new transformer"}],
        f"{UL}/covers/revision": REMOVED,
        f"{UL}/events": [*TESTED, *again],
    }
    Case("fail", frozenset({f"fail {OPEN}"}), changes).check(LISTING)


@pytest.mark.parametrize(
    ("events", "outcome"),
    [
        ([], "fail"),
        ([{"type": "decision", "date": "2025-03-02"}], "undetermined"),
        ([{"type": "decision", "date": "2025-03-01"}], "fail"),
        ([{"type": "type-test", "date": "2025-03-01"}, {"type": "decision", "date": "2025-04-01"}], "fail"),
        ([{"type": "type-test", "date": "2025-03-02"}, {"type": "decision", "date": "2025-04-01"}], "undetermined"),
    ],
)
def test_without_a_type_test_the_decision_is_what_evaluated_and_else_the_first_day(
    events: list[Json], outcome: str
) -> None:
    """A change before it may have been a part of what was evaluated; one after it was not."""
    changes = {
        f"{PRODUCT}/design_changes": [{"date": "2025-03-02", "significant": True}],
        f"{UL}/covers/revision": REMOVED,
        f"{UL}/events": events,
        f"{UL}/effective": "2025-04-01" if events else "2024-01-15",
        f"{UL}/issued": "2025-04-01" if events else "2024-01-15",
    }
    assert answer(changed(manifest(), changes), LISTING).gate("change") == outcome


def test_a_revision_without_the_day_of_its_evaluation_leaves_the_past_open() -> None:
    """For the day of a production: that the certificate names the revision today says nothing of then."""
    rule = {**LISTING, "in_force": {"on": "production"}}
    changes = {
        **design({"date": "2026-07-01"}, covered="D"),
        f"{PRODUCT}/lots": [{"id": "L1", "produced": "2026-07-14"}],
    }
    found = answer(changed(manifest(), changes), rule)
    assert found.findings == {f"undetermined {OPEN}"}
    assert (
        "covers the design change of 2026-07-01 (revision `D`) now, and since when is not stated" in found.messages[0]
    )
    known = answer(
        changed(manifest(), {**changes, **design({"date": "2026-07-01"}, evaluated=("2026-07-10", "D"))}), rule
    )
    assert known.outcome == "pass"
