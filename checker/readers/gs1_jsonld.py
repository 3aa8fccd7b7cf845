"""schema.org `Certification` and `gs1:CertificationDetails` (JSON-LD) as manifests.

A product, an organisation or a list of them (`@graph`) with what certifies each. The table in `README.md` beside this
file says what becomes what. Neither vocabulary tells a product certificate from that of a management system.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.readers.asked import PRODUCT, SYSTEM, Asked
from checker.readers.gs1_kinds import gs1_kind
from checker.readers.gs1_node import Entry, Node, Stated
from checker.readers.json_reader import read_json
from checker.readers.jsonld import each, first, named, term, text, types
from checker.readers.kinds import Kind, known_kind
from checker.readers.naming import Names
from checker.words import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.document import Document, Value
    from checker.readers.source import Source

_PRODUCTS = {"Product", "IndividualProduct", "ProductModel", "ProductGroup", "FoodBeverageTobaccoProduct"}
_PARTIES = {"Organization", "Corporation", "LocalBusiness"}
_CERTIFIED = ("hasCertification", "certification")
_NUMBERS = ("gtin", "gtin14", "gtin13", "gtin12", "gtin8", "productID", "sku", "mpn")
_STATUSES = {
    "active": "active",
    "inactive": "inactive",
    "certificationactive": "active",
    "certificationinactive": "inactive",
}
_LEI = ("leiCode", "lei")


def documents(source: Source) -> Iterator[Document]:
    """The document of a file, whatever its name ends in; raises InputError."""
    yield read_json(source.load(), source.shown)


def manifests(document: Document, asked: Asked) -> Iterator[Stated]:
    """A manifest for each product or organisation that the file describes; raises InputError with the place."""
    root = Node(document, "", document.values)
    rows = root.each() if isinstance(root.value, list) else each_of_graph(root)
    found = [row for row in rows if types(row) & (_PRODUCTS | _PARTIES) or each(row, *_CERTIFIED)]
    if not found:
        mend = "it is a schema.org or GS1 `Product` or `Organization`, with `hasCertification` or `gs1:certification`"
        raise root.refuse("this is no gs1-jsonld record", mend)
    for row in found:
        yield Stated(document, _Thing(root, row, asked).manifest())


def each_of_graph(root: Node) -> list[Node]:
    """The things of a graph; a document without one is the only thing."""
    if not isinstance(root.value, dict):
        raise root.refuse("this is no gs1-jsonld record", "it is a JSON object, or a list of them")
    return root.each("@graph") or [root]


class _Thing:
    """The manifest of one product or organisation in the making."""

    def __init__(self, root: Node, thing: Node, asked: Asked) -> None:
        self._root = root
        self._thing = thing
        self._asked = asked
        self._product = not types(thing) & _PARTIES
        self._inferred: dict[str, Value] = {}

    def manifest(self) -> Entry:
        """The manifest that the description states."""
        entry = Entry.at(self._thing)
        entry.put("manifest", self._thing, 1)
        self._prepared(entry)
        entry.nest("supplier", self._supplier())
        if self._product:
            entry.nest_all("products", self._thing, [self._description()])
        names = Names()
        rows = [self._certificate(index, row, names) for index, row in enumerate(each(self._thing, *_CERTIFIED))]
        entry.nest_all("certificates", self._thing, rows)
        entry.put("x-gs1-inferred", self._thing, self._inferred)
        return entry

    def _prepared(self, entry: Entry) -> None:
        stated = text(self._thing, "dateModified") or text(self._root, "dateModified")
        if stated is not None:
            entry.put_day("prepared", stated)
        elif self._asked.prepared is not None:
            entry.put("prepared", self._thing, self._asked.prepared)
            self._inferred["/prepared"] = "the day given on import; the record does not say when it was last changed"
        else:
            mend = "state `dateModified`, or give `--prepared YYYY-MM-DD`"
            raise self._thing.refuse("the record does not say when it was last changed", mend)

    def _supplier(self) -> Entry:
        """The organisation itself; of a product its manufacturer, else the owner of its brand."""
        for key in ("manufacturer", "brandOwner") if self._product else ("",):
            holder = first(self._thing, key) if key else self._thing
            name = named(self._thing, key) if key else text(self._thing, "legalName", "organizationName", "name")
            if holder is not None and name is not None:
                if key:
                    self._inferred["/supplier"] = f"the `{key}` of the product"
                return _party(holder, name)
        mend = "state `manufacturer` (schema.org) or `gs1:manufacturer` with its name"
        raise self._thing.refuse("the record does not say who answers for it", mend)

    def _identity(self) -> Node:
        found = text(self._thing, *_NUMBERS) or text(self._thing, "name", "productName")
        if found is None:
            raise self._thing.refuse("the product has neither number nor name", "state its `gtin`")
        return found

    def _description(self) -> Entry:
        entry, number = Entry.at(self._thing), self._identity()
        entry.put("id", number, Names().kept(number.text, "product"))
        entry.put("name", text(self._thing, "name", "productName", "productDescription"))
        entry.put("models", number, [number.text])
        model = text(self._thing, "mpn", "sku")
        entry.put("x-gs1-model", model if model is not None and model.text != number.text else None)
        return entry

    def _certificate(self, index: int, node: Node, names: Names) -> Entry:
        if not isinstance(node.value, dict):
            raise node.refuse("a certificate is described here, not named", "write it as an object with its properties")
        entry, at = Entry.at(node), f"/certificates/{index}"
        standard = text(node, "certificationStandard")
        if standard is None:
            standard = text(node, "name")
            self._inferred[f"{at}/standard"] = "the name of the certification; no standard is stated"
        if standard is None:
            raise node.refuse("the certificate names no standard", "state `gs1:certificationStandard`, or `name`")
        kind = self._kind(standard)
        self._inferred[f"{at}/kind"] = kind.reason
        entry.put("id", standard, names.of(standard.text, "certificate"))
        entry.put("kind", standard, kind.value)
        entry.put("standard", standard)
        entry.put("number", text(node, "certificationIdentification"))
        agency = named(node, "certificationAgency", "issuedBy")
        if kind.value == PRODUCT:
            entry.put("attestation", agency or node, "certification" if agency else "declaration")
            self._inferred[f"{at}/attestation"] = "an agency is named" if agency else "no agency is named"
        body = Entry.at(node)
        body.put("name", agency)
        entry.nest("body", body)
        self._cover(entry, at, kind.value)
        for key, terms in _DAYS.items():
            day = text(node, *terms)
            if day is not None:
                entry.put(key, day, day.day)
        entry.nest("status", self._status(node))
        for key, kept in _KEPT.items():
            entry.put(key, named(node, *kept))
        return entry

    def _kind(self, standard: Node) -> Kind:
        if self._product:
            return gs1_kind(standard.text, self._asked)
        known = known_kind(standard.text, self._asked)
        shown = shorten(standard.text)
        return known or Kind(
            SYSTEM, f"kind inferred from what it is about: an organisation; no `{shown}` in the catalogue"
        )

    def _cover(self, entry: Entry, at: str, kind: str) -> None:
        """The product that the certificate stands with, or the organisation that holds it."""
        if not self._product:
            entry.nest("holder", self._supplier())
        elif kind == PRODUCT:
            number = self._identity()
            covers = Entry.at(self._thing)
            covers.put("models", number, [number.text])
            entry.nest("covers", covers)
            self._inferred[f"{at}/covers"] = "the certificate stands in the description of this product"

    def _status(self, node: Node) -> Entry:
        """Active or inactive, without a day on which anybody looked. Raises InputError for another word."""
        stated, status = text(node, "certificationStatus"), Entry.at(node)
        if stated is not None:
            word = (term(stated.text) or stated.text.rpartition("-")[2]).casefold()
            if word not in _STATUSES:
                mend = "known: `CertificationActive`, `CertificationInactive`, `ACTIVE`, `INACTIVE`"
                raise stated.refuse(f"`{shorten(stated.text)}` is no status of a certification", mend)
            status.put("value", stated, _STATUSES[word])
        return status


def _party(node: Node, name: Node) -> Entry:
    party = Entry.at(node)
    party.put("name", name)
    identifiers = Entry.at(node)
    identifiers.put("lei", text(node, *_LEI))
    identifiers.put("duns", text(node, "duns"))
    identifiers.put("vat", text(node, "vatID"))
    party.nest("identifiers", identifiers)
    party.put("x-gs1-gln", text(node, "globalLocationNumber"))
    return party


_DAYS: dict[str, tuple[str, ...]] = {
    "issued": ("datePublished",),
    "effective": ("certificationStartDate", "validFrom"),
    "expires": ("certificationEndDate", "expires"),
}
_KEPT: dict[str, tuple[str, ...]] = {
    "x-gs1-initially": ("initialCertificationDate",),
    "x-gs1-value": ("certificationValue",),
    "x-gs1-assessed": ("certificationAuditDate", "auditDate"),
    "x-gs1-statement": ("certificationStatement", "description"),
    "x-gs1-url": ("certificationURI", "url"),
}
