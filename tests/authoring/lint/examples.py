"""For every code of the linter a policy that raises it, and one that differs in what the code is about and does not."""

from __future__ import annotations

from typing import Any, NamedTuple

from checker.authoring.written import as_yaml
from tests.builders import LISTING, QUALITY, REMOVED, Json, changed, policy

MODELINE = "# yaml-language-server: $schema=policy.schema.json\n"

PRODUCT: Json = {
    **LISTING,
    "mark": {"types": "any"},
    "scheme": {"types": "any"},
    "citation": "29 CFR 1910.7",
    "remedy": "send the listing",
}
SYSTEM: Json = {**QUALITY, "citation": "contract, 4", "remedy": "send the certificate"}
BOTH = policy(PRODUCT, SYSTEM)
EITHER = policy(PRODUCT, SYSTEM, evidence="either", decision={"any": ["listed-product", "quality-system"]})
WITHIN = {"from": "2027-01-01", "until": "2027-12-31"}
FIRST_YEAR = {**policy(SYSTEM), "version": "2027", "effective": WITHIN}


def extending(**keys: Any) -> Json:
    """A policy that extends a shipped one, and says this of its requirement."""
    head = {"policy": 1, "id": "ours", "title": "Ours", "version": "1", "extend": "watersense"}
    return {**head, "requirements": [{"id": "labelled-model", **keys}]}


ROUTINE = extending(body={"by": ["ANAB", "SCC"]})


def written(values: Json) -> str:
    """A policy as a file that raises nothing by its form."""
    return MODELINE + as_yaml(values, compact=True)


class Example(NamedTuple):
    """Files that raise a code, and files that do not."""

    raising: tuple[str, ...]
    clean: tuple[str, ...]


def example(raising: Json, clean: Json) -> Example:
    """One file of each."""
    return Example((written(raising),), (written(clean),))


def rule(base: Json, **keys: Any) -> Json:
    """A policy of one requirement."""
    return policy({**base, **keys})


def of_rule(base: Json, raising: Json, clean: Json | None = None) -> Example:
    """A requirement with these keys, and with those."""
    return example(rule(base, **raising), rule(base, **(clean or {})))


def file(text: str) -> Example:
    """A file with a mark `@` before what raises the code, up to the end of its line; the clean one has it not."""
    raising = text.replace("@", "")
    clean = "\n".join(line.partition("@")[0] for line in text.split("\n"))
    return Example((raising,), (clean,))


def versions(second: Json, clean: Json) -> Example:
    """A second version of a policy that raises a code beside the first, and one that does not."""
    later = {**policy(SYSTEM), "version": "2028", "effective": {"from": "2028-01-01"}}
    first = written(FIRST_YEAR)
    return Example((first, written({**later, **second})), (first, written({**later, **clean})))


EXAMPLES: dict[str, Example] = {
    # what does not load
    "unknown-standard": of_rule(SYSTEM, {"standards": ["ISO 90001"]}),
    "wrong-kind-standard": of_rule(PRODUCT, {"standards": ["ISO 9001"]}),
    "standard-with-amendment": of_rule(
        SYSTEM, {"standards": ["ISO 9001:2015/Amd 1:2024"]}, {"standards": ["ISO 9001"]}
    ),
    "edition-stated-twice": of_rule(SYSTEM, {"standards": ["ISO 9001:2015"], "edition": "current"}),
    "dated-beside-others": of_rule(
        SYSTEM, {"standards": ["ISO 9001:2015", "AS9100"]}, {"standards": ["ISO 9001:2015"]}
    ),
    "no-such-edition": of_rule(SYSTEM, {"edition": ["1999"]}, {"edition": ["2015"]}),
    "body-rules-exclude": of_rule(PRODUCT, {"body": {"recognised_by": "osha-nrtl", "mra": True}}),
    "unknown-recognition-list": of_rule(PRODUCT, {"body": {"recognised_by": "osha-nrtls"}}),
    "wrong-accreditation": of_rule(SYSTEM, {"body": {"accredited_to": "ISO/IEC 17065"}}),
    "unknown-accreditation-body": of_rule(SYSTEM, {"body": {"by": ["DAkkX"]}}, {"body": {"by": ["DAkkS"]}}),
    "rule-of-other-kind": of_rule(SYSTEM, {"mark": {"market": "US"}}),
    "surveillance-without-rule": of_rule(SYSTEM, {"surveillance": {}}, {"surveillance": {"rule": "iso-17021"}}),
    "unknown-code": of_rule(SYSTEM, {"accept_unknown": ["expired"]}),
    "unknown-market": example(
        policy(SYSTEM, applies_to={"markets": ["Europe"]}), policy(SYSTEM, applies_to={"markets": ["EU"]})
    ),
    "effective-ends-first": of_rule(
        SYSTEM, {"effective": {"from": "2027-02-01", "until": "2027-01-01"}}, {"effective": WITHIN}
    ),
    "decision-names-unknown": example({**BOTH, "decision": {"all": ["listed-product", "quality"]}}, BOTH),
    "decision-form": example({**BOTH, "decision": {"all": ["listed-product"], "any": ["quality-system"]}}, BOTH),
    "decision-names-twice": example(
        {**BOTH, "decision": {"all": ["listed-product", "quality-system", "quality-system"]}}, BOTH
    ),
    "at-least-too-many": example(
        {**BOTH, "decision": {"at_least": {"n": 3, "of": ["listed-product", "quality-system"]}}},
        {**BOTH, "decision": {"at_least": {"n": 2, "of": ["listed-product", "quality-system"]}}},
    ),
    "decision-leaves-out": example({**BOTH, "decision": "listed-product"}, BOTH),
    "decision-unsatisfiable": example(
        policy(
            PRODUCT,
            {**SYSTEM, "enforcement": "advisory"},
            decision={"at_least": {"n": 2, "of": ["listed-product", "quality-system"]}},
        ),
        policy(PRODUCT, {**SYSTEM, "enforcement": "advisory"}),
    ),
    "requirement-id-twice": example(policy(PRODUCT, {**SYSTEM, "id": "listed-product"}), BOTH),
    "both-escaped": example({**EITHER, "evidence": "both"}, EITHER),
    "either-refused": example({**BOTH, "evidence": "either"}, BOTH),
    "evidence-disagrees-with-kind": example({**BOTH, "evidence": "product"}, BOTH),
    # editions and standards
    "withdrawn-standard": of_rule(SYSTEM, {"standards": ["OHSAS 18001", "ISO 45001"]}, {"standards": ["ISO 45001"]}),
    "edition-never-current": of_rule(
        SYSTEM, {"standards": ["ISO/IEC 27001:2013"]}, {"standards": ["ISO/IEC 27001:2022"]}
    ),
    "predecessor-beside-successor": file(
        written(rule(PRODUCT, standards=["UL 62368-1", "UL 60950-1"])).replace(
            "[UL 62368-1, UL 60950-1]", "\n  - UL 62368-1\n  @- UL 60950-1"
        )
    ),
    # what nobody can meet, and what anybody can
    "requirement-unmeetable": of_rule(
        PRODUCT, {"mark": {"types": "any", "market": "North America"}}, {"mark": {"types": "any", "market": "US"}}
    ),
    "requirement-unmet": of_rule(PRODUCT, {"edition": {"from": 2031}}, {"edition": {"from": 2019}}),
    "accreditor-never-accepted": of_rule(
        SYSTEM, {"body": {"by": ["DAkkS", "A2LA"], "mra": True}}, {"body": {"by": ["DAkkS"], "mra": True}}
    ),
    "accreditation-body-without-programme": of_rule(SYSTEM, {"body": {"by": ["NVLAP"]}}, {"body": {"by": ["DAkkS"]}}),
    "both-slips": example(
        policy(PRODUCT, {**SYSTEM, "effective": {"from": "2027-07-01"}}),
        policy(PRODUCT, {**SYSTEM, "effective": {"from": "2026-07-01"}}),
    ),
    "blocks-nothing": of_rule(SYSTEM, {"effective": {"from": "2027-07-01"}}, {"effective": {"from": "2026-07-01"}}),
    "bare-certificate-passes": of_rule(PRODUCT, {"accept_unknown": ["model-not-covered", "holder-missing"]}),
    "attestation-not-third-party": of_rule(
        PRODUCT, {"attestation": ["certification", "inspection"]}, {"attestation": ["certification"]}
    ),
    "mark-or-scheme-unstated": example(changed(policy(PRODUCT), {"/requirements/0/scheme": REMOVED}), policy(PRODUCT)),
    # what changes nothing
    "requirement-implied": example(
        policy(SYSTEM, {**SYSTEM, "id": "stricter", "audits": "required"}),
        policy(SYSTEM, {**SYSTEM, "id": "other", "standards": ["ISO 14001"]}),
    ),
    "applies-to-dead": example(
        policy(SYSTEM, applies_to={"markets": ["EU", "DE"]}), policy(SYSTEM, applies_to={"markets": ["US", "DE"]})
    ),
    "requirement-over": example(
        policy(SYSTEM, {**SYSTEM, "id": "old", "standards": ["ISO 14001"], "effective": {"until": "2025-12-31"}}),
        policy(SYSTEM, {**SYSTEM, "id": "old", "standards": ["ISO 14001"], "effective": {"until": "2027-12-31"}}),
    ),
    "advisory-in-decision": example(
        policy(
            SYSTEM,
            {**PRODUCT, "enforcement": "advisory"},
            evidence="management-system",
            decision={"any": ["quality-system", "listed-product"]},
        ),
        policy(SYSTEM, {**PRODUCT, "enforcement": "advisory"}, evidence="management-system"),
    ),
    # texts
    "citation-missing": example(changed(policy(SYSTEM), {"/requirements/0/citation": REMOVED}), policy(SYSTEM)),
    "remedy-missing": example(changed(policy(SYSTEM), {"/requirements/0/remedy": REMOVED}), policy(SYSTEM)),
    "placeholder-text": of_rule(SYSTEM, {"remedy": "TODO: what to send"}, {"remedy": "send the to-do list"}),
    "accept-unknown-unexplained": Example(
        (written(rule(SYSTEM, accept_unknown=["status-stale"])),),
        (
            written(rule(SYSTEM, accept_unknown=["status-stale"])).replace(
                "[status-stale]", "[status-stale]  # no register"
            ),
        ),
    ),
    "entry-twice": of_rule(SYSTEM, {"standards": ["ISO 9001", "DIN EN ISO 9001"]}),
    "standard-by-other-name": of_rule(SYSTEM, {"standards": ["DIN EN ISO 9001"]}),
    "codes-unsorted": of_rule(
        SYSTEM, {"accept_unknown": ["status-stale", "status-missing"]}, {"accept_unknown": ["status-missing"]}
    ),
    "modeline-missing": Example((as_yaml(policy(SYSTEM)),), (written(policy(SYSTEM)),)),
    "acceptance-unused": example(
        {**policy(SYSTEM), "x-lint": {"both-slips": "agreed"}},
        {**policy(PRODUCT, {**SYSTEM, "effective": {"from": "2027-07-01"}}), "x-lint": {"both-slips": "agreed"}},
    ),
    # policies that extend a shipped one
    "extends-own-id": example({**ROUTINE, "id": "watersense"}, ROUTINE),
    "extension-looser": example(extending(mark={"types": "any"}, body={"by": ["ANAB", "SCC", "A2LA"]}), ROUTINE),
    "unknown-override": example({**ROUTINE, "overrides": [{"rule": "body", "reason": "none"}]}, ROUTINE),
    "override-needless": example(
        {**ROUTINE, "overrides": [{"requirement": "labelled-model", "rule": "body", "reason": "none"}]}, ROUTINE
    ),
    "override-unreasoned": example(
        {
            **extending(status={"checked_within": "never"}),
            "overrides": [{"requirement": "labelled-model", "rule": "status", "reason": " "}],
        },
        ROUTINE,
    ),
    # files beside each other
    "versions-overlap": versions({"effective": {"from": "2027-12-31"}}, {}),
    "versions-gap": versions({"effective": {"from": "2028-01-02"}}, {}),
    "version-twice": versions({"version": "2027"}, {}),
}

EXEMPT = {
    "rule-crashed": "a rule has to fail: `test_running.py` plants one",
    "witness-refuted": "a rule has to be wrong: `test_running.py` plants one",
    "no-span-of-time": "the schema refuses such texts before",
}
"""Codes that nothing a policy says can raise, and why."""

FIXABLE = {
    *("bare-certificate-passes", "applies-to-dead", "entry-twice", "standard-by-other-name", "codes-unsorted"),
    "modeline-missing",
}
"""Examples of which something can be mended by the linter itself."""
