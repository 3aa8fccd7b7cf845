"""What GS1 GDSN codes become: kinds, categories, markets; nothing where a code is not known."""

from __future__ import annotations

import pytest

from checker.api import load_catalogue
from checker.readers.gs1_codes import CLASSES, EU_CERTIFICATES, kind_of
from tests.readers.gdsn_records import Json, classified, draft, imported, trade_item


@pytest.mark.parametrize("code", sorted(EU_CERTIFICATES))
def test_kinds_of_eu_certificates_are_those_of_the_catalogue(code: str) -> None:
    standard = load_catalogue().resolve(code).standard
    if standard is None:
        assert code.startswith("IVDD_"), "the catalogue has every code but those of Directive 98/79/EC"
    else:
        assert standard.kind == EU_CERTIFICATES[code]


def test_kinds_of_other_standards_are_those_of_the_catalogue() -> None:
    assert {row.id: kind_of(row.id) for row in load_catalogue().standards()} == {
        row.id: row.kind for row in load_catalogue().standards()
    }


@pytest.mark.parametrize(
    ("system", "code", "category"), [(s, code, name) for s, known in CLASSES.items() for code, name in known.items()]
)
def test_a_class_becomes_a_category(system: str, code: str, category: str) -> None:
    product = imported(draft(trade_item(GdsnTradeItemClassification=classified(code, system))))["products"][0]
    assert product["categories"] == [category]


@pytest.mark.parametrize("changes", [classified("EU_CLASS_IV"), classified("EU_CLASS_I", "88"), {}])
def test_an_unknown_class_is_no_category(changes: Json) -> None:
    product = imported(draft(trade_item(GdsnTradeItemClassification=changes)))["products"][0]
    assert "categories" not in product


@pytest.mark.parametrize(
    ("code", "device", "more"),
    [
        ("EU_CLASS_I", {"HasDeviceMeasuringFunction": True}, ["eu-mdr-class-im"]),
        ("EU_CLASS_I", {"IsReusableSurgicalInstrument": "TRUE"}, ["eu-mdr-class-ir"]),
        ("EU_CLASS_I", {"TradeItemSterilityInformation": ["UNSPECIFIED"]}, ["eu-mdr-class-is"]),
        ("EU_CLASS_I", {"TradeItemSterilityInformation": ["NOT_STERILISED"]}, []),
        ("EU_CLASS_I", {"HasDeviceMeasuringFunction": False, "IsReusableSurgicalInstrument": {"Value": "FALSE"}}, []),
        ("EU_CLASS_IIA", {"IsReusableSurgicalInstrument": True}, []),
        ("EU_CLASS_IIB", {"IsTradeItemImplantable": "TRUE"}, ["eu-mdr-class-iib-implantable"]),
        ("EU_CLASS_IIB", {"IsTradeItemImplantable": "TRUE", "IsDeviceExemptFromImplantObligations": True}, []),
    ],
)
def test_what_asks_for_more_within_a_class_is_a_category_too(code: str, device: Json, more: list[str]) -> None:
    if methods := device.get("TradeItemSterilityInformation"):
        stated = {"InitialManufacturerSterilisationCode": [{"Value": method} for method in methods]}
        device = {"TradeItemSterilityInformation": stated}
    changes = {"MedicalDeviceTradeItemModule": {"MedicalDeviceInformation": device}}
    product = imported(draft(trade_item(GdsnTradeItemClassification=classified(code), **changes)))["products"][0]
    assert product["categories"][1:] == more


@pytest.mark.parametrize(
    ("code", "markets"), [("097", ["EU"]), ("276", ["EU"]), ("578", ["EU"]), ("840", ["US"]), ("999", None)]
)
def test_the_target_market(code: str, markets: list[str] | None) -> None:
    target = {"TargetMarketCountryCode": {"Value": code}}
    assert imported(draft(trade_item(TargetMarket=target)))["products"][0].get("markets") == markets
