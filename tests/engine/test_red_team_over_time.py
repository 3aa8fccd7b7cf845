"""What a red team found in orders, periods, production, versions and waivers: mostly passes that nothing supports."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checker import api
from checker.engine.waiving import waive
from checker.errors import InputError
from tests.builders import (
    LISTING,
    PRODUCT,
    QUALITY,
    TODAY,
    UL,
    Json,
    answer,
    answers,
    assess,
    changed,
    manifest,
    policy,
)
from tests.waivers.book import waivers

PERIOD = {"from": "award", "until": "delivery"}
EVERY_YEAR: Json = {**LISTING, "surveillance": {"every": "12 months"}}
LOT: Json = {**LISTING, "in_force": {"on": "production"}}


def ordered(*items: Json, **dates: str) -> Json:
    return {"order": 1, "items": list(items) or [{"product": "np-500"}], **({"dates": dates} if dates else {})}


def blocked(raw: Json, rules: Json, order: Json | None, *conceded: Json) -> bool:
    """Whether something blocks after the waivers."""
    found = waive(assess(raw, rules, order=order), waivers(*conceded, rules=rules), date.fromisoformat(TODAY))
    rows = found.policies[0].requirements
    return any(each.outcome != "pass" and not each.waived_by for row in rows if row.counts for each in row.objects)


def test_every_code_of_a_period_is_told_and_one_waiver_lifts_no_other() -> None:
    """The factory inspection falls due in February 2027; in September the listing expires."""
    raw = changed(manifest(), {f"{UL}/expires": "2027-09-01"})
    rules, order = policy(EVERY_YEAR, period=PERIOD), ordered(award="2026-12-01", delivery="2028-05-31")
    found = answers(raw, rules, order=order)["listed-product"]
    assert found.findings == {"fail lapse-gap", "fail surveillance-overdue"} or "fail expired" in found.findings
    late = {"codes": ["surveillance-overdue"], "expires": "2029-01-31"}
    assert blocked(raw, rules, order, late)
    codes = sorted(each.split()[1] for each in found.findings)
    assert not blocked(raw, rules, order, {**late, "codes": codes})


def test_every_lot_is_told_and_one_waiver_lifts_no_other() -> None:
    lots = [{"id": "L1", "produced": "2026-07-14"}, {"id": "L2", "produced": "2025-03-20"}]
    stopped = [
        *manifest()["certificates"][0]["events"],
        {"type": "suspension", "date": "2026-07-01"},
        {"type": "restoration", "date": "2026-08-01"},
    ]
    raw = changed(manifest(), {f"{PRODUCT}/lots": lots, f"{UL}/events": stopped})
    found = answer(raw, LOT)
    assert found.findings == {"fail suspended", "fail design-change-not-evaluated"}
    assert blocked(raw, policy(LOT), None, {"codes": ["design-change-not-evaluated"]})


def test_leaving_the_evaluation_out_does_not_reach_back() -> None:
    lots = [{"id": "L1", "produced": "2025-03-20"}]
    raw = changed(manifest(), {f"{PRODUCT}/lots": lots})
    assert answer(raw, LOT).outcome == "fail"
    events = [each for each in raw["certificates"][0]["events"] if each["type"] != "re-evaluation"]
    silent = answer(changed(raw, {f"{UL}/events": events}), LOT)
    assert (silent.outcome, silent.findings) == ("undetermined", {"undetermined design-change-not-evaluated"})


def test_an_undeclared_model_of_a_batch_is_found() -> None:
    lots = {f"{PRODUCT}/type": "batch", f"{PRODUCT}/lots": [{"id": "L1"}], f"{UL}/covers/lots": ["L1"]}
    raw = changed(manifest(), {**lots, f"{UL}/covers/models": ["NP-500-A", "NP-500-B", "NP-500-Z"]})
    found = answer(raw, LISTING, order=ordered({"product": "np-500", "models": ["NP-500-Z"]}))
    assert (found.outcome, found.findings) == ("undetermined", {"undetermined not-declared"})


@pytest.mark.parametrize("sites", ["organisation", "all"])
def test_an_undeclared_product_leaves_the_organisation_open(sites: str) -> None:
    rule = {**QUALITY, "covers": {"sites": sites}}
    found = answer(manifest(), rule, order=ordered({"product": "ghost", "models": ["X"]}))
    assert (found.outcome, found.findings) == ("undetermined", {"undetermined not-declared"})


ENVIRONMENT: Json = {"id": "environment", "kind": "management-system", "standards": ["ISO 14001"]}


@pytest.mark.parametrize(("start", "verdict"), [("2027-01-01", "fail"), ("2027-02-01", "fail"), ("2027-02-02", "pass")])
def test_a_requirement_that_begins_within_the_period_is_asked_for_the_rest_of_it(start: str, verdict: str) -> None:
    rules = policy(QUALITY, {**ENVIRONMENT, "effective": {"from": start}}, period=PERIOD)
    order = ordered(award="2026-12-01", delivery="2027-02-01")
    found = assess(manifest(), rules, order=order)
    assert found.verdict == verdict
    if verdict == "fail":
        (message,) = [each.message for each in found.policies[0].requirements[1].objects[0].findings][:1]
        assert message.startswith(f"as of {start}, in the period {start} to 2027-02-01")


def test_a_waiver_has_to_hold_on_the_days_that_fail() -> None:
    rules, order = policy(QUALITY, period=PERIOD), ordered(award="2026-12-01", delivery="2027-06-30")
    lifted = {"requirement": "quality-system", "codes": ["lapse-gap"]}
    assert blocked(manifest(), rules, order, {**lifted, "expires": "2027-06-29"})
    assert not blocked(manifest(), rules, order, {**lifted, "expires": "2027-06-30"})


@pytest.mark.parametrize(
    "approver",
    [
        "Quality manager of Northwind Power Systems",
        "NORTHWIND  POWER SYSTEMS G.m.b.H., Q. Manager",
        "529900T8BM49AURSDO55",
    ],
)
def test_a_supplier_approves_nothing_under_whatever_name(approver: str) -> None:
    raw = changed(manifest(), {f"{UL}/covers/models": ["NP-500-A"]})
    assert not blocked(raw, policy(LISTING), None, {"approved_by": "Head of procurement"})
    assert blocked(raw, policy(LISTING), None, {"approved_by": approver})


def test_a_gap_ends_where_another_reason_begins() -> None:
    """The next certificate comes into force late, and then runs too long."""
    base = manifest()["certificates"][1]
    late = {**base, "id": "next", "number": "2", "issued": "2027-05-20", "effective": "2027-05-20"}
    events = [{"type": "decision", "date": "2026-10-19"}]
    raw = changed(manifest(), {"/certificates/-": {**late, "expires": "2030-12-31", "events": events}})
    rule = {**QUALITY, "surveillance": {"rule": "iso-17021"}}
    order = ordered(award="2026-12-01", delivery="2027-09-30")
    found = answers(raw, policy(rule, period=PERIOD), order=order)["quality-system"]
    assert found.findings >= {"fail lapse-gap", "fail cycle-too-long"}
    (gap,) = [each for each in found.messages if each.startswith("no certificate is in force")]
    assert "from 2027-05-10 to 2027-05-19" in gap


def test_what_is_yet_to_come_is_not_asked_to_be_recorded_now() -> None:
    order = ordered(award="2026-12-01", delivery="2027-06-30")
    found = answers(manifest(), policy(EVERY_YEAR, period=PERIOD), order=order)["listed-product"]
    (help_,) = {finding.help for each in found.objects for finding in each.findings}
    assert help_ == "it falls due within the period; provide it when it has taken place, or shorten the period"


def test_the_versions_of_a_policy_leave_no_day_out(tmp_path: Any) -> None:
    names = []
    for name, effective in (("1", "{until: 2026-10-24}"), ("2", "{from: 2026-10-28}")):
        path = tmp_path / f"p{name}.yaml"
        path.write_text(
            f"policy: 1\nid: p\ntitle: P\nversion: '{name}'\nevidence: management-system\neffective: {effective}\n"
            "requirements: [{id: q, kind: management-system, standards: [ISO 9001]}]\n"
        )
        names.append(str(path))
    with pytest.raises(InputError, match="no version of policy `p` is in effect from 2026-10-25 until 2026-10-27"):
        api.load_policies(names, api.load_catalogue())
