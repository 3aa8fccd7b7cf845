"""`certgate report` draws a saved report again, in any format, without a second assessment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from checker.cli import outputs
from checker.errors import UsageError
from tests.cli.command import COMMAND, certgate, check
from tests.depth import nightly

FORMATS = (
    *("text", "json", "ndjson", "junit", "sarif", "markdown", "html", "github", "gitlab", "csv"),
    *("oscal", "cyclonedx", "untp"),
)


def written(folder: Path, name: str) -> str:
    """The report in a file, its line ends as they are."""
    return (folder / f"{name}.out").read_bytes().decode()


@nightly
def test_every_format_of_one_run_equals_its_redrawing(folder: Path) -> None:
    outputs = [part for name in FORMATS for part in ("-o", f"{name}={name}.out")]
    first = check("conforming.yaml", "wrong-kind.yaml", "open.yaml", *outputs, cwd=folder)
    assert first.code == 1
    for name in FORMATS:
        again = certgate("report", "json.out", "-o", name, cwd=folder)
        assert (again.code, again.err) == (0, ""), name
        assert again.out == written(folder, name), name


@nightly
def test_a_format_alone_gives_what_it_gives_beside_others(folder: Path) -> None:
    # Formats that show findings alone are drawn from a smaller report; it has to say the same.
    check("wrong-kind.yaml", *[part for name in FORMATS for part in ("-o", f"{name}={name}.out")], cwd=folder)
    for name in FORMATS:
        alone = check("wrong-kind.yaml", "-o", name, cwd=folder)
        assert alone.out == written(folder, name), name


def test_a_format_of_bytes_is_the_same_from_a_run_a_saved_report_and_a_pipe(folder: Path) -> None:
    check("conforming.yaml", "wrong-kind.yaml", "-o", "xlsx=a.xlsx", "-o", "json=r.json", cwd=folder)
    certgate("report", "r.json", "-o", "xlsx=b.xlsx", "-o", "csv", cwd=folder, env={"TZ": "Pacific/Kiritimati"})
    piped = subprocess.run([COMMAND, "report", "r.json", "-o", "xlsx"], cwd=folder, capture_output=True, check=True)
    assert (folder / "a.xlsx").read_bytes() == (folder / "b.xlsx").read_bytes() == piped.stdout


def test_a_format_of_bytes_is_not_for_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outputs, "is_terminal", lambda stream: True)
    assert outputs.parse_outputs(["xlsx=r.xlsx"]) == [("text", None), ("xlsx", "r.xlsx")]
    for given in ("xlsx", "xlsx=-"):
        with pytest.raises(UsageError, match="`xlsx` is no text for a terminal; write `-o xlsx=FILE`"):
            outputs.parse_outputs([given])
    with pytest.raises(UsageError, match="`xlsx` is one file, not a folder"):
        outputs.parse_outputs(["xlsx=folder/"])


def test_a_library_that_is_missing_is_told_before_anything_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(UsageError, match="`-o xlsx` needs a library that is not installed; run `python3 -m pip"):
        outputs.parse_outputs(["xlsx=r.xlsx"])


def test_without_a_format_the_text_report_is_drawn(folder: Path) -> None:
    text = check("wrong-kind.yaml", "-o", "json=r.json", cwd=folder)
    assert certgate("report", "r.json", cwd=folder).out == text.out


def test_a_report_is_read_from_standard_input(folder: Path) -> None:
    made = check("wrong-kind.yaml", "-o", "json", cwd=folder)
    assert certgate("report", "-", "-o", "json", cwd=folder, stdin=made.out).out == made.out


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("nowhere.json", "certgate: nowhere.json: the file does not exist; check the name"),
        ("conforming.yaml", "certgate: conforming.yaml:1:1: this is no well-formed JSON; "),
    ],
)
def test_what_is_no_report_is_refused(folder: Path, file: str, message: str) -> None:
    ended = certgate("report", file, cwd=folder)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(message)


def test_html_is_a_file_or_a_folder_of_pages(folder: Path) -> None:
    assert check("conforming.yaml", "open.yaml", "-o", "html=site/", cwd=folder).code == 1
    pages = sorted(path.name for path in (folder / "site").iterdir())
    assert "index.html" in pages
    assert len(pages) == 3


def test_a_format_that_is_one_file_makes_no_folder(folder: Path) -> None:
    ended = check("conforming.yaml", "-o", "csv=site/", cwd=folder)
    assert ended.code == 2
    assert ended.err == "certgate: `csv` is one file, not a folder; write `-o csv=FILE`\n"
    assert not (folder / "site").exists()


def test_a_folder_that_is_there_is_taken_as_one(folder: Path) -> None:
    (folder / "site").mkdir()
    assert check("conforming.yaml", "-o", "html=site", cwd=folder).code == 0
    assert (folder / "site" / "index.html").is_file()


def test_a_missing_folder_is_said_before_anything_is_checked(folder: Path) -> None:
    ended = check("conforming.yaml", "-o", "csv=site/out.csv", cwd=folder)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "certgate: can not write `site/out.csv`: there is no folder `site`\n"


def test_two_reports_do_not_go_to_one_file(folder: Path) -> None:
    ended = check("conforming.yaml", "-o", "csv=out", "-o", "json=./out", cwd=folder)
    assert ended.code == 2
    assert "two reports go to `./out`" in ended.err
    assert not (folder / "out").exists()


def test_a_folder_that_can_not_be_made_is_said_in_one_line(folder: Path) -> None:
    (folder / "site").write_text("")
    ended = check("conforming.yaml", "-o", "html=site/", cwd=folder)
    assert ended.code == 2
    assert ended.err == "certgate: can not make the folder `site/`: file exists\n"


def test_a_saved_report_is_not_replaced_by_its_drawing(folder: Path) -> None:
    check("conforming.yaml", "-o", "json=r.json", cwd=folder)
    before = (folder / "r.json").read_bytes()
    ended = certgate("report", "r.json", "-o", "html=r.json", cwd=folder)
    assert (ended.code, ended.out) == (2, "")
    assert "`-o` would write over `r.json`" in ended.err
    assert (folder / "r.json").read_bytes() == before


def test_pages_do_not_go_among_the_manifests(folder: Path) -> None:
    ended = check("conforming.yaml", "-o", "html=./", cwd=folder)
    assert (ended.code, ended.out) == (2, "")
    assert "`-o` would fill `./`, from which this run reads" in ended.err


@pytest.mark.parametrize(
    ("name", "meant"), [("report.html", "html=report.html"), ("out.md", "markdown=out.md"), ("t.xml", "junit=t.xml")]
)
def test_a_file_where_a_format_is_wanted_suggests_both(folder: Path, name: str, meant: str) -> None:
    ended = check("conforming.yaml", "-o", name, cwd=folder)
    assert ended.err == f"certgate: `{name}` is no report format; did you mean `{meant}`?\n"
