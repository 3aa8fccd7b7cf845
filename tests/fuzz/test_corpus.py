"""The inputs that the fuzzer kept, and those that once were wrong, tried again without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.run import CORPUS
from tests.fuzz.targets import names, target

KEPT = sorted(path for path in CORPUS.rglob("*") if path.is_file() and path.name[0] != ".")


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.relative_to(CORPUS).as_posix())
def test_what_was_found_once_is_tried_again(path: Path) -> None:
    target(path.parent.name).attempt(path.read_bytes())


@pytest.mark.parametrize("name", names())
def test_every_target_has_a_small_corpus_and_takes_its_own_seeds(name: str) -> None:
    assert 0 < sum(path.stat().st_size for path in KEPT if path.parent.name == name) < 30_000
    for seed in list(target(name).seeds())[::40]:
        target(name).attempt(seed)
