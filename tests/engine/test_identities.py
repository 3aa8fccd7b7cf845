"""Which entries are one certificate, and which suspended or withdrawn ones may be: by body, number and standard."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checker import api
from checker.engine.identity import Identities, number_key
from tests.builders import REMOVED, Json, catalogue, changed, document, manifest

WITHDRAWN: Json = {"status": {"value": "withdrawn", "checked": "2026-10-01"}}


def related(other: Json, own: Json | None = None, as_of: str = "2026-11-23") -> tuple[bool, bool, bool]:
    """Whether another entry like the listing, with these changes, is a sibling, namesake and double of it."""
    source = manifest()
    second = changed({"c": source["certificates"][0]}, {f"/c/{key}": value for key, value in other.items()})["c"]
    first = changed({"c": source["certificates"][0]}, {f"/c/{key}": value for key, value in (own or {}).items()})["c"]
    source["certificates"] = [first, {**second, "id": "other"}]
    found = api.load_manifest(document(source))
    known = Identities(found, catalogue(), date.fromisoformat(as_of))
    entry, twin = found.certificates
    for tell in (known.siblings, known.namesakes, known.doubles):
        assert entry not in tell(entry)
    return twin in known.siblings(entry), twin in known.namesakes(entry), twin in known.doubles(entry)


@pytest.mark.parametrize(
    ("other", "sibling", "namesake"),
    [
        ({}, True, True),
        ({"number": "e123456 20240115"}, True, True),
        ({"number": "E123456-20240116"}, False, False),
        ({"number": REMOVED}, False, False),
        ({"standard": "UL 508A"}, False, True),
        ({"standard": "ANSI/UL 62368-1:2014"}, True, True),
        ({"standard": "ACME 1"}, False, True),
        ({"body": {"name": "UL LLC"}}, True, True),
        ({"body": {"id": "ul"}}, True, True),
        ({"body": {"name": "Intertek"}}, False, False),
        ({"body": REMOVED}, False, False),
    ],
)
def test_entries_of_one_number_and_body_are_one_certificate_to_one_standard(
    other: Json, sibling: bool, namesake: bool
) -> None:
    assert related(other) == (sibling, namesake, False)


@pytest.mark.parametrize(
    ("other", "own", "double"),
    [
        # One certificate for sure: nothing that may be.
        ({}, {}, False),
        # Of a number or body that is not stated it can not be told.
        ({"number": REMOVED}, {}, True),
        ({}, {"number": REMOVED}, True),
        ({"number": REMOVED}, {"number": REMOVED}, True),
        ({"body": REMOVED}, {}, True),
        ({}, {"body": REMOVED}, True),
        # Neither names a body: by what both state they are one.
        ({"body": REMOVED}, {"body": REMOVED}, False),
        ({"number": "another"}, {}, False),
        ({"number": "another", "body": REMOVED}, {}, False),
        ({"number": REMOVED, "body": {"name": "Intertek"}}, {}, False),
        ({"number": REMOVED, "body": {"name": "ul llc"}}, {}, True),
        ({"number": REMOVED, "body": {"name": "Acme House"}}, {"body": {"name": "ACME House"}}, True),
        ({"number": REMOVED, "body": {"name": "Acme House"}}, {"body": {"name": "Other House"}}, False),
        ({"number": REMOVED, "body": {"id": "a-1"}}, {"body": {"id": "A-1"}}, True),
        ({"number": REMOVED, "body": {"id": "a-1"}}, {"body": {"id": "a-2"}}, False),
        ({"body": {"id": "a-1"}}, {"body": {"name": "Acme House"}}, True),
        # Another holder's is another one.
        ({"number": REMOVED, "holder": {"name": "Somebody Else Ltd"}}, {}, False),
        ({"number": REMOVED, "holder": REMOVED}, {}, True),
        # To another standard it is another one, to one that nobody knows it may be a misprint.
        ({"number": REMOVED, "standard": "UL 508A"}, {}, False),
        ({"standard": "ACME 1"}, {}, True),
        ({"standard": "UL 508A"}, {}, False),
        # What happened only later does not count yet; what is not adverse never does.
        ({"number": REMOVED, "status": {"value": "active", "checked": "2026-10-01"}}, {}, False),
        ({"standard": "ACME 1", "status": {"value": "active", "checked": "2026-10-01"}}, {}, False),
    ],
)
def test_an_adverse_entry_that_may_be_the_certificate_counts_against_it(other: Json, own: Json, double: bool) -> None:
    assert related({**WITHDRAWN, **other}, own)[2] is double


@pytest.mark.parametrize(
    ("event", "as_of", "double"),
    [
        ("suspension", "2026-09-01", True),
        ("suspension", "2026-08-31", False),
        ("withdrawal", "2026-09-01", True),
        ("restoration", "2026-09-01", False),
    ],
)
def test_an_event_makes_an_entry_adverse_from_its_day_on(event: str, as_of: str, double: bool) -> None:
    events: list[Any] = [{"type": event, "date": "2026-09-01"}]
    status = {"value": "active", "checked": "2026-10-01"}
    told = {"events": events, "status": status}
    assert related({"number": REMOVED, **told}, as_of=as_of)[2] is double
    # To a standard that nobody knows, by the same number and body: a misprint of the same, maybe.
    assert related({"standard": "ACME 1", **told}, as_of=as_of)[2] is double


@pytest.mark.parametrize("value", ["suspended", "withdrawn", "cancelled", "inactive"])
def test_each_adverse_status_counts(value: str) -> None:
    assert related({"number": REMOVED, "status": {"value": value, "checked": "2026-10-01"}})[2]


@pytest.mark.parametrize(
    ("text", "key"),
    [(None, ""), ("", ""), (" - ", ""), ("E 12-3.a", "e123a"), ("\uff21\uff11", "a1")],
)
def test_a_number_is_compared_without_case_spaces_and_punctuation(text: str | None, key: str) -> None:
    assert number_key(text) == key
