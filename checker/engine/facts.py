"""The days of what a manifest states as dated facts: between two of them it says the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from checker.model.manifest import Manifest, Product


def facts(manifest: Manifest, products: Sequence[Product]) -> Iterator[date]:
    """The day of every dated fact."""
    for product in products:
        yield from (change.date for change in product.design_changes)
        yield from (lot.produced for lot in product.lots or () if lot.produced)
    for entry in manifest.certificates:
        yield from (event.date for event in entry.events or ())
        yield from (each.withdrawn for each in entry.accreditations or () if each.withdrawn)
        if entry.status and entry.status.checked:
            yield entry.status.checked
        yield from (each.day for each in entry.backing.traces if each.day)
