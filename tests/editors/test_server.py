"""Red Hat's yaml-language-server on files that people write: mistakes in their place, what is offered and explained.

Each start of the server costs seconds, so that one file shows much.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.cli.schemas import write_schemas
from tests.consumers import accepted
from tests.depth import nightly

pytestmark = pytest.mark.xdist_group("consumers")

SCRIPT = "yaml_lsp_diag.mjs"
MANIFEST = """\
# yaml-language-server: $schema=.certgate/manifest.schema.json
manifest: 1
prepared: 2026-11-31
supplier: {name: Acme, sites: [{id: linz, contry: AT}]}
certificates:
  - id: qms
    kind: managment-system
    standard:\x20
    events:
      - {type: surveilance, date: 2026-01-01}
      - {date: 2026-01-01, type: }
"""
POLICY = """\
# yaml-language-server: $schema=.certgate/policy.schema.json
policy: 1
id: own
title: Own
version: "1"
evidence: system
requirements:
  - id: quality-system
    kind: management-system
    standards: [ISO 9001, ]
    surveillance: {rule: iso-17021}
    accept_unknown: [, ]
"""
WAIVERS = """\
# yaml-language-server: $schema=.certgate/waivers.schema.json
waivers: 1
items:
  - id: W-1
    policy:\x20
"""


def served(folder: Path, text: str, *asked: str) -> str:
    """What the server says of a file beside `.certgate`, as `certgate schema --write` makes it."""
    write_schemas(str(folder / ".certgate"), ["manifest", "policy", "waivers"])
    (folder / "f.yaml").write_text(text, encoding="utf-8")
    return accepted(SCRIPT, "-", "f.yaml", *asked, "--expect-bad", cwd=folder)


def place(text: str, within: str, offset: int = 0) -> str:
    """Line and column, from 1, of a part of a text."""
    before = text[: text.index(within) + offset]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def lines_with_faults(printed: str) -> set[int]:
    return {int(line) for line in re.findall(r"^f\.yaml:(\d+):\d+ sev1", printed, re.MULTILINE)}


def offered(printed: str) -> list[str]:
    found = re.search(r"^completion: (.*)$", printed, re.MULTILINE)
    assert found
    return found[1].split(", ")


def test_a_manifest_has_its_mistakes_marked_standards_offered_and_keys_explained(tmp_path: Path) -> None:
    asked = ("--complete", place(MANIFEST, "standard: ", 10), "--hover", place(MANIFEST, "standard:", 2))
    printed = served(tmp_path, MANIFEST, *asked)
    assert {4, 7, 8, 10, 11} <= lines_with_faults(printed)
    assert "Property contry is not allowed" in printed
    assert {"ISO 9001:2015", "UL 62368-1:2019", "47 CFR Part 15"} <= set(offered(printed))
    assert "Designation as printed, with its edition." in printed
    assert len(re.findall("Example:", printed)) == 2


@nightly
def test_event_types_are_offered_and_explained_one_by_one(tmp_path: Path) -> None:
    asked = ("--complete", place(MANIFEST, "type: }", 6), "--hover", place(MANIFEST, "surveilance", 2))
    printed = served(tmp_path, MANIFEST, *asked)
    assert {"stage-1", "surveillance", "recertification", "type-test", "withdrawal"} <= set(offered(printed))
    assert "a surveillance was done" in printed


def test_a_policy_has_its_mistakes_marked_standards_offered_and_rules_explained(tmp_path: Path) -> None:
    asked = ("--complete", place(POLICY, "ISO 9001, ", 10), "--hover", place(POLICY, "surveillance", 2))
    printed = served(tmp_path, POLICY, *asked)
    assert 6 in lines_with_faults(printed)
    assert {"ISO 9001", "ISO 13485", "UL 62368-1"} <= set(offered(printed))
    assert "Surveillance that has to have happened" in printed


@nightly
def test_a_policy_is_offered_the_codes_that_it_may_accept(tmp_path: Path) -> None:
    text = POLICY.replace("[, ]", "\n      - ")
    printed = served(tmp_path, text, "--complete", place(text, "      - ", 8))
    assert {"status-missing", "recognition-out-of-scope"} <= set(offered(printed))
    assert "standard-unknown" not in offered(printed)


def test_waivers_are_offered_the_ids_of_policies(tmp_path: Path) -> None:
    printed = served(tmp_path, WAIVERS, "--complete", place(WAIVERS, "policy: ", 8))
    assert 4 in lines_with_faults(printed)
    assert {"us-medical-electrical", "watersense"} <= set(offered(printed))
