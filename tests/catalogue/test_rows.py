"""The shipped rows: complete, unambiguous, and the same whether parsed one by one or whole."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml

from checker import catalogue as package
from checker.catalogue import Catalogue, load_catalogue
from checker.catalogue.build import CONFIDENCE, Notes, accreditation_body, body, standard
from checker.catalogue.designation import name_keys
from checker.catalogue.names import fold_name
from checker.catalogue.rowtext import read_rows
from checker.model.reference import Provenance, Transition

ROOT = Path(__file__).parents[2]
MEMORY_ALONE = re.compile(r"[^;]*\bfrom memory")
BUILD = {"standards": standard, "bodies": body, "accreditation_bodies": accreditation_body}
FILES = sorted(Path(package.__file__).parent.glob("*.yaml"))
MANAGEMENT = [
    *("ISO 9001", "ISO 14001", "ISO 45001", "OHSAS 18001", "ISO 13485", "ISO/IEC 27001", "ISO 22000", "ISO 50001"),
    *("ISO 22301", "ISO/IEC 20000-1", "ISO 37001", "AS9100", "IA9100", "IATF 16949", "FSSC 22000", "MDSAP"),
    *("MDR_QUALITY_MANAGEMENT_SYSTEM", "MDR_QUALITY_ASSURANCE", "MDD_II_EX_4", "MDD_V", "MDD_VI", "Module H"),
    *("Module D", "Module E", "Machinery full quality assurance"),
]
PRODUCT = [
    *("UL 62368-1", "UL 60950-1", "UL 60065", "UL 61010-1", "UL 508A", "UL 1741", "UL 60335-1", "UL 1598", "UL 8750"),
    *("UL 2054", "ANSI/AAMI ES60601-1", "UL 60601-1", "IEC 60601-1", "NSF/ANSI/CAN 61", "NSF/ANSI/CAN 372"),
    *("BRCGS Food Safety", "SQF Food Safety", "IFS Food", "47 CFR Part 15", "ENERGY STAR", "WaterSense"),
    *("MDR_TECHNICAL_DOCUMENTATION", "MDR_TYPE_EXAMINATION", "MDD_II_4", "MDD_III", "MDD_IV", "Module B"),
    *("Machinery type examination", "Regulation (EU) 2018/858", "ISO/IEC 15408"),
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def in_order(provenance: Provenance) -> bool:
    """Whether a row says where it comes from, how sure it is, and as of when."""
    dated = date(2000, 1, 1) <= provenance.as_of <= date(2026, 11, 23)
    return bool(provenance.source) and provenance.confidence in CONFIDENCE and dated


@pytest.mark.parametrize("name", MANAGEMENT)
def test_certificates_of_systems(catalogue: Catalogue, name: str) -> None:
    row = catalogue.standard(name)
    assert row is not None
    assert (row.kind, row.accreditation) == ("management-system", "ISO/IEC 17021-1")


@pytest.mark.parametrize("name", PRODUCT)
def test_certificates_of_products(catalogue: Catalogue, name: str) -> None:
    row = catalogue.standard(name)
    assert row is not None
    assert (row.kind, row.accreditation) == ("product", "ISO/IEC 17065")


def test_every_row_has_provenance(catalogue: Catalogue) -> None:
    rows = [row.provenance for row in catalogue.standards()]
    rows += [edition.provenance for row in catalogue.standards() for edition in row.editions]
    rows += [row.provenance for row in catalogue.accreditation_bodies()]
    rows += [programme.provenance for row in catalogue.accreditation_bodies() for programme in row.programmes]
    rows += [row.provenance for row in catalogue.bodies()]
    for name in catalogue.recognition_ids():
        listing = catalogue.recognition(name)
        assert listing is not None
        rows += [listing.provenance, *(member.provenance for member in listing.members.values())]
    assert [row for row in rows if not in_order(row)] == []


def provenances(catalogue: Catalogue) -> Iterator[tuple[str, Provenance]]:
    """Every row and part of a row that says where it comes from, with a name for it."""
    for row in catalogue.standards():
        yield row.id, row.provenance
        yield from ((f"{row.id}:{edition.label}", edition.provenance) for edition in row.editions)
    for body_row in catalogue.accreditation_bodies():
        yield body_row.id, body_row.provenance
        yield from ((f"{body_row.id} {part.standard}", part.provenance) for part in body_row.programmes)
    yield from ((row.id, row.provenance) for row in catalogue.bodies())


def test_memory_alone_is_never_more_than_assumed(catalogue: Catalogue) -> None:
    """A source that names nothing but memory carries the lowest confidence."""
    from_memory = [(name, row) for name, row in provenances(catalogue) if MEMORY_ALONE.fullmatch(row.source)]
    assert len(from_memory) > 100
    assert [name for name, row in from_memory if row.confidence != "assumed"] == []


def test_what_is_better_than_assumed_names_what_was_read(catalogue: Catalogue) -> None:
    """Titles of documents, no addresses and no paths; the assumed parts of a source come after what was read."""
    for name, row in provenances(catalogue):
        assert "://" not in row.source, name
        assert not row.source.startswith("/"), name
        if row.confidence == "verified":
            assert "from memory" not in row.source.split(";")[0], name


@pytest.mark.parametrize(
    ("standard", "edition"),
    [("ISO 9001", "2008"), ("ISO/IEC 27001", "2013"), ("OHSAS 18001", "2007"), ("AS9100", "C"), ("UL 60950-1", "2007")],
)
def test_ends_that_decide_are_verified(catalogue: Catalogue, standard: str, edition: str) -> None:
    row = catalogue.standard(standard)
    found = row.edition(edition) if row else None
    assert found is not None
    assert found.provenance.confidence == "verified"


@pytest.mark.parametrize(("standard", "edition"), [("ISO 9001", "2015"), ("ISO 14001", "2015"), ("FSSC 22000", "v6")])
def test_ends_known_from_reports_say_so(catalogue: Catalogue, standard: str, edition: str) -> None:
    row = catalogue.standard(standard)
    found = row.edition(edition) if row else None
    assert found is not None
    assert found.provenance.confidence in {"secondary", "assumed"}


@pytest.mark.parametrize("name", ["CSA Z45001", "CSA Z45001:19", "CSA Z45001-2019"])
def test_an_adoption_with_deviations_is_another_standard(catalogue: Catalogue, name: str) -> None:
    assert catalogue.resolve(name).standard is None


def test_no_name_stands_for_two_standards(catalogue: Catalogue) -> None:
    owners: dict[str, str] = {}
    for row, names in catalogue.standard_rows.all():
        for name in names:
            for key in name_keys(name.text):
                assert key, name.text
                assert owners.setdefault(key, row.id) == row.id, name.text


def test_no_name_stands_for_two_bodies(catalogue: Catalogue) -> None:
    owners: dict[str, str] = {}
    for row in catalogue.bodies():
        for name in row.names:
            assert owners.setdefault(fold_name(name), row.id) == row.id
    assert len({row.number for row in catalogue.bodies() if row.number}) == sum(
        bool(row.number) for row in catalogue.bodies()
    )


@pytest.mark.generated
def test_every_name_finds_its_row_in_a_fresh_catalogue(catalogue: Catalogue) -> None:
    """A name is found though only the rows whose text holds it are parsed."""
    for row, names in catalogue.standard_rows.all():
        fresh = load_catalogue()
        for name in names:
            found = fresh.resolve(name.text).standard
            assert found is not None, name.text
            assert found.id == row.id, name.text


def test_rows_parsed_one_by_one_are_those_of_the_whole_files(catalogue: Catalogue) -> None:
    whole: dict[str, dict[str, object]] = {}
    for path in FILES:
        values, places = read_rows(path.read_text(encoding="utf-8"), path.name)
        assert isinstance(values, dict)
        for section, rows in values.items():
            for row in rows if isinstance(rows, list) else ():
                built = BUILD[section](row, "", Notes(path.name, places)) if section in BUILD else None
                assert isinstance(row, dict)
                assert str(row["id"]) not in whole.setdefault(section, {})
                whole[section][str(row["id"])] = built
    assert list(whole["standards"].values()) == [catalogue.standard_rows.get(name) for name in whole["standards"]]
    assert list(whole["bodies"].values()) == [catalogue.body_rows.get(name) for name in whole["bodies"]]
    names = whole["accreditation_bodies"]
    assert list(names.values()) == [catalogue.accreditation_rows.get(name) for name in names]
    assert len(names) == len(catalogue.accreditation_bodies())
    assert len(whole["standards"]) == len(catalogue.standards())
    assert sorted(whole["recognition_lists"]) == list(catalogue.recognition_ids())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_shipped_files_conform_to_the_schema(path: Path) -> None:
    schema = json.loads((ROOT / "schemas" / "catalogue.schema.json").read_bytes())
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    values = yaml.safe_load(path.read_bytes())
    assert [error.message for error in checker.iter_errors(values)] == []


def test_predecessors_are_rows(catalogue: Catalogue) -> None:
    named = {name for row in catalogue.standards() for name in row.predecessors}
    assert {name for name in named if catalogue.standard(name) is None} == set()


def test_editions_are_unambiguous(catalogue: Catalogue) -> None:
    for row in catalogue.standards():
        labels = [label for edition in row.editions for label in (edition.label, *edition.aliases)]
        assert len(labels) == len(set(labels)), row.id


def test_adoptions_map_to_editions_that_exist(catalogue: Catalogue) -> None:
    for row, names in catalogue.standard_rows.all():
        for name in names:
            for _, label in name.editions:
                assert row.edition(label), (name.text, label)


@pytest.mark.parametrize(
    ("standard", "edition", "market", "expected"),
    [
        ("ISO 9001", "2015", "US", Transition("world", date(2028, 3, 31), date(2029, 9, 30))),
        ("ISO 9001", "2008", "EU", Transition("world", None, date(2018, 9, 15))),
        ("ISO 9001", "2026", "EU", None),
        ("ISO/IEC 27001", "2013", "EU", Transition("world", date(2024, 4, 30), date(2025, 10, 31))),
        ("OHSAS 18001", "2007", "US", Transition("world", None, date(2021, 9, 30))),
        ("ISO 22000", "2005", "US", Transition("world", None, date(2021, 12, 31))),
        ("ISO 22301", "2012", "US", Transition("world", None, date(2023, 4, 30))),
        ("ISO/IEC 20000-1", "2011", "US", Transition("world", None, date(2022, 3, 31))),
        ("ISO 14001", "2015", "US", Transition("world", None, date(2029, 4, 30))),
        ("AS9100", "C", "US", Transition("world", None, date(2018, 9, 15))),
        ("UL 60950-1", "2007", "US", Transition("US", date(2020, 12, 20), None)),
        ("UL 60950-1", "2007", "CA", Transition("CA", date(2020, 12, 20), None)),
        ("UL 60950-1", "2007", "EU", Transition("EU", None, date(2020, 12, 20))),
        ("UL 60950-1", "2007", "JP", None),
        ("FSSC 22000", "v6", "US", Transition("world", date(2027, 4, 30), date(2028, 4, 30))),
    ],
)
def test_transition(
    catalogue: Catalogue, standard: str, edition: str, market: str, expected: Transition | None
) -> None:
    row = catalogue.standard(standard)
    assert row is not None
    found = row.edition(edition)
    assert found is not None
    assert found.transition(market) == expected


def test_identity_of_the_data(catalogue: Catalogue) -> None:
    assert catalogue.version == "2026-11-23"
    assert len(catalogue.sha256) == 64
    assert catalogue.sha256 == load_catalogue().sha256
