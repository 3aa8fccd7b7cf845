"""One manifest while it is being made: a supplier in good order, before anything is broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from tests.benchmarks.corpus import certificates, supplier
from tests.benchmarks.corpus.vocabulary import Row


@dataclass
class Case:
    """A manifest, the dice that made it, and where its parts are."""

    dice: Random
    sector: str
    prepared: date
    manifest: Row

    @property
    def owner(self) -> Row:
        """The supplier."""
        row: Row = self.manifest["supplier"]
        return row

    @property
    def products(self) -> list[Row]:
        """The products."""
        rows: list[Row] = self.manifest["products"]
        return rows

    @property
    def certificates(self) -> list[Row]:
        """The certificates, in the order of the manifest."""
        rows: list[Row] = self.manifest["certificates"]
        return rows

    def listing(self) -> Row:
        """The listing of one of the products: no policy on listings passes without it."""
        return self.dice.choice([row for row in self.certificates if row["id"].startswith("listing-") and _needed(row)])

    def system(self, name: str = "qms") -> Row:
        """The certificate of a management system; of quality, where the named one is not there."""
        found = {row["id"]: row for row in self.certificates}
        return found.get(name, found["qms"])

    def needed(self) -> Row:
        """A certificate without which some policy does not pass."""
        return self.listing() if self.dice.random() < 0.5 else self.system(self.dice.choice(("qms", "qms", "ems")))

    def drop(self, *kinds: str) -> None:
        """Take away all certificates of some kinds."""
        self.manifest["certificates"] = [row for row in self.certificates if row["kind"] not in kinds]


def _needed(row: Row) -> bool:
    return not row["id"].endswith("-old")


def made(dice: Random) -> Case:
    """A manifest that every policy passes which applies to it."""
    sector = dice.choices(("ict", "laboratory", "medical"), (5, 2, 3))[0]
    stated = supplier.prepared(dice)
    owner = supplier.supplier(dice, sector, dice.choices((1, 2, 3), (6, 3, 1))[0])
    rows = supplier.products(dice, sector, owner["sites"], dice.choices((1, 2, 3), (20, 3, 1))[0])
    manifest: Row = {"manifest": 1, "prepared": str(stated), "supplier": owner, "products": rows}
    found = [*_of_products(dice, sector, owner, rows, stated), *_of_systems(dice, sector, owner, rows, stated)]
    found += [certificates.superseded(dice, row) for row in found if dice.random() < 0.04]
    dice.shuffle(found)
    manifest["certificates"] = found
    if len(found) > 10:
        del rows[1:]
        manifest["certificates"] = [row for row in found if not _of_another(row, rows[0])]
    return Case(dice, sector, stated, manifest)


def _of_another(row: Row, product: Row) -> bool:
    """Whether a product certificate is not that of a product."""
    return row["kind"] == "product" and product["id"] not in row["id"]


def _of_products(dice: Random, sector: str, owner: Row, rows: list[Row], stated: date) -> Iterator[Row]:
    for row in rows:
        yield certificates.listing(dice, sector, owner, row, stated)
        if "CA" in row["markets"]:
            yield certificates.canadian(dice, sector, owner, row, stated)
        if "intentional-radiator" in row["categories"]:
            yield certificates.grant(dice, owner, row, stated)


def _of_systems(dice: Random, sector: str, owner: Row, rows: list[Row], stated: date) -> Iterator[Row]:
    names = ["qms", "ems"]
    names += {"ict": ["isms"], "medical": ["mdqms"], "laboratory": []}[sector]
    names += [name for name, share in (("ohs", 0.3), ("energy", 0.06), ("continuity", 0.04)) if dice.random() < share]
    for name in names:
        yield certificates.system(dice, name, sector, owner, stated)
