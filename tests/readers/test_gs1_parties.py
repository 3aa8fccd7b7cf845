"""Who answers for a GS1 GDSN record, who holds its certificates, and what they cover when items are packed in items."""

from __future__ import annotations

from tests.readers.gdsn_records import (
    DOCUMENTATION,
    GTIN,
    MAKER,
    QMS,
    certification,
    certified,
    contact,
    draft,
    imported,
    trade_item,
)


def test_the_authorised_representative_is_no_supplier() -> None:
    contacts = [contact("EAR", "Rep Europe BV"), MAKER]
    assert imported(draft(trade_item(TradeItemContactInformation=contacts)))["supplier"]["name"] == "Fjord Implants AS"


def test_the_producer_of_a_procedure_pack_answers_for_it() -> None:
    record = draft(
        trade_item(certified(), TradeItemContactInformation=[contact("EPP", "Packs Ltd", "IE-PR-000000007")])
    )
    values = imported(record)
    assert values["supplier"] == {"name": "Packs Ltd", "identifiers": {"registration": "IE-PR-000000007"}}
    assert values["certificates"][0]["holder"]["name"] == "Packs Ltd"
    assert "/supplier" in values["x-gs1-inferred"]


def test_who_publishes_a_record_holds_no_certificate() -> None:
    values = imported(draft(trade_item(certified(), TradeItemContactInformation=[contact("EAR", "Rep Europe BV")])))
    assert values["supplier"] == {"name": "Register Export"}
    assert "holder" not in values["certificates"][0]
    assert "who published it" in values["x-gs1-inferred"]["/supplier"]


def test_a_number_of_zeros_identifies_no_one() -> None:
    contacts = [contact("EMA", "Fjord Implants AS", "XX-MF-000000000")]
    values = imported(draft(trade_item(TradeItemContactInformation=contacts)))
    assert values["supplier"] == {"name": "Fjord Implants AS"}


# certificates outside EU device law


def test_any_other_standard_is_taken_as_text_and_has_no_inferred_holder() -> None:
    (certificate,) = imported(draft(trade_item(certified("MSC Chain of Custody", certification("MSC-C-1")))))[
        "certificates"
    ]
    assert (certificate["kind"], certificate["standard"]) == ("product", "MSC Chain of Custody")
    assert certificate["id"] == "msc-chain-of-custody"
    assert "holder" not in certificate


def test_without_an_agency_it_is_a_declaration() -> None:
    (certificate,) = imported(draft(trade_item(certified("Packaging", certification("FSC-1"), agency=None))))[
        "certificates"
    ]
    assert certificate["attestation"] == "declaration"
    assert "body" not in certificate


def test_a_certification_to_nothing_is_kept() -> None:
    values = imported(draft(trade_item(certified(None, certification("7")))))
    assert values["certificates"][0]["standard"] == "not stated"
    assert "/certificates/0/standard" in values["x-gs1-inferred"]


# packaging


def test_the_product_is_what_is_packed() -> None:
    inner = draft(trade_item(certified(DOCUMENTATION, certification("1"))))
    case = trade_item(Gtin="24012345678905", GdsnTradeItemClassification=None, TradeItemContactInformation=None)
    values = imported(draft(case, inner))
    (product,) = values["products"]
    assert (product["id"], product["x-gs1-packed-in"]) == (GTIN, ["24012345678905"])
    assert values["certificates"][0]["covers"] == {"models": [GTIN]}


def test_a_certificate_of_a_case_covers_all_that_is_in_it() -> None:
    devices = [draft(trade_item(Gtin=gtin)) for gtin in ("04012345678901", "04012345678918")]
    values = imported(draft(trade_item(certified(DOCUMENTATION, certification("1")), Gtin="2"), *devices))
    assert [row["id"] for row in values["products"]] == ["04012345678901", "04012345678918"]
    assert values["certificates"][0]["covers"]["models"] == ["04012345678901", "04012345678918"]


def test_one_certificate_repeated_for_two_devices_is_one() -> None:
    stated = certified(DOCUMENTATION, certification("1", "2024-01-01", "2029-01-01"))
    devices = [draft(trade_item(stated, Gtin=gtin)) for gtin in ("04012345678901", "04012345678918")]
    (certificate,) = imported(draft(trade_item(Gtin="2"), *devices))["certificates"]
    assert certificate["covers"]["models"] == ["04012345678901", "04012345678918"]


def test_two_revisions_are_two_entries() -> None:
    stated = certified(QMS, certification("1", end="2024-01-01", revision="1"), certification("1", end="2029-01-01"))
    certificates = imported(draft(trade_item(stated)))["certificates"]
    assert [row["id"] for row in certificates] == ["mdr-quality-management-system", "mdr-quality-management-system-2"]


def test_another_maker_inside_is_the_brand_owner() -> None:
    other = [contact("EMA", "Other AS")]
    devices = [draft(trade_item()), draft(trade_item(certified(), Gtin="2", TradeItemContactInformation=other))]
    values = imported(draft(trade_item(Gtin="3"), *devices))
    assert "brand_owner" not in values["products"][0]
    assert values["products"][1]["brand_owner"] == {"name": "Other AS"}
    assert values["certificates"][0]["holder"] == {"name": "Other AS"}
