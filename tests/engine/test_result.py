"""What a run comes to, counted manifest by manifest: verdict, result, exit code, and what is counted on the way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checker.engine.result import INTERNAL, INTERRUPTED, ExitCode, Tally, blocks, count, grave, settled, shown
from checker.engine.waiving import waive
from checker.model.assessment import Assessment
from tests.builders import LISTING, QMS, QUALITY, REMOVED, TODAY, UL, Json, assess, changed, manifest, only, policy
from tests.waivers.book import waivers

BOTH = policy(LISTING, QUALITY)
PASSING = manifest()
FAILING = changed(manifest(), {f"{UL}/covers/models": ["NP-500-A"]})
OPEN = changed(manifest(), {f"{UL}/status": REMOVED})
ADVISORY = policy(LISTING, {**QUALITY, "enforcement": "advisory"})
UNLOOKED = changed(manifest(), {f"{QMS}/status": REMOVED})
EXPIRED = changed(manifest(), {f"{QMS}/expires": "2026-11-22"})


def waived(raw: Json = FAILING, **item: Any) -> Assessment:
    return waive(assess(raw, BOTH), waivers(item), date.fromisoformat(TODAY))


def elsewhere() -> Assessment:
    """A manifest to which the policy does not apply."""
    return assess(manifest(), policy(LISTING, applies_to={"markets": ["JP"]}))


def tally(*found: Assessment, fail_on: str | None = None) -> Tally:
    made = Tally(fail_on)
    for each in found:
        made.add(count(each, fail_on))
    return made


def came(made: Tally, *, errors: bool = False, no_fail: bool = False) -> tuple[str, str, int]:
    return made.verdict, made.result(errors=errors), int(made.exit_code(errors=errors, no_fail=no_fail))


def test_of_one_manifest() -> None:
    assert came(tally(assess(PASSING, BOTH))) == ("pass", "passed", 0)
    assert came(tally(assess(FAILING, BOTH))) == ("fail", "blocked", 1)
    assert came(tally(assess(OPEN, BOTH))) == ("undetermined", "blocked", 1)
    assert came(tally(waived())) == ("fail", "passed-with-waivers", 0)
    assert came(tally(elsewhere())) == ("not-applicable", "blocked", 2)
    assert came(tally()) == ("not-applicable", "blocked", 2)


def test_of_several_the_worst_counts_and_those_to_which_nothing_applies_do_not() -> None:
    one, bad, open_ = assess(PASSING, BOTH), assess(FAILING, BOTH), assess(OPEN, BOTH)
    assert came(tally(one, one)) == ("pass", "passed", 0)
    assert came(tally(one, bad)) == ("fail", "blocked", 1)
    assert came(tally(bad, open_)) == ("fail", "blocked", 1)
    assert came(tally(open_, one)) == ("undetermined", "blocked", 1)
    assert came(tally(one, elsewhere())) == ("pass", "passed", 0)
    assert came(tally(waived(), bad)) == ("fail", "blocked", 1)
    assert came(tally(waived(), one)) == ("fail", "passed-with-waivers", 0)


def test_what_can_not_be_used_outweighs_and_no_fail_lifts_a_block_alone() -> None:
    assert came(tally(assess(PASSING, BOTH)), errors=True) == ("pass", "blocked", 2)
    assert came(tally(assess(FAILING, BOTH)), errors=True, no_fail=True) == ("fail", "blocked", 2)
    assert came(tally(assess(FAILING, BOTH)), no_fail=True) == ("fail", "blocked", 0)
    assert came(tally(), no_fail=True) == ("not-applicable", "blocked", 2)


def test_each_manifest_is_told_what_it_would_come_to_by_itself() -> None:
    rows = [assess(FAILING, BOTH), assess(PASSING, BOTH), waived(), elsewhere(), assess(OPEN, BOTH)]
    told = [count(each).result for each in rows]
    assert told == ["blocked", "passed", "passed-with-waivers", "blocked", "blocked"]


def test_what_is_counted() -> None:
    made = tally(assess(PASSING, BOTH), assess(FAILING, BOTH), assess(OPEN, BOTH), waived(), elsewhere())
    assert made.counts == {"pass": 1, "undetermined": 1, "fail": 2, "not-applicable": 1}
    # Two models: one of them fails, both are open.
    assert (made.blocking, made.lifted, made.assessed, made.unmet) == (3, 1, 8, 2)
    assert made.waived == 1
    assert made.warnings == 0
    series = changed(manifest(), {f"{UL}/covers/models": ["NP-500-*"]})
    late = tally(assess(EXPIRED, ADVISORY), assess(series, ADVISORY))
    assert (late.warnings, late.blocking) == (1, 0)  # a note is no warning


def test_accepted_unknowns_are_counted_by_policy_and_requirement() -> None:
    rules = policy({**LISTING, "accept_unknown": ["status-missing"]})
    made = tally(assess(OPEN, rules), assess(OPEN, rules), assess(PASSING, rules))
    assert dict(made.accepted) == {("test-policy", "listed-product"): 4}
    assert came(made) == ("pass", "passed", 0)


@pytest.mark.parametrize(
    ("raw", "fail_on", "result"),
    [
        (UNLOOKED, None, "passed"),
        (UNLOOKED, "undetermined", "blocked"),
        (UNLOOKED, "warning", "blocked"),
        (EXPIRED, None, "passed"),
        (EXPIRED, "undetermined", "passed"),
        (EXPIRED, "warning", "blocked"),
        (PASSING, "undetermined", "passed"),
        (PASSING, "warning", "passed"),
    ],
)
def test_fail_on_lets_an_advisory_requirement_block(raw: Json, fail_on: str | None, result: str) -> None:
    assert tally(assess(raw, ADVISORY), fail_on=fail_on).result(errors=False) == result
    assert count(assess(raw, ADVISORY), fail_on).result == result


def test_a_warning_about_a_waiver_blocks_where_warnings_do() -> None:
    for fail_on, result in ((None, "passed"), ("undetermined", "passed"), ("warning", "blocked")):
        made = tally(assess(PASSING, BOTH), fail_on=fail_on)
        made.ledger = 1
        assert made.result(errors=False) == result


def test_a_policy_is_settled_when_all_that_is_in_the_way_is_waived() -> None:
    assert settled(only(assess(PASSING, BOTH)))
    assert settled(only(elsewhere()))
    assert settled(only(waived()))
    assert not settled(only(assess(FAILING, BOTH)))
    both_bad = changed(FAILING, {f"{QMS}/expires": "2026-11-22"})
    assert not settled(only(waived(both_bad)))
    # Undetermined though every requirement passes: nothing is in the way that could have been waived.
    nothing = only(assess(PASSING, BOTH))._replace(verdict="undetermined")
    assert not settled(nothing)


def test_of_a_decision_by_any_what_is_not_needed_is_a_note_and_blocks_nothing() -> None:
    either = policy(LISTING, QUALITY, decision={"any": ["listed-product", "quality-system"]}, evidence="either")
    found = only(assess(FAILING, either))
    listing = found.requirements[0]
    assert (listing.counts, listing.needed) == (True, False)
    assert [blocks(listing, each, "warning") for each in listing.objects] == [False, False]
    told = [each for row in listing.objects for each in shown(listing, row.findings)]
    assert {each.severity for each in told} == {"note"}
    assert all(each.message.endswith("(not needed: the decision passes without it)") for each in told)


def test_before_its_first_day_a_requirement_warns_from_when_it_will_block() -> None:
    rules = policy(LISTING, {**QUALITY, "effective": {"from": "2026-12-01"}})
    row = only(assess(EXPIRED, rules)).requirements[1]
    (told,) = [each for one in row.objects for each in shown(row, one.findings) if each.code == "expired"]
    assert told.severity == "warning"
    assert told.message.endswith("(blocks from 2026-12-01)")
    over = policy(LISTING, {**QUALITY, "effective": {"from": "2026-01-01", "until": "2026-11-22"}})
    row = only(assess(EXPIRED, over)).requirements[1]
    assert all("blocks from" not in each.message for one in row.objects for each in shown(row, one.findings))
    advisory = only(assess(EXPIRED, ADVISORY)).requirements[1]
    found = [each for one in advisory.objects for each in shown(advisory, one.findings)]
    assert {each.severity for each in found} == {"warning"}
    assert all("blocks" not in each.message for each in found)


def test_exit_codes_are_those_that_are_documented() -> None:
    assert [int(each) for each in ExitCode] == [0, 1, 2, 3, 130]


@pytest.mark.parametrize(
    ("kinds", "code"),
    [
        ((), 0),
        (("",), 2),
        (("unreadable",), 2),
        ((INTERNAL,), 3),
        ((INTERRUPTED,), 130),
        (("", INTERNAL), 3),
        ((INTERNAL, "", INTERRUPTED), 130),
    ],
)
def test_the_gravest_error_asks_for_the_exit_code(kinds: tuple[str, ...], code: int) -> None:
    assert grave(kinds) == code


def test_tallies_of_parts_are_the_tally_of_the_whole() -> None:
    one = [assess(PASSING, BOTH), assess(FAILING, BOTH), waived(), elsewhere()]
    other = [waived(), assess(OPEN, BOTH), assess(EXPIRED, BOTH), assess(UNLOOKED, ADVISORY)]
    for first, second in ((one, other), (other, one), (one, []), ([], other), (one, one)):
        merged = tally(*first)
        merged.merge(tally(*second))
        assert vars(merged) == vars(tally(*first, *second))
