"""The buyer's waivers (design: waivers; ISO 9000:2015, 3.12.5 calls one a concession)."""

from __future__ import annotations

from datetime import date

from checker.errors import Location
from checker.model.manifest import Party
from checker.model.policy import Period
from checker.records import NamedTuple


class Waiver(NamedTuple):
    """One waiver: which codes of which requirement it lifts, for whom, until when, and who approved it.

    `product`, `model`, `site` None: for every one. `waivable` False: the requirement takes no waiver. `location` is
    where the waiver stands in its `file`, for messages.
    """

    id: str
    policy: str
    requirement: str
    codes: tuple[str, ...]
    supplier: Party
    reason: str
    approved_by: str
    approved: date
    expires: date
    product: str | None = None
    model: str | None = None
    site: str | None = None
    ticket: str | None = None
    pointer: str = ""
    file: str = ""
    location: Location = Location("")
    waivable: bool = True

    @property
    def holder(self) -> str:
        """The supplier as a reader knows it: by name, else by the first identifier."""
        if self.supplier.name:
            return self.supplier.name
        return next((f"{kind} {value}" for kind, value in self.supplier.identifiers), "")


class Waivers(NamedTuple):
    """All waivers of a run, in the order of their files; no two share an id.

    `sha256` is of the one file as read; of several, that of the lines `digest path`, sorted by path. `longest` is how
    long a waiver may hold at most, where the buyer set a bound; `files` are the paths in the order
    given, in which the first of two waivers that lift the same is used.
    """

    items: tuple[Waiver, ...]
    path: str = ""
    sha256: str = ""
    longest: Period | None = None
    files: tuple[str, ...] = ()
