"""What holds for every manifest: drawn near the normative example here, shipped in the fixtures elsewhere.

Leaving something out never turns a fail or an unknown into a pass. Exceptions that follow from the design's text:

- `covers.exclusions` that contradict `covers.activities`: the side that is left speaks.
- `attestation` of a management-system entry (`declaration` left out): 17021-1 knows certification alone.
- `edition` beside a designation that prints another one.
- Entries of one certificate (same body and number) that contradict each other: one that says less contradicts less.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.errors import InputError
from checker.readers import Source, read
from tests.builders import TODAY, Json, assess, load_policy, only, remove
from tests.engine.checks import (
    RANK,
    alone,
    check_fewer,
    check_formats,
    check_interval,
    check_more,
    check_omissions,
    check_order,
    has,
    omissions,
    verdict_of,
)
from tests.strategies import certificates, days, manifests, policies

# Many drawn cases: measuring coverage would take longer than the tests.
pytestmark = pytest.mark.generated

often = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
seldom = settings(often, max_examples=60)


@often
@given(st.data(), manifests(), policies(), days())
def test_the_order_of_certificates_changes_nothing(data: st.DataObject, raw: Json, rules: Json, as_of: str) -> None:
    order = data.draw(st.permutations(range(len(raw["certificates"]))))
    check_order(raw, load_policy(rules), as_of, list(order))


@seldom
@given(manifests(), policies(), days())
def test_yaml_and_json_and_a_second_run_give_the_same_report(raw: Json, rules: Json, as_of: str) -> None:
    check_formats(raw, load_policy(rules), as_of)


@often
@given(manifests(), certificates("added", fresh=True), policies(), days())
def test_a_certificate_more_makes_nothing_worse(raw: Json, more: Json, rules: Json, as_of: str) -> None:
    check_more(raw, more, load_policy(rules), as_of)


@often
@given(manifests(), policies(), days())
def test_a_certificate_fewer_makes_nothing_better(raw: Json, rules: Json, as_of: str) -> None:
    check_fewer(raw, load_policy(rules), as_of)


@often
@given(manifests(), policies(), days())
def test_leaving_something_out_never_helps(raw: Json, rules: Json, as_of: str) -> None:
    check_omissions(raw, load_policy(rules), as_of)


@often
@given(manifests(), policies())
def test_a_normative_certificate_less_one_thing_is_no_better(raw: Json, rules: Json) -> None:
    """Several things left out at once help no more than one."""
    found = list(omissions(raw))
    before = verdict_of(raw, load_policy(rules), TODAY)
    if before not in ("fail", "undetermined") or len(alone(raw)) < len(raw["certificates"]):
        return
    less = raw
    for pointers in sorted(found, key=lambda each: (-max(pointer.count("/") for pointer in each), each)):
        for pointer in pointers:
            if pointer.rpartition("/")[2] != "attestation" and has(less, pointer):
                less = remove(less, pointer)
    assert verdict_of(less, load_policy(rules), TODAY) not in ("pass", "not-applicable")


ANY_DAY = st.dates(date(2022, 1, 1), date(2031, 1, 1)).map(str)


@often
@given(manifests(), policies(), ANY_DAY)
def test_no_day_outside_the_interval_passes(raw: Json, rules: Json, as_of: str) -> None:
    check_interval(assess(raw, rules, as_of), as_of)


@seldom
@given(manifests(), policies(), days())
def test_a_verdict_follows_from_the_requirements(raw: Json, rules: Json, as_of: str) -> None:
    """No pass without a passing requirement, and none where every counting requirement fails."""
    found = only(assess(raw, rules, as_of))
    counting = {row.outcome for row in found.requirements if row.counts}
    if found.verdict != "not-applicable":
        assert found.verdict in counting
    for row in found.requirements:
        assert row.objects
        assert RANK[row.outcome] == min(RANK[each.outcome] for each in row.objects)


def test_the_reader_of_these_tests_reads_text_as_written() -> None:
    (found,) = read(Source.from_stdin(b"a: 0522\nb: 2024-01-15\nc: NO\n", "m.yaml"))
    assert not isinstance(found, InputError)
    assert found.values == {"a": "0522", "b": "2024-01-15", "c": "NO"}
