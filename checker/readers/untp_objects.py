"""The products, sites and parties that a UNTP credential speaks of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.readers.gs1_node import Entry, Node
from checker.readers.naming import Names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.document import Value

_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
_COUNTRY = re.compile(r"[A-Z]{2}")


def party(node: Node) -> Entry:
    """A legal person: its name, its LEI where its register is that of LEIs, else the number as it is."""
    entry = Entry.at(node)
    entry.put("name", node.find("name"))
    number = node.find("registeredId")
    scheme = node.get("idScheme")
    names = f"{scheme.words('id')} {scheme.words('name')}".casefold() if scheme else ""
    if number is not None and ("gleif" in names or re.search(r"\blei\b", names)) and _LEI.fullmatch(number.text):
        identifiers = Entry.at(node)
        identifiers.put("lei", number)
        entry.nest("identifiers", identifiers)
    elif number is not None:
        entry.put("x-untp-registered-id", number)
        entry.put("x-untp-id-scheme", scheme.find("name") if scheme else None)
    entry.put("x-untp-id", node.find("id"))
    return entry


class Objects:
    """What the assessments name: `products` and `sites`, each once, by the id that the credential knows them by."""

    def __init__(self) -> None:
        self.products: dict[str, Entry] = {}
        self.sites: dict[str, Entry] = {}
        self._names = Names()
        self._sites = Names()

    def add(self, assessments: Iterable[Node]) -> None:
        """Take up the products and sites of these assessments."""
        for each in assessments:
            for node in inner(each, "assessedProduct", "product"):
                self._product(node)
            for node in inner(each, "assessedFacility", "facility"):
                if _key(node) not in self.sites:
                    self.sites[_key(node)] = self._site(node)

    def assessed(self, assessments: Iterable[Node]) -> tuple[list[str], list[str], bool]:
        """The products and sites that these assessments are about, by key, and whether a party is among it."""
        products: dict[str, None] = {}
        places: dict[str, None] = {}
        parties = False
        for each in assessments:
            products.update(dict.fromkeys(_key(node) for node in inner(each, "assessedProduct", "product")))
            places.update(dict.fromkeys(_key(node) for node in inner(each, "assessedFacility", "facility")))
            parties = parties or each.get("assessedOrganisation") is not None
        return list(products), list(places), parties

    def _product(self, node: Node) -> None:
        """A product, or one more batch of it. Its models are the number it is known by, as in GS1 records."""
        known = self.products.get(_key(node))
        if known is None:
            known = self.products[_key(node)] = Entry.at(node)
            number = node.find("modelNumber") or node.find("registeredId") or node.find("id") or node.find("name")
            if number is None:
                raise node.refuse("the product has neither number nor name", "a credential names what it is about")
            known.put("id", number, self._names.kept(number.text, "product"))
            known.put("name", node.find("name"))
            known.put("models", number, [number.text])
            known.put("x-untp-id", node.find("id"))
            known.put("x-untp-serial", node.find("serialNumber") or node.find("itemNumber"))
        batch = node.find("batchNumber")
        if batch is not None:
            known.put("type", batch, "batch")
            lots = known.values.setdefault("lots", [])
            row: dict[str, Value] = {"id": Names().kept(batch.text, "batch")}
            if isinstance(lots, list) and row not in lots:
                known.origins[f"/lots/{len(lots)}/id"] = batch.pointer
                lots.append(row)

    def _site(self, node: Node) -> Entry:
        entry = Entry.at(node)
        number = node.find("registeredId") or node.find("id") or node.find("name")
        if number is None:
            raise node.refuse("the facility has neither number nor name", "a credential names what it is about")
        entry.put("id", number, self._sites.kept(number.text, "site"))
        entry.put("name", node.find("name"))
        address = node.get("address")
        if address is not None:
            parts = ("streetAddress", "postalCode", "addressLocality", "addressRegion", "addressCountry")
            text = ", ".join(word for part in parts if (word := address.words(part)))
            entry.put("address", address, text or None) if text else None
            country = address.find("addressCountry")
            if country is not None and _COUNTRY.fullmatch(country.text):
                entry.put("country", country)
        entry.put("x-untp-id", node.find("id"))
        return entry


def inner(node: Node, key: str, within: str) -> list[Node]:
    """The things below a key: as they are (0.5), or one level lower beside whether the body verified their id (0.6)."""
    return [each.get(within) or each for each in node.each(key)]


def _key(node: Node) -> str:
    """What tells a thing from others: its id, else its number and name."""
    return node.words("id") or f"{node.words('registeredId')}|{node.words('name')}"
