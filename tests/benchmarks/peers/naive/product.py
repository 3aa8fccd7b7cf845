"""What is asked of a product certificate, for one model or lot of a product and, where it is asked, one factory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tests.benchmarks.corpus.vocabulary import Row
from tests.benchmarks.peers.naive.certificate import dates, granted
from tests.benchmarks.peers.naive.tables import ACCREDITORS, back


class Item(NamedTuple):
    """What has to be certified."""

    product: Row
    models: list[str]
    lot: str | None
    site: str | None


def items(asked: Row, products: list[Row]) -> Iterator[Item] | None:
    """The items of a requirement; None where the manifest does not say what they are."""
    factory = asked.get("covers", {}).get("factory", False)
    if factory and any(not product.get("produced_at") for product in products):
        return None
    return _items(products, factory)


def _items(products: list[Row], factory: bool) -> Iterator[Item]:
    for product in products:
        for site in product["produced_at"] if factory else (None,):
            if product.get("type") == "batch":
                yield from (Item(product, product["models"], lot["id"], site) for lot in product["lots"])
            else:
                yield from (Item(product, [model], None, site) for model in product["models"])


def reasons(row: Row, asked: Row, item: Item, today: date) -> Iterator[str]:
    """What is wrong with a certificate for an item."""
    covers = row.get("covers", {})
    exact = not asked.get("covers", {}).get("patterns", True)
    if not all(any(_names(name, model, exact) for name in covers.get("models", ())) for model in item.models):
        yield "model-not-covered"
    if item.site is not None and item.site not in covers.get("factories", ()):
        yield "factory-not-covered"
    yield from _marks(row, asked)
    lots = [item.lot] if item.lot else [lot["id"] for lot in item.product.get("lots", ())]
    named = covers.get("lots", ())
    of_lots = item.lot or row.get("scheme", {}).get("type") == "1b"
    if of_lots and not (lots and all(lot in named for lot in lots)):
        yield "lot-not-covered"
    for change in item.product.get("design_changes", ()):
        if change["significant"] and change["date"] > granted(row):
            yield "design-change-not-evaluated"
    if "testing" in asked:
        yield from _tested(row, asked)
    if "surveillance" in asked:
        yield from _inspected(row, asked, item, today)


def _names(name: str, model: str, exact: bool) -> bool:
    return name == model or (not exact and name.endswith("-*") and len(name) > 4 and model.startswith(name[:-1]))


def _marks(row: Row, asked: Row) -> Iterator[str]:
    mark, scheme = asked.get("mark", {}), asked.get("scheme", {}).get("types", ["1b", "2", "3", "4", "5", "6"])
    if mark.get("types") != "any" and row.get("mark", {}).get("type") not in mark.get(
        "types", ["listed", "classified"]
    ):
        yield "component-only"
    if "market" in mark and mark["market"] not in row.get("mark", {}).get("markets", ()):
        yield "market-not-covered"
    if scheme != "any" and row.get("scheme", {}).get("type") not in scheme:
        yield "type-only"


def _tested(row: Row, asked: Row) -> Iterator[str]:
    tests = [event for event in row.get("events", ()) if event["type"] == "type-test" and "report" in event]
    if not tests:
        yield "test-report-missing"
    elif asked["testing"].get("accredited_laboratory"):
        stated = [event.get("laboratory", {}).get("accreditation", {}) for event in tests]
        if not any(each.get("body") in ACCREDITORS and each.get("standard") == "ISO/IEC 17025" for each in stated):
            yield "laboratory-not-accredited"


def _inspected(row: Row, asked: Row, item: Item, today: date) -> Iterator[str]:
    here = {**row, "events": [each for each in row.get("events", ()) if each.get("site") in (None, item.site)]}
    seen = dates(here, "surveillance", "decision")
    if not seen or seen[-1] < str(back(today, asked["surveillance"]["every"])):
        yield "surveillance-overdue"
