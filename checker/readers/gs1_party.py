"""Who answers for a GS1 GDSN trade item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.readers.gs1_codes import ROLES
from checker.readers.gs1_node import Entry, Node
from checker.records import NamedTuple

if TYPE_CHECKING:
    from checker.readers.gs1_gdsn import Item

# Exports write a number of zeros where they know none, which would make strangers one legal person.
_NO_NUMBER = re.compile(r"[A-Z]{2}-[A-Z]{2}-0+")


class Maker(NamedTuple):
    """The legal person that answers for an item: its name, its EUDAMED registration number (SRN), a remark.

    `answers` says that the record names it in that role, as manufacturer or producer of a procedure pack.
    """

    node: Node
    name: Node
    registration: Node | None
    answers: bool
    remark: str

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others."""
        return self.name.text, self.registration.text if self.registration else ""

    def party(self) -> Entry:
        """The legal person as a manifest has it."""
        entry = Entry.at(self.node)
        entry.put("name", self.name)
        identifiers = Entry.at(self.node)
        identifiers.put("registration", self.registration)
        entry.nest("identifiers", identifiers)
        return entry


def maker(item: Item) -> Maker:
    """The manufacturer, else the producer of the procedure pack, else whoever published the record.

    Raises InputError where the record names none of them.
    """
    for role, title in ROLES.items():
        for level in item.levels:
            for contact in level.each("TradeItemContactInformation"):
                name = contact.find("ContactName")
                if name is not None and contact.words("ContactTypeCode") == role:
                    remark = "" if role == "EMA" else f"the record names no manufacturer; this is the {title}"
                    return Maker(contact, name, _registration(contact), answers=True, remark=remark)
    for level in item.levels:
        name = level.find("InformationProviderOfTradeItem", "PartyName")
        if name is not None:
            remark = "the record names no manufacturer; this is who published it"
            return Maker(level, name, None, answers=False, remark=remark)
    mend = "add a contact of type `EMA` with its `ContactName`"
    raise item.node.refuse("the record names no manufacturer", mend)


def _registration(contact: Node) -> Node | None:
    for each in contact.each("AdditionalPartyIdentification"):
        number = each.find("Value")
        if number is None or each.words("AdditionalPartyIdentificationTypeCode") != "SRN":
            continue
        if not _NO_NUMBER.fullmatch(number.text):
            return number
    return None
