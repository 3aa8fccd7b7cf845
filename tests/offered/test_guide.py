"""The guide to the library: its examples run as they stand, and it names what there is."""

from __future__ import annotations

import doctest
import re
import shutil
from pathlib import Path

import pytest

import checker
from tests.offered.test_surface import ATTRIBUTES

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / ".github" / "API.md"
TEXT = GUIDE.read_text(encoding="utf-8")
FIXTURES = ROOT / "fixtures" / "manifests" / "us-medical-electrical"


def test_the_examples_run_as_they_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "suppliers").mkdir()
    for name in ("conforming/patient-monitor.yaml", "nonconforming/listing-only.yaml"):
        shutil.copy(FIXTURES / name, tmp_path / "suppliers")
    monkeypatch.chdir(tmp_path)
    examples = "\n".join(re.findall(r"^```pycon\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL))
    test = doctest.DocTestParser().get_doctest(examples, {}, GUIDE.name, GUIDE.name, 0)
    printed: list[str] = []
    ended = doctest.DocTestRunner().run(test, out=printed.append)
    assert "".join(printed) == ""
    assert ended.attempted > 10


def test_it_names_what_is_public_and_nothing_else() -> None:
    table = TEXT.partition("## Names")[2]
    named = set(re.findall(r"`(\w+)", table))
    assert set(checker.__all__) <= named
    assert set(re.findall(r"`(\w+)\(", table)) <= set(checker.__all__)
    assert {each for names in ATTRIBUTES.values() for each in names} <= named


def test_its_examples_use_public_names_alone() -> None:
    assert set(re.findall(r"checker\.(\w+)", TEXT)) <= set(checker.__all__)
