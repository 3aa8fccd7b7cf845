"""GS1 GDSN trade items as manifests: what a record says of devices, their maker and their certificates.

The table of what becomes what is in `README.md` beside this file. Facts are taken as stated; nothing is added but what
the format of a manifest needs, and that is listed under `x-gs1-inferred`. GDSN has no certificate status and no audit
or test records, so a manifest from here has none either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from checker.readers import gs1_codes as codes
from checker.readers.gs1_certificates import certificates
from checker.readers.gs1_node import Entry, Node, Stated
from checker.readers.gs1_party import maker
from checker.readers.recognising import refuse_other

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.document import Document, Value
    from checker.readers.asked import Asked

_CONTENT = "CatalogueItemChildItemLink"
_NOT_STERILE = {"NOT_STERILISED", "NO_STERILISATION_REQUIRED"}
_DEVICE = ("MedicalDeviceTradeItemModule", "MedicalDeviceInformation")
_DATES = ("LastChangeDateTime", "PublicationDateTime", "EffectiveDateTime")


@dataclass(slots=True)
class Item:
    """A trade item, those it is packed in (outermost first), and the innermost ones that it holds (or itself)."""

    node: Node
    around: tuple[Node, ...] = ()
    devices: list[Item] = field(default_factory=list)

    @property
    def levels(self) -> Iterator[Node]:
        """The item itself, then what it is packed in, from the inside out."""
        yield self.node
        yield from reversed(self.around)

    @property
    def identity(self) -> Node:
        """What the item is known by: its GTIN, else the first other number it has. Raises InputError for none."""
        number = self.node.find("Gtin")
        for each in () if number else self.node.each("AdditionalTradeItemIdentification"):
            if each.words("AdditionalTradeItemIdentificationTypeCode") not in ("MODEL_NUMBER", ""):
                number = number or each.find("Value")
        if number is None:
            raise self.node.refuse("the trade item has no `Gtin`", "state it, so that the product can be named")
        return number


KEYS = ("DraftItem", "CatalogueItem", "TradeItem")
"""Of these a record has one at its top."""


def manifest(document: Document, prepared: str | None = None) -> Stated:
    """The manifest that a trade item states, with all that is packed in it; the innermost items are its products.

    `prepared` (YYYY-MM-DD) is used where the record has no date of its own. Raises InputError with the place for a
    record without trade item, maker, number or date.
    """
    root = Node(document, "", document.values)
    items = list(_items(root.get("DraftItem") or root.get("CatalogueItem") or root))
    devices = items[0].devices
    supplier = maker(devices[0])
    inferred: dict[str, Value] = {}
    entry = Entry.at(root)
    entry.put("manifest", root, 1)
    _prepared(entry, devices[0], prepared, inferred)
    entry.nest("supplier", supplier.party())
    if supplier.remark:
        inferred["/supplier"] = supplier.remark
    products = {device.identity.text: device for device in reversed(devices)}
    own = [_product(device, supplier.key) for device in reversed(products.values())]
    entry.nest_all("products", items[0].node, own)
    modules = [each for item in items if (each := item.node.get("CertificationInformationModule"))]
    entry.nest_all("certificates", (modules or [items[0].node])[0], certificates(items, inferred))
    entry.put("x-gs1-record", root, _record(root, items[0].node))
    if inferred:
        entry.put("x-gs1-inferred", root, inferred)
    return Stated(document, entry)


def manifests(document: Document, asked: Asked) -> Iterator[Stated]:
    """The one manifest that a record states; raises InputError for anything else than a record of this model."""
    refuse_other(document, "gs1-gdsn", KEYS)
    yield manifest(document, asked.prepared)


def _items(node: Node, around: tuple[Node, ...] = ()) -> Iterator[Item]:
    """The trade item of a catalogue item and, from the outside in, those packed in it."""
    content = node.get("TradeItem")
    if content is None:
        raise node.refuse("a trade item is missing here", "write it under `TradeItem`")
    item = Item(content, around)
    yield item
    inner: list[Item] = []
    for link in node.each(_CONTENT):
        child = link.get("CatalogueItem")
        if child is not None:
            first, *others = _items(child, (*around, content))
            item.devices += first.devices
            inner += [first, *others]
    item.devices = item.devices or [item]
    yield from inner


def _prepared(entry: Entry, device: Item, otherwise: str | None, inferred: dict[str, Value]) -> None:
    """The day on which the record was last changed; failing that, published or taken into effect."""
    for level in reversed(list(device.levels)):
        dates = level.get("TradeItemSynchronisationDates")
        found = next((found for key in _DATES if dates and (found := dates.find(key))), None)
        if found is not None:
            entry.put_day("prepared", found)
            return
    if otherwise is None:
        mend = "state `LastChangeDateTime` there, or use `certgate import gs1-gdsn --prepared YYYY-MM-DD`"
        raise device.node.refuse("the record does not say when it was last changed", mend)
    entry.put("prepared", device.node, otherwise)
    inferred["/prepared"] = "the day given on import; the record does not say when it was last changed"


def _product(device: Item, supplier: tuple[str, str]) -> Entry:
    """The product that a device is; its model is its number, so that a certificate in its record names it."""
    node, identity = device.node, device.identity
    entry = Entry.at(node)
    entry.put("id", identity, re.sub(r"[\s\x00-\x1f\x7f]+", "-", identity.text))
    entry.put("name", _name(node))
    owner = maker(device)
    if owner.key != supplier:
        entry.nest("brand_owner", owner.party())
    entry.put("models", identity, [identity.text])
    _categories(entry, node)
    _markets(entry, device)
    for each in node.each("AdditionalTradeItemIdentification"):
        kind = each.words("AdditionalTradeItemIdentificationTypeCode").lower().replace("_", "-")
        if kind and f"x-gs1-{kind}" not in entry.values:
            entry.put(f"x-gs1-{kind}", each.find("Value"))
    entry.put("x-gs1-device-status", node.find(*_DEVICE, "EUMedicalDeviceStatusCode"))
    packed: list[Value] = [level.words("Gtin") for level in device.around if level.words("Gtin")]
    if packed:
        entry.put("x-gs1-packed-in", device.around[0], packed)
    return entry


def _name(node: Node) -> Node | None:
    """The name or description, in English where there is one."""
    module = node.get("TradeItemDescriptionModule", "TradeItemDescriptionInformation")
    for key in ("TradeItemDescription", "AdditionalTradeItemDescription") if module else ():
        texts = cast("Node", module).each(key)
        english = [each for each in texts if each.words("LanguageCode").startswith("en")]
        for each in (*english, *texts):
            if found := each.find("Value"):
                return found
    return None


def _categories(entry: Entry, node: Node) -> None:
    """The device class, and what within a class asks for more; no categories where the class is not known."""
    for group in node.each("GdsnTradeItemClassification", "AdditionalTradeItemClassification"):
        known = codes.CLASSES.get(group.words("AdditionalTradeItemClassificationSystemCode"), {})
        for value in group.each("AdditionalTradeItemClassificationValue"):
            stated = value.find("AdditionalTradeItemClassificationCodeValue")
            if stated is not None and (category := known.get(stated.text)):
                entry.put("categories", stated, [category, *_within(category, node)])
                return


def _within(category: str, node: Node) -> Iterator[str]:
    """What a notified body has to look at beside the class (Regulation (EU) 2017/745, Article 52(4) and (7))."""
    device = node.get(*_DEVICE)
    if device is None:
        return
    if category == "eu-mdr-class-i":
        methods = device.each("TradeItemSterilityInformation", "InitialManufacturerSterilisationCode")
        if any(code and code not in _NOT_STERILE for code in map(_code, methods)):
            yield "eu-mdr-class-is"
        if device.says("HasDeviceMeasuringFunction"):
            yield "eu-mdr-class-im"
        if device.says("IsReusableSurgicalInstrument"):
            yield "eu-mdr-class-ir"
    elif category == "eu-mdr-class-iib" and device.says("IsTradeItemImplantable"):
        yield from () if device.says("IsDeviceExemptFromImplantObligations") else ("eu-mdr-class-iib-implantable",)


def _code(node: Node) -> str:
    """A code that stands in a list, on its own or as `{"Value": …}`."""
    return node.words("Value") if isinstance(node.value, dict) else node.text


def _markets(entry: Entry, device: Item) -> None:
    """The target market; the European Union for each state of its single market."""
    for level in device.levels:
        target = level.find("TargetMarket", "TargetMarketCountryCode")
        if target is not None:
            if market := codes.MARKETS.get(target.text):
                entry.put("markets", target, [market])
            entry.put("x-gs1-target-market", target)
            return


def _record(root: Node, outermost: Node) -> Value:
    """Which record the manifest comes from, and who published it."""
    wrapper = root.get("DraftItem") or root.get("CatalogueItem") or root
    provider = outermost.get("InformationProviderOfTradeItem")
    found = {
        "format": "GS1 GDSN",
        "identifier": wrapper.words("Identifier"),
        "provider": provider.words("PartyName") if provider else "",
        "provider-gln": provider.words("Gln") if provider else "",
        "sha256": root.document.sha256,
    }
    return {key: value for key, value in found.items() if value}
