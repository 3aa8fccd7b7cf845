"""The buyer's order (design: policy): what is bought, and so what is judged; the supplier does not choose that."""

from __future__ import annotations

from datetime import date

from checker.model.manifest import Lot
from checker.records import NamedTuple


class Item(NamedTuple):
    """One ordered product. None: the order leaves it to the manifest.

    `models`, `produced_at` and `lots` fix the objects; `categories` and `markets` are added to those of the manifest.
    """

    product: str
    pointer: str
    models: tuple[str, ...] | None = None
    categories: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    produced_at: tuple[str, ...] | None = None
    lots: tuple[Lot, ...] | None = None


class Order(NamedTuple):
    """An order: its items, and its dates by name (`award`, `delivery`; days inclusive)."""

    items: tuple[Item, ...]
    dates: dict[str, date]
    path: str = ""
    sha256: str = ""
