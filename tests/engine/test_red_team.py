"""Ways to a pass that a careless or lying supplier found once, and fails that nobody understood; each stays closed.

`red_team.json` holds, for each, the changes to the normative manifest (JSON pointer and value; without a value the
thing is removed), the policy, and what has to come out: the verdict with its codes, or the sentence of the refusal.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker import api
from checker.document import Document
from checker.errors import InputError
from tests.builders import change, manifest, remove

ROWS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("red_team.json").read_text(encoding="utf-8"))
CATALOGUE = api.load_catalogue()


def document(values: Any) -> Document:
    """Values as a document without places."""
    return Document("case.json", "", values, dict)


def came_out(row: dict[str, Any]) -> tuple[str, list[str]]:
    """The verdict and the codes of errors; or `refused` and why."""
    raw = manifest()
    for pointer, *value in row["changes"]:
        raw = change(raw, pointer, value[0]) if value else remove(raw, pointer)
    head = {"policy": 1, "id": "red-team", "title": "Red team", "version": "1"}
    try:
        policy = api.load_policy(document({**head, **row["policy"], "requirements": row["requirements"]}), CATALOGUE)
        case = api.load_manifest(document(raw))
    except InputError as error:
        return "refused", [problem.message for problem in error.problems][:1]
    found = api.assess(case, [policy], CATALOGUE, date.fromisoformat(row["as_of"]))
    objects = [each for one in found.policies for asked in one.requirements for each in asked.objects]
    return found.verdict, sorted({row.code for each in objects for row in each.findings if row.severity == "error"})


@pytest.mark.parametrize("row", ROWS, ids=[row["name"][:70] for row in ROWS])
def test_it_comes_out_as_it_should(row: dict[str, Any]) -> None:
    assert came_out(row) == (row["verdict"], row["because"])


def test_the_manifest_that_they_change_passes_itself() -> None:
    for kind, standard in (("product", "UL 62368-1"), ("management-system", "ISO 9001")):
        rule = {"id": "one", "kind": kind, "standards": [standard]}
        verdict, _ = came_out(
            {"changes": [], "policy": {"evidence": kind}, "requirements": [rule], "as_of": "2026-11-23"}
        )
        assert verdict == "pass"
