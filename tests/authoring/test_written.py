"""A manifest written from the model, and as YAML, states the same again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import api
from checker.authoring.asking import document_of
from checker.authoring.written import as_yaml, raw_manifest
from checker.errors import InputError
from checker.model.manifest import Manifest
from checker.readers import read_one
from tests.builders import Json
from tests.strategies import manifests

ROOT = Path(__file__).parent.parent.parent / "fixtures" / "manifests"


def placeless(value: Any) -> Any:
    """A part of the model without the pointers, which tell where it stood."""
    if hasattr(value, "_fields"):
        return [(name, placeless(getattr(value, name))) for name in value._fields if name != "pointer"]
    if isinstance(value, dict):
        return {key: placeless(each) for key, each in value.items()}
    return [placeless(each) for each in value] if isinstance(value, tuple) else value


def check_round(manifest: Manifest, tmp: Path, compact: bool) -> None:
    values = raw_manifest(manifest)
    assert placeless(api.load_manifest(document_of(values))) == placeless(manifest)
    file = tmp / "m.yaml"
    file.write_text(as_yaml(values, compact=compact), encoding="utf-8")
    assert placeless(api.load_manifest(read_one(file))) == placeless(manifest)


@pytest.mark.generated
def test_every_second_fixture_survives(tmp_path: Path) -> None:
    files = [
        each
        for each in sorted(ROOT.glob("*/*/*"))
        if ".expected." not in each.name and each.suffix in (".yaml", ".json")
    ]
    assert len(files) > 150
    for number, file in enumerate(files[::2]):
        check_round(api.load_manifest(read_one(file)), tmp_path, number % 2 == 0)


@pytest.mark.generated
@settings(max_examples=40)
@given(raw=manifests(), compact=st.booleans())
def test_drawn_manifests_survive(raw: Json, compact: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    try:
        manifest = api.load_manifest(document_of(raw))
    except InputError:
        return
    check_round(manifest, tmp_path_factory.getbasetemp(), compact)
