"""A schema-conforming order becomes an `Order`; what the schema can not see is checked here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from checker.decode.fields import day, entries, texts
from checker.errors import InputError, Problem
from checker.model.manifest import Lot
from checker.model.order import Item, Order
from checker.words import shorten

if TYPE_CHECKING:
    from checker.document import Document

Raw = dict[str, Any]


def decode_order(document: Document, values: Raw) -> Order:
    """The order that schema-conforming values state.

    Raises InputError, with every place, for a product or lot that is ordered twice, a pattern instead of a model, and a
    delivery before the award.
    """
    items = tuple(_item(raw, pointer) for pointer, raw in entries(values["items"], "/items"))
    dates = {name: date.fromisoformat(stated) for name, stated in values.get("dates", {}).items()}
    problems = [
        Problem(message, document.locate(pointer), mend)
        for check in (_twice(items), _patterns(items), _swapped(dates))
        for pointer, message, mend in check
    ]
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.location))
    return Order(items, dates, document.path, document.sha256)


def _item(raw: Raw, pointer: str) -> Item:
    lots = None
    if "lots" in raw:
        lots = tuple(_lot(each, place) for place, each in entries(raw["lots"], f"{pointer}/lots"))
    return Item(
        product=raw["product"],
        pointer=pointer,
        models=texts(raw.get("models")),
        categories=texts(raw.get("categories")) or (),
        markets=texts(raw.get("markets")) or (),
        produced_at=texts(raw.get("produced_at")),
        lots=lots,
    )


def _lot(raw: Raw | str, pointer: str) -> Lot:
    return Lot(raw, pointer) if isinstance(raw, str) else Lot(raw["id"], pointer, day(raw.get("produced")))


def _twice(items: tuple[Item, ...]) -> Iterable[tuple[str, str, str]]:
    seen: set[str] = set()
    for item in items:
        if item.product in seen:
            yield f"{item.pointer}/product", f"product `{item.product}` is ordered twice", "make one item of the two"
        seen.add(item.product)
        lots: set[str] = set()
        for lot in item.lots or ():
            if lot.id in lots:
                yield lot.pointer, f"lot `{lot.id}` is ordered twice", "keep one of the two"
            lots.add(lot.id)


def _patterns(items: tuple[Item, ...]) -> Iterable[tuple[str, str, str]]:
    for item in items:
        for index, model in enumerate(item.models or ()):
            if "*" in model:
                mend = "list every ordered model by its own name"
                yield f"{item.pointer}/models/{index}", f"`{shorten(model)}` is a pattern, not a model", mend


def _swapped(dates: dict[str, date]) -> Iterable[tuple[str, str, str]]:
    award, delivery = dates.get("award"), dates.get("delivery")
    if award and delivery and delivery < award:
        yield "/dates/delivery", f"the delivery of {delivery} lies before the award of {award}", "swap the dates"
