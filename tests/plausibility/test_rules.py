"""The rules of plausibility: what raises each code, and what is near to it and does not."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import pytest

from checker import api
from checker.plausibility import SEVERITIES, Finding, Rule, code_page, codes, implausible, rules
from tests.builders import PRODUCT, QMS, REMOVED, SITES, UL, Json, catalogue, changed, document, manifest

LISTED, QUALITY = manifest()["certificates"]
ACCREDITED = f"{QMS}/accreditations/0"


def found(raw: Json) -> tuple[Finding, ...]:
    """What is implausible about a manifest."""
    return implausible(api.load_manifest(document(deepcopy(raw))), raw, catalogue())


def raised(changes: dict[str, Any]) -> set[str]:
    """The codes that the normative example has after changes."""
    return {each.code for each in found(changed(manifest(), changes))}


def event(kind: str, date: str, **more: Any) -> Json:
    return {"type": kind, "date": date, **more}


SUSPENDED = [*QUALITY["events"], event("suspension", "2026-06-01")]
WITHDRAWN = [*QUALITY["events"], event("withdrawal", "2026-06-01")]
COPY = {**QUALITY, "id": "copy"}

# For each code: changes to the normative example that raise it, and changes near to them that do not.
TABLE: dict[str, tuple[list[Json], list[Json]]] = {
    "dates-reversed": (
        [{f"{QMS}/expires": "2024-05-09"}, {f"{QMS}/expires": "2024-01-01", f"{QMS}/issued": REMOVED}],
        [{f"{QMS}/expires": "2024-05-10"}, {f"{QMS}/expires": REMOVED}],
    ),
    "issued-later": ([{f"{QMS}/issued": "2026-11-06"}], [{f"{QMS}/issued": "2026-11-05"}]),
    "issued-undecided": (
        [{f"{QMS}/events": [event("decision", "2024-05-11")]}],
        [{f"{QMS}/events": [event("decision", "2024-05-10")]}, {f"{QMS}/events": []}],
    ),
    "effective-long-before-issue": (
        [{f"{QMS}/effective": "2021-05-09", f"{QMS}/events": []}],
        [{f"{QMS}/effective": "2021-05-10", f"{QMS}/events": []}, {f"{UL}/effective": "2019-01-01"}],
    ),
    "year-unlikely": ([{f"{QMS}/expires": "2207-05-09"}, {f"{UL}/issued": "1024-01-15"}], [{}]),
    "term-too-long": (
        [{f"{QMS}/expires": "2028-05-09"}, {f"{QMS}/expires": "2028-05-09", f"{QMS}/events": REMOVED}],
        [
            {f"{QMS}/expires": "2027-11-10"},
            {f"{UL}/expires": "2034-01-15"},
            {f"{QMS}/standard": "MDR_QUALITY_MANAGEMENT_SYSTEM", f"{QMS}/expires": "2029-05-09"},
        ],
    ),
    "audits-out-of-order": (
        [{f"{QMS}/events/0/date": "2024-04-12"}, {f"{QMS}/events/1/date": "2024-05-11"}],
        [{f"{QMS}/events/0/date": "2024-04-11"}],
    ),
    "event-before-certificate": (
        [{f"{QMS}/events/3/date": "2023-04-15"}],
        [{f"{QMS}/events/3/date": "2024-05-10"}, {f"{QMS}/events/-": event("decision", "2021-05-10")}],
    ),
    "event-after-end": (
        [
            {f"{QMS}/events": [*WITHDRAWN, event("surveillance", "2026-07-01")]},
            {f"{QMS}/expires": "2026-04-19", f"{QMS}/status": REMOVED},
        ],
        [
            {f"{QMS}/expires": "2026-04-20", f"{QMS}/status": REMOVED},
            {f"{QMS}/events": [*QUALITY["events"], event("withdrawal", "2026-04-01", sites=["linz"])]},
        ],
    ),
    "restoration-without-suspension": (
        [{f"{QMS}/events/-": event("restoration", "2026-06-01")}],
        [
            {f"{QMS}/events": [*SUSPENDED, event("restoration", "2026-07-01")]},
            {f"{QMS}/events/-": event("restoration", "2026-06-01", previous_expiry="2026-05-09")},
        ],
    ),
    "active-though-withdrawn": (
        [{f"{QMS}/events": WITHDRAWN}, {f"{QMS}/events": WITHDRAWN, f"{QMS}/status/checked": REMOVED}],
        [{f"{QMS}/events": WITHDRAWN, f"{QMS}/status/checked": "2026-06-01"}],
    ),
    "active-though-suspended": (
        [{f"{QMS}/events": SUSPENDED}],
        [
            {f"{QMS}/events": [*SUSPENDED, event("restoration", "2026-07-01")]},
            {f"{QMS}/events": [*QUALITY["events"], event("suspension", "2026-06-01", sites=["linz"])]},
        ],
    ),
    "status-against-term": (
        [
            {f"{QMS}/status/value": "expired"},
            {f"{QMS}/status/checked": "2024-05-09"},
            {f"{QMS}/expires": "2026-09-30"},
        ],
        [{f"{QMS}/expires": "2026-10-01"}, {f"{QMS}/status/checked": "2024-05-10"}],
    ),
    "status-undated": ([{f"{QMS}/status/checked": REMOVED}], [{f"{QMS}/status": REMOVED}]),
    "status-without-event": (
        [{f"{QMS}/status/value": "withdrawn"}, {f"{QMS}/status/value": "suspended"}],
        [{f"{QMS}/status/value": "suspended", f"{QMS}/events": SUSPENDED}],
    ),
    "kind-against-standard": (
        [{f"{QMS}/standard": "UL 62368-1:2019"}, {f"{UL}/standard": "ISO 9001:2015"}],
        [{f"{QMS}/standard": "ISO 14001:2015"}, {f"{QMS}/standard": "ACME 1"}],
    ),
    "event-of-other-kind": (
        [{f"{UL}/events/-": event("stage-2", "2024-01-10")}, {f"{QMS}/events/-": event("type-test", "2024-05-10")}],
        [{f"{UL}/events/-": event("suspension", "2024-01-20")}],
    ),
    "scope-of-other-kind": (
        [{f"{UL}/covers/sites": ["linz"]}, {f"{QMS}/covers/models": ["NP-500-A"]}],
        [{f"{UL}/covers/sites": []}, {f"{QMS}/covers/models": []}],
    ),
    "attestation-of-system": (
        [{f"{QMS}/attestation": "declaration"}],
        [{f"{QMS}/attestation": "certification"}, {f"{UL}/attestation": "declaration"}],
    ),
    "accreditation-of-other-kind": (
        [{f"{ACCREDITED}/standard": "ISO/IEC 17065"}, {f"{UL}/accreditations/0/standard": "ISO/IEC 17025"}],
        [{f"{QMS}/accreditations/-": {"body": "ANAB", "standard": "ISO/IEC 17065"}}, {f"{QMS}/accreditations": []}],
    ),
    "designation-unknown": ([{f"{QMS}/standard": "ISO 90001:2015"}], [{f"{QMS}/standard": "DIN EN ISO 9001:2015-11"}]),
    "edition-unknown": ([{f"{QMS}/standard": "ISO 9001:2014"}], [{f"{UL}/standard": "UL 62368-1:2016"}]),
    "edition-unstated": (
        [{f"{QMS}/standard": "ISO 9001"}],
        [{f"{QMS}/standard": "ISO 9001", f"{QMS}/edition": "2015"}],
    ),
    "edition-after-issue": (
        [{f"{QMS}/standard": "ISO 9001:2026"}],
        [{f"{QMS}/standard": "ISO 9001:2026", f"{QMS}/events/-": event("recertification", "2026-10-01")}],
    ),
    "edition-ended": ([{f"{QMS}/standard": "ISO 9001:2008"}], [{f"{QMS}/standard": "ISO 14001:2015"}]),
    "accreditation-reversed": (
        [
            {f"{ACCREDITED}/until": "2019-05-31"},
            {f"{UL}/events/0/laboratory/accreditation/from": "2024-01-01"} | {
                f"{UL}/events/0/laboratory/accreditation/until": "2023-01-01"
            },
        ],
        [{f"{ACCREDITED}/until": "2019-06-01"}, {f"{ACCREDITED}/until": None}],
    ),
    "accreditation-body-unknown": (
        [{f"{ACCREDITED}/body": "DAkkX"}],
        [{f"{ACCREDITED}/body": "Deutsche Akkreditierungsstelle"}, {f"{ACCREDITED}/body": REMOVED}],
    ),
    "body-named-twice": (
        [{f"{UL}/body": {"name": "Intertek Testing Services NA, Inc.", "id": "ul"}}],
        [{f"{UL}/body": {"name": "UL Solutions", "id": "ul"}}],
    ),
    "body-id-without-its-name": (
        [{f"{UL}/body": {"name": "UL LCC", "id": "ul"}}, {f"{UL}/body": {"name": "UL LLC", "id": "ull"}}],
        [{f"{UL}/body": {"name": "UL LCC"}}],
    ),
    "number-unlike-body": (
        [{f"{UL}/number": "listing 4711"}],
        [{f"{UL}/number": "20240115-E123456"}, {f"{UL}/number": "listing 4711", f"{UL}/mark": REMOVED}],
    ),
    "certificate-told-twice": (
        [
            {"/certificates/-": {**COPY, "expires": "2027-06-09"}},
            {"/certificates/-": {**COPY, "holder": {"name": "Somebody Else Ltd"}}},
        ],
        [
            {"/certificates/-": {**COPY, "number": "4711"}},
            {"/certificates/-": {**COPY, "standard": "ISO 14001:2015", "expires": "2027-06-09"}},
            {"/certificates/-": {**COPY, "issued": "2021-05-10", "effective": "2021-05-10", "expires": "2024-05-09"}},
        ],
    ),
    "certificate-repeated": ([{"/certificates/-": COPY}], [{"/certificates/-": {**COPY, "number": "4711"}}]),
    "pattern-too-short": (
        [{f"{UL}/covers/models": ["*"]}, {f"{UL}/covers/models": ["NP*"]}],
        [{f"{UL}/covers/models": ["NP-*"]}],
    ),
    "pattern-covers-nothing": (
        [{f"{UL}/covers/models": ["NP500-*"]}, {f"{UL}/covers/models": ["NP-500-A", "np-500-*"]}],
        [{f"{UL}/covers/models": ["NP-500-*"]}, {f"{UL}/covers/models": ["NP500-*"], f"{PRODUCT}/models": REMOVED}],
    ),
    "covers-misprint": (
        [{f"{UL}/covers/models": ["NP-500-A", "NP 500-B"]}, {f"{QMS}/covers/sites": ["linz", "Oslo"]}],
        [{f"{UL}/covers/models": ["NP-500-A", "NP-500-C"]}, {f"{QMS}/covers/sites": ["linz", "graz"]}],
    ),
    "covers-nothing-stated": (
        [
            {f"{UL}/covers/models": ["NP-501"]},
            {f"{QMS}/covers/sites": ["lnz"]},
            {f"{UL}/covers/factories": ["graz"]},
            {f"{UL}/covers/lots": ["L2026-08"]},
        ],
        [{f"{UL}/covers/models": ["NP-501", "NP-500-A"]}, {f"{UL}/covers/lots": ["L2026-08"], f"{PRODUCT}/lots": []}],
    ),
    "holder-unrelated": (
        [{f"{QMS}/holder": {"name": "Somebody Else Ltd"}}],
        [
            {f"{QMS}/holder": {"name": "Suzhou EMS Co Ltd"}},
            {f"{UL}/holder": {"name": "Somebody Else Ltd"}, f"{UL}/covers/listees": ["Somebody Else Ltd"]},
        ],
    ),
    "holder-nearly": (
        [{f"{QMS}/holder": {"name": "Northwind Power Systems AG"}}],
        [{f"{QMS}/holder": {"name": "northwind  power systems GmbH"}}, {f"{QMS}/holder": REMOVED}],
    ),
    "product-without-certificate": (
        [{"/products/-": {"id": "np-900", "models": ["NP-900"]}}],
        [{"/products/-": {"id": "np-900", "models": ["NP-900"]}, f"{UL}/covers/models": ["NP-500-A", "NP-900"]}],
    ),
    "lei-check-digits": (
        [{"/supplier/identifiers/lei": "529900T8BM49AURSDO56"}],
        [{"/supplier/identifiers/lei": "529900t8bm49aursdo55"}],
    ),
    "identifier-malformed": (
        [
            {"/supplier/identifiers/lei": "529900T8BM49AURSDO5"},
            {"/supplier/identifiers/duns": "31567891"},
            {"/supplier/identifiers/vat": "none"},
        ],
        [{"/supplier/identifiers/duns": "31-567-8912"}, {"/supplier/identifiers/vat": "EG 410-882-019"}],
    ),
    "country-unknown": (
        [{f"{SITES}/0/country": "Austria"}, {f"{PRODUCT}/markets": ["US", "Europe"]}],
        [{f"{SITES}/0/country": "UK"}, {f"{SITES}/0/country": REMOVED}],
    ),
    "placeholder-left": (
        [{f"{QMS}/standard": "FILL-IN"}, {f"{QMS}/number": "TBD"}, {f"{QMS}/covers/scope": "FILL-IN of supplies"}],
        [{f"{QMS}/number": "TBD-1"}, {f"{QMS}/x-note": "TBD"}],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("code", "changes"), [(code, each) for code, row in TABLE.items() for each in row[0]])
def test_is_raised(code: str, changes: Json) -> None:
    assert code in raised(changes)


@pytest.mark.parametrize(("code", "changes"), [(code, each) for code, row in TABLE.items() for each in row[1]])
def test_is_not_raised_by_what_is_near(code: str, changes: Json) -> None:
    assert code not in raised(changes)


def test_every_code_has_a_manifest_that_raises_it_and_one_that_does_not() -> None:
    assert set(TABLE) == set(codes())
    assert all(yes and no for yes, no in TABLE.values())


def test_the_normative_example_has_nothing_implausible() -> None:
    assert found(manifest()) == ()


def test_errors_come_first_and_say_where_and_what_to_do() -> None:
    changes = {f"{QMS}/standard": "ISO 90001", f"{UL}/status/checked": REMOVED, f"{QMS}/expires": "2024-01-01"}
    answer = found(changed(manifest(), changes))
    assert [each.severity for each in answer] == sorted((each.severity for each in answer), key=SEVERITIES.index)
    assert {each.severity for each in answer} == {"error", "warning", "note"}
    assert all(each.pointer.startswith("/certificates/") and each.help and each.message for each in answer)
    unknown = next(each for each in answer if each.code == "designation-unknown")
    assert unknown.help.startswith("did you mean `ISO 9001`?")


def test_long_names_are_cut_short_and_what_can_not_be_seen_is_shown() -> None:
    (row,) = found(changed(manifest(), {f"{QMS}/holder": {"name": f"\u202e{'x' * 5_000}"}}))
    assert row.code == "holder-unrelated"
    assert len(row.message) < 300
    assert "\\u202ex" in row.message


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_rule_has_its_page(rule: Rule) -> None:
    page = " ".join(rule.page.split())
    places = [page.find(f"**{part}**") for part in ("Asks", "Why", "Passes", "Does not pass", "To mend")]
    assert -1 not in places
    assert places == sorted(places)
    assert page.partition("**Asks**")[0].strip().endswith("?")


@pytest.mark.parametrize("code", sorted(codes()))
def test_every_code_is_explained_with_what_to_do(code: str) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", code)
    assert code not in api.codes()
    page = code_page(code)
    assert page.startswith(f"{code}: {codes()[code]}\n")
    assert re.search(r"^outcome: (error|warning|note)", page, re.MULTILINE)
    assert re.search(r"^to mend: \S", page, re.MULTILINE)
