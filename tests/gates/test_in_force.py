"""Gate in-force: first and last day included, the standing on the date, and one truth about one certificate."""

from __future__ import annotations

import pytest

from tests.builders import (
    LISTING,
    QMS,
    QUALITY,
    REMOVED,
    SITES,
    TODAY,
    UL,
    Case,
    Json,
    answer,
    case,
    change,
    changed,
    manifest,
)

FRESH: Json = {"status": {"checked_within": "never"}}
ANY: Json = {"edition": "any"}
LONGER = {f"{QMS}/expires": "2029-09-30"}


@pytest.mark.parametrize(
    ("as_of", "outcome", "code"),
    [
        ("2024-05-09", "fail", "fail not-yet-effective"),
        ("2024-05-10", "pass", ""),
        ("2027-05-09", "pass", ""),
        ("2027-05-10", "fail", "fail expired"),
    ],
)
def test_first_and_last_day_are_in_force(as_of: str, outcome: str, code: str) -> None:
    checked = min(as_of, "2026-10-01")
    given = changed(manifest(), {f"{QMS}/status/checked": checked})
    found = answer(given, {**QUALITY, **FRESH}, as_of)
    assert found.gate("in-force") == outcome
    assert not code or code in found.findings


@pytest.mark.parametrize(
    "row",
    [
        case("the day of issue stands in", "pass", changes={f"{QMS}/effective": REMOVED}),
        case(
            "no first day at all",
            "undetermined",
            "not-yet-effective",
            changes={f"{QMS}/effective": REMOVED, f"{QMS}/issued": REMOVED},
        ),
        case("no expiry", "undetermined", "expiry-missing", changes={f"{QMS}/expires": REMOVED}, rule=ANY),
        case(
            "null is no term for a management system",
            "undetermined",
            "expiry-missing",
            changes={f"{QMS}/expires": None},
            rule=ANY,
        ),
        case("expired yesterday", "fail", "expired", changes={f"{QMS}/expires": "2026-11-22"}),
        case("expires today", "pass", changes={f"{QMS}/expires": TODAY}),
        case(
            "effective before it was decided",
            "undetermined",
            "certificate-contradicted",
            changes={f"{QMS}/effective": "2024-05-09"},
        ),
    ],
)
def test_the_term_of_a_management_system(row: Case) -> None:
    row.check(QUALITY)


@pytest.mark.parametrize(
    "row",
    [
        case("null is no term", "pass"),
        case("not stated", "undetermined", "expiry-missing", changes={f"{UL}/expires": REMOVED}),
        case("expired yesterday", "fail", "expired", changes={f"{UL}/expires": "2026-11-22"}),
        case("expires today", "pass", changes={f"{UL}/expires": TODAY}),
    ],
)
def test_the_term_of_a_product_certificate(row: Case) -> None:
    row.check(LISTING)


CONFLICT = "status-conflict"


@pytest.mark.parametrize(
    ("word", "outcome", "code"),
    [
        ("active", "pass", ""),
        ("suspended", "fail", "suspended"),
        ("withdrawn", "fail", "withdrawn"),
        ("cancelled", "fail", "withdrawn"),
        ("inactive", "fail", "withdrawn"),
        ("expired", "fail", "expired"),
        ("draft", "fail", "not-yet-effective"),
    ],
)
def test_the_seven_words_of_a_status(word: str, outcome: str, code: str) -> None:
    nothing: list[Json] = []
    for events in (nothing, manifest()["certificates"][1]["events"]):
        given = changed(manifest(), {f"{QMS}/status/value": word, f"{QMS}/events": events})
        found = answer(given, QUALITY)
        wanted = {f"fail {code}"} if code else set()
        if code in ("suspended", "withdrawn") and events:
            wanted.add(f"warning {CONFLICT}")  # the events would show it; an expiry or a draft is no event
        assert (found.outcome, found.findings) == (outcome, wanted)


@pytest.mark.parametrize(
    "row",
    [
        case("none", "undetermined", "status-missing", changes={f"{QMS}/status": REMOVED}),
        case("365 days old", "pass", changes={f"{QMS}/status/checked": "2025-11-23"}),
        case("366 days old", "undetermined", "status-stale", changes={f"{QMS}/status/checked": "2025-11-22"}),
        case("without its day", "undetermined", "status-stale", changes={f"{QMS}/status/checked": REMOVED}),
        case(
            "without its day, where none goes stale",
            "undetermined",
            "status-stale",
            changes={f"{QMS}/status/checked": REMOVED},
            rule=FRESH,
        ),
        case("old, where none goes stale", "pass", changes={f"{QMS}/status/checked": "2024-06-01"}, rule=FRESH),
        case("before its first day, after its issue", "pass", changes={f"{QMS}/effective": TODAY}),
        case(
            "before its first day, half a year after its issue",
            "pass",
            changes={f"{QMS}/effective": TODAY, f"{QMS}/issued": "2026-05-23", **LONGER},
        ),
        case(
            "before its first day, the day of issue kept from the cycle before",
            "undetermined",
            "status-stale",
            changes={f"{QMS}/effective": TODAY, f"{QMS}/expires": "2027-05-11"},
        ),
        case(
            "before its first day, three years from its issue",
            "pass",
            changes={f"{QMS}/effective": TODAY, f"{QMS}/expires": "2027-05-10"},
        ),
        case(
            "on its first day, the day of issue kept from the cycle before",
            "pass",
            changes={f"{QMS}/effective": "2026-10-01", f"{QMS}/expires": "2029-09-30"},
        ),
        case(
            "before it was issued",
            "undetermined",
            "status-stale",
            changes={f"{QMS}/{key}": "2026-10-02" for key in ("effective", "issued")} | {f"{QMS}/events": REMOVED},
        ),
        case(
            "before the decision that renewed it, the day of issue kept",
            "undetermined",
            "status-stale",
            changes={
                f"{QMS}/effective": TODAY,
                f"{QMS}/events/-": {"type": "recertification", "date": "2026-11-01", "previous_expiry": "2026-11-22"},
            },
        ),
        case(
            "of the cycle before, the day of issue not stated",
            "undetermined",
            "status-stale",
            changes={f"{QMS}/effective": "2026-10-02", f"{QMS}/issued": REMOVED},
        ),
        case("53 of 53 days old", "pass", rule={"status": {"checked_within": "53 days"}}),
        case("53 of 52 days old", "undetermined", "status-stale", rule={"status": {"checked_within": "52 days"}}),
        case("looked up after the date", "undetermined", "status-stale", as_of="2026-09-30"),
        case(
            "an adverse one does not go stale",
            "fail",
            "suspended",
            changes={f"{QMS}/status": {"value": "suspended", "checked": "2024-06-01"}, f"{QMS}/events": []},
        ),
        case(
            "an adverse one without its day",
            "fail",
            "withdrawn",
            changes={f"{QMS}/status": {"value": "withdrawn"}, f"{QMS}/events": []},
        ),
    ],
)
def test_staleness(row: Case) -> None:
    row.check(QUALITY)


def test_an_adverse_status_of_later_does_not_exist_yet() -> None:
    given = change(manifest(), f"{QMS}/status", {"value": "withdrawn", "checked": "2026-10-01"})
    assert "fail withdrawn" not in answer(given, QUALITY, "2026-09-30").findings
    assert "fail withdrawn" in answer(given, QUALITY, "2026-10-01").findings


def history(*events: tuple[str, str], checked: str = "2026-10-01", **more: object) -> Json:
    """The quality system with further events, given as type and day, and an `active` of a day."""
    found = manifest()["certificates"][1]["events"] + [{"type": kind, "date": day, **more} for kind, day in events]
    return {f"{QMS}/events": found, f"{QMS}/status/checked": checked}


@pytest.mark.parametrize(
    "row",
    [
        case("suspended, looked up before", "fail", "suspended", changes=history(("suspension", "2026-10-02"))),
        case("suspended on the day of the look-up", "fail", "suspended", changes=history(("suspension", "2026-10-01"))),
        case(
            "an active after a suspension without restoration",
            "undetermined",
            CONFLICT,
            changes=history(("suspension", "2026-09-30")),
        ),
        case(
            "an active after a withdrawal",
            "fail",
            "withdrawn",
            f"warning {CONFLICT}",
            changes=history(("withdrawal", "2026-09-30")),
        ),
        case(
            "suspended and restored",
            "pass",
            changes=history(("suspension", "2026-03-01"), ("restoration", "2026-05-01")),
        ),
        case(
            "restored and suspended on one day",
            "undetermined",
            CONFLICT,
            changes=history(("restoration", "2026-05-01"), ("suspension", "2026-05-01")),
        ),
        case(
            "withdrawn for good",
            "fail",
            "withdrawn",
            f"warning {CONFLICT}",
            changes=history(("withdrawal", "2026-03-01"), ("restoration", "2026-05-01")),
        ),
        case(
            "suspended again",
            "fail",
            "suspended",
            changes=history(("suspension", "2026-03-01"), ("restoration", "2026-05-01"), ("suspension", "2026-10-20")),
        ),
        case("suspended for another site", "pass", changes=history(("suspension", "2026-10-20"), sites=["oslo"])),
        case(
            "suspended for this site",
            "fail",
            "suspended",
            changes=history(("suspension", "2026-10-20"), sites=["linz"]),
        ),
        case("reduced to nothing", "fail", "withdrawn", changes=history(("scope-reduction", "2026-10-20"))),
    ],
)
def test_the_worse_of_status_and_events(row: Case) -> None:
    row.check(QUALITY)


def test_both_adverse_agree_without_a_conflict() -> None:
    changes = {**history(("suspension", "2026-09-30")), f"{QMS}/status/value": "suspended"}
    assert answer(changed(manifest(), changes), QUALITY).findings == {"fail suspended"}


@pytest.mark.parametrize(
    ("as_of", "gate"),
    [("2026-02-28", "pass"), ("2026-03-01", "fail"), ("2026-04-30", "fail"), ("2026-05-01", "pass")],
)
def test_a_suspension_holds_from_its_day_until_the_day_of_restoration(as_of: str, gate: str) -> None:
    events = history(("suspension", "2026-03-01"), ("restoration", "2026-05-01"), checked="2026-02-01")
    found = answer(changed(manifest(), events), {**QUALITY, **FRESH}, as_of)
    assert found.gate("in-force") == gate


@pytest.mark.parametrize(
    ("as_of", "gate"),
    [("2026-03-31", "pass"), ("2026-04-01", "fail"), ("2026-04-30", "fail"), ("2026-05-01", "pass")],
)
def test_a_gap_holds_from_the_day_after_the_expiry_until_the_day_before_the_restoration(as_of: str, gate: str) -> None:
    resumed = history(("restoration", "2026-05-01"), checked="2026-03-01", previous_expiry="2026-03-31")
    found = answer(changed(manifest(), resumed), {**QUALITY, **FRESH}, as_of)
    assert found.gate("in-force") == gate
    assert ("fail lapse-gap" in found.findings) == (gate == "fail")


def test_a_suspension_of_one_model_leaves_the_other() -> None:
    suspension = {"type": "suspension", "date": "2026-10-20", "models": ["NP-500-B"]}
    found = answer(change(manifest(), f"{UL}/events/-", suspension), LISTING)
    assert [str(each.outcome) for each in found.objects] == ["pass", "fail"]


def test_a_restoration_of_one_site_does_not_restore_the_other() -> None:
    stop = {"type": "suspension", "date": "2026-10-20"}
    resume = {"type": "restoration", "date": "2026-10-25", "sites": ["oslo"]}
    given = changed(manifest(), {f"{QMS}/events/-": stop})
    assert answer(change(given, f"{QMS}/events/-", resume), QUALITY).findings == {"fail suspended"}
    assert answer(change(given, f"{QMS}/events/-", {**resume, "sites": ["linz"]}), QUALITY).outcome == "pass"


DESIGN: Json = {**QUALITY, "covers": {"activities": ["design"]}}


@pytest.mark.parametrize(
    ("rule", "performed", "named", "gate"),
    [
        (DESIGN, ["design", "manufacture"], ["design"], "fail"),
        (DESIGN, ["design", "manufacture"], ["manufacture"], "pass"),
        (DESIGN, ["design", "manufacture"], [], "fail"),  # nothing is named: the whole certificate
        (QUALITY, ["design", "manufacture"], ["manufacture"], "fail"),
        (QUALITY, ["design"], ["manufacture"], "pass"),
        (QUALITY, REMOVED, ["manufacture"], "fail"),  # nobody says that the site does not
    ],
)
def test_a_suspension_for_activities_stops_those_that_are_asked_else_those_that_the_site_performs(
    rule: Json, performed: object, named: list[str], gate: str
) -> None:
    stop = {"type": "suspension", "date": "2026-10-20", "activities": named}
    given = changed(manifest(), {f"{QMS}/events/-": stop, f"{SITES}/0/activities": performed})
    found = answer(given, rule)
    assert found.gate("in-force") == gate
    assert ("fail suspended" in found.findings) == (gate == "fail")


@pytest.mark.parametrize(
    ("stopped", "resumed", "outcome"),
    [
        ({}, {}, "pass"),
        ({}, {"result": "nonconforming"}, "fail"),
        ({"activities": ["design"]}, {"activities": ["design", "manufacture"]}, "pass"),
        ({"activities": ["design", "manufacture"]}, {"activities": ["design"]}, "fail"),
        ({}, {"activities": ["design", "manufacture"]}, "fail"),
        ({"activities": ["design"]}, {}, "pass"),
    ],
)
def test_a_restoration_lifts_no_more_than_it_names(stopped: Json, resumed: Json, outcome: str) -> None:
    events = [
        *manifest()["certificates"][1]["events"],
        {"type": "suspension", "date": "2026-10-20", **stopped},
        {"type": "restoration", "date": "2026-10-25", **resumed},
    ]
    found = answer(changed(manifest(), {f"{QMS}/events": events}), QUALITY)
    assert (found.outcome, "fail suspended" in found.findings) == (outcome, outcome == "fail")


@pytest.mark.parametrize(
    ("stopped", "resumed", "outcomes"),
    [
        (["NP-500-A", "NP-500-B"], ["NP-500-B"], ["fail", "pass"]),
        (["NP-500-A", "NP-500-B"], ["NP-500-*"], ["pass", "pass"]),
        (None, ["NP-500-A"], ["pass", "fail"]),
        (["NP-500-A"], None, ["pass", "pass"]),
    ],
)
def test_a_restoration_of_models_restores_those_alone(
    stopped: list[str] | None, resumed: list[str] | None, outcomes: list[str]
) -> None:
    given = manifest()
    for kind, day, models in (("suspension", "2026-10-20", stopped), ("restoration", "2026-10-25", resumed)):
        named = {"models": models} if models else {}
        given = change(given, f"{UL}/events/-", {"type": kind, "date": day, **named})
    assert [str(each.outcome) for each in answer(given, LISTING).objects] == outcomes


@pytest.mark.parametrize(("resumed", "outcome"), [("LINZ", "pass"), ("linz", "pass"), ("oslo", "fail")])
def test_a_restoration_of_a_site_is_for_what_was_stopped_however_that_is_written(resumed: str, outcome: str) -> None:
    given = manifest()
    for kind, day, site in (("suspension", "2026-10-20", "LINZ"), ("restoration", "2026-10-25", resumed)):
        given = change(given, f"{QMS}/events/-", {"type": kind, "date": day, "sites": [site]})
    assert answer(given, QUALITY).outcome == outcome


TRANSFER = {"type": "transfer", "date": "2025-06-02"}
TWO = {"warning two-live-bodies"}


def _rival(**keys: object) -> Json:
    """A certificate of another body for the scope of the normative quality certificate."""
    base = manifest()["certificates"][1]
    rival = {**base, "id": "former", "number": "F-1", "body": {"name": "SGS United Kingdom Ltd"}, **keys}
    return {key: value for key, value in rival.items() if value is not REMOVED}


@pytest.mark.parametrize(
    ("restored", "findings"), [("2025-06-02", TWO), ("2025-06-03", {"warning transfer-not-eligible"})]
)
def test_on_the_last_day_of_a_suspension_nothing_can_be_transferred(restored: str, findings: set[str]) -> None:
    stopped = [{"type": "suspension", "date": "2025-05-01"}, {"type": "restoration", "date": restored}]
    given = changed(manifest(), {"/certificates/-": _rival(events=stopped), f"{QMS}/events/-": TRANSFER})
    assert answer(given, QUALITY).findings == findings


def test_a_day_of_issue_to_come_is_told_where_it_stands() -> None:
    given = changed(manifest(), {f"{QMS}/issued": "2024-06-01"})
    found = answer(given, {**QUALITY, **FRESH}, "2024-05-20")
    rows = [row for each in found.objects for row in each.findings if row.code == "not-yet-effective"]
    assert [(row.pointer, "issued only on 2024-06-01" in row.message) for row in rows] == [(f"{QMS}/issued", True)]


@pytest.mark.parametrize("recorded", [["stage-1", "stage-2"], ["stage-1", "decision"], ["stage-2", "decision"]])
@pytest.mark.parametrize("day", ["2025-06-02", "2025-06-01"])
def test_a_part_of_an_initial_audit_or_one_before_the_transfer_mends_nothing(recorded: list[str], day: str) -> None:
    suspended = _rival(events=[{"type": "suspension", "date": "2025-05-01"}])
    whole = ["stage-1", "stage-2", "decision"] if day < "2025-06-02" else recorded
    events = [*manifest()["certificates"][1]["events"], TRANSFER, *({"type": each, "date": day} for each in whole)]
    given = changed(manifest(), {"/certificates/-": suspended, f"{QMS}/events": events})
    assert answer(given, QUALITY).findings == {"warning transfer-not-eligible"}


def test_an_initial_audit_on_the_day_of_the_transfer_counts() -> None:
    suspended = _rival(events=[{"type": "suspension", "date": "2025-05-01"}])
    audited = [{"type": each, "date": "2025-06-02"} for each in ("stage-1", "stage-2", "decision")]
    events = [*manifest()["certificates"][1]["events"], TRANSFER, *audited]
    given = changed(manifest(), {"/certificates/-": suspended, f"{QMS}/events": events})
    assert answer(given, QUALITY).findings == set()


@pytest.mark.parametrize(
    ("keys", "transferred", "findings"),
    [
        ({}, False, {"warning two-live-bodies"}),
        ({}, True, {"warning two-live-bodies"}),
        ({"body": {"name": "TÜV SÜD Management Service GmbH"}}, False, set()),
        ({"body": REMOVED}, False, set()),
        ({"expires": "2026-11-22"}, True, set()),
        ({"holder": {"name": "Somebody Else Ltd"}}, False, set()),
        ({"standard": "ISO 14001:2015"}, False, set()),
        ({"covers": {"sites": ["oslo"]}}, False, set()),
        ({"status": {"value": "withdrawn", "checked": "2026-10-01"}}, True, set()),
        ({"events": [{"type": "suspension", "date": "2025-05-01"}]}, False, set()),
        ({"events": [{"type": "withdrawal", "date": "2025-06-01"}]}, True, set()),
        ({"events": [{"type": "withdrawal", "date": "2025-06-01", "sites": ["oslo"]}]}, True, TWO),
        ({"expires": "2026-11-23"}, True, TWO),
        ({"issued": "2026-11-24", "effective": "2026-11-24", "events": []}, True, set()),
        ({"issued": "2026-11-23", "effective": "2026-11-23", "events": []}, True, TWO),
        ({"status": REMOVED}, True, TWO),
        ({"events": [{"type": "suspension", "date": "2025-05-01"}]}, True, {"warning transfer-not-eligible"}),
        ({"events": [{"type": "suspension", "date": "2025-06-03"}]}, True, set()),
        (
            {"events": [{"type": "suspension", "date": "2025-05-01"}, {"type": "restoration", "date": "2025-06-01"}]},
            True,
            {"warning two-live-bodies"},
        ),
        (
            {"events": [{"type": "suspension", "date": "2025-05-01", "sites": ["oslo"]}]},
            True,
            {"warning two-live-bodies"},
        ),
    ],
)
def test_two_bodies_for_one_scope(keys: Json, transferred: bool, findings: set[str]) -> None:
    """IAF MD 2: only certification in force can be transferred, and then one body is responsible."""
    given = changed(manifest(), {"/certificates/-": _rival(**keys), "/prepared": "2026-11-24"})
    if transferred:
        given = changed(given, {f"{QMS}/events/-": TRANSFER})
    found = answer(given, QUALITY)
    assert found.chosen.certificate.id == "qms"
    assert found.findings == findings


@pytest.mark.parametrize(
    ("body", "findings"), [({"id": "csa"}, TWO), ({"id": "ul"}, set()), ({"name": "UL LLC"}, set())]
)
def test_bodies_that_are_known_are_told_apart_by_which_they_are(body: Json, findings: set[str]) -> None:
    given = changed(manifest(), {f"{QMS}/body": {"id": "ul"}, "/certificates/-": _rival(body=body)})
    assert answer(given, QUALITY).findings == findings


def test_an_initial_audit_of_its_own_mends_a_transfer_of_what_was_suspended() -> None:
    suspended = _rival(events=[{"type": "suspension", "date": "2025-05-01"}])
    audited = [{"type": each, "date": "2025-09-01"} for each in ("stage-1", "stage-2", "decision")]
    events = [*manifest()["certificates"][1]["events"], TRANSFER, *audited]
    given = changed(manifest(), {"/certificates/-": suspended, f"{QMS}/events": events})
    assert answer(given, QUALITY).findings == set()


def test_product_certificates_of_two_bodies_are_no_transfer() -> None:
    both = {**manifest()["certificates"][0], "id": "etl", "number": "3", "body": {"id": "its"}}
    assert answer(changed(manifest(), {"/certificates/-": both}), LISTING).findings == set()


@pytest.mark.parametrize(
    ("limits", "changes", "outcome"),
    [
        ({}, {}, "fail"),
        ({"sites": ["linz"]}, {}, "fail"),
        ({"sites": ["oslo", "linz"]}, {}, "fail"),
        ({"sites": ["suzhou"]}, {}, "pass"),
        ({"sites": ["suzhou"]}, {"/products/0/produced_at": REMOVED}, "fail"),
        ({"models": ["NP-500-A"]}, {}, "fail"),
        ({"models": ["NP-500-*"]}, {}, "fail"),
        ({"models": ["NP-500-B"]}, {}, "pass"),
        ({"models": ["NP-500-A"], "sites": ["suzhou"]}, {}, "pass"),
        ({"models": ["NP-500-A"], "sites": ["linz"]}, {}, "fail"),
        ({"models": ["NP-500-B"], "sites": ["linz"]}, {}, "pass"),
        # Names of another case, with other spaces or dashes, or series that would cover nothing: no way out.
        ({"models": ["np-500-a"]}, {}, "fail"),
        ({"models": [" NP\u2013500 \u2013 A"]}, {}, "fail"),
        ({"models": ["np*"]}, {}, "fail"),
        ({"models": ["*"]}, {}, "fail"),
        ({"models": ["np-500-b"]}, {}, "pass"),
        ({"models": ["np*b"]}, {}, "pass"),
        ({"sites": ["LINZ"]}, {}, "fail"),
        ({"sites": ["SUZHOU"]}, {}, "pass"),
    ],
)
@pytest.mark.parametrize("rule", [LISTING, {**LISTING, "covers": {"factory": True}}], ids=["models", "factories"])
def test_a_suspension_reaches_what_it_names(limits: Json, changes: Json, outcome: str, rule: Json) -> None:
    """Of the first model, made at `linz`; where it is made is not stated, it may be anywhere."""
    given = changed(manifest(), {f"{UL}/events/-": {"type": "suspension", "date": "2026-10-20", **limits}, **changes})
    found = answer(given, rule)
    if found.objects[0].candidates:
        assert found.gate("in-force") == outcome
    else:
        assert found.outcome == "undetermined"


@pytest.mark.parametrize(
    ("stopped", "lifted", "outcome"),
    [
        ({}, {}, "pass"),
        ({}, {"result": "nonconforming"}, "fail"),
        ({}, {"sites": ["linz"]}, "fail"),
        ({"sites": ["linz"]}, {"sites": ["linz"]}, "pass"),
        ({"sites": ["linz"]}, {"sites": ["linz", "oslo"]}, "pass"),
        ({"sites": ["linz", "oslo"]}, {"sites": ["linz"]}, "fail"),
        ({"models": ["NP-500-A"]}, {"models": ["NP-500-A"]}, "pass"),
        ({"models": ["NP-500-A"]}, {"models": ["NP-500-B"]}, "fail"),
        ({"models": ["NP-500-A", "NP-500-B"]}, {"models": ["NP-500-*"]}, "pass"),
        ({"models": ["NP-500-A"]}, {}, "pass"),
        ({"models": ["NP-500-A"]}, {"date": "2026-10-20"}, "fail"),
        ({"models": ["np-500-a"]}, {"models": ["NP-500-A"]}, "pass"),
        ({"models": ["np-500-a"]}, {"models": ["np-500-a"]}, "pass"),
        ({"models": ["NP-500-A"]}, {"models": ["np-500-a"]}, "fail"),
        ({"models": ["*"]}, {"models": ["np*"]}, "fail"),
    ],
)
def test_a_restoration_lifts_what_it_names_whole(stopped: Json, lifted: Json, outcome: str) -> None:
    """On one day the suspension counts last."""
    events = [
        *manifest()["certificates"][0]["events"],
        {"type": "suspension", "date": "2026-09-20", **stopped},
        {"type": "restoration", "date": "2026-09-25", **lifted},
    ]
    if lifted.get("date"):
        events[-2]["date"] = lifted["date"]
    given = changed(manifest(), {f"{UL}/events": events, f"{UL}/status": {"value": "active", "checked": "2026-09-10"}})
    found = answer(given, LISTING)
    assert any(each.code == "suspended" for each in found.chosen.findings) == (outcome == "fail")
    assert found.gate("in-force") == outcome
