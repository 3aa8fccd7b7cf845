"""GS1 GDSN records as manifests: nothing is lost, nothing is invented, and everything keeps its place."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from checker.api import load_catalogue, load_manifest
from checker.errors import InputError
from checker.readers import FORMATS, Asked, Source, import_record, read
from checker.readers.gs1_node import Stated
from checker.readers.json_reader import read_json
from checker.readers.records import as_manifest
from tests.readers.gdsn_records import (
    DOCUMENTATION,
    GTIN,
    QMS,
    Json,
    certification,
    certified,
    draft,
    imported,
    trade_item,
)

ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("CERTGATE_SHARED", ROOT.parent / "shared")) / "corpora" / "eudamed-gdsn"
ITEMS = CORPUS / "items.ndjson.gz"


def refusal(record: Json) -> str:
    """The one problem of a record that can not be used, as a line."""
    with pytest.raises(InputError) as caught:
        as_manifest(read_json(json.dumps(record).encode(), "item.json"))
    (problem,) = caught.value.problems
    assert problem.help
    return str(problem)


def test_a_record_says_all_this() -> None:
    qms = certified(QMS, certification("MDR 1", "2024-02-01", "2029-01-31T00:00:00", "Rev. 2"))
    documentation = certified(DOCUMENTATION, certification("MDR 2", "2024-03-01", "2029-02-28"))
    names = {"TradeItemDescription": [{"LanguageCode": "de", "Value": "Platte"}, {"LanguageCode": "en", "Value": "Pl"}]}
    module = {"TradeItemDescriptionModule": {"TradeItemDescriptionInformation": names}}
    values = imported(draft(trade_item(qms, documentation, **module)))
    holder = {"name": "Fjord Implants AS", "identifiers": {"registration": "NO-MF-000012345"}}
    body = {"name": "GMED SAS", "id": "0459"}
    assert values.pop("x-gs1-record")["provider"] == "Register Export"
    assert set(values.pop("x-gs1-inferred")) == {
        *("/certificates/0/kind", "/certificates/0/holder"),
        *(f"/certificates/1/{key}" for key in ("kind", "attestation", "holder", "covers")),
    }
    assert values == {
        "manifest": 1,
        "prepared": "2026-10-02",
        "supplier": holder,
        "products": [
            {
                "id": GTIN,
                "name": "Pl",
                "models": [GTIN],
                "categories": ["eu-mdr-class-iii"],
                "markets": ["EU"],
                "x-gs1-target-market": "097",
            }
        ],
        "certificates": [
            {
                "id": "mdr-quality-management-system",
                "kind": "management-system",
                "standard": QMS,
                "number": "MDR 1",
                "body": body,
                "x-gs1-notified-body": "0459",
                "holder": holder,
                "effective": "2024-02-01",
                "expires": "2029-01-31",
                "x-gs1-revision": "Rev. 2",
            },
            {
                "id": "mdr-technical-documentation",
                "kind": "product",
                "standard": DOCUMENTATION,
                "number": "MDR 2",
                "attestation": "certification",
                "body": body,
                "x-gs1-notified-body": "0459",
                "holder": holder,
                "effective": "2024-03-01",
                "expires": "2029-02-28",
                "covers": {"models": [GTIN]},
            },
        ],
    }


def test_what_the_record_leaves_out_stays_out() -> None:
    (certificate,) = imported(draft(trade_item(certified(QMS))))["certificates"]
    assert not {"number", "issued", "effective", "expires", "status", "events", "evidence"} & set(certificate)


def test_no_module_is_an_empty_list() -> None:
    assert imported(draft(trade_item()))["certificates"] == []


def test_lines_of_ndjson_are_read_directly_with_place_and_digest(tmp_path: Path) -> None:
    lines = [json.dumps(draft(trade_item(certified(QMS, certification(str(n), end="2029-01-31"))))) for n in (1, 2)]
    path = tmp_path / "items.ndjson"
    path.write_text("\n".join(lines), encoding="utf-8")
    document = list(read(Source.from_path(path, "items.ndjson")))[1]
    assert isinstance(document, Stated)
    assert document.name == "items.ndjson:2"
    assert document.sha256 == hashlib.sha256(lines[1].encode()).hexdigest()
    for pointer, text in (
        ("/certificates/0/expires", '"2029-01-31"'),
        ("/certificates/0/standard", f'"{QMS}"'),
        ("/certificates/0/body/name", '"GMED SAS"'),
        ("/supplier/name", '"Fjord Implants AS"'),
        ("/products/0/categories", '"EU_CLASS_III"'),
        ("/prepared", '"2026-10-02T08:00:00"'),
    ):
        place = document.locate(pointer)
        assert place.line == 2
        assert lines[1][place.column - 1 :].startswith(text)


def test_what_is_not_stated_is_placed_at_what_should_state_it() -> None:
    record = read_json(json.dumps(draft(trade_item(certified(QMS, certification("1"))))).encode(), "item.json")
    document = as_manifest(record)
    pointer = "/DraftItem/TradeItem/CertificationInformationModule/CertificationInformation/0/Certification/0"
    assert document.locate("/certificates/0/expires") == record.locate(pointer)


@pytest.mark.parametrize("top", ["DraftItem", "CatalogueItem", "TradeItem"])
def test_a_record_is_known_by_its_top(top: str) -> None:
    record = {"TradeItem": trade_item()} if top == "TradeItem" else {top: {"TradeItem": trade_item()}}
    assert imported(record)["products"][0]["id"] == GTIN


@pytest.mark.parametrize("values", [{"manifest": 1, "TradeItem": {}}, {"policy": 1}, {}, [], "TradeItem"])
def test_anything_else_is_left_as_it_is(values: Any) -> None:
    document = read_json(json.dumps(values).encode(), "m.json")
    assert as_manifest(document) is document


@pytest.mark.parametrize("values", [{"policy": 1}, {}, [], "TradeItem"])
def test_import_refuses_what_is_no_record(values: Any) -> None:
    with pytest.raises(InputError, match="this is no gs1-gdsn record"):
        list(import_record(read_json(json.dumps(values).encode(), "m.json"), "gs1-gdsn", Asked()))


def test_import_says_how_the_key_is_written() -> None:
    with pytest.raises(InputError, match="did you mean `TradeItem`"):
        list(import_record(read_json(b'{"tradeItem": {}}', "m.json"), "gs1-gdsn", Asked()))


# dates and faults


@pytest.mark.parametrize(
    ("dates", "prepared"),
    [
        ({"PublicationDateTime": "2026-05-06T00:00:00Z", "EffectiveDateTime": "2026-01-01"}, "2026-05-06"),
        ({"EffectiveDateTime": "2026-01-01"}, "2026-01-01"),
    ],
)
def test_the_next_best_date(dates: Json, prepared: str) -> None:
    assert imported(draft(trade_item(TradeItemSynchronisationDates=dates)))["prepared"] == prepared


def test_a_record_without_a_date_needs_one_from_outside() -> None:
    record = draft(trade_item(TradeItemSynchronisationDates=None))
    assert "does not say when it was last changed" in refusal(record)
    values = imported(record, "2026-11-01")
    assert values["prepared"] == "2026-11-01"
    assert "/prepared" in values["x-gs1-inferred"]


def test_the_date_of_the_record_wins() -> None:
    assert imported(draft(trade_item()), "2026-11-01")["prepared"] == "2026-10-02"


def test_other_numbers_name_a_product_without_gtin() -> None:
    numbers = [
        {"AdditionalTradeItemIdentificationTypeCode": "MODEL_NUMBER", "Value": "M1"},
        {"AdditionalTradeItemIdentificationTypeCode": "IFA", "Value": "PPN 11"},
    ]
    (product,) = imported(draft(trade_item(Gtin="", AdditionalTradeItemIdentification=numbers)))["products"]
    assert (product["id"], product["models"], product["x-gs1-model-number"]) == ("PPN-11", ["PPN 11"], "M1")


@pytest.mark.parametrize(
    ("record", "says"),
    [
        ({"DraftItem": {}}, "a trade item is missing here"),
        ({"DraftItem": []}, "a mapping is expected here"),
        (draft(trade_item(Gtin=None)), "the trade item has no `Gtin`"),
        (draft(trade_item(Gtin=4012345678901)), "a text is expected here"),
        (draft(trade_item(TradeItemContactInformation=["EMA"])), "a mapping is expected here"),
        (
            draft(trade_item(TradeItemContactInformation=[], InformationProviderOfTradeItem=None)),
            "names no manufacturer",
        ),
        (draft(trade_item(certified(QMS, certification("1", "soon")))), "`soon` is no date"),
        (draft(trade_item(TradeItemSynchronisationDates={"LastChangeDateTime": "02.10.2026"})), "is no date"),
    ],
)
def test_a_fault_is_named_with_its_place(record: Json, says: str) -> None:
    line = refusal(record)
    assert line.startswith("item.json:1:")
    assert says in line


def test_a_day_that_no_calendar_has_is_placed_in_the_record() -> None:
    text = json.dumps(draft(trade_item(certified(QMS, certification("1", end="2026-02-30")))))
    with pytest.raises(InputError) as caught:
        load_manifest(as_manifest(read_json(text.encode(), "item.json")))
    place = caught.value.problems[0].location
    assert text[place.column - 1 :].startswith('"2026-02-30"')


def test_a_bad_record_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "items.ndjson"
    records: list[Json] = [{"DraftItem": {}}, draft(trade_item())]
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    assert [type(found) for found in read(Source.from_path(path))] == [InputError, Stated]


def test_every_format_has_its_module() -> None:
    for name in FORMATS:
        assert (ROOT / "checker" / "readers" / f"{name.replace('-', '_')}.py").is_file()


# the real records


def facts_of_record(node: Any) -> Counter[tuple[str | None, ...]]:
    """What a record says of certificates, found without the reader: every `Certification` wherever it stands."""
    found: Counter[tuple[str | None, ...]] = Counter()
    children: list[Any] = list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else []
    for each in children:
        found += facts_of_record(each)
    if isinstance(node, dict) and "Certification" in node:
        body = node["AdditionalCertificationOrganisationIdentifier"][0]["Value"]
        for row in node["Certification"]:
            dates = (row.get(f"CertificationEffective{end}DateTime") for end in ("Start", "End"))
            number, revision = row["CertificationValue"], row.get("CertificationIdentification")
            found[node["CertificationStandard"], node["CertificationAgency"], body, number, revision, *dates] += 1
    return found


def facts_of_manifest(values: Any) -> Counter[tuple[str | None, ...]]:
    """The same facts, from the manifest."""
    return Counter(
        (
            row["standard"],
            row["body"]["name"],
            row["body"]["id"],
            row["number"],
            row.get("x-gs1-revision"),
            row.get("effective"),
            row.get("expires"),
        )
        for row in values["certificates"]
    )


@pytest.mark.generated
@pytest.mark.skipif(not ITEMS.exists(), reason="the GDSN corpus is not beside the checkout (see CERTGATE_SHARED)")
def test_no_fact_about_a_certificate_is_lost() -> None:
    catalogue = load_catalogue()
    items = certificates = 0
    for line in gzip.decompress(ITEMS.read_bytes()).splitlines():
        document = as_manifest(read_json(line, "items.ndjson"))
        manifest = load_manifest(document)
        facts = facts_of_record(json.loads(line))
        assert facts_of_manifest(document.values) == facts
        items += bool(facts)
        certificates += facts.total()
        for certificate in manifest.certificates:
            standard = catalogue.resolve(certificate.standard).standard
            assert standard is not None
            assert standard.kind == certificate.kind
            assert certificate.body is not None
            assert catalogue.body(certificate.body).body is not None
    assert (items, certificates) == (339, 361)


def leaves(value: Any, pointer: str = "") -> dict[str, Any]:
    """Every text, number and truth value below a value, by its JSON pointer."""
    if isinstance(value, dict | list):
        rows = value.items() if isinstance(value, dict) else enumerate(value)
        return {at: leaf for key, each in rows for at, leaf in leaves(each, f"{pointer}/{key}").items()}
    return {} if value in (None, "") else {pointer: value}


@pytest.mark.generated
@pytest.mark.skipif(not ITEMS.exists(), reason="the GDSN corpus is not beside the checkout (see CERTGATE_SHARED)")
def test_an_import_loses_no_field_of_a_certified_item() -> None:
    certified_items = fields_in = fields_out = 0
    for line in gzip.decompress(ITEMS.read_bytes()).splitlines():
        if b"CertificationInformationModule" not in line:
            continue
        (document,) = import_record(read_json(line, "items.ndjson"), "gs1-gdsn", Asked())
        values: Any = document.values
        stated = {at: leaf for at, leaf in leaves(json.loads(line)).items() if "/CertificationInformationModule/" in at}
        kept = {**values["x-imported"]["fields"]}.values()
        unmapped = values["x-imported"].get("unmapped", {})
        assert unmapped.items() <= stated.items()
        assert stated.keys() - unmapped.keys() <= set(kept) | set(document.origins.values())
        certified_items += 1
        fields_in += len(stated)
        fields_out += len(unmapped) + len(stated.keys() & set(document.origins.values()))
    assert certified_items == 339
    assert fields_in == fields_out
