"""Policies that apply to none of the products, found by an index, are what the plain engine says, one by one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import orjson
import pytest
import yaml

from checker.api import load_policies
from checker.readers.json_reader import read_json
from checker.report import Entries
from checker.report.woven import Woven
from tests.benchmarks.corpus import AS_OF, Corpus
from tests.benchmarks.many_policies import write
from tests.builders import catalogue
from tests.depth import cases
from tests.fast.agreement import Agreement, generated, judge_of

pytestmark = pytest.mark.generated

DAY = date.fromisoformat(str(AS_OF))
CATEGORIES = [
    "Medical  Electrical",
    "medical_electrical",
    "power-supply",
    "it-equipment",
    "machinery",
    "medical-electricla",
]
MARKETS = ["EU", "DE", "US", "usa", "JP", "CA"]


def drawn(folder: Path, dice: Random, count: int) -> list[Path]:
    """The ten policies, and others for some categories, markets and types, of which a manifest may state none."""
    write(folder, count)
    paths = sorted(folder.glob("*-00*.yaml"))
    for path in paths:
        policy = yaml.safe_load(path.read_text(encoding="utf-8"))
        asked = {}
        if dice.random() < 0.8:
            asked["categories"] = dice.sample(CATEGORIES, dice.choice((1, 2)))
        if dice.random() < 0.5 or not asked:
            asked["markets"] = dice.sample(MARKETS, dice.choice((1, 2)))
        if dice.random() < 0.2:
            asked["types"] = [dice.choice(("series", "batch"))]
        path.write_text(yaml.safe_dump({**policy, "applies_to": asked}, sort_keys=False), encoding="utf-8")
    return paths


@pytest.mark.parametrize("seed", range(2))
def test_many_policies_of_which_few_apply(tmp_path: Path, seed: int) -> None:
    drawn(tmp_path, Random(seed), 30)
    judge = judge_of(load_policies([str(tmp_path)], catalogue()), catalogue(), DAY)
    found, count = Agreement(), cases(12)
    for _, document in generated(count, start=1000 * seed):
        found.compare(judge, document)
    assert found.differing == []
    assert found.fast > 0.5 * count


def test_a_misspelt_category_is_told_by_both(tmp_path: Path) -> None:
    judge = judge_of(load_policies([str(write(tmp_path, 14))], catalogue()), catalogue(), DAY)
    found, told = Agreement(), 0
    corpus = Corpus(12, 11)
    for number in range(12):
        text = corpus.text(number).replace(b"electrical", b"eletrical").replace(b"equipment", b"equipmnet")
        document = read_json(text, "m.json")
        found.compare(judge, document)
        told += b"did you mean `" in orjson.dumps(judge.plain(*judge.taken(document)).entry)
    assert found.differing == []
    assert told > 4
    assert found.fast > 6


def test_no_policy_applies(tmp_path: Path) -> None:
    for path in write(tmp_path, 14).glob("*.yaml"):
        if "-00" not in path.name:
            path.unlink()
    judge = judge_of(load_policies([str(tmp_path)], catalogue()), catalogue(), DAY)
    found = Agreement()
    for _, document in generated(20):
        found.compare(judge, document)
    assert found.differing == []
    assert found.fast > 12


def test_what_is_shared_between_entries_is_in_the_report(tmp_path: Path) -> None:
    policies = load_policies([str(write(tmp_path, 80))], catalogue())
    judge = judge_of(policies, catalogue(), DAY)
    entries, expected, shared = Entries(brief=True), [], 0
    for _, document in generated(8):
        record = judge.record(document)
        entries.append(record.entry)
        shared += isinstance(record.entry, Woven)
        expected.append(orjson.dumps(judge.plain(*judge.taken(document)).entry))
    assert shared > 4
    assert [text for block in entries.blocks() for text in block] == expected
