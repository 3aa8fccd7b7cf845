"""The supplier's manifest (design: manifest, version 1). `None` always means: not stated.

Dates are calendar days, inclusive. `pointer` is the JSON pointer (RFC 6901) of the thing in its file.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias

from checker.model.backing import Backing
from checker.records import NamedTuple

Day: TypeAlias = date


class Party(NamedTuple):
    """A legal person: the name as printed and the identifiers stated (lei, duns, vat, registration)."""

    name: str | None
    identifiers: tuple[tuple[str, str], ...] = ()


class Site(NamedTuple):
    """A place of the supplier; `operator` is the legal person that runs it when it is not the supplier."""

    id: str
    pointer: str
    name: str | None = None
    address: str | None = None
    country: str | None = None
    operator: Party | None = None
    activities: tuple[str, ...] | None = None


class Lot(NamedTuple):
    """A produced lot or batch."""

    id: str
    pointer: str
    produced: Day | None = None


class DesignChange(NamedTuple):
    """A stated change of a product's design; `significant` None means the supplier does not say."""

    date: Day
    pointer: str
    revision: str | None = None
    significant: bool | None = None
    summary: str | None = None


class Product(NamedTuple):
    """A product of the supplier. `type` is series, batch, service or process."""

    id: str
    pointer: str
    name: str | None = None
    type: str = "series"
    brand_owner: Party | None = None
    models: tuple[str, ...] | None = None
    categories: tuple[str, ...] | None = None
    markets: tuple[str, ...] | None = None
    produced_at: tuple[str, ...] | None = None
    lots: tuple[Lot, ...] | None = None
    design_changes: tuple[DesignChange, ...] = ()


class Supplier(NamedTuple):
    """The organisation that submits the manifest."""

    party: Party
    sites: tuple[Site, ...] | None = None

    @property
    def name(self) -> str:
        """The legal name as printed on certificates."""
        return self.party.name or ""


class Mark(NamedTuple):
    """A mark of conformity; `type` is listed, recognized-component or classified."""

    name: str | None = None
    type: str | None = None
    markets: tuple[str, ...] | None = None


class Scheme(NamedTuple):
    """A certification scheme; `type` is an ISO/IEC 17067 type (1a, 1b, 2 to 6)."""

    name: str | None = None
    type: str | None = None


class BodyName(NamedTuple):
    """A certification body as the manifest names it."""

    name: str | None = None
    id: str | None = None
    site: str | None = None


class Accreditation(NamedTuple):
    """One accreditation of a certification body or laboratory, as stated."""

    pointer: str
    body: str | None = None
    standard: str | None = None
    number: str | None = None
    scope: tuple[str, ...] | None = None
    start: Day | None = None  # `from`
    until: Day | None = None
    withdrawn: Day | None = None


class CoveredSite(NamedTuple):
    """One site of the annex: its own entity, activities and scope where the annex states them."""

    id: str
    pointer: str
    entity: Party | None = None
    activities: tuple[str, ...] | None = None
    scope: str | None = None


class Covers(NamedTuple):
    """What a certificate names as its scope."""

    pointer: str
    models: tuple[str, ...] | None = None
    factories: tuple[str, ...] | None = None
    revision: str | None = None
    lots: tuple[str, ...] | None = None
    listees: tuple[Party, ...] | None = None
    conditions: tuple[str, ...] | None = None
    sites: tuple[CoveredSite, ...] | None = None
    activities: tuple[str, ...] | None = None
    scope: str | None = None
    exclusions: tuple[str, ...] | None = None
    sectors: tuple[str, ...] | None = None


class Status(NamedTuple):
    """A status as looked up: active, inactive, suspended, cancelled, draft, withdrawn or expired."""

    value: str
    pointer: str
    checked: Day | None = None
    source: str | None = None


class Laboratory(NamedTuple):
    """A laboratory and the accreditation it states."""

    name: str | None = None
    accreditation: Accreditation | None = None


class Event(NamedTuple):
    """One dated fact in the life of a certificate; `sites`, `models`, `activities` None: the whole certificate."""

    type: str
    date: Day
    pointer: str
    sites: tuple[str, ...] | None = None
    models: tuple[str, ...] | None = None
    activities: tuple[str, ...] | None = None
    result: str | None = None
    revision: str | None = None
    previous_expiry: Day | None = None
    laboratory: Laboratory | None = None
    report: str | None = None


class Evidence(NamedTuple):
    """A file that is said to show the certificate."""

    pointer: str
    type: str | None = None
    file: str | None = None
    sha256: str | None = None


class Certificate(NamedTuple):
    """A certificate as the supplier claims it.

    `expires` is None both for null and for an absent key; `expires_stated` tells them apart (ISO/IEC 17065, 7.7: a
    product certificate has a term only if its scheme sets one).
    """

    id: str
    position: int
    pointer: str
    kind: str
    standard: str
    edition: str | None = None
    attestation: str | None = None
    number: str | None = None
    mark: Mark | None = None
    scheme: Scheme | None = None
    body: BodyName | None = None
    accreditations: tuple[Accreditation, ...] | None = None
    holder: Party | None = None
    covers: Covers | None = None
    issued: Day | None = None
    effective: Day | None = None
    expires: Day | None = None
    expires_stated: bool = False
    status: Status | None = None
    events: tuple[Event, ...] | None = None
    evidence: tuple[Evidence, ...] = ()
    backing: Backing = Backing()  # not stated but seen by whoever looked; see `checker/backing.py`


# Events in one entry of a certificate that count for every other.
_TELLING = frozenset({"suspension", "restoration", "withdrawal", "scope-reduction"})


class Entries(tuple[Certificate, ...]):
    """Other entries of one certificate, in the order of the manifest.

    A supplier may state one listing once for each of a thousand models: few of these entries tell anything of it.
    """

    @cached_property
    def telling(self) -> tuple[Certificate, ...]:
        """Those that record a suspension, restoration, withdrawal or reduction of scope, or a previous expiry."""
        return tuple(each for each in self if _tells(each))

    @cached_property
    def _known(self) -> dict[str, Any]:
        return {}

    def once(self, name: str, find: Callable[[], Any]) -> Any:
        """Anything else that is worked out of the entries and the certificate alone, whatever is asked of it."""
        if name not in self._known:
            self._known[name] = find()
        return self._known[name]


def _tells(entry: Certificate) -> bool:
    return any(event.type in _TELLING or event.previous_expiry for event in entry.events or ())


class Manifest(NamedTuple):
    """A supplier's products, sites and certificates as prepared on a day."""

    prepared: Day
    supplier: Supplier
    certificates: tuple[Certificate, ...]
    products: tuple[Product, ...] | None = None
    sites: dict[str, Site] = {}  # noqa: RUF012 - by id, for look-up; never changed
