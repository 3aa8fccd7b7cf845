"""One manifest as parsed, checked for whatever the plain engine has to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.decode.fields import parties, stated_twice
from checker.engine.identity import number_key
from checker.fast.asking import Asking, HandOverError
from checker.fast.fragments import quoted
from checker.fast.profile import Profile
from checker.model.assessment import Target
from checker.model.policy import MANAGEMENT_SYSTEM, PRODUCT
from checker.records import NamedTuple
from checker.words import PLACEHOLDER

if TYPE_CHECKING:
    from datetime import date

    from checker.catalogue import Catalogue
    from checker.model.policy import Requirement

Raw = dict[str, Any]

# What the objects of a demand are: models, those at each factory, the organisation, sites that produce or all of them.
MODELS, FACTORIES, ORGANISATION, PRODUCING, ALL = "models", "factories", "organisation", "producing", "all"

_PUNCTUATION = bytes(code for code in range(128) if not chr(code).isalnum())

_PLACES = 2_000  # models at sites: no limit of them can be set lower
_TWINS = 64  # certificates to one standard: each may have a word on each


class Place(NamedTuple):
    """An object of conformity, the index of the product that it is part of, and how its text in the report begins.

    `plain` False: lots are stated, so that a certificate has to name more than the model.
    """

    target: Target
    product: int | None
    head: str
    plain: bool = True


def shape_of(rule: Requirement) -> str:
    """What the objects of a requirement are."""
    if rule.kind == PRODUCT:
        return FACTORIES if rule.covers.factory else MODELS
    sites = rule.covers.sites
    return sites if sites in (ORGANISATION, PRODUCING) else ALL


class Sheet:
    """A manifest about which nothing is out of the ordinary. Raises HandOverError for any other."""

    def __init__(self, values: Raw, source: str, catalogue: Catalogue, as_of: date, day: str) -> None:
        self.values = values
        self.prepared: str = values["prepared"]
        self.products: list[Raw] = values.get("products", [])
        supplier = values["supplier"]
        listed = supplier.get("sites", ())
        self.sites: dict[str, Raw] = {each["id"]: each for each in listed}
        # Facts dated after the day do not exist yet on it; here every fact is of that day or an earlier one.
        plain = self.prepared <= day and self.products and len(self.sites) == len(listed)
        if not plain or PLACEHOLDER in (source or PLACEHOLDER):
            raise HandOverError
        # Where an identifier is stated in two places they may differ.
        if "identifiers" in source and any(stated_twice(named) for _, named in parties(values)):
            raise HandOverError
        self._look_at_products()
        self.asking = Asking(values, catalogue, as_of)
        self.entries = [_profile(raw, number, catalogue) for number, raw in enumerate(values["certificates"])]
        self.asking.entries = self.entries
        self.by_standard: dict[str, list[Profile]] = {}
        self.unknown: set[str] = set()  # kinds of certificates to standards that the catalogue does not know
        self._look_at_certificates()
        self._places: dict[tuple[str, tuple[int, ...]], list[Place]] = {}
        self._sites: list[Place] | None = None

    def places(self, shape: str, products: tuple[int, ...]) -> list[Place]:
        """The objects over some products, in the order of the manifest; `shape` is that of a demand (`shape_of`)."""
        key = shape, products
        found = self._places.get(key)
        if found is None:
            if shape in (MODELS, FACTORIES):
                found = [place for each in products for place in self._models(each, factory=shape == FACTORIES)]
            elif shape == ORGANISATION:
                found = [_ORGANISATION]
            else:
                found = self._producing(products if shape == PRODUCING else None)
            self._places[key] = found
        return found

    def _models(self, product: int, *, factory: bool) -> list[Place]:
        """The models or lots of a product, at each of its producing sites where the factory is asked."""
        raw = self.products[product]
        sites = raw.get("produced_at") if factory else (None,)
        if not sites:
            raise HandOverError
        name, kind = raw["id"], "lot" if raw.get("type") == "batch" else "model"
        listed = [each if type(each) is str else each["id"] for each in raw[f"{kind}s"]]
        head = f'{{"type":"{kind}","product":{quoted(name)},"site":'
        parts = [(site, quoted(site) if site else "null") for site in sites]
        return [
            Place(
                Target(kind, part, f"/products/{product}/{kind}s/{index}", name, site),
                product,
                f'{head}{drawn},"id":{quoted(part)},"outcome":"',
                "lots" not in raw,
            )
            for index, part in enumerate(listed)
            for site, drawn in parts
        ]

    def _producing(self, products: tuple[int, ...] | None) -> list[Place]:
        """The sites that produce any of some products; None: every site."""
        made = set(self.sites)
        if products is not None:
            stated = [self.products[each].get("produced_at") or () for each in products]
            made = {each for at in stated for each in at} if all(stated) else set()
        if not made:
            raise HandOverError
        found = self._sites
        if found is None:
            found = self._sites = [_site(name, number) for number, name in enumerate(self.sites)]
        return found if len(made) == len(found) else [each for each in found if each.target.site in made]

    def _look_at_products(self) -> None:
        names, places = set(), 0
        for product in self.products:
            names.add(product["id"])
            models, made = product.get("models"), product.get("produced_at", ())
            kind = product.get("type", "series")
            ordinary = models and (kind == "series" or (kind == "batch" and product.get("lots")))
            if not ordinary or "*" in "".join(models or ()) or not self.sites.keys() >= set(made):
                raise HandOverError
            if any(change["date"] > self.prepared for change in product.get("design_changes", ())):
                raise HandOverError
            places += len(models or ()) * len(made)
        if len(names) != len(self.products) or places > _PLACES:
            raise HandOverError

    def _look_at_certificates(self) -> None:
        ids, numbers = set(), set()
        for entry in self.entries:
            raw = entry.raw
            ids.add(raw["id"])
            number = raw.get("number", "")
            key = _plain_key(number) if number.isascii() else number_key(number).encode("utf-8", "surrogatepass")
            if key:
                numbers.add(key)
            self._in_time(raw)
            if entry.name is None:
                self.unknown.add(entry.kind)
            else:
                self.by_standard.setdefault(entry.name, []).append(entry)
        count = len(self.entries)
        # Two entries may be one certificate where they share a number, or where one is not stated.
        if not count or len(ids) != count or (len(numbers) != count and self._shared(len(numbers))):
            raise HandOverError
        for twins in self.by_standard.values():
            if len(twins) > _TWINS:
                raise HandOverError
            if len(twins) > 1:
                self._look_at_rivals(twins)

    def _shared(self, different: int) -> bool:
        """Whether one is stated twice, or not stated where a certificate was suspended or withdrawn."""
        stated = sum(bool(entry.raw.get("number", "")) for entry in self.entries)
        return different != stated or any(entry.adverse for entry in self.entries)

    def _in_time(self, raw: Raw) -> None:
        """Plans are no facts, and a site is listed once."""
        prepared = self.prepared
        status, covers = raw.get("status"), raw.get("covers")
        if status and status.get("checked", "") > prepared:
            raise HandOverError
        for event in raw.get("events", ()):
            if event["date"] > prepared:
                raise HandOverError
        for each in raw.get("accreditations", ()):
            if each.get("withdrawn", "") > prepared:
                raise HandOverError
        listed = covers.get("sites") if covers else None
        if (
            listed
            and len(listed) > 1
            and len({each if type(each) is str else each["id"] for each in listed}) != len(listed)
        ):
            raise HandOverError

    def _look_at_rivals(self, twins: list[Profile]) -> None:
        """Certificates of several bodies to one standard of management systems: each may have a word on the others."""
        systems = [entry for entry in twins if entry.kind == MANAGEMENT_SYSTEM]
        if any(entry.raw.get("body") != systems[0].raw.get("body") for entry in systems[1:]):
            for entry in systems:
                entry.rivals = tuple(each for each in systems if each is not entry)


def _plain_key(number: str) -> bytes:
    """A number of ASCII, as `number_key` has it."""
    return number.encode().translate(None, _PUNCTUATION).lower()


def _profile(raw: Raw, position: int, catalogue: Catalogue) -> Profile:
    name, edition = raw["standard"], raw.get("edition")
    found = catalogue.resolve(name, edition)
    printed = catalogue.resolve(name).edition if edition else None
    return Profile(raw, position, found, contradictory=printed is not None and printed != found.edition)


def _site(name: str, number: int) -> Place:
    drawn = quoted(name)
    head = f'{{"type":"site","product":null,"site":{drawn},"id":{drawn},"outcome":"'
    return Place(Target("site", name, f"/supplier/sites/{number}", site=name), None, head)


_ORGANISATION = Place(
    Target("organisation", None, "/supplier"),
    None,
    '{"type":"organisation","product":null,"site":null,"id":null,"outcome":"',
)
