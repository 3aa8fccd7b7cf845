"""Gate in-force: entries with one body, number and standard are one certificate, and have to tell one truth."""

from __future__ import annotations

import pytest

from tests.builders import LISTING, PRODUCT, QMS, QUALITY, REMOVED, UL, Json, answer, change, manifest


def twice(at: str, **changes: object) -> Json:
    """The manifest with a certificate entered a second time, with differences."""
    source = manifest()
    entry = source["certificates"][int(at[-1])]
    again = {**entry, "id": "again", **changes}
    source["certificates"].append({key: value for key, value in again.items() if value is not REMOVED})
    return source


CONTRADICTED = "undetermined certificate-contradicted"


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"number": " 12 100 54321  tms"},
        {"events": [], "evidence": []},
        {"standard": "EN ISO 9001:2015"},
        {"covers": {"sites": ["linz"], "activities": ["manufacture", "design"]}},
        {"number": "another", "issued": "2024-06-01"},
        {"body": {"name": "Somebody Else Cert Ltd"}, "issued": "2024-06-01"},
        {"issued": REMOVED, "covers": REMOVED},
        {"status": REMOVED},
        {"standard": "ISO 9001", "edition": "2015"},
        {"attestation": REMOVED, "scheme": {"type": "6"}},
    ],
)
def test_entries_that_agree_or_are_another_certificate_do_no_harm(changes: Json) -> None:
    assert answer(twice(QMS, **changes), QUALITY).outcome == "pass"


@pytest.mark.parametrize(
    "changes",
    [
        {"issued": "2024-05-11"},
        {"effective": "2024-05-11"},
        {"expires": "2027-05-10"},
        {"expires": None},
        {"standard": "ISO 9001:2008"},
        {"standard": "ISO 9001", "edition": "2008"},
        {"covers": {"sites": ["linz", "oslo"]}},
        {"covers": {"activities": ["manufacture"]}},
        {"holder": {"name": "Somebody Else Ltd"}},
    ],
)
def test_entries_of_one_certificate_that_differ_leave_it_open(changes: Json) -> None:
    found = answer(twice(QMS, **changes), QUALITY)
    assert (found.outcome, CONTRADICTED in found.findings) == ("undetermined", True)


@pytest.mark.parametrize("kept", ["recertification", "transfer", "restoration"])
def test_the_first_day_may_be_older_than_the_decision_where_something_kept_it(kept: str) -> None:
    """A renewal, a transfer or a restoration keeps the original date; nothing else does, and no product certificate."""
    early = change(manifest(), f"{QMS}/effective", "2024-05-09")
    assert answer(early, QUALITY).findings == {CONTRADICTED}
    assert CONTRADICTED not in answer(with_events(early, 1, (kept, "2026-05-01")), QUALITY).findings
    listed = change(manifest(), f"{UL}/effective", "2024-01-14")
    assert answer(listed, LISTING).findings == {CONTRADICTED}


@pytest.mark.parametrize(
    ("checked", "value", "findings"),
    [
        ("2026-11-23", "suspended", {"fail suspended"}),
        ("2026-11-23", "inactive", {"fail withdrawn"}),
        ("2026-11-24", "suspended", set()),  # not known on the day
        ("2026-11-23", "active", set()),
    ],
)
def test_a_status_of_another_entry_counts_from_its_day(checked: str, value: str, findings: set[str]) -> None:
    given = change(twice(QMS, status={"value": value, "checked": checked}), "/prepared", "2026-11-24")
    assert answer(given, QUALITY).findings - {"warning status-conflict"} == findings


def test_what_a_register_says_of_the_cycle_before_is_nothing_adverse() -> None:
    """Registers set the cycle before the present one to inactive; any other word, and any other day, counts."""
    before = {"issued": "2021-05-10", "effective": "2021-05-10", "expires": "2024-05-09", "events": []}
    for value, word in (("inactive", ""), ("withdrawn", "withdrawn"), ("suspended", "suspended")):
        found = answer(twice(QMS, **before, status={"value": value, "checked": "2026-10-01"}), QUALITY)
        assert (f"fail {word}" in found.findings) == bool(word), found.messages
    current = answer(twice(QMS, status={"value": "inactive", "checked": "2026-10-01"}), QUALITY)
    assert "fail withdrawn" in current.findings


def test_one_number_with_two_holders_is_a_contradiction_whatever_the_standard() -> None:
    given = twice(QMS, standard="ISO 14001:2015", holder={"name": "Somebody Else Ltd"})
    assert answer(given, QUALITY).findings == {CONTRADICTED}
    assert answer(twice(QMS, standard="ISO 14001:2015"), QUALITY).outcome == "pass"


def test_two_entries_that_state_no_number_do_not_carry_one_number() -> None:
    given = twice(QMS, standard="ISO 14001:2015", holder={"name": "Somebody Else Ltd"}, number=REMOVED)
    source = change(
        given,
        "/certificates",
        [{key: value for key, value in entry.items() if key != "number"} for entry in given["certificates"]],
    )
    assert CONTRADICTED not in answer(source, QUALITY).findings


def test_a_holder_that_differs_in_its_legal_form_alone_is_no_second_holder() -> None:
    assert answer(twice(QMS, holder={"name": "Northwind Power Systems"}), QUALITY).outcome == "pass"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"events": [{"type": "withdrawal", "date": "2026-10-20"}]}, "withdrawn"),
        ({"events": [{"type": "suspension", "date": "2026-10-20"}]}, "suspended"),
        ({"status": {"value": "suspended", "checked": "2026-10-20"}}, "suspended"),
        ({"status": {"value": "cancelled"}}, "withdrawn"),
    ],
)
def test_what_is_adverse_about_one_entry_holds_for_all(changes: Json, code: str) -> None:
    found = answer(twice(QMS, **changes), QUALITY)
    assert (found.outcome, f"fail {code}" in found.findings) == ("fail", True)


def test_successive_cycles_of_one_certificate_are_no_contradiction() -> None:
    before = {"issued": "2021-05-10", "effective": "2021-05-10", "expires": "2024-05-09", "events": []}
    assert answer(twice(QMS, **before), QUALITY).findings == set()
    overlapping = {**before, "expires": "2024-05-10"}
    assert answer(twice(QMS, **overlapping), QUALITY).findings == {CONTRADICTED}


def test_product_certificates_with_another_mark_or_scheme_are_contradicted() -> None:
    for changes in ({"mark": {"type": "classified"}}, {"scheme": {"type": "3"}}, {"attestation": "test-report"}):
        assert answer(twice(UL, **changes), LISTING).findings == {CONTRADICTED}


def test_two_models_of_one_listing_in_two_entries_are_contradicted_too() -> None:
    split = change(twice(UL, covers={"models": ["NP-500-B"], "revision": "D"}), f"{UL}/covers/models", ["NP-500-A"])
    assert answer(change(split, f"{PRODUCT}/models", ["NP-500-A"]), LISTING).findings == {CONTRADICTED}


def with_events(source: Json, entry: int, *events: tuple[str, str]) -> Json:
    """One entry with further events, given as type and day."""
    for kind, day in events:
        source = change(source, f"/certificates/{entry}/events/-", {"type": kind, "date": day})
    return source


def test_an_entry_listed_twice_is_judged_as_once() -> None:
    once = with_events(manifest(), 1, ("suspension", "2026-09-30"))
    doubled = with_events(with_events(twice(QMS), 1, ("suspension", "2026-09-30")), 2, ("suspension", "2026-09-30"))
    assert answer(once, QUALITY).findings == answer(doubled, QUALITY).findings == {"undetermined status-conflict"}


def test_the_history_of_all_entries_together_counts() -> None:
    stopped = with_events(twice(QMS), 1, ("suspension", "2026-03-01"))
    resumed = with_events(stopped, 2, ("suspension", "2026-03-01"), ("restoration", "2026-05-01"))
    assert answer(resumed, QUALITY).outcome == "pass"


@pytest.mark.parametrize(
    ("annex", "differs"),
    [
        ([{"id": "linz", "activities": ["design", "manufacture"]}, {"id": "oslo"}], False),
        ([{"id": "oslo"}, {"id": "linz", "activities": ["manufacture", "design"]}], False),
        ([{"id": "linz", "activities": ["design"]}, {"id": "oslo"}], True),
        ([{"id": "linz", "activities": ["design", "manufacture"]}], True),
        ([{"id": "linz"}, {"id": "oslo"}], True),
    ],
)
def test_an_annex_tells_one_truth_site_by_site_whatever_its_order(annex: list[Json], differs: bool) -> None:
    own = [{"id": "linz", "activities": ["design", "manufacture"]}, {"id": "oslo"}]
    source = twice(QMS, covers={"sites": annex})
    found = answer(change(source, f"{QMS}/covers/sites", own), QUALITY)
    assert (CONTRADICTED in found.findings) is differs


@pytest.mark.parametrize("value", ["expired", "draft"])
def test_what_two_entries_state_differently_is_named(value: str) -> None:
    """A status that is a term: what else a status can be is the same certificate's, and is told as such."""
    status = {"value": value, "checked": "2026-10-01"}
    (message,) = [each for each in answer(twice(QMS, status=status), QUALITY).messages if "different" in each]
    assert message == "`qms` and `again` are one certificate, but state different `status`"
