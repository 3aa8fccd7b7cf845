"""What an order makes of a manifest: the ordered products with what the manifest says of them, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.assessment import Target
from checker.model.manifest import Lot, Manifest, Product, Site
from checker.model.order import Item, Order
from checker.records import NamedTuple

UNORDERED = "the order does not name it"


class Ordered(NamedTuple):
    """A manifest as an order sees it.

    `products` and `sites` are what is judged (None: as declared, without an order); `left_out` are the products that
    the order does not name; `lacking` says in words what the order names and the manifest does not declare, by what.
    """

    products: tuple[Product, ...] | None
    sites: dict[str, Site]
    left_out: tuple[tuple[str, str], ...] = ()
    lacking: dict[tuple[str, ...], str] = {}  # noqa: RUF012 - never changed

    def lack(self, target: Target) -> str | None:
        """Why a target can not be judged: the order names it, or something it is made of, and the manifest does not."""
        product, site = target.product or "", target.site or ""
        keys = [("product", product), (target.type, product, target.id or ""), ("site", site), ("part", product)]
        if target.type == "site":
            made = [row.id for row in self.products or () if site in (row.produced_at or ())]
            keys += [("product", each) for each in made]
        elif not target.site:
            keys.append(("site of", product))
        return next((self.lacking[key] for key in keys if key in self.lacking), None)


def ordered(manifest: Manifest, order: Order | None) -> Ordered:
    """What is judged of a manifest: what the order names, or without one what the manifest declares."""
    if order is None:
        return Ordered(manifest.products, manifest.sites)
    declared = {row.id: row for row in manifest.products or ()}
    products = tuple(_merged(item, declared.get(item.product)) for item in order.items)
    named = {item.product for item in order.items}
    asked = [site for row in products for site in row.produced_at or ()]
    strangers = {site: Site(site, "/supplier") for site in asked if site not in manifest.sites}
    return Ordered(
        products,
        {**manifest.sites, **strangers},
        tuple((row.id, UNORDERED) for row in manifest.products or () if row.id not in named),
        dict(pair for item in order.items for pair in _lacking(item, declared.get(item.product), manifest)),
    )


def _merged(item: Item, declared: Product | None) -> Product:
    """A product with the objects that the order fixes; a product that is not declared has no type that is known."""
    base = declared or Product(item.product, "/products", type="")
    lots = base.lots if item.lots is None else tuple(_lot(lot, base) for lot in item.lots)
    return base._replace(
        models=base.models if item.models is None else item.models,
        categories=_together(item.categories, base.categories),
        markets=_together(item.markets, base.markets),
        produced_at=base.produced_at if item.produced_at is None else item.produced_at,
        lots=lots,
    )


def _together(ordered: tuple[str, ...], declared: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """The manifest can add to what the order states, and never takes anything away."""
    return tuple(dict.fromkeys([*ordered, *(declared or ())])) or declared


def _lot(lot: Lot, product: Product) -> Lot:
    declared = next((each for each in product.lots or () if each.id == lot.id), None)
    if declared is None:
        return lot._replace(pointer=product.pointer)
    return declared._replace(produced=lot.produced or declared.produced)


def _lacking(item: Item, declared: Product | None, manifest: Manifest) -> Iterator[tuple[tuple[str, ...], str]]:
    name = item.product
    if declared is None:
        yield ("product", name), f"the order names the product `{name}`, which the manifest does not declare"
        return
    told = f"of product `{name}`, which the manifest does not declare"
    for model in item.models or ():
        if model not in (declared.models or ()):
            key = ("part", name) if declared.type == "batch" else ("model", name, model)
            yield key, f"the order names the model `{model}` {told}"
    lots = {lot.id for lot in declared.lots or ()}
    for lot in item.lots or ():
        if lot.id not in lots:
            key = ("lot", name, lot.id) if declared.type == "batch" else ("part", name)
            yield key, f"the order names the lot `{lot.id}` {told}"
    for site in item.produced_at or ():
        if site not in manifest.sites:
            message = f"the order names `{site}` as a producing site of `{name}`, and the manifest lists no such site"
            yield ("site", site), message
            yield ("site of", name), message
