"""`certgate waivers`: what is wrong with waivers, what they are, and the way through a spreadsheet and back."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from checker.cli import waiver_rows
from checker.readers import Source
from checker.readers.waivers_csv import read_waivers_csv
from tests.builders import document
from tests.cli.command import AS_OF, Ended, certgate
from tests.waivers.book import Json, loaded, waivers

FILE = """\
waivers: 1
items:
  - id: W-1
    policy: power-supply
    requirement: listed-product
    codes: [management-system-for-product]
    supplier: {name: Northwind Power Systems GmbH}
    reason: Field evaluation booked.
    approved_by: Head of procurement
    approved: 2026-11-02
    expires: 2027-01-31
"""


def item(identity: str, **changes: str) -> str:
    """One more waiver, changed."""
    text = FILE.partition("items:\n")[2].replace("W-1", identity)
    for key, value in changes.items():
        (line,) = (each for each in text.splitlines() if each.strip().startswith(f"{key}:"))
        text = text.replace(line, f"    {key}: {value}")
    return text


def command(name: str, *arguments: str, cwd: Path) -> Ended:
    return certgate("waivers", name, *arguments, "-p", "policies", "--as-of", AS_OF, cwd=cwd)


@pytest.fixture
def book(folder: Path) -> Path:
    """The folder with waivers of every kind in it."""
    (folder / "w.yaml").write_text(
        FILE
        + item("W-2", approved="2026-05-02", expires="2026-10-31")
        + item("W-3", approved="2026-12-01")
        + item("W-4", approved_by="Northwind Power Systems GmbH, quality")
        + item("W-5", requirement="quality-system", codes="[expired, site-not-covered]")
        + item("W-6")
        + item(
            "W-7", supplier="{lei: 529900T8BM49AURSDO55}", requirement="environment", codes="[standard-not-accepted]"
        )
    )
    return folder


def test_lint_names_what_needs_an_eye(book: Path, snapshot: SnapshotAssertion) -> None:
    ended = command("lint", "w.yaml", cwd=book)
    assert (ended.code, ended.err) == (1, "")
    assert ended.out == snapshot


def test_lint_over_manifests_says_what_is_unused_too(book: Path, snapshot: SnapshotAssertion) -> None:
    ended = command("lint", "w.yaml", "-m", "wrong-kind.yaml", "-m", "conforming.yaml", cwd=book)
    assert ended.code == 1
    assert "[waiver-unused]" in ended.out
    assert ended.out == snapshot


@pytest.mark.generated
def test_lint_of_waivers_in_order_is_0(folder: Path) -> None:
    (folder / "w.yaml").write_text(FILE)
    ended = command("lint", "w.yaml", cwd=folder)
    assert (ended.code, ended.out) == (0, "1 waiver, 0 warnings\n")
    (folder / "w.yaml").write_text(FILE + item("W-2", approved="2026-12-01"))
    ended = command("lint", "w.yaml", cwd=folder)
    assert ended.code == 0
    assert "note: waiver `W-2`: it is in force from 2026-12-01 on" in ended.out


@pytest.mark.generated
def test_lint_of_what_can_not_be_used_is_2_with_the_place(folder: Path) -> None:
    (folder / "w.yaml").write_text(FILE.replace("listed-product", "listed"))
    ended = command("lint", "w.yaml", cwd=folder)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("certgate: w.yaml:5:18: `listed` is no requirement of the policy `power-supply`")
    (folder / "w.yaml").write_text(FILE)
    ended = command("lint", "w.yaml", "-m", "missing.yaml", cwd=folder)
    assert ended.code == 2
    assert "missing.yaml: the file does not exist" in ended.err


@pytest.mark.generated
def test_lint_knows_shipped_policies_without_p(folder: Path) -> None:
    changes = {"policy": "us-medical-electrical", "expires": "2027-06-01"}
    (folder / "w.yaml").write_text("waivers: 1\nitems:\n" + item("W-1", **changes))
    (folder / "certgate.yaml").write_text("waivers: {longest: 180 days}\n")
    for more in ([], ["-m", "conforming.yaml"]):
        ended = certgate("waivers", "lint", "w.yaml", *more, "--as-of", AS_OF, cwd=folder)
        assert ended.code == 1, ended.err
        assert "holds from 2026-11-02 to 2027-06-01, longer than 180 days" in ended.out


def test_list_is_a_table(book: Path, snapshot: SnapshotAssertion) -> None:
    ended = command("list", "w.yaml", cwd=book)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == snapshot


@pytest.mark.parametrize("name", ["csv", "json"])
def test_what_is_listed_can_be_read_back_in(book: Path, name: str) -> None:
    assert command("list", "w.yaml", "-o", f"{name}=again.{name}", cwd=book).code == 0
    first, second = (command("list", file, "-o", "csv", cwd=book).out for file in ("w.yaml", f"again.{name}"))
    assert first == second
    rows = list(csv.DictReader(io.StringIO(first.removeprefix("\ufeff"))))
    assert [row["x-state"] for row in rows] == [
        "in force",
        "expired",
        "not yet in force",
        "self approved",
        *["in force"] * 3,
    ]
    assert rows[0]["x-days-left"] == "69"


def test_json_of_the_list_goes_to_stdout_too(book: Path) -> None:
    ended = command("list", "w.yaml", "-o", "json", cwd=book)
    assert json.loads(ended.out)["items"][6]["supplier"] == {"lei": "529900T8BM49AURSDO55"}


REFUSED: dict[str, tuple[str, str]] = {
    "no format": ("pdf", "`pdf` is no format of this list; known: text, csv, json"),
    "a format to guess": ("jsn", "did you mean `json`?"),
    "no file": ("csv=", "`-o csv=` names no file; write `-o csv=FILE`"),
    "the file itself": ("csv=w.yaml", "`-o` would write over `w.yaml`, which this run reads"),
    "no folder": ("csv=missing/w.csv", "can not write `missing/w.csv`"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_list_that_can_not_be_written_is_refused(book: Path, name: str) -> None:
    output, message = REFUSED[name]
    ended = command("list", "w.yaml", "-o", output, cwd=book)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err


def test_a_code_of_the_ledger_is_explained(folder: Path) -> None:
    page = certgate("explain", "waiver-unused", cwd=folder).out
    assert page.startswith("waiver-unused: the waiver is in force and lifts nothing")
    assert "ISO 9000:2015, 3.12.5" in page
    assert "outcome: warning" in page


_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
_DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31)).map(date.isoformat)
_ITEMS = st.lists(
    st.fixed_dictionaries(
        {
            "supplier": st.one_of(
                st.fixed_dictionaries({"name": _TEXT.map(lambda text: f"N{text}")}),
                st.fixed_dictionaries({"lei": _TEXT.map(lambda text: f"529{text}")}, optional={"vat": _TEXT}),
            ),
            "model": st.one_of(st.none(), _TEXT),
            "reason": st.one_of(
                _TEXT, st.sampled_from(["=cmd|' /C calc'!A1", "\t=1", "a\nb", "\\u000a", "::error::x"])
            ),
            "approved_by": _TEXT,
            "ticket": st.one_of(st.none(), _TEXT),
            "codes": st.permutations(["expired", "suspended", "model-not-covered"]),
            "approved": _DAYS,
        }
    ),
    max_size=4,
)


@settings(deadline=None, max_examples=60)
@given(_ITEMS, st.sampled_from(["csv", "json"]))
def test_waivers_are_the_same_after_the_way_through_a_list(items: list[Json], name: str) -> None:
    given_ = waivers(*({**each, "id": f"W-{number}", "expires": "2031-01-01"} for number, each in enumerate(items)))
    text = "".join(waiver_rows.drawn(name, given_, date(2026, 11, 23)))
    if name == "csv":
        read = loaded(read_waivers_csv(Source.from_stdin(text.encode(), "w.csv")))
    else:
        read = loaded(document(json.loads(text), "w.json"))
    same = [
        b._replace(pointer=a.pointer, file=a.file, location=a.location)
        for a, b in zip(read.items, given_.items, strict=True)
    ]
    assert list(read.items) == same
