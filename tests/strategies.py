"""Hypothesis strategies: manifests near the normative example, certificates to add, policies, days.

A manifest is the normative one after a few changes, each of which alone is plausible: so that passes, fails and
unknowns all occur often. Facts are never dated after `prepared`.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.builders import LISTING, PRODUCT, QMS, QUALITY, REMOVED, SITES, UL, Json, changed, manifest, policy

Strategy = st.SearchStrategy[Json]

SUPPLIER, OTHER, SUZHOU = "Northwind Power Systems GmbH", "Somebody Else Ltd", "Suzhou EMS Co Ltd"
ANAB: Json = {
    "body": "ANAB",
    "standard": "ISO/IEC 17065",
    "scope": ["UL 62368-1"],
    "from": "2020-01-01",
    "until": "2028-06-30",
}
DAKKS: Json = {
    **ANAB,
    "body": "DAkkS",
    "standard": "ISO/IEC 17021-1",
    "scope": ["ISO 9001", "ISO 14001"],
    "until": "2029-05-31",
}

_PARTIES = [{"name": SUPPLIER}, {"name": OTHER}, {"name": "Northwind Power Systems"}, {"name": SUZHOU}, REMOVED]
_STATUSES = [
    *({"value": word, "checked": "2026-10-01"} for word in ("active", "suspended", "withdrawn", "cancelled", "draft")),
    {"value": "active", "checked": "2025-01-01"},
    {"value": "active"},
    REMOVED,
]
_SPANS = ["2023-05-10", "2024-05-10", "2026-11-01", REMOVED]
_TERMS = ["2026-11-22", "2026-11-23", "2027-05-09", "2029-12-31", None, REMOVED]

# What may change about any certificate, by key.
_COMMON: dict[str, list[Any]] = {
    "holder": _PARTIES,
    "status": _STATUSES,
    "issued": _SPANS,
    "effective": _SPANS,
    "expires": _TERMS,
    "body": [{"name": "Acme Test House"}, {"id": "its"}, REMOVED],
    "number": ["N-1", "N-2", REMOVED],
    "covers": [REMOVED],
    "events": [[], REMOVED],
}
_LISTED: dict[str, list[Any]] = {
    **_COMMON,
    "standard": ["UL 62368-1:2014", "UL 62368-1", "UL 60950-1:2007", "IEC 62368-1:2018", "ISO 9001:2015", "ACME 1"],
    "attestation": ["declaration", "test-report"],
    "mark": [{"type": "recognized-component"}, {"type": "classified", "markets": ["EU"]}, {"type": "listed"}, REMOVED],
    "scheme": [{"type": "1a"}, {"type": "1b"}, {"type": "3"}, {}, REMOVED],
    "accreditations": [
        [],
        [ANAB],
        [{**ANAB, "scope": ["UL 508A"]}],
        [{**ANAB, "from": "2026-01-01"}],
        [{"body": "ANAB"}],
        REMOVED,
    ],
    "covers/models": [["NP-500-*"], ["NP-500-A"], ["*"], [], REMOVED],
    "covers/factories": [["linz", "suzhou"], ["oslo"], [], REMOVED],
    "covers/lots": [["L2026-07"], ["L1"], REMOVED],
    "covers/listees": [[SUPPLIER], [OTHER], REMOVED],
    "covers/revision": ["C", "D", REMOVED],
    "events/0": [
        {"type": "suspension", "date": "2026-09-01"},
        {"type": "suspension", "date": "2026-10-20", "models": ["NP-500-B"]},
        {"type": "type-test", "date": "2023-11-20"},
    ],
}
_QUALITY: dict[str, list[Any]] = {
    **_COMMON,
    "standard": ["ISO 9001:2008", "ISO 9001", "ISO 14001:2015", "UL 62368-1:2019", "EN ISO 9001:2015", "ACME 1"],
    "accreditations": [[], [DAKKS], [{**DAKKS, "scope": ["ISO 45001"]}], [{**DAKKS, "until": "2026-01-01"}], REMOVED],
    "covers/sites": [
        ["linz", "oslo", "suzhou"],
        ["oslo"],
        [{"id": "linz", "activities": ["manufacture"]}],
        [],
        REMOVED,
    ],
    "covers/activities": [["manufacture"], ["design", "manufacture", "distribution"], [], REMOVED],
    "events/0": [
        {"type": "suspension", "date": "2026-09-01", "sites": ["linz"]},
        {"type": "withdrawal", "date": "2026-10-20"},
        {"type": "organisation-change", "date": "2025-06-01"},
        {"type": "organisation-change", "date": "2026-06-01"},
    ],
}
_REST: dict[str, list[Any]] = {
    f"{PRODUCT}/categories": [["toys"], REMOVED],
    f"{PRODUCT}/markets": [["US"], ["EU"], ["BR"], REMOVED],
    f"{PRODUCT}/produced_at": [["linz", "suzhou"], ["suzhou"], [], REMOVED],
    f"{PRODUCT}/models": [["NP-500-A"], ["NP-500-A", "NP-500-C"], [], REMOVED],
    f"{PRODUCT}/type": ["batch", "service", REMOVED],
    f"{PRODUCT}/lots": [[{"id": "L1"}], [], REMOVED],
    f"{PRODUCT}/brand_owner": [{"name": OTHER}, REMOVED],
    f"{PRODUCT}/design_changes": [[], [{"date": "2026-01-02", "revision": "E"}]],
    f"{SITES}/0/activities": [["manufacture"], [], REMOVED],
    f"{SITES}/2/operator": [{"name": SUPPLIER}, REMOVED],
}


def _under(prefix: str, table: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {f"{prefix}/{key}": values for key, values in table.items()}


_TABLE = {**_under(UL, _LISTED), **_under(QMS, _QUALITY), **_REST}


def _apply(source: Json, changes: Json) -> Json:
    """Apply changes, longest pointers first, so that nothing is changed within what was taken out."""
    for pointer in sorted(changes, key=lambda each: (-each.count("/"), each)):
        try:
            source = changed(source, {pointer: changes[pointer]})
        except KeyError:
            continue  # what is to be taken out is not there
    return source


@st.composite
def _changes(draw: st.DrawFn, table: dict[str, list[Any]], most: int) -> Json:
    keys = draw(st.lists(st.sampled_from(sorted(table)), unique=True, max_size=most))
    return {key: draw(st.sampled_from(table[key])) for key in keys}


@st.composite
def certificates(draw: st.DrawFn, name: str, fresh: bool = False) -> Json:
    """A certificate under this id; `fresh`: with a body and a number that no other has."""
    index = draw(st.sampled_from([0, 1]))
    table = _LISTED if index == 0 else _QUALITY
    source = {"c": manifest()["certificates"][index]}
    entry: Json = _apply(source, _under("/c", draw(_changes(table, 2))))["c"]
    entry["id"] = name
    if fresh:
        entry["number"], entry["body"] = f"fresh {name}", {"name": f"Fresh body of {name}"}
    return entry


@st.composite
def manifests(draw: st.DrawFn) -> Json:
    """A manifest of two to four certificates and one or two products."""
    found = _apply(manifest(), draw(_changes(_TABLE, 4)))
    for index in range(draw(st.integers(0, 2))):
        found["certificates"].append(draw(certificates(f"more-{index}")))
    if draw(st.booleans()) and draw(st.booleans()):
        found["products"].append(
            {"id": "np-900", "models": ["NP-900"], "categories": ["ict-equipment"], "produced_at": ["linz"]}
        )
    return found


_HARD_LISTING: Json = {
    **LISTING,
    "edition": {"from": 2014},
    "mark": {"types": ["listed"], "market": "US"},
    "scheme": {"types": ["3", "4", "5"]},
    "covers": {"factory": True, "patterns": False},
    "surveillance": {"every": "12 months"},
    "testing": {"accredited_laboratory": True},
}
_HARD_QUALITY: Json = {
    **QUALITY,
    "body": {"by": ["DAkkS"], "mra": True},
    "covers": {"activities": ["design", "manufacture"]},
    "surveillance": {"rule": "iso-17021", "every": "18 months"},
    "audits": "required",
}
POLICIES: list[Json] = [
    policy(LISTING),
    policy({**LISTING, "body": {}}),
    policy(_HARD_LISTING),
    policy({**LISTING, "standards": ["UL 62368-1", "UL 60950-1"]}, applies_to={"markets": ["US"]}),
    policy(LISTING, applies_to={"categories": ["electrical-equipment"], "markets": ["US", "EU"]}),
    policy({**LISTING, "scheme": {"types": ["1b"]}}),
    policy({**LISTING, "scheme": {"types": "any"}, "mark": {"types": "any"}, "edition": "any"}),
    policy(QUALITY),
    policy(_HARD_QUALITY),
    policy({**QUALITY, "covers": {"sites": "all", "holder": "supplier"}}),
    policy({**QUALITY, "covers": {"sites": "organisation", "activities": ["design"]}}),
    policy(LISTING, QUALITY, applies_to={"categories": ["electrical-equipment"]}),
    policy(LISTING, QUALITY, evidence="either", decision={"any": ["listed-product", "quality-system"]}),
    policy(LISTING, {**QUALITY, "effective": {"from": "2026-11-23"}}),
]


def policies() -> Strategy:
    """A policy: of each kind, lenient and strict, of both, of either."""
    return st.sampled_from(POLICIES)


def days() -> st.SearchStrategy[str]:
    """A day on which something changes in the manifests here, or the day after."""
    listed = (
        "2024-01-14 2024-01-15 2024-05-10 2025-04-20 2026-03-01 2026-10-01 2026-11-22 2026-11-23 2026-11-24 2027-05-10"
    )
    return st.sampled_from([*listed.split(), "2026-11-23", "2026-11-23", "2026-11-23"])
