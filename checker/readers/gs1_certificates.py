"""The certificates of a GS1 GDSN record (`CertificationInformationModule`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.readers import gs1_codes as codes
from checker.readers.gs1_node import Entry, Node
from checker.readers.gs1_party import Maker, maker
from checker.readers.naming import Names
from checker.records import NamedTuple
from checker.words import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.document import Value
    from checker.readers.gs1_gdsn import Item

_NOT_STATED = "not stated"


class _Stated(NamedTuple):
    """One certificate as stated: the item in whose record it stands, what it is about, and the certificate itself."""

    item: Item
    group: Node
    certificate: Node

    @property
    def standard(self) -> str:
        return self.group.words("CertificationStandard") or _NOT_STATED

    @property
    def notified_body(self) -> Node | None:
        """The number of the notified body, where the agency is one."""
        for each in self.group.each("AdditionalCertificationOrganisationIdentifier"):
            if each.words("AdditionalPartyIdentificationTypeCode") == codes.NOTIFIED_BODY:
                return each.find("Value")
        return None


def certificates(items: Iterable[Item], inferred: dict[str, Value]) -> list[Entry]:
    """An entry for each certificate that the items name; `inferred` takes what is not said in so many words.

    One that is repeated word for word for several items is one certificate, which covers all of them.
    """
    entries: list[Entry] = []
    seen: dict[str, tuple[Entry, list[str]]] = {}
    names = Names()
    for stated in _stated(items):
        models = [device.identity.text for device in stated.item.devices]
        entry, remarks = _certificate(stated)
        known = seen.setdefault(repr(sorted(entry.values.items(), key=lambda row: row[0])), (entry, []))
        known[1].extend(model for model in models if model not in known[1])
        if known[0] is not entry:
            continue
        entry.values = {"id": names.of(stated.standard, "certificate"), **entry.values}
        entry.origins["/id"] = stated.certificate.pointer
        inferred.update({f"/certificates/{len(entries)}/{key}": remark for key, remark in remarks.items()})
        entries.append(entry)
    for index, (entry, covered) in enumerate(seen.values()):
        if entry.values["kind"] == codes.PRODUCT:
            covers: Value = {"models": list(covered)}
            entry.values["covers"] = covers
            inferred[f"/certificates/{index}/covers"] = "the certificate stands in the record of these trade items"
    return entries


def _stated(items: Iterable[Item]) -> Iterator[_Stated]:
    """The certificates of the items; a group that names none stands for one whose number is not known."""
    for item in items:
        for group in item.node.each("CertificationInformationModule", "CertificationInformation"):
            for certificate in group.each("Certification") or [group]:
                yield _Stated(item, group, certificate)


def _certificate(stated: _Stated) -> tuple[Entry, dict[str, str]]:
    """One certificate without its id and cover, and what of it is inferred, by key."""
    group, certificate = stated.group, stated.certificate
    entry = Entry.at(certificate)
    standard = group.find("CertificationStandard") or group
    kind = codes.kind_of(stated.standard)
    remarks = {"kind": f"what `{shorten(stated.standard)}` certifies"}
    entry.put("kind", standard, kind)
    entry.put("standard", standard, stated.standard)
    if stated.standard == _NOT_STATED:
        remarks["standard"] = "the record does not say to which standard the item is certified"
    entry.put("number", certificate.find("CertificationValue"))
    if kind == codes.PRODUCT:
        _attestation(entry, stated, remarks)
    _body(entry, stated)
    _holder(entry, stated, remarks)
    entry.put_day("issued", certificate.find("CertificateIssuanceDateTime"))
    entry.put_day("effective", certificate.find("CertificationEffectiveStartDateTime"))
    entry.put_day("expires", certificate.find("CertificationEffectiveEndDateTime"))
    entry.put("x-gs1-revision", certificate.find("CertificationIdentification"))
    entry.put("x-gs1-assessed", certificate.find("CertificationAssessmentDateTime"))
    return entry, remarks


def _attestation(entry: Entry, stated: _Stated, remarks: dict[str, str]) -> None:
    """Certification where another party than the maker is named as the one that certifies."""
    agency = stated.notified_body or stated.group.find("CertificationAgency")
    if agency is not None:
        entry.put("attestation", agency, "certification")
        remarks["attestation"] = f"`{shorten(agency.text)}` is named as the certification agency"
    else:
        entry.put("attestation", stated.group, "declaration")
        remarks["attestation"] = "no certification agency is named, so this is the word of whoever made the record"


def _body(entry: Entry, stated: _Stated) -> None:
    body = Entry.at(stated.group)
    body.put("name", stated.group.find("CertificationAgency"))
    body.put("id", stated.notified_body)
    body.put("x-gs1-gln", stated.group.find("CertificationOrganisationIdentifier"))
    entry.nest("body", body)
    entry.put("x-gs1-notified-body", stated.notified_body)


def _holder(entry: Entry, stated: _Stated, remarks: dict[str, str]) -> None:
    """The maker of the device, for certificates that EU law lets no one else hold; else the holder is not known.

    Regulation (EU) 2017/745, Annex XII: the certificate names the manufacturer, who alone registers the device with it.
    """
    owner: Maker = maker(stated.item.devices[0])
    if owner.answers and stated.standard in codes.EU_CERTIFICATES:
        entry.nest("holder", owner.party())
        remarks["holder"] = f"{owner.name.text} registered its device with this certificate; no holder is stated"
