"""Tables as manifests: exports of IAF CertSearch and product reports of GS1 US."""

from __future__ import annotations

from typing import Any

import pytest

from tests.readers.importing import imported, refused

HEAD = (
    "Certificate Number,Certification Status,Certification Type,Certification Issue Date,Certification Expiry Date,"
    "Certified Entity Name,Standard,Certification Body Name,Accreditation Body Name,Street Address,Country,Scope,"
    "Website"
)
ROW = '0012345,Active,Management System,20240510,2027-05-09,Northwind,ISO 9001:2015,TÜV,DAkkS,"Straße 1, Linz",AT,All,w'
DAY = "2026-11-01"


def iaf(*rows: str, head: str = HEAD, day: str | None = DAY) -> list[Any]:
    return imported("iaf-certsearch", "\n".join((head, *rows)).encode(), day)


def test_an_export_says_all_this() -> None:
    (values,) = iaf(ROW)
    assert values["supplier"]["sites"] == [{"id": "site-1", "address": "Straße 1, Linz", "country": "AT"}]
    (found,) = values["certificates"]
    assert found == {
        "id": "iso-9001-2015",
        "kind": "management-system",
        "number": "0012345",
        "standard": "ISO 9001:2015",
        "body": {"name": "TÜV"},
        "accreditations": [{"body": "DAkkS"}],
        "holder": {"name": "Northwind"},
        "covers": {"scope": "All", "sites": ["site-1"]},
        "issued": "2024-05-10",
        "expires": "2027-05-09",
        "status": {"value": "active", "checked": DAY, "source": "IAF CertSearch"},
    }
    assert values["x-imported"]["fields"]["/certificates/0/number"] == "/2/Certificate Number"
    assert values["x-imported"]["unmapped"]["/2/Website"] == "w"


@pytest.mark.parametrize("status", ["Active", "Inactive", "Suspended", "Cancelled", "Draft", "Withdrawn", "Expired"])
def test_the_seven_statuses_stay_as_they_are(status: str) -> None:
    (values,) = iaf(ROW.replace("Active", status))
    assert values["certificates"][0]["status"]["value"] == status.lower()


def test_rows_of_one_certificate_are_its_sites_each_with_its_scope() -> None:
    (values,) = iaf(ROW, ROW.replace("Straße 1", "Weg 2").replace(",All,", ",Sales,"))
    (found,) = values["certificates"]
    assert found["covers"]["sites"] == [{"id": "site-1", "scope": "All"}, {"id": "site-2", "scope": "Sales"}]


def test_each_entity_has_its_manifest_and_no_row_of_others() -> None:
    one, two = iaf(ROW, ROW.replace("Northwind", "Southwind"))
    assert [each["supplier"]["name"] for each in (one, two)] == ["Northwind", "Southwind"]
    assert not any(pointer.startswith("/3/") for pointer in one["x-imported"]["unmapped"])


def test_what_spreadsheets_write_is_read() -> None:
    text = "\r\n".join((HEAD, ROW)).replace('"Straße 1, Linz"', "Linz").replace(",", ";")
    (values,) = imported("iaf-certsearch", b"\xef\xbb\xbf" + text.encode(), DAY)
    assert values["certificates"][0]["number"] == "0012345"


def test_the_catalogue_tells_the_kind_where_the_export_does_not() -> None:
    head = HEAD.replace("Certification Type", "Type of client")
    (values,) = iaf(ROW, head=head)
    assert "the catalogue says" in values["x-iaf-inferred"]["/certificates/0/kind"]
    (line,) = refused("iaf-certsearch", f"{head}\n{ROW.replace('ISO 9001:2015', 'Own 1')}".encode(), DAY)
    assert "nothing tells the kind" in line


def test_unaccredited_is_an_empty_list() -> None:
    (values,) = iaf(f"{ROW},Unaccredited", head=f"{HEAD},Accreditation Status")
    assert values["certificates"][0]["accreditations"] == []


@pytest.mark.parametrize(
    ("rows", "place", "says"),
    [
        ((HEAD,), "in:1:1", "a header and no rows"),
        ((), "in", "is empty"),
        ((HEAD, ROW + ",x"), "in:2:1", "14 cells, and the header has 13"),
        ((HEAD, ROW.replace("Active", "Hidden")), "in:2:9", "no status of IAF CertSearch"),
        ((HEAD, ROW.replace("Active", "")), "in:1:1", "`Certification Status` is missing or empty"),
        ((HEAD, ROW, ROW.replace("Active", "")), "in:3:1", "this row has no `Certification Status`"),
        ((HEAD, ROW.replace("20240510", "10.05.2024")), "in:2:34", "is no date"),
        ((HEAD, ROW.replace("20240510", "20241301")), "in:2:34", "2024-13-01"),
        ((HEAD.replace("Issue", "Isue"), ROW), "in:1:60", "did you mean `Certification Issue Date`"),
        ((HEAD.replace("Scope", "Standard"), ROW), "in:1:213", "given twice"),
        ((HEAD.replace("Website", "CB"), ROW), "in:1:219", "the same column"),
        ((HEAD.replace("Website", ""), ROW), "in:1:219", "a column has no name"),
        ((HEAD, ROW, ROW.replace("Active", "Suspended")), "in:3:9", "differ in `Certification Status`"),
        ((HEAD, ROW, ROW.replace("2027-05-09", "2028-05-09")), "in:3:43", "differ in `Certification Expiry Date`"),
    ],
)
def test_a_fault_is_named_with_its_place(rows: tuple[str, ...], place: str, says: str) -> None:
    line = refused("iaf-certsearch", "\n".join(rows).encode(), DAY)[0]
    assert line.startswith(f"{place}: ")
    assert says in line


def test_an_export_needs_its_day() -> None:
    (line,) = refused("iaf-certsearch", f"{HEAD}\n{ROW}".encode())
    assert "--prepared" in line


US = (
    "GTIN,Description,CompanyName,BrandName,TargetMarket,CertificationStandard,CertificationAgency,CertificationValue,"
    "Height"
)
JAM = "00614141000012,Jam,Tasty Inc,Tasty,840,USDA Organic,CCOF,0123,x"


def us(*rows: str, head: str = US, day: str | None = DAY) -> list[Any]:
    return imported("gs1-us", "\n".join((head, *rows)).encode(), day)


def test_a_report_says_all_this() -> None:
    other = JAM.replace("0012,Jam", "0029,Jelly")
    (values,) = us(JAM, other, "00614141000036,Honey,Tasty Inc,,,,,,")
    assert [each["id"] for each in values["products"]] == ["00614141000012", "00614141000029", "00614141000036"]
    (found,) = values["certificates"]
    assert found["covers"] == {"models": ["00614141000012", "00614141000029"]}
    assert (found["number"], found["attestation"], found["body"]) == ("0123", "certification", {"name": "CCOF"})
    assert values["products"][0]["markets"] == ["US"]
    assert "a product" in values["x-gs1-inferred"]["/certificates/0/kind"]
    assert values["x-imported"]["unmapped"]["/2/Height"] == "x"


def test_a_management_system_in_a_report_covers_no_product() -> None:
    (values,) = us(JAM.replace("USDA Organic", "ISO 9001:2015"))
    (found,) = values["certificates"]
    assert found["kind"] == "management-system"
    assert not {"covers", "attestation"} & found.keys()


def test_the_last_change_is_the_day_of_a_report() -> None:
    (values,) = us(f"{JAM},2026-01-02", f"{JAM},2026-03-04T10:00:00", head=f"{US},LastModifiedDate", day=None)
    assert values["prepared"] == "2026-03-04"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (JAM.replace("USDA Organic", ""), "a certificate without `CertificationStandard`"),
        (JAM.replace("Tasty Inc", ""), "`CompanyName` is missing or empty"),
    ],
)
def test_a_fault_in_a_report(row: str, says: str) -> None:
    assert says in refused("gs1-us", f"{US}\n{row}".encode(), DAY)[0]
    assert "--prepared" in refused("gs1-us", f"{US}\n{JAM}".encode())[0]
