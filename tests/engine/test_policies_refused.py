"""A policy that could mislead does not load: every reason, with its place and how to mend it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from checker import api
from checker.errors import InputError, Problem
from checker.readers import Source, read
from tests.builders import LISTING, QUALITY, Json, catalogue, policy

BOTH = policy(LISTING, QUALITY)
ADVISORY = {"enforcement": "advisory"}


def problems(values: Json) -> list[Problem]:
    """What is wrong with a policy, read from a file of one value a line."""
    source = Source.from_stdin(json.dumps(values, indent=1).encode(), "p.json")
    (document,) = read(source)
    assert not isinstance(document, InputError)
    with pytest.raises(InputError) as caught:
        api.load_policy(document, catalogue())
    return list(caught.value.problems)


def line_of(values: Json, text: str) -> int:
    """The first line of the file that holds a text."""
    lines = json.dumps(values, indent=1).splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def rule(base: Json, **keys: Any) -> Json:
    """A policy of one requirement."""
    return policy({**base, **keys})


REFUSED = [
    # standards and editions
    (rule(LISTING, standards=["UL 99999-9"]), "`UL 99999-9` is no standard the catalogue knows", '"UL 99999-9"', ""),
    (
        rule(QUALITY, standards=["ISO 90001"]),
        "is no standard the catalogue knows",
        '"ISO 90001"',
        "did you mean `ISO 9001`?",
    ),
    (
        rule(LISTING, standards=["ISO 9001"]),
        "`ISO 9001` is a management-system standard, but the requirement asks for `product`",
        '"ISO 9001"',
        "one kind never stands in for the other",
    ),
    (
        rule(QUALITY, standards=["BRCGS Food Safety"]),
        "is a product standard, but the requirement asks for `management-system`",
        '"BRCGS Food Safety"',
        "correct `kind` or the standard",
    ),
    (
        rule(QUALITY, standards=["ISO 9001:2015"], edition="current"),
        "the edition is stated twice",
        '"edition"',
        "name it in `standards` or in `edition`",
    ),
    (
        rule(QUALITY, standards=["ISO 9001:2015", "AS9100"]),
        "a dated standard stands beside others",
        '"standards"',
        "one requirement for each dated standard",
    ),
    # rules of the other kind
    (rule(QUALITY, mark={"market": "US"}), "`mark` can not be asked of a management-system", '"mark"', "take it out"),
    (
        rule(QUALITY, scheme={"types": "any"}),
        "`scheme` can not be asked of a management-system",
        '"scheme"',
        "take it out",
    ),
    (rule(QUALITY, testing={}), "`testing` can not be asked of a management-system", '"testing"', "take it out"),
    (rule(LISTING, audits="required"), "`audits` can not be asked of a product certificate", '"audits"', "take it out"),
    (
        rule(LISTING, surveillance={"rule": "iso-17021"}),
        "`surveillance.rule` can not be asked of a product",
        '"rule"',
        "take it out",
    ),
    (rule(QUALITY, covers={"factory": True}), "`covers.factory` can not be asked of", '"factory"', "take it out"),
    (rule(QUALITY, covers={"patterns": True}), "`covers.patterns` can not be asked of", '"patterns"', "take it out"),
    (rule(LISTING, covers={"sites": "all"}), "`covers.sites` can not be asked of a product", '"sites"', "take it out"),
    (rule(LISTING, covers={"activities": ["design"]}), "`covers.activities` can not be", '"activities"', "take it out"),
    (rule(LISTING, covers={"holder": "supplier"}), "`covers.holder` can not be asked of", '"holder"', "take it out"),
    # what this version does not decide
    ({**BOTH, "period": {"from": "award"}}, "`until` is missing", '"period"', "add it to `period`"),
    (
        rule(QUALITY, in_force={"on": "production"}),
        "`in_force` can not be asked of a management-system certificate",
        '"in_force"',
        "ask for a `period`",
    ),
    (
        {**BOTH, "effective": {"from": "2027-01-01", "until": "2026-12-31"}},
        "`effective` ends on 2026-12-31, before it starts on 2027-01-01",
        '"effective"',
        "swap the dates",
    ),
    # bodies
    (
        rule(LISTING, body={"recognised_by": "osha-nrtl", "mra": True}),
        "`mra` and `recognised_by` exclude each other",
        '"mra"',
        "keep one of them",
    ),
    (
        rule(LISTING, body={"recognised_by": "osha-nrtl", "by": ["ANAB"]}),
        "`by` and `recognised_by` exclude each other",
        '"by"',
        "keep one of them",
    ),
    (
        rule(LISTING, body={"recognised_by": "osha-nrtl", "accredited_to": "default"}),
        "`accredited_to` and `recognised_by` exclude each other",
        '"accredited_to"',
        "keep one of them",
    ),
    (
        rule(LISTING, body={"recognised_by": "osha-nrtls"}),
        "is no recognition list",
        '"osha-nrtls"',
        "did you mean `osha-nrtl`?",
    ),
    (
        rule(LISTING, body={"recognised_by": "x"}),
        "is no recognition list",
        '"x"',
        "known: eu-notified-bodies, osha-nrtl",
    ),
    (rule(LISTING, body={"by": ["ANAP"]}), "`ANAP` is no accreditation body", '"ANAP"', "did you mean `ANAB`?"),
    (
        rule(LISTING, body={"by": ["ANAB", "Qqqqq"]}),
        "`Qqqqq` is no accreditation body",
        '"Qqqqq"',
        "`--catalogue FILE`",
    ),
    (
        rule(LISTING, body={"accredited_to": "ISO 9001"}),
        "`ISO 9001` is no accreditation to certify products",
        '"accredited_to"',
        "write `default` for ISO/IEC 17065",
    ),
    # surveillance and codes
    (rule(LISTING, surveillance={}), "states no interval and no rule", '"surveillance"', "`every: 12 months`"),
    (
        rule(LISTING, accept_unknown=["model-not-coverd"]),
        "`model-not-coverd` is no code that can be accepted as unknown",
        '"model-not-coverd"',
        "did you mean `model-not-covered`?",
    ),
    *(
        (rule(LISTING, accept_unknown=[code]), "is no code that can be accepted as unknown", f'"{code}"', "")
        for code in ("expired", "suspended", "no-object", "no-certificate", "applicability-unknown", "site-missing")
    ),
    # ids, windows and the decision
    (
        policy(LISTING, {**QUALITY, "id": "listed-product"}, evidence="both"),
        "requirement id `listed-product` is used twice",
        '"id"',
        "give each its own id",
    ),
    (
        rule(LISTING, effective={"from": "2026-07-01", "until": "2026-06-30"}),
        "`effective` ends on 2026-06-30, before it starts on 2026-07-01",
        '"effective"',
        "swap the dates",
    ),
    (
        {**BOTH, "decision": {"all": ["listed-product", "quality-systm"]}},
        "the decision names `quality-systm`, which is no requirement of this policy",
        '"decision"',
        "did you mean `quality-system`?",
    ),
    (
        {**BOTH, "decision": {"all": ["listed-product"]}},
        "requirement `quality-system` is mandatory, but the decision leaves it out",
        '"decision"',
        "`enforcement: advisory`",
    ),
    (
        {**BOTH, "decision": {"all": ["listed-product"], "any": ["quality-system"]}},
        "a decision holds exactly one of `all`, `any`, `at_least`",
        '"decision"',
        "nest them",
    ),
    ({**BOTH, "decision": {}}, "a decision holds exactly one of", '"decision"', "nest them"),
    (
        {**BOTH, "decision": {"at_least": {"n": 3, "of": ["listed-product", "quality-system"]}}},
        "`at_least` asks for 3 of 2 parts, which can never be met",
        '"n": 3',
        "lower `n` or add parts",
    ),
    (
        policy(
            LISTING,
            {**QUALITY, **ADVISORY},
            evidence="product",
            decision={"at_least": {"n": 2, "of": ["listed-product", "quality-system"]}},
        ),
        "no set of certificates could ever satisfy this decision",
        '"decision"',
        "loosen the decision",
    ),
    # evidence against the requirements
    (
        {**policy(LISTING), "evidence": "both"},
        "can be satisfied without any management-system",
        '"evidence"',
        "change `evidence`",
    ),
    (
        {**policy(QUALITY), "evidence": "both"},
        "can be satisfied without any product",
        '"evidence"',
        "change `evidence`",
    ),
    (
        {**BOTH, "decision": {"any": ["listed-product", "quality-system"]}},
        "the decision can be satisfied without any",
        '"evidence"',
        "on every branch",
    ),
    (
        policy(LISTING, {**QUALITY, **ADVISORY}, evidence="both"),
        "can be satisfied without any management-system",
        '"evidence"',
        "mandatory on every branch",
    ),
    ({**BOTH, "evidence": "product"}, "asks for a management-system certificate", '"evidence"', "`evidence: both`"),
    ({**BOTH, "evidence": "management-system"}, "asks for a product certificate", '"evidence"', "`evidence: both`"),
    ({**BOTH, "evidence": "either"}, "can not be satisfied by either kind alone", '"evidence"', "use `any`"),
]


@pytest.mark.parametrize(("values", "message", "place", "mend"), REFUSED, ids=[row[1][:50] for row in REFUSED])
def test_is_refused_with_place_and_mend(values: Json, message: str, place: str, mend: str) -> None:
    found = problems(values)
    fitting = [each for each in found if message in each.message]
    assert fitting, found
    assert mend in fitting[0].help
    assert fitting[0].help
    assert fitting[0].location.file == "p.json"
    if place != '"id"':
        assert fitting[0].location.line == line_of(values, place)


def test_messages_are_one_lowercase_line_without_names_of_types() -> None:
    for values, *_ in REFUSED:
        for each in problems(values):
            assert "\n" not in each.message
            assert not each.message.endswith(".")
            assert each.message[0].islower() or each.message[0] == "`"
            assert not any(word in each.message for word in ("dict", "NoneType", "Traceback", " valid"))


def test_every_problem_is_reported_at_once_in_the_order_of_the_file() -> None:
    values = policy({**LISTING, "standards": ["UL 99999-9"], "audits": "required", "accept_unknown": ["nothing"]})
    found = problems(values)
    assert len(found) == 3
    assert [each.location for each in found] == sorted(each.location for each in found)


@pytest.mark.parametrize(
    "values",
    [
        BOTH,
        policy(LISTING, QUALITY, evidence="either", decision={"any": ["listed-product", "quality-system"]}),
        policy(LISTING, {**QUALITY, **ADVISORY}, evidence="product"),
        policy({**LISTING, **ADVISORY}, evidence="product"),
        policy({**LISTING, "surveillance": {"every": "6 months"}}),
        policy({**LISTING, "body": {"accredited_to": "ISO/IEC 17065", "by": ["ANAB", "A2LA"], "mra": True}}),
        policy({**QUALITY, "surveillance": {"rule": "iso-17021", "every": "12 months"}, "audits": "required"}),
    ],
)
def test_a_policy_that_says_what_it_claims_loads(values: Json) -> None:
    source = Source.from_stdin(json.dumps(values).encode(), "p.json")
    (document,) = read(source)
    assert not isinstance(document, InputError)
    assert api.load_policy(document, catalogue()).id == "test-policy"
