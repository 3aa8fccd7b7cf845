"""Certification bodies, accreditation bodies, and the lists on which bodies are recognised."""

import csv
import gzip
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from checker.catalogue import Catalogue, load_catalogue
from checker.catalogue.lookup import NRTL_PUBLISHERS
from checker.catalogue.recognition import Scope
from checker.model.manifest import BodyName

ROOT = Path(__file__).parents[2]
CORPORA = Path(os.environ.get("CERTGATE_SHARED", ROOT.parent / "shared")) / "corpora"
SCOPES = CORPORA / "osha-nrtl" / "scopes.tsv"
ITEMS = CORPORA / "eudamed-gdsn" / "items.ndjson.gz"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.mark.parametrize(
    "name",
    [
        "ANAB",
        "A2LA",
        "IAS",
        "UKAS",
        "DAkkS",
        "RvA",
        "ACCREDIA",
        "COFRAC",
        "ENAC",
        "SAS",
        "JAB",
        "CNAS",
        "NABCB",
        "JAS-ANZ",
        "SCC",
        "TURKAK",
        "GAC",
        "NVLAP",
    ],
)
def test_accreditation_body_by_id_in_any_case(catalogue: Catalogue, name: str) -> None:
    row = catalogue.accreditation_body(name.lower())
    assert row is not None
    assert row.id == name
    assert catalogue.accreditation_body(row.name) is row


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("TÜRKAK", "TURKAK"),
        ("JASANZ", "JAS-ANZ"),
        ("Deutsche Akkreditierungsstelle", "DAkkS"),
        ("Raad voor Accreditatie", "RvA"),
        ("United Kingdom Accreditation Service", "UKAS"),
        ("ANSI-ASQ National Accreditation Board", "ANAB"),
    ],
)
def test_accreditation_body_by_alias(catalogue: Catalogue, name: str, expected: str) -> None:
    row = catalogue.accreditation_body(name)
    assert row is not None
    assert row.id == expected


@pytest.mark.parametrize("name", ["", "Accreditation Board of Nowhere", "AN", "IAC"])
def test_unknown_accreditation_body(catalogue: Catalogue, name: str) -> None:
    assert catalogue.accreditation_body(name) is None


def test_recognition_that_came_later_than_the_programme(catalogue: Catalogue) -> None:
    """GAC joined the recognition family for products first, for management systems two years on."""
    row = catalogue.accreditation_body("GAC")
    assert row is not None
    products, systems = row.programme("ISO/IEC 17065"), row.programme("ISO/IEC 17021-1")
    assert products is not None
    assert systems is not None
    assert (products.mra_on(date(2021, 8, 10)), products.mra_on(date(2021, 8, 11))) == (False, True)
    assert (systems.mra_on(date(2021, 8, 11)), systems.mra_on(date(2023, 11, 15))) == (False, True)


def test_a_programme_of_doubtful_standing_is_not_offered(catalogue: Catalogue) -> None:
    row = catalogue.accreditation_body("IAJapan")
    programme = row.programme("ISO/IEC 17065") if row else None
    assert programme is not None
    assert not programme.offered
    assert not programme.mra_on(date(2026, 11, 23))


def test_programmes(catalogue: Catalogue) -> None:
    anab, nvlap, a2la = map(catalogue.accreditation_body, ("ANAB", "NVLAP", "A2LA"))
    assert anab
    assert nvlap
    assert a2la
    day = date(2026, 11, 23)
    for standard in ("ISO/IEC 17065", "ISO/IEC 17021-1", "ISO/IEC 17025"):
        programme = anab.programme(standard)
        assert programme is not None
        assert programme.on(day)
        assert programme.mra_on(day)
    assert [row.standard for row in nvlap.programmes] == ["ISO/IEC 17025"]
    doubtful = a2la.programme("ISO/IEC 17021-1")
    assert doubtful is not None
    assert not doubtful.offered


@pytest.mark.parametrize(
    ("name", "name_id", "expected", "conflict"),
    [
        ("UL LLC", "ul", "ul", False),
        ("ul llc.", "UL", "ul", False),
        ("UL Solutions", None, "ul", False),
        (None, "its", "its", False),
        ("Intertek Testing Services N.A. Inc", "its", "its", False),
        ("TUV SUD America, Inc.", "tuvam", "tuvam", False),
        ("IMQ Istituto Italiano del Marchio di Qualita SpA", "0051", "nb-0051", False),
        ("GMED SAS", "nb-0459", "nb-0459", False),
        ("UL LLC", "csa", None, True),
        ("Honest Stamps Ltd", "ul", None, True),
        ("UL LLC", "honest-stamps", None, True),
        ("Honest Stamps Ltd", "honest-stamps", None, False),
        ("Honest Stamps Ltd", None, None, False),
        (None, None, None, False),
    ],
)
def test_id_and_name_are_one_row(
    catalogue: Catalogue, name: str | None, name_id: str | None, expected: str | None, conflict: bool
) -> None:
    found = catalogue.body(BodyName(name=name, id=name_id))
    assert (found.body.id if found.body else None) == expected
    assert found.conflict is conflict


def test_notified_body_by_number(catalogue: Catalogue) -> None:
    row = catalogue.body_by_number("0123")
    assert row is not None
    assert row.names[0] == "TÜV SÜD Product Service GmbH"
    assert catalogue.body_by_number("123") is None
    assert catalogue.body_by_number("9999") is None


def test_notified_bodies_are_listed_without_scope(catalogue: Catalogue) -> None:
    listing = catalogue.recognition("eu-notified-bodies")
    assert listing is not None
    assert len(listing.members) == 15
    assert all(member.scope is None and not member.complete for member in listing.members.values())


def test_unknown_list(catalogue: Catalogue) -> None:
    assert catalogue.recognition("osha") is None
    assert catalogue.recognition_ids() == ("eu-notified-bodies", "osha-nrtl")


def test_nrtl_scopes_are_whole(catalogue: Catalogue) -> None:
    listing = catalogue.recognition("osha-nrtl")
    assert listing is not None
    assert sum(len(member.scope or ()) for member in listing.members.values()) == 3325
    assert " ".join(sorted(listing.members)) == (
        "bacl csa csl dekra element fm iapmo its jet lc met nna nsf qai qps sgs solarptl swri tuv tuvam ul"
    )
    assert all(member.complete for member in listing.members.values())


@pytest.mark.parametrize(
    ("body", "standard", "held"),
    [
        ("bacl", "UL 62368-1", True),
        ("bacl", "ANSI/UL 62368-1:2019", True),
        ("bacl", "UL 508A", False),
        ("ul", "UL 2017", True),
        ("ul", "ANSI/AAMI ES60601-1", True),
        ("bacl", "UL 61010-2-081", True),
        ("nsf", "UL 62368-1", False),
    ],
)
def test_nrtl_scope(catalogue: Catalogue, body: str, standard: str, held: bool) -> None:
    listing = catalogue.recognition("osha-nrtl")
    assert listing is not None
    assert (catalogue.key(standard) in (listing.members[body].scope or ())) is held


def test_simple_lines_of_a_scope_have_the_key_that_the_parser_gives(catalogue: Catalogue) -> None:
    listing = catalogue.recognition("osha-nrtl")
    assert listing is not None
    for key in frozenset().union(*(member.scope or () for member in listing.members.values())):
        printed = key.replace("UL", "UL ", 1).replace("FM", "FM ", 1)
        assert catalogue.key(printed) == catalogue.key(f"{printed}*") == key


def test_standard_of_a_scope_is_a_product_standard(catalogue: Catalogue) -> None:
    found = catalogue.resolve("UL 153:2014")
    assert found.standard is not None
    assert (found.standard.kind, found.standard.accreditation) == ("product", "ISO/IEC 17065")
    assert not found.standard.editions_complete
    assert "OSHA" in found.standard.provenance.source


def test_scopes_are_not_opened_for_other_publishers() -> None:
    catalogue = load_catalogue()
    catalogue.resolve("ISO 99999:2015")
    catalogue.resolve("UL 62368-1:2019")
    assert [cut.id for cut in catalogue.recognition_rows.cuts] == ["eu-notified-bodies", "osha-nrtl"]


@pytest.mark.skipif(not SCOPES.exists(), reason="the corpus of OSHA scopes is not beside the checkout")
def test_nrtl_scopes_equal_the_corpus(catalogue: Catalogue) -> None:
    listing = catalogue.recognition("osha-nrtl")
    assert listing is not None
    expected: dict[str, set[str]] = {}
    with SCOPES.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            body = catalogue.body(BodyName(name=row["laboratory"])).body
            assert body is not None, row["laboratory"]
            key = catalogue.key(row["standard"])
            assert key.startswith(NRTL_PUBLISHERS), row["standard"]
            expected.setdefault(body.id, set()).add(key)
    assert {name: set(member.scope or ()) for name, member in listing.members.items()} == expected


def certifications(values: object) -> Iterator[tuple[str, str, str]]:
    """The agency, number and kind code of every certificate of a trade item."""
    if isinstance(values, dict):
        if "CertificationStandard" in values:
            for part in values.get("AdditionalCertificationOrganisationIdentifier") or [{}]:
                yield values["CertificationAgency"], part["Value"], values["CertificationStandard"]
        for value in values.values():
            yield from certifications(value)
    elif isinstance(values, list):
        for value in values:
            yield from certifications(value)


@pytest.mark.skipif(not ITEMS.exists(), reason="the corpus of GDSN trade items is not beside the checkout")
def test_bodies_and_codes_of_the_gdsn_corpus_are_known(catalogue: Catalogue) -> None:
    with gzip.open(ITEMS, "rt", encoding="utf-8") as lines:
        met = {row for line in lines for row in certifications(json.loads(line))}
    assert len(met) > 15
    for agency, number, code in sorted(met):
        row = catalogue.body(BodyName(name=agency, id=number)).body
        assert row is not None, agency
        assert row.number == number
        assert catalogue.standard(code) is not None, code


def test_a_scope_that_is_asked_line_by_line_holds_what_it_holds_as_a_whole() -> None:
    listing = load_catalogue().recognition("osha-nrtl")
    assert listing is not None
    for member in listing.members.values():
        assert isinstance(member.scope, Scope)
        text = "\n".join(member.scope.lines)
        whole = set(member.scope)
        asked = Scope(text)
        assert all(key in asked for key in whole)
        assert not {"", "UL 62368", "no such thing"} & {
            key for key in ("", "UL 62368", "no such thing") if key in asked
        }
