"""What was promised is still there: codes, keys, options, formats and names, as `.github/STABILITY.md` says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.loading import _FORMATS
from tests.stability.promises import READ, demands, promises, read, required

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / ".github" / "STABILITY.md").read_text(encoding="utf-8")
COMMITTED, NOW = read(), promises()
MEND = "keep it as STABILITY.md says; `python -m tests.stability.promises` adds what is new, and takes nothing out"


@pytest.mark.parametrize("kind", sorted(COMMITTED["promised"]))
def test_nothing_that_was_promised_is_gone(kind: str) -> None:
    gone = sorted(set(COMMITTED["promised"][kind]) - set(NOW[kind]))
    assert gone == [], f"{kind}: {MEND}"


@pytest.mark.parametrize("kind", sorted(NOW))
def test_what_is_new_is_on_the_list(kind: str) -> None:
    """Else it could vanish again unseen."""
    new = sorted(set(NOW[kind]) - set(COMMITTED["promised"].get(kind, ())))
    assert new == [], "run `python -m tests.stability.promises`, and read what it adds"


def test_no_file_that_was_taken_is_refused_for_a_key_that_it_lacks() -> None:
    """A key that an input format requires anew would refuse files that were taken; in a mapping that is new it may."""
    old = set(COMMITTED["promised"]["keys of schemas"])
    more = set(demands()["required of input"]) - set(COMMITTED["demanded"]["required of input"])
    assert [each for each in sorted(more) if any(key.startswith(each.rpartition("/")[0]) for key in old)] == []


def test_no_key_that_was_always_written_has_become_optional() -> None:
    assert sorted(set(COMMITTED["demanded"]["always written"]) - set(demands()["always written"])) == []


def test_every_format_has_a_version_that_is_required() -> None:
    """By its first key a file says what it is and by which version it was written."""
    versioned = {"policy-tests": "tests", "verification": "verification"}
    for name in (*READ, "report", "forecast", "advice", "log", "lint", "diff", "trial", "validation", "verification"):
        if name not in ("config", "expected"):  # read by certgate beside the file's user, never exchanged
            assert f"{name}/{versioned.get(name, name)}" in set(required(name))


def test_the_page_names_every_kind_of_promise() -> None:
    for kind in COMMITTED["promised"]:
        assert f"| {kind} |" in TEXT


def test_the_page_names_every_format_by_its_key() -> None:
    told = set(re.findall(r"`(\w+): 1`", TEXT))
    assert told <= {*_FORMATS}
