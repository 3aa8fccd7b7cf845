"""One manifest as parsed, checked for whatever the plain engine has to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.engine.identity import number_key
from checker.fast.asking import Asking, HandOverError
from checker.fast.fragments import text
from checker.fast.profile import Profile
from checker.model.assessment import Target
from checker.model.policy import MANAGEMENT_SYSTEM
from checker.records import NamedTuple
from checker.words import PLACEHOLDER

if TYPE_CHECKING:
    from datetime import date

    from checker.catalogue import Catalogue

Raw = dict[str, Any]

_PUNCTUATION = {code: None for code in range(128) if not chr(code).isalnum()}


class Place(NamedTuple):
    """An object of conformity, the index of the product that it is part of, and how its text in the report begins."""

    target: Target
    product: int | None
    head: str


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
        self._look_at_products()
        self.asking = Asking(values, catalogue, as_of)
        self.entries = [
            Profile(raw, number, catalogue.resolve(raw["standard"], raw.get("edition")))
            for number, raw in enumerate(values["certificates"])
        ]
        self.by_standard: dict[str, list[Profile]] = {}
        self.unknown: set[str] = set()  # kinds of certificates to standards that the catalogue does not know
        self._look_at_certificates()
        self._places: dict[Any, list[Place]] = {}

    def models(self, product: int, *, factory: bool) -> list[Place]:
        """The models of a product, at each of its producing sites where the factory is asked."""
        found = self._places.get((product, factory))
        if found is None:
            raw = self.products[product]
            sites = raw.get("produced_at") if factory else (None,)
            if not sites:
                raise HandOverError
            pointer = f"/products/{product}/models"
            found = self._places[product, factory] = [
                _place(Target("model", model, f"{pointer}/{index}", raw["id"], site), product)
                for index, model in enumerate(raw["models"])
                for site in sites
            ]
        return found

    def organisation(self) -> list[Place]:
        """The organisation as a whole."""
        return [_place(Target("organisation", None, "/supplier"), None)]

    def producing(self, products: tuple[int, ...] | None) -> list[Place]:
        """The sites that produce any of some products; None: every site."""
        made = set(self.sites)
        if products is not None:
            stated = [self.products[each].get("produced_at") or () for each in products]
            made = {each for at in stated for each in at} if all(stated) else set()
        if not made:
            raise HandOverError
        found = self._places.get("sites")
        if found is None:
            found = self._places["sites"] = [
                _place(Target("site", name, f"/supplier/sites/{number}", site=name), None)
                for number, name in enumerate(self.sites)
            ]
        return found if len(made) == len(found) else [each for each in found if each.target.site in made]

    def _look_at_products(self) -> None:
        names = set()
        for product in self.products:
            names.add(product["id"])
            models, made = product.get("models"), product.get("produced_at", ())
            ordinary = product.get("type", "series") == "series" and models and "lots" not in product
            if not ordinary or any("*" in model for model in models or ()) or not self.sites.keys() >= set(made):
                raise HandOverError
            if any(change["date"] > self.prepared for change in product.get("design_changes", ())):
                raise HandOverError
        if len(names) != len(self.products):
            raise HandOverError

    def _look_at_certificates(self) -> None:
        ids, numbers, adverse = set(), set(), False
        for entry in self.entries:
            raw = entry.raw
            ids.add(raw["id"])
            number = raw.get("number", "")
            key = number.translate(_PUNCTUATION).lower() if number.isascii() else number_key(number)
            if key:
                numbers.add(key)
            adverse = adverse or entry.adverse
            self._in_time(raw)
            if entry.standard is None:
                self.unknown.add(entry.kind)
            else:
                self.by_standard.setdefault(entry.standard.id, []).append(entry)
        count = len(self.entries)
        # Two entries may be one certificate where they share a number, or where one is not stated.
        if not count or len(ids) != count or (len(numbers) != count and (adverse or self._shared(len(numbers)))):
            raise HandOverError
        for twins in self.by_standard.values():
            if len(twins) > 1:
                self._look_at_rivals(twins)

    def _shared(self, different: int) -> bool:
        stated = sum(bool(entry.raw.get("number", "")) for entry in self.entries)
        return different != stated

    def _in_time(self, raw: Raw) -> None:
        """Plans are no facts, and a site is listed once."""
        prepared = self.prepared
        if raw.get("status", {}).get("checked", "") > prepared:
            raise HandOverError
        for event in raw.get("events", ()):
            if event["date"] > prepared:
                raise HandOverError
        for each in raw.get("accreditations", ()):
            if each.get("withdrawn", "") > prepared:
                raise HandOverError
        listed = raw.get("covers", {}).get("sites", ())
        if len(listed) > 1 and len({each if type(each) is str else each["id"] for each in listed}) != len(listed):
            raise HandOverError

    def _look_at_rivals(self, twins: list[Profile]) -> None:
        """Certificates of several bodies to one standard of management systems: the whole manifest matters then."""
        systems = [entry for entry in twins if entry.kind == MANAGEMENT_SYSTEM]
        if any(entry.raw.get("body") != systems[0].raw.get("body") for entry in systems[1:]):
            raise HandOverError


def _place(target: Target, product: int | None) -> Place:
    drawn = {"type": target.type, "product": target.product, "site": target.site, "id": target.id}
    return Place(target, product, f'{text(drawn)[:-1]},"outcome":"pass","holds":')
