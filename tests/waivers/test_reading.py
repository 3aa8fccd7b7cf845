"""A file of waivers that could be misread is refused, at its place and with a mend."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import api
from checker.errors import InputError
from checker.readers import Source
from checker.readers.waivers_csv import COLUMNS, cell_of, read_waivers_csv, row_of, text_of
from checker.words import inert
from tests.waivers.book import Json, loaded, waivers

GOOD = """\
waivers: 1
items:
  - id: W-1
    policy: test-policy
    requirement: listed-product
    codes: [model-not-covered]
    supplier: {name: Northwind Power Systems GmbH}
    reason: Field evaluation booked.
    approved_by: Head of procurement
    approved: 2026-11-02
    expires: 2027-01-31
"""
HEADER = "id,policy,requirement,codes,supplier.name,supplier.lei,reason,approved_by,approved,expires\n"
ROW = (
    "W-1,test-policy,listed-product,model-not-covered,Northwind Power Systems GmbH,,Booked.,Head,2026-11-02,2027-01-31"
    "\n"
)


def refused(folder: Path, text: str | bytes, name: str = "w.yaml") -> list[str]:
    """Why a file is refused, each problem in a line, in the time that a person waits."""
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    start = time.monotonic()
    with pytest.raises(InputError) as caught:
        loaded(*api.waivers_documents([name]))
    assert time.monotonic() - start < 10
    return [str(each) for each in caught.value.problems]


@pytest.fixture(autouse=True)
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


YAML: dict[str, tuple[str, str, str]] = {
    "a key twice": (
        "    policy: test-policy",
        "    id: W-2\n    policy: test-policy",
        "w.yaml:4:5: the key `id` is given",
    ),
    "an alias": ("[model-not-covered]", "*codes", "w.yaml:6:12: `*codes` is a YAML alias"),
    "an unknown key": ("    reason:", "    raeson:", "w.yaml:8:13: unknown key `raeson`; did you mean `reason`?"),
    "no reason": ("    reason: Field evaluation booked.\n", "", "w.yaml:3:5: `reason` is missing; add it to item 1 of"),
    "no codes": ("[model-not-covered]", "[]", "w.yaml:6:12: `codes` is empty"),
    "a day that is none": (
        "2026-11-02",
        "2026-02-30",
        "w.yaml:10:15: `2026-02-30` is no date; the calendar has no",
    ),
    "a moment": ("2026-11-02", "2026-11-02T00:00:00", "w.yaml:10:15: `2026-11-02T00:00:00` is no date"),
    "no last day": ("    expires: 2027-01-31\n", "", "`expires` is missing"),
    "a last day before the first": (
        "2027-01-31",
        "2026-11-01",
        "w.yaml:11:14: the waiver expires on 2026-11-01, before it was approved on 2026-11-02; correct one of the two",
    ),
    "nobody": ("{name: Northwind Power Systems GmbH}", "{}", "w.yaml:7:15: `supplier` has neither a name nor an"),
    "an identifier that says nothing": ("{name: Northwind Power Systems GmbH}", "{lei: n/a}", "neither a name nor"),
    "a name that says nothing": ("Northwind Power Systems GmbH", '" "', "neither a name nor an identifier"),
    "an unknown policy": (
        "policy: test-policy",
        "policy: test-polcy",
        "`test-polcy` is no policy of this run, and none",
    ),
    "a policy to guess": ("policy: test-policy", "policy: test-polcy", "did you mean `test-policy`?"),
    "nothing like a policy": ("policy: test-policy", "policy: zzz", "give the policy with `-p`"),
    "an unknown requirement": (
        "listed-product",
        "listed-produkt",
        "w.yaml:5:18: `listed-produkt` is no requirement of the policy `test-policy`; did you mean `listed-product`?",
    ),
    "nothing like a requirement": ("listed-product", "zzz", "it has `listed-product`, `quality-system`"),
    "an unknown code": (
        "model-not-covered",
        "modell-not-covered",
        "w.yaml:6:13: `modell-not-covered` is no code that can be waived; did you mean `model-not-covered`?",
    ),
    "a code of the ledger": ("model-not-covered", "waiver-expired", "`waiver-expired` is no code that can be waived"),
    "a code that is none": ("model-not-covered", "Model!", "which is not of the form required"),
    "another format": (
        "waivers: 1",
        "policy: 1",
        "this is a file of the format `policy`, where a file of waivers is required",
    ),
    "another version": ("waivers: 1", "waivers: 2", "`waivers` is `2`; write `1`"),
    "an id with a blank": ("id: W-1", "id: W 1", "`id` is `W 1`, which is not of the form required"),
}


@pytest.mark.parametrize("name", YAML)
def test_what_could_be_misread_is_refused(tmp_path: Path, name: str) -> None:
    before, after, message = YAML[name]
    assert before in GOOD
    told = refused(tmp_path, GOOD.replace(before, after, 1))
    assert any(message in line for line in told), told
    assert all("; " in line for line in told)


def test_an_id_used_twice_is_refused_across_files_too(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD)
    (tmp_path / "b.csv").write_text(HEADER + ROW)
    with pytest.raises(InputError) as caught:
        loaded(*api.waivers_documents(["a.yaml", "b.csv"]))
    assert str(caught.value) == "b.csv:2:1: waiver id `W-1` is used twice, first at a.yaml:3:9; give each its own id"


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD)
    (tmp_path / "sub").mkdir()
    found = loaded(*api.waivers_documents(["a.yaml", str(tmp_path / "a.yaml"), "sub/../a.yaml"]))
    assert len(found.items) == 1


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        api.waivers_documents(["\0"])
    assert "a character that no file name can hold" in str(refused.value)


def test_several_files_have_one_digest_whatever_their_order(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD)
    (tmp_path / "b.yaml").write_text(GOOD.replace("W-1", "W-2"))
    one, both, other = (
        loaded(*api.waivers_documents(names)) for names in (["a.yaml"], ["a.yaml", "b.yaml"], ["b.yaml", "a.yaml"])
    )
    assert one.path == "a.yaml"
    assert both.path == other.path == "a.yaml, b.yaml"
    assert both.sha256 == other.sha256 != one.sha256


def test_every_file_that_can_not_be_used_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        api.waivers_documents(["a.yaml", "b.csv", ""])
    files = [(each.location.file, each.message) for each in caught.value.problems]
    assert ("a.yaml", "the file does not exist") in files
    assert ("b.csv", "the file does not exist") in files
    assert len(files) == 3
    (tmp_path / "c.yaml").write_text("waivers: 1\n")
    (tmp_path / "d.yaml").write_text("items: []\n")
    with pytest.raises(InputError) as caught:
        loaded(*api.waivers_documents(["c.yaml", "d.yaml"]))
    assert [each.message for each in caught.value.problems] == ["`items` is missing", "`waivers` is missing"]


def test_the_requirements_of_a_shipped_policy_are_known_without_the_policy_in_the_run() -> None:
    (waiver,) = waivers({"policy": "us-medical-electrical"}).items
    assert waiver.waivable
    with pytest.raises(InputError, match="is no requirement of the policy `us-medical-electrical`"):
        waivers({"policy": "us-medical-electrical", "requirement": "listed"})


@pytest.mark.parametrize("suffix", ["yaml", "csv"])
def test_a_reason_of_ten_megabytes_is_read(tmp_path: Path, suffix: str) -> None:
    long = "x" * 10_000_000
    text = GOOD.replace("Field evaluation booked.", long) if suffix == "yaml" else HEADER + ROW.replace("Booked.", long)
    (tmp_path / f"w.{suffix}").write_text(text)
    (waiver,) = loaded(*api.waivers_documents([f"w.{suffix}"])).items
    assert waiver.reason == long


@pytest.mark.generated
def test_a_hundred_thousand_waivers_are_too_many(tmp_path: Path) -> None:
    item = GOOD.partition("items:\n")[2]
    (told,) = refused(tmp_path, "waivers: 1\nitems:\n" + item * 100_000)
    assert "the file is larger than 16 MB" in told
    (told,) = refused(tmp_path, "waivers: 1\nitems: [" + "{id: W}, " * 100_000 + "]\n")
    assert "more than 200,000 values; split the document" in told
    (told,) = refused(tmp_path, "id,reason\n" + "W,x\n" * 100_001, "w.csv")
    assert told.startswith("w.csv:100001:")
    assert "more than 200,000 values; split the document" in told


CSV: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "w.csv: the file is empty; its first row names columns: id, policy"),
    "a row too short": (
        HEADER + "W-1,test-policy\n",
        "w.csv:2:1: this row has 2 cells, and the header has 10; put a text that holds the separator",
    ),
    "a row too long": (HEADER + ROW.replace("Head,", "Head, of procurement,"), "w.csv:2:1: this row has 11 cells"),
    "a quote that is not closed": (
        HEADER + ROW.replace("Booked.", '"Booked.'),
        "the closing quote of this cell is miss",
    ),
    "a quote in a cell": (HEADER + ROW.replace("Booked.", 'Boo"ked'), "w.csv:2:83: a quote stands within a cell; put"),
    "text behind a quote": (HEADER + ROW.replace("Booked.", '"Boo"ked'), "something follows the closing quote"),
    "U+0000": (HEADER + ROW.replace("Booked.", "\0"), "w.csv:2:80: the file holds the character U+0000"),
    "Latin-1": (
        (HEADER + ROW.replace("Booked", "Zürich")).encode("latin-1"),
        "byte 0xFC is not UTF-8; save the file as",
    ),
    "UTF-16": ((HEADER + ROW).encode("utf-16"), "the file is UTF-16"),
    "CR alone": (HEADER.replace("\n", "\r") + ROW, "the line ends in CR"),
    "an unknown column": (
        HEADER.replace("reason", "raeson") + ROW,
        "w.csv:1:56: unknown column `raeson`; did you mean `reason`?",
    ),
    "nothing like a column": (
        HEADER.replace("reason", "zzz") + ROW,
        "known here: id, policy, requirement, codes, suppl",
    ),
    "a column twice": (HEADER.replace("reason", "id") + ROW, "the column `id` is given twice; keep one of the two"),
    "no reason": (HEADER + ROW.replace("Booked.", ""), "w.csv:2:1: `reason` is missing; add it to item 1 of `items`"),
    "no codes": (HEADER + ROW.replace("model-not-covered", ""), "`codes` is missing"),
    "only separators": (HEADER + ROW.replace("model-not-covered", '" ; "'), "`codes` is empty"),
    "nobody": (HEADER + ROW.replace("Northwind Power Systems GmbH", ""), "`supplier` is missing"),
    "a day as Excel writes it": (
        HEADER + ROW.replace("2026-11-02", "02.11.2026"),
        "w.csv:2:93: `02.11.2026` is no date",
    ),
    "an unknown code": (
        HEADER + ROW.replace("model-not-covered", "modell-not-covered"),
        "w.csv:2:32: `modell-not-covered` is no code that can be waived; did you mean `model-not-covered`?",
    ),
    "an unknown requirement": (
        HEADER + ROW.replace("listed-product", "listed"),
        "w.csv:2:17: `listed` is no requirement",
    ),
    "an id twice": (HEADER + ROW + ROW, "w.csv:3:1: waiver id `W-1` is used twice, first at w.csv:2:1"),
}


@pytest.mark.parametrize("name", CSV)
def test_a_table_that_could_be_misread_is_refused(tmp_path: Path, name: str) -> None:
    text, message = CSV[name]
    told = refused(tmp_path, text, "w.csv")
    assert any(message in line for line in told), told
    assert all("; " in line for line in told)


WRITTEN: dict[str, bytes] = {
    "as it is": (HEADER + ROW).encode(),
    "by Excel": b"\xef\xbb\xbf" + (HEADER + ROW).replace(",", ";").replace("\n", "\r\n").encode(),
    "in quotes": (
        "\n".join(",".join(f'"{c}"' for c in line.split(",")) for line in (HEADER + ROW).split("\n"))
    ).encode(),
    "without the last line end": (HEADER + ROW).rstrip("\n").encode(),
    "with empty rows": (HEADER + ",,,,,,,,,\n\n" + ROW + "\n,,,,,,,,,").encode(),
    "with blanks around": (HEADER + ROW.replace(",", " , ")).encode(),
    "with a column of one's own": (HEADER.replace("\n", ",x-note\n") + ROW.replace("\n", ",mine\n")).encode(),
    "in another order": "\n".join(
        ",".join(reversed(line.split(","))) for line in (HEADER + ROW).split("\n")[:2]
    ).encode(),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_table_is_read_as_the_same_in_yaml(tmp_path: Path, name: str) -> None:
    (tmp_path / "w.csv").write_bytes(WRITTEN[name])
    (found,) = loaded(*api.waivers_documents(["w.csv"])).items
    (wanted,) = waivers({"reason": "Booked.", "approved_by": "Head"}).items
    assert found == wanted._replace(pointer=found.pointer, file="w.csv", location=found.location)


@pytest.mark.parametrize(
    "codes", ["expired model-not-covered", "expired;model-not-covered", '"expired;\nmodel-not-covered"']
)
def test_codes_are_separated_by_spaces_or_semicolons(tmp_path: Path, codes: str) -> None:
    (tmp_path / "w.csv").write_text(HEADER + ROW.replace("model-not-covered", codes) + ROW.replace("W-1", "W-2"))
    first, second = loaded(*api.waivers_documents(["w.csv"])).items
    assert first.codes == ("expired", "model-not-covered")
    lines = 2 + codes.count("\n")
    assert str(second.location) == f"w.csv:{lines + 1}:1"


# Properties

_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
_ODD = st.sampled_from(
    [
        "=1+1",
        "'=1",
        "''=1",
        ";=1",
        "a;-1",
        " =1",
        "\t=1",
        "-",
        "@x",
        "\\u000a",
        "\\\\u000a",
        "\\U0001f4a9",
        "::error::",
        "##[x]",
    ]
)


@settings(deadline=None)
@given(st.one_of(_TEXT, _ODD, st.builds("{}{}".format, _ODD, _TEXT)))
def test_a_text_is_read_back_from_its_cell(text: str) -> None:
    cell = cell_of(text)
    assert text_of(cell) == text
    assert cell.isprintable()
    assert cell == inert(cell)
    assert not cell.startswith(("=", "+", "-", "@", "\uff1d"))


@settings(deadline=None)
@given(st.lists(st.one_of(_TEXT, _ODD), min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_a_row_is_read_back_as_it_was_written(texts: list[str]) -> None:
    source = Source.from_stdin((row_of(COLUMNS) + row_of(texts)).encode(), "w.csv")
    values: Json = read_waivers_csv(source).values  # type: ignore[assignment]
    (item,) = values["items"]
    read = {**item, **{f"supplier.{key}": value for key, value in item["supplier"].items()}}
    wanted = dict(zip(COLUMNS, texts, strict=True))
    codes = wanted.pop("codes")
    assert {key: read[key] for key in wanted} == wanted
    assert read["codes"] == [each for each in codes.replace(";", " ").split() if each] or codes.strip() != codes


@pytest.mark.parametrize("cell", ["\\u0000", "\\ud800", "\\U00110000"])
def test_an_escape_of_no_character_is_text(cell: str) -> None:
    assert text_of(cell) == cell
    assert text_of(cell_of(cell)) == cell
