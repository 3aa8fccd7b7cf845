"""The generated manifests are always the same, of the sizes that are claimed, and wrong in the ways that are meant."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import orjson
import pytest

from checker import api
from checker.catalogue import Catalogue
from checker.document import Document
from checker.errors import InputError
from checker.model.assessment import Assessment
from checker.model.policy import Policy
from checker.readers import read_one
from checker.schema import conform
from tests.benchmarks.corpus import AS_OF, FAULTS, Corpus, Row
from tests.benchmarks.corpus.case import made
from tests.benchmarks.many_policies import POLICIES, ten, write

# Draws and judges much: measuring coverage would take longer than the tests.
pytestmark = pytest.mark.generated

# Whoever changes the generator changes what every figure was measured on: say so in the change.
DIGEST = "3170ea078f5ac5c1b5c3bad33ffe6d60462b4c047a08175de93871230b1a6581"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return api.load_catalogue()


@pytest.fixture(scope="module")
def policies(catalogue: Catalogue) -> list[Policy]:
    return api.load_policies([str(POLICIES)], catalogue)


def judged(manifest: Row, policies: list[Policy], catalogue: Catalogue) -> Assessment:
    document = Document("made.json", "0" * 64, manifest, dict)
    return api.assess(api.load_manifest(document), policies, catalogue, AS_OF)


def codes(found: Assessment) -> set[str]:
    rows = [row for policy in found.policies for row in policy.requirements]
    return {finding.code for row in rows for each in row.objects for finding in each.findings}


def test_the_same_seed_gives_the_same_bytes_however_many_are_asked_for() -> None:
    few, many = Corpus(20, malformed=0.3), Corpus(100_000, malformed=0.3)
    for form in ("json", "yaml"):
        assert [few.text(number, form) for number in range(20)] == [many.text(number, form) for number in range(20)]
    assert Corpus(20, seed=8).text(0) != Corpus(20).text(0)
    assert hashlib.sha256(b"\n".join(Corpus(100).text(number) for number in range(100))).hexdigest() == DIGEST


def test_sizes_and_shares_are_realistic() -> None:
    drawn = list(Corpus(600))
    sizes = sorted(len(orjson.dumps(each.manifest)) for each in drawn)
    assert 2_300 < sizes[30] < 3_300
    assert 3_800 < sizes[300] < 4_800
    assert 6_000 < sizes[570] < 7_800
    assert 0.28 < sum(bool(each.faults) for each in drawn) / 600 < 0.39
    assert all(3 <= len(each.manifest["certificates"]) <= 10 for each in drawn if not each.faults)


def test_a_share_of_the_register_changes_and_nothing_else() -> None:
    before = Corpus(400)
    after = before.next_day(0.05)
    different = [number for number in range(400) if before.text(number) != after.text(number)]
    assert 8 <= len(different) <= 36


def test_a_manifest_reads_the_same_as_json_and_as_yaml(tmp_path: Path) -> None:
    corpus = Corpus(12)
    for number in range(corpus.count):
        for form in ("json", "yaml"):
            (tmp_path / f"{number}.{form}").write_bytes(corpus.text(number, form))
        values = [conform(read_one(tmp_path / f"{number}.{form}"), "manifest") for form in ("json", "yaml")]
        assert values[0] == values[1] == corpus.draw(number).manifest


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_what_is_malformed_is_refused(form: str, tmp_path: Path) -> None:
    corpus = Corpus(30, malformed=1.0)
    for number in range(corpus.count):
        path = tmp_path / f"{number}.{form}"
        path.write_bytes(corpus.text(number, form))
        with pytest.raises(InputError):
            api.load_manifest(read_one(path))


def test_manifests_without_a_fault_pass_and_about_six_policies_apply(
    policies: list[Policy], catalogue: Catalogue
) -> None:
    applied = 0
    for each in Corpus(12, failing=0):
        found = judged(each.manifest, policies, catalogue)
        assert found.verdict == "pass"
        applied += sum(policy.verdict != "not-applicable" for policy in found.policies)
    assert 5 <= applied / 12 <= 7


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_blocks_with_its_code(name: str, policies: list[Policy], catalogue: Catalogue) -> None:
    fault = FAULTS[name]
    case = made(random.Random(f"{name}/0"))
    number = 0
    # Of several products the listing of another can come closer: its reason is shown then.
    while len(case.products) > 1:
        number += 1
        case = made(random.Random(f"{name}/{number}"))
    fault.apply(case)
    found = judged(case.manifest, policies, catalogue)
    assert found.verdict != "pass"
    assert set(fault.codes) & codes(found)


def test_the_policies_are_ten_of_three_and_of_a_thousand_the_same_ten_apply(
    policies: list[Policy], catalogue: Catalogue, tmp_path: Path
) -> None:
    assert [len(policy.requirements) for policy in policies] == [3] * 10
    assert {path.stem for path in ten()} == {policy.id for policy in policies}
    more = api.load_policies([str(write(tmp_path, 14))], catalogue)
    manifest = Corpus(1, failing=0).draw(0).manifest
    applies = {
        each.policy.id for each in judged(manifest, more, catalogue).policies if each.verdict != "not-applicable"
    }
    assert applies < {policy.id for policy in policies}
    assert len(more) == 14


@pytest.mark.parametrize("number", [24486, 68465])
def test_faults_that_meet_leave_a_manifest(number: int, policies: list[Policy], catalogue: Catalogue) -> None:
    """One that lapsed and is not audited; one for which a second registrar was drawn twice."""
    assert judged(Corpus(100_000).draw(number).manifest, policies, catalogue).verdict != "pass"
