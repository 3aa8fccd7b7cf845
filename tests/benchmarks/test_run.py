"""The rows are found, the table says what was met, and what fails is never taken for fast."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.benchmarks.measuring import Times, command
from tests.benchmarks.run import found_rows, page
from tests.benchmarks.setting import Setting
from tests.benchmarks.table import Section, Target


def test_rows_are_found_in_their_order() -> None:
    rows = found_rows()
    orders = [row.ORDER for row in rows.values()]
    assert orders == sorted(set(orders))
    assert next(iter(rows)) == "one_manifest"
    assert all(callable(row.measure) and row.__doc__ for row in rows.values())


def test_the_page_says_what_is_met_not_met_and_not_measured(tmp_path: Path) -> None:
    targets = [Target("a", "<= 1", "0.5", True), Target("b", "<= 1", "2", False), Target("c", "<= 1", "no peer", None)]
    text = page([Section("Work", "How.", ("work", "s"), [("a", "0.5")], targets)], Setting(tmp_path), quick=True)
    assert "| a | <= 1 | 0.5 | met |\n| b | <= 1 | 2 | **not met** |\n| c | <= 1 | no peer | not measured |" in text
    assert "## Work\n\nHow.\n\n| work | s |\n| --- | --: |\n| a | 0.5 |\n" in text
    assert "A quick run" in text
    assert str(tmp_path) not in text


def test_a_ratio_is_the_median_of_the_ratios_of_the_rounds() -> None:
    assert Times((2.0, 30.0, 4.0)).over(Times((1.0, 10.0, 4.0))) == 2.0


def test_a_command_that_fails_is_not_measured(tmp_path: Path) -> None:
    spent = command([sys.executable, "-c", "print(1)"], tmp_path, tmp_path / "out")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "1\n"
    assert spent.peak > 1
    with pytest.raises(RuntimeError, match="exit code 3"):
        command([sys.executable, "-c", "raise SystemExit(3)"], tmp_path)
