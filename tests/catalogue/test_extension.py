"""Rows that a buyer adds with `--catalogue FILE`, and files that can not be used."""

from pathlib import Path

import pytest

from checker.catalogue import load_catalogue
from checker.errors import InputError
from checker.model.manifest import BodyName

ORIGIN = "source: s, confidence: verified, as_of: 2026-10-01"
HOUSE = """
catalogue: 1
version: house-7
standards:
  - id: ACME 100
    title: House standard
    accreditation: ISO/IEC 17065
    names: [ACME-Norm 100]
    adoptions: [{name: BETA 7, editions: {"2021": "2020"}}]
    editions: [{label: "2020", published: 2020-02-01, transitions: [{market: US, end: 2030-01-31}]}]
    source: ACME
    confidence: verified
    as_of: 2026-10-01
  - id: ISO 9001
    title: Replaced
    accreditation: ISO/IEC 17021-1
    editions_complete: true
    source: ACME
    confidence: verified
    as_of: 2026-10-01
accreditation_bodies:
  - id: NEW-AB
    name: New Accreditation Body
    country: NO
    programmes: [{standard: ISO/IEC 17065, from: 2020-01-01, until: 2027-12-31, mra: {from: 2021-01-01}}]
    source: ACME
    confidence: assumed
    as_of: 2026-10-01
recognition_lists:
  - id: acme-approved
    title: Approved by ACME
    complete: true
    members:
      - {body: acme-lab, scope: "ACME 100\\n\\nUL 508A"}
      - {body: ul}
    source: ACME
    confidence: verified
    as_of: 2026-10-01
bodies:
  - {id: acme-lab, names: [ACME Laboratory], source: ACME, confidence: verified, as_of: 2026-10-01, x-note: kept}
"""


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "house.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems(folder: Path, text: str | bytes) -> list[str]:
    """What is said about a file, one line a problem, without the folder it lies in."""
    with pytest.raises(InputError) as caught:
        load_catalogue([write(folder, text)])
    return [str(problem).replace(f"{folder.as_posix()}/", "") for problem in caught.value.problems]


def test_rows_are_added_and_replaced(tmp_path: Path) -> None:
    catalogue = load_catalogue([write(tmp_path, HOUSE)])
    found = catalogue.resolve("Acme-Norm 100:2020")
    assert found.standard is not None
    assert (found.standard.id, found.standard.kind, found.edition) == ("ACME 100", "product", "2020")
    assert catalogue.resolve("BETA 7:2021").edition == "2020"
    replaced = catalogue.standard("ISO 9001")
    assert replaced is not None
    assert (replaced.title, replaced.editions) == ("Replaced", ())
    assert catalogue.resolve("JIS Q 9001:2015").standard is None
    assert catalogue.resolve("UL 62368-1").standard is not None


def test_bodies_and_lists_are_added(tmp_path: Path) -> None:
    catalogue = load_catalogue([write(tmp_path, HOUSE)])
    body = catalogue.accreditation_body("new accreditation body")
    assert body is not None
    assert (body.id, body.country) == ("NEW-AB", "NO")
    assert body.programmes[0].mra
    listing = catalogue.recognition("acme-approved")
    assert listing is not None
    assert listing.members["acme-lab"].scope == frozenset({catalogue.key("ACME 100"), catalogue.key("UL 508A")})
    assert listing.members["acme-lab"].complete
    assert listing.members["ul"].scope is None
    assert not listing.members["ul"].complete
    assert catalogue.body(BodyName(name="Acme Laboratory")).body is listing.members["acme-lab"].body
    assert catalogue.recognition("osha-nrtl") is not None


def test_version_and_digest_name_the_extra_file(tmp_path: Path) -> None:
    catalogue = load_catalogue([write(tmp_path, HOUSE)])
    assert catalogue.version == "2026-11-23+house-7"
    assert catalogue.sha256 != load_catalogue().sha256


def test_later_file_wins(tmp_path: Path) -> None:
    first = write(tmp_path, HOUSE)
    second = tmp_path / "second.yaml"
    second.write_text(HOUSE.replace("House standard", "Newer"), encoding="utf-8")
    row = load_catalogue([first, second]).standard("ACME 100")
    assert row is not None
    assert row.title == "Newer"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["house.yaml: the file is empty; start it with `catalogue: 1`"]),
        (b"\xff\xfe\x00", ["house.yaml: the catalogue file is not UTF-8; save it as UTF-8"]),
        ("catalogue: 2", ["house.yaml:1:12: this version of the catalogue format is unknown; write `catalogue: 1`"]),
        (
            "catalogue: 1\ncatalogue: 1",
            ["house.yaml:2:1: the key `catalogue` stands here twice; remove one of the two"],
        ),
        ("- 1", ["house.yaml:1:1: a mapping is expected here; see schemas/catalogue.schema.json"]),
        ("version: a", ["house.yaml:1:1: `catalogue` has to be a text; write `catalogue: …`"]),
        ("catalogue: 1\nstandarts: []", ["house.yaml:2:12: unknown key `standarts`; did you mean `standards`?"]),
        ("catalogue: 1\nstandards: 7", ["house.yaml:2:12: `standards` has to be a list"]),
        (
            "catalogue: 1\nbodies: &a []\nstandards: *a",
            ["house.yaml:3:12: a YAML alias is not allowed here; write the value out"],
        ),
        (
            "catalogue: 1\n---\ncatalogue: 1",
            ["house.yaml:2:1: a catalogue file holds one document; put the second in a file of its own"],
        ),
        (
            f"catalogue: 1\nstandards: [{{id: 'A: 1', title: t, accreditation: ISO/IEC 17065, {ORIGIN}}}]",
            ["house.yaml:2:12: `A: 1` is no designation of a standard; use letters, digits and . / -"],
        ),
        (
            "catalogue: 1\nbodies: [{id: a, names: [A], source: s, confidence: sure, as_of: 2026-13-01}]",
            [
                "house.yaml:2:53: unknown confidence `sure`; use one of verified, secondary, assumed",
                "house.yaml:2:66: `2026-13-01` is no date; write year-month-day",
            ],
        ),
        (
            f"catalogue: 1\nbodies: [{{id: a, names: [UL LLC], {ORIGIN}}}]",
            ["house.yaml:2:9: `a` and `ul` have a name in common; a name stands for one row"],
        ),
        (
            f"catalogue: 1\nrecognition_lists: [{{id: l, title: L, members: [{{body: nobody}}], {ORIGIN}}}]",
            ["house.yaml:2:56: unknown body `nobody`; add it to `bodies`"],
        ),
    ],
)
def test_unusable_file(tmp_path: Path, text: str | bytes, expected: list[str]) -> None:
    assert problems(tmp_path, text) == expected


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 50_000, "a: [", "\t", "a: b: c", "a\x00b"])
def test_malformed_file_is_one_problem(tmp_path: Path, text: str) -> None:
    assert len(problems(tmp_path, text)) == 1


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can not be read"):
        load_catalogue([tmp_path / "absent.yaml"])
    with pytest.raises(InputError, match="can not be read"):
        load_catalogue([tmp_path])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("accreditation: ISO/IEC 17065", "accreditation: ISO 17065", "unknown accreditation `ISO 17065`"),
        ('{"2021": "2020"}', "[a]", "`editions` has to map texts to texts"),
        ("BETA 7,", "BETA 7, relation: similar,", "unknown relation `similar`"),
        ("editions_complete: true", "editions_complete: yes", "has to be `true` or `false`"),
        ("    names: [ACME-Norm 100]\n", "    names: ACME\n", "`names` has to be a list"),
        ("id: acme-lab, names: [ACME Laboratory]", "id: acme-lab", "`names` is missing"),
        ("{body: ul}", "{body: acme-lab}", "the body `acme-lab` is listed twice"),
        ("UL 508A", "§§ \u0416", "is no designation of a standard"),
        ("id: NEW-AB", "id: [a]", "`id` has to be a text"),
        ("ACME 100\n", "ISO 9001\n", "the id `ISO 9001` stands here twice"),
        ("    source: ACME\n", "", "`source` has to be a text"),
    ],
)
def test_wrong_row(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in HOUSE
    assert any(said in line for line in problems(tmp_path, HOUSE.replace(old, new, 1)))
