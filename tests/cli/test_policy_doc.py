"""`certgate policy doc`: where pages go, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import AS_OF, certgate

DAY = ("--as-of", AS_OF)


def doc(*arguments: str, cwd: Path) -> tuple[int, str, str]:
    ended = certgate("policy", "doc", *arguments, *DAY, cwd=cwd)
    return ended.code, ended.out, ended.err


def test_markdown_goes_to_stdout_and_is_the_same_each_time(tmp_path: Path) -> None:
    first = doc("watersense", cwd=tmp_path)
    assert first == doc("watersense", "-o", "markdown", cwd=tmp_path)
    assert first[0] == 0
    assert first[1].startswith("# What suppliers need: ")
    assert str(tmp_path) not in first[1]


def test_pages_go_to_files_and_folders(tmp_path: Path) -> None:
    asked = ("watersense", "energy-star", "-o", "html=page.html", "-o", "markdown=page.md", "-o", "html=site/")
    assert doc(*asked, cwd=tmp_path) == (0, "", "")
    assert doc(*asked, cwd=tmp_path) == (0, "", "")
    assert (tmp_path / "page.md").read_text(encoding="utf-8").count("# What suppliers need: ") == 2
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert len(list((tmp_path / "site").iterdir())) == 3


@pytest.mark.generated
def test_what_can_not_be_done_is_refused_with_a_mend(tmp_path: Path) -> None:
    code, out, err = doc("watersens", cwd=tmp_path)
    assert (code, out) == (2, "")
    assert "watersense" in err
    code, _, err = doc("watersense", "-o", "pdf", cwd=tmp_path)
    assert (code, err) == (2, "certgate: `pdf` is no format of a policy's page; known: html, markdown\n")
    code, _, err = doc("watersense", "-o", "markdown=site/", cwd=tmp_path)
    assert code == 2
    assert "is one file, not a folder" in err


def test_a_page_tells_what_is_taken_over_and_what_is_looser(tmp_path: Path) -> None:
    rows = [
        "policy: 1",
        "id: own",
        "title: Own",
        'version: "1"',
        "extend: watersense",
        "requirements: [{id: labelled-model, status: {checked_within: 3 years}}]",
        "overrides: [{requirement: labelled-model, rule: status, reason: one look in three years}]",
    ]
    (tmp_path / "own.yaml").write_text("\n".join(rows), encoding="utf-8")
    code, out, err = doc("own.yaml", cwd=tmp_path)
    assert (code, err) == (0, "")
    assert "It takes over the rules of `watersense` " in out
    assert "Looser than there is `status` of requirement `labelled-model`" in out
    assert "one look in three years" in out
