"""GS1 GDSN records for the tests: invented devices of invented makers, in the shape that real records have."""

from __future__ import annotations

import json
from typing import Any

from checker.api import load_manifest
from checker.readers import Asked, import_record
from checker.readers.json_reader import read_json

Json = dict[str, Any]

GTIN = "04012345678901"
QMS = "MDR_QUALITY_MANAGEMENT_SYSTEM"
DOCUMENTATION = "MDR_TECHNICAL_DOCUMENTATION"


def contact(role: str, name: str, srn: str | None = None) -> Json:
    """A contact in a role, with its EUDAMED registration number."""
    found: Json = {"ContactTypeCode": {"Value": role}, "ContactName": name}
    if srn:
        found["AdditionalPartyIdentification"] = [{"AdditionalPartyIdentificationTypeCode": "SRN", "Value": srn}]
    return found


MAKER = contact("EMA", "Fjord Implants AS", "NO-MF-000012345")


def certified(standard: str | None = QMS, *certifications: Json, agency: str | None = "GMED SAS") -> Json:
    """A certification with its agency, which is the notified body 0459."""
    found: Json = {"Certification": list(certifications)}
    if standard:
        found["CertificationStandard"] = standard
    if agency:
        found["CertificationAgency"] = agency
        found["AdditionalCertificationOrganisationIdentifier"] = [
            {"AdditionalPartyIdentificationTypeCode": "EU_NOTIFIED_BODY_NUMBER", "Value": "0459"}
        ]
    return found


def certification(number: str, start: str | None = None, end: str | None = None, revision: str | None = None) -> Json:
    """A certificate by its number, with its term where one is given."""
    found = {
        "CertificationValue": number,
        "CertificationEffectiveStartDateTime": start,
        "CertificationEffectiveEndDateTime": end,
        "CertificationIdentification": revision,
    }
    return {key: value for key, value in found.items() if value}


def classified(code: str = "EU_CLASS_III", system: str = "76") -> Json:
    """The classification of a trade item."""
    value = [{"AdditionalTradeItemClassificationCodeValue": code}]
    row = {
        "AdditionalTradeItemClassificationSystemCode": {"Value": system},
        "AdditionalTradeItemClassificationValue": value,
    }
    return {"AdditionalTradeItemClassification": [row]}


def trade_item(*certificates: Json, **changes: Any) -> Json:
    """A trade item; a change to None takes the key out."""
    found: Json = {
        "Gtin": GTIN,
        "TargetMarket": {"TargetMarketCountryCode": {"Value": "097"}},
        "TradeItemContactInformation": [MAKER, contact("EAR", "Rep Europe BV", "NL-AR-000000001")],
        "InformationProviderOfTradeItem": {"PartyName": "Register Export", "Gln": "7600000000000"},
        "GdsnTradeItemClassification": classified(),
        "TradeItemSynchronisationDates": {
            "LastChangeDateTime": "2026-10-02T08:00:00",
            "PublicationDateTime": "2026-10-03T08:00:00",
        },
    }
    if certificates:
        found["CertificationInformationModule"] = {"CertificationInformation": list(certificates)}
    return {key: value for key, value in (found | changes).items() if value is not None}


def draft(item: Json, *packed: Json) -> Json:
    """A record as a data pool gives it; `packed` are drafts that the item holds."""
    inner: Json = {"TradeItem": item, "Identifier": "Draft_1"}
    if packed:
        inner["CatalogueItemChildItemLink"] = [{"CatalogueItem": each["DraftItem"]} for each in packed]
    return {"DraftItem": inner}


def imported(record: Json, prepared: str | None = None) -> Any:
    """The values of the manifest that a record states, once they have proved to conform."""
    (document,) = import_record(read_json(json.dumps(record).encode(), "item.json"), "gs1-gdsn", Asked(prepared))
    load_manifest(document)
    values = document.values
    assert isinstance(values, dict)
    assert values.pop("x-imported")
    return values
