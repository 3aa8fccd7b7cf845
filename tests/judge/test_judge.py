"""A second, independent judge, written in Rego from the design, agrees with the engine on generated manifests."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker import api
from checker.catalogue import Catalogue
from checker.document import Document
from checker.model.policy import Policy
from tests.depth import cases
from tests.judge.generator import Generator
from tests.judge.rego import Judge

# Many drawn cases: measuring coverage would take longer than the tests.
pytestmark = pytest.mark.generated

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

SHIPPED = {
    "aerospace-as9100-flow-down": 2000,
    "automotive-signal-lamp-type-approval": 2000,
    "environment-and-ohs": 400,
    "food-safety-supplier": 2000,
    "us-drinking-water-components": 2000,
    "us-medical-electrical": 2000,
    "us-workplace-electrical": 2000,
}
# How many manifests each policy is judged on; `mixed`, a policy of these tests, has many requirements and is slower.
CASES = {name: cases(many) for name, many in (SHIPPED | {"mixed": 200}).items()}

Verdict = tuple[str, dict[str, str]]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return api.load_catalogue()


def policy_file(name: str) -> Path:
    folder = ROOT / "policies" if name in SHIPPED else HERE / "policies"
    return folder / f"{name}.yaml"


def engine_says(policy: Policy, catalogue: Catalogue, manifest: dict[str, Any], as_of: str) -> Verdict:
    document = Document("generated.json", "0" * 64, manifest, dict)
    assessment = api.assess(api.load_manifest(document), [policy], catalogue, date.fromisoformat(as_of)).policies[0]
    return assessment.verdict, {row.requirement.id: row.outcome.value for row in assessment.requirements}


@pytest.mark.parametrize("name", CASES)
def test_the_judge_agrees_on_the_verdict_and_on_every_requirement(name: str, catalogue: Catalogue) -> None:
    [policy] = api.load_policies([str(policy_file(name))], catalogue)
    raw = yaml.load(policy_file(name).read_text(encoding="utf-8"), yaml.BaseLoader)
    generator, judge = Generator(raw, name), Judge(name)
    seen: dict[str, int] = {}
    for number in range(CASES[name]):
        manifest, as_of = generator.case()
        expected = judge.judge(manifest, as_of)
        found = engine_says(policy, catalogue, manifest, as_of)
        assert found == expected, f"manifest {number} as of {as_of}: {json.dumps(manifest)}"
        seen[found[0]] = seen.get(found[0], 0) + 1
    # Agreement on manifests that all end alike would show little.
    assert min(seen.get(verdict, 0) for verdict in ("pass", "fail", "undetermined")) > CASES[name] / 20
