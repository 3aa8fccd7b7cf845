"""What an entry of the report holds beside the findings: what blocks, the certificates, the lines of the manifest."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from checker import api
from checker.engine.result import FAIL_ON
from checker.readers import Source
from tests import builders
from tests.builders import LISTING, QMS, QUALITY, catalogue, change, manifest
from tests.readers.gdsn_records import certified, classified, draft, trade_item
from tests.reports import FIXTURES, report_of

Json = dict[str, Any]

POLICIES = sorted(path.name for path in FIXTURES.iterdir())


def objects(report: Json) -> list[Json]:
    return [
        each
        for entry in report["manifests"]
        for policy in entry["policies"]
        for requirement in policy["requirements"]
        for each in requirement["objects"]
    ]


@pytest.mark.parametrize("fail_on", [None, *FAIL_ON])
@pytest.mark.parametrize("policy", POLICIES)
def test_a_run_is_blocked_exactly_when_an_object_blocks(policy: str, fail_on: str | None) -> None:
    for path in sorted((FIXTURES / policy).glob("*conforming/*")):
        if path.name.endswith(".expected.yaml"):
            continue
        report = report_of(str(path.relative_to(FIXTURES)), policies=(policy,), fail_on=fail_on, full=False)
        if report["exit_code"] == 2:
            continue  # nothing was assessed, so nothing can block
        assert (report["result"] == "blocked") == any(each["blocks"] for each in objects(report)), path


def drawn(raw: Json, as_of: str = builders.TODAY, name: str = "m.json", **given: Any) -> Json:
    """The entry of a manifest, assessed by a policy for both kinds."""
    rules = builders.load_policy(builders.policy(LISTING, QUALITY))
    run = api.Run(api.Conditions(date.fromisoformat(as_of), [rules], catalogue(), **given))
    report = run.check([Source.from_stdin(json.dumps(raw, indent=2).encode(), name)])
    assert not report["errors"]
    entry: Json = report["manifests"][0]
    return entry


def certificate(entry: Json, name: str) -> Json:
    found: Json = next(each for each in entry["certificates"] if each["id"] == name)
    return found


def test_the_certificates_are_as_the_manifest_states_them() -> None:
    found = certificate(drawn(manifest()), "qms")
    assert (found["number"], found["issued"], found["expires"]) == ("12 100 54321 TMS", "2024-05-10", "2027-05-09")
    assert found["status"] == {"value": "active", "checked": "2026-10-01", "source": "IAF CertSearch"}
    assert [event["type"] for event in found["events"]][-2:] == ["surveillance", "surveillance"]
    assert found["location"]["file"] == "m.json"


def test_a_product_certificate_without_a_term_is_told_from_one_that_does_not_say() -> None:
    assert certificate(drawn(manifest()), "ul-np-500")["expires_stated"] is True
    raw = builders.remove(manifest(), "/certificates/0/expires")
    assert certificate(drawn(raw), "ul-np-500")["expires_stated"] is False


def test_what_is_dated_after_the_day_is_not_known_yet() -> None:
    found = certificate(drawn(manifest(), "2025-01-01"), "qms")
    assert found["status"] is None
    assert [event["date"] for event in found["events"]] == ["2024-03-01", "2024-04-11", "2024-05-10"]


SUSPENSION = {"type": "suspension", "date": "2025-02-01"}
RESTORATION = {"type": "restoration", "date": "2025-03-01"}
WITHDRAWAL = {"type": "withdrawal", "date": "2025-04-01"}
OF_LINZ = {"sites": ["linz"]}


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], []),
        ([SUSPENSION], [("2025-02-01", None, False)]),
        ([SUSPENSION, RESTORATION], [("2025-02-01", "2025-02-28", False)]),
        ([SUSPENSION, WITHDRAWAL], [("2025-02-01", "2025-03-31", False)]),
        ([SUSPENSION | OF_LINZ, RESTORATION], [("2025-02-01", "2025-02-28", True)]),
        ([SUSPENSION | OF_LINZ, RESTORATION | OF_LINZ], [("2025-02-01", "2025-02-28", True)]),
        ([SUSPENSION, RESTORATION | OF_LINZ], [("2025-02-01", None, False)]),
        ([SUSPENSION, RESTORATION | {"date": "2025-02-01"}], [("2025-02-01", "2025-02-01", False)]),
    ],
)
def test_suspensions_last_until_the_day_before_what_ends_them(
    events: list[Json], expected: list[tuple[str, str | None, bool]]
) -> None:
    found = certificate(drawn(change(manifest(), f"{QMS}/events", events)), "qms")["suspensions"]
    assert [(each["from"], each["until"], each["partial"]) for each in found] == expected


def test_every_place_of_an_entry_is_among_its_lines() -> None:
    entry = drawn(manifest(), all_candidates=True)
    lines = {row["line"] for row in entry["source"]}
    named = [row["location"]["line"] for row in entry["certificates"]]
    for each in objects({"manifests": [entry]}):
        for part in (each, *each["candidates"]):
            named += [row["location"]["line"] for row in (*part["gates"], *part["findings"])]
    assert len(named) > 20
    assert set(named) <= lines


def test_a_report_of_findings_alone_holds_neither_gates_nor_certificates_nor_lines() -> None:
    entry = drawn(manifest(), full=False)
    assert (entry["certificates"], entry["source"]) == ([], [])
    assert all(each["gates"] == [] for each in objects({"manifests": [entry]}))
    assert all(each["candidate"] for each in objects({"manifests": [entry]}))


def test_a_record_of_another_format_shows_the_lines_of_the_record() -> None:
    record = draft(trade_item(classified("EU_CLASS_IIB"), certified()))
    rules = api.load_policies(("eu-mdr-class-iib",), catalogue())
    run = api.Run(api.Conditions(date.fromisoformat(builders.TODAY), rules, catalogue()))
    report = run.check([Source.from_stdin(json.dumps(record, indent=1).encode(), "item.json")])
    lines = [row["text"] for row in report["manifests"][0]["source"]]
    assert any("MDR_QUALITY_MANAGEMENT_SYSTEM" in line for line in lines)


def test_a_name_of_a_megabyte_does_not_multiply() -> None:
    raw = change(manifest(), f"{QMS}/holder", {"name": "x" * 1_000_000})
    entry = drawn(raw)
    assert len(json.dumps(entry)) < 2_000_000
    assert certificate(entry, "qms")["holder"] == "x" * 1_000_000
