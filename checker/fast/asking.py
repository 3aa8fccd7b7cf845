"""Asks the plain gates about one certificate of a manifest as parsed, decoding only what they look at."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from checker.decode.fields import party, texts
from checker.decode.manifest import decode_certificate, decode_product, decode_site
from checker.gates import gates
from checker.gates._system_subject import covers_activity
from checker.gates.base import Context
from checker.model.assessment import GateResult, Target
from checker.model.manifest import Certificate, Manifest, Party, Product, Site, Supplier
from checker.model.outcome import FAIL, Outcome
from checker.model.parties import as_known

if TYPE_CHECKING:
    from checker.catalogue import Catalogue
    from checker.fast.profile import Profile
    from checker.model.policy import Requirement

Raw = dict[str, Any]


class HandOverError(Exception):
    """Something is out of the ordinary: the plain engine has to judge this manifest."""


GATES = {gate.id: gate for gate in gates()}


class Asking:
    """One manifest as parsed, for the plain gates; no certificate of it has siblings.

    `known` is the day of the run, where another, later one is looked at; `entries` are all certificates.
    """

    def __init__(self, values: Raw, catalogue: Catalogue, as_of: date, known: date | None = None) -> None:
        self.entries: list[Profile] = []
        self._values = values
        self._catalogue = catalogue
        self._as_of = as_of
        self._known = known
        self._certificates: dict[int, Certificate] = {}
        self._products: dict[int, Product] = {}
        self._parties: dict[int | str | None, Party] = {}
        self._frame: Manifest | None = None
        self._manifests: dict[int, Manifest] = {}

    def on(self, day: date) -> Asking:
        """The same manifest on a later day."""
        other = Asking(self._values, self._catalogue, day, self._as_of)
        other.entries = self.entries
        other._certificates, other._products, other._parties = self._certificates, self._products, self._parties
        other._frame, other._manifests = self._frame, self._manifests
        return other

    def certificate(self, entry: Profile) -> Certificate:
        """The certificate of a profile, decoded."""
        found = self._certificates.get(entry.position)
        if found is None:
            pointer = f"/certificates/{entry.position}"
            found = self._certificates[entry.position] = decode_certificate(entry.raw, pointer, entry.position)
        return found

    def product(self, number: int) -> Product:
        """The product with this index, decoded."""
        found = self._products.get(number)
        if found is None:
            found = self._products[number] = decode_product(self._values["products"][number], f"/products/{number}")
        return found

    def changes(self, number: int) -> list[Raw]:
        """The changes of its design that a product states."""
        stated: list[Raw] = self._values["products"][number].get("design_changes", [])
        return stated

    def markets(self, number: int) -> tuple[str, ...] | None:
        """The markets that a product states."""
        return texts(self._values["products"][number].get("markets"))

    def made_at(self, number: int) -> tuple[str, ...]:
        """The sites that produce a product; none where they are not stated."""
        return tuple(self._values["products"][number].get("produced_at", ()))

    def owner(self, number: int) -> Party:
        """The brand owner of a product, as known."""
        found = self._parties.get(number)
        if found is None:
            stated = self._values["products"][number].get("brand_owner")
            found = self._parties[number] = as_known(party(stated), self.operator(None))
        return found

    def operator(self, site: str | None) -> Party:
        """The legal person that runs a site, as known; the supplier for None."""
        found = self._parties.get(site)
        if found is None:
            supplier = self._values["supplier"]
            if site is None:
                found = party(supplier) or Party(None)
            else:
                stated = next(each for each in supplier["sites"] if each["id"] == site)
                found = as_known(party(stated.get("operator")), self.operator(None))
            self._parties[site] = found
        return found

    def frame(self) -> Manifest:
        """The manifest without its products and certificates."""
        if self._frame is None:
            supplier = self._values["supplier"]
            stated = supplier.get("sites")
            sites = None
            if stated is not None:
                sites = tuple(decode_site(raw, f"/supplier/sites/{number}") for number, raw in enumerate(stated))
            self._frame = Manifest(
                prepared=date.fromisoformat(self._values["prepared"]),
                supplier=Supplier(self.operator(None), sites),
                certificates=(),
                sites={site.id: site for site in sites or ()},
            )
        return self._frame

    def _manifest(self, entry: Profile) -> Manifest:
        """The manifest with a certificate and its rivals: no other has a part in what a gate says of it."""
        found = self._manifests.get(entry.position)
        if found is None:
            frame = self.frame()
            certificates = tuple(map(self.certificate, (entry, *entry.rivals)))
            if entry.rivals:
                certificates = tuple(sorted(certificates, key=lambda each: each.position))
            found = Manifest(frame.prepared, frame.supplier, certificates, None, frame.sites)
            self._manifests[entry.position] = found
        return found

    def site(self, name: str | None) -> Site | None:
        """The site with this id."""
        return self.frame().sites.get(name) if name else None

    def context(
        self, rule: Requirement, markets: tuple[str, ...] | None, entry: Profile, target: Target, number: int | None
    ) -> Context:
        """Everything a gate may look at; `number` is the target's product."""
        certificate = self.certificate(entry)
        product = None if number is None else self.product(number)
        return Context(
            requirement=rule,
            certificate=certificate,
            target=target,
            manifest=self._manifest(entry),
            as_of=self._as_of,
            catalogue=self._catalogue,
            designation=entry.designation,
            markets=markets,
            product=product,
            site=self.site(target.site),
            covered_elsewhere=partial(self._elsewhere, rule),
            known=self._known,
        )

    def _elsewhere(self, rule: Requirement, activity: str) -> Outcome:
        """Whether a certificate covers an activity where it is performed: none does that is to another standard."""
        accepted = {each.id for each in rule.standards}
        fitting = [self.certificate(each) for each in self.entries if each.name is None or each.name in accepted]
        for site in self.frame().sites.values():
            if activity in (site.activities or ()):
                for certificate in fitting:
                    if covers_activity(certificate, site.id, activity):
                        raise HandOverError  # whether it passes there is a matter of the whole manifest
        return FAIL

    def ask(self, gate: str, context: Context) -> GateResult:
        """The answer of a plain gate."""
        return GATES[gate].assess(context)
