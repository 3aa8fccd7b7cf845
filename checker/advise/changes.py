"""What an action changes in a manifest: small changes of one certificate, each harmless where it is already so.

Nothing here takes an event, an entry or an adverse status out; a suspension is lifted only by a restoration.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from checker.evidence.stated import backing
from checker.gates._system_subject import excluded
from checker.model.backing import Backing
from checker.model.manifest import (
    Accreditation,
    Certificate,
    CoveredSite,
    Covers,
    Event,
    Evidence,
    Laboratory,
    Party,
    Status,
)
from checker.model.outcome import Outcome
from checker.records import NamedTuple

ACTIVE = "active"


class Change(Protocol):
    """One change of a certificate."""

    def apply(self, entry: Certificate) -> Certificate:
        """The certificate after the change."""


class Put(NamedTuple):
    """State fields of the certificate, by name."""

    values: tuple[tuple[str, Any], ...]

    def apply(self, entry: Certificate) -> Certificate:
        """The certificate with these fields."""
        return entry._replace(**dict(self.values))


class PutPart(NamedTuple):
    """State one field of the mark, the scheme or the like; `empty` stands for the part where none is stated."""

    part: str
    empty: Any
    field: str
    value: Any

    def apply(self, entry: Certificate) -> Certificate:
        """The certificate with this field of its part."""
        held = getattr(entry, self.part) or self.empty
        return entry._replace(**{self.part: held._replace(**{self.field: self.value})})


class Cover(NamedTuple):
    """Add names to a list of the scope: models, factories, lots, listees or activities."""

    field: str
    names: tuple[Any, ...]

    def apply(self, entry: Certificate) -> Certificate:
        """The certificate with these names in its scope."""
        covers = _covers(entry)
        held = getattr(covers, self.field) or ()
        named: dict[str, Any] = {self.field: held + tuple(name for name in self.names if name not in held)}
        return entry._replace(covers=covers._replace(**named))


class Market(NamedTuple):
    """Add markets to the mark."""

    empty: Any
    names: tuple[str, ...]

    def apply(self, entry: Certificate) -> Certificate:
        """The certificate whose mark names these markets."""
        mark = entry.mark or self.empty
        held = mark.markets or ()
        return entry._replace(mark=mark._replace(markets=held + tuple(each for each in self.names if each not in held)))


class Annex(NamedTuple):
    """Add a site to the annex; its activities are those of the certificate until an extension states its own."""

    site: str

    def apply(self, entry: Certificate) -> Certificate:
        """The certificate whose annex lists the site."""
        covers = _covers(entry)
        sites = covers.sites or ()
        if any(each.id == self.site for each in sites):
            return entry
        added = CoveredSite(self.site, f"{covers.pointer}/sites/{len(sites)}")
        return entry._replace(covers=covers._replace(sites=(*sites, added)))


class Activity(NamedTuple):
    """Extend the scope to an activity, at one site where it is named; exclusions that speak of it go with it."""

    activity: str
    site: str | None = None

    def apply(self, entry: Certificate) -> Certificate:
        """The certificate whose scope holds the activity."""
        covers = _covers(entry)
        kept = tuple(
            text
            for text in covers.exclusions or ()
            if excluded(Covers("", exclusions=(text,)), self.activity) is Outcome.PASS
        )
        sites = covers.sites
        if sites is not None:
            sites = tuple(self._at(each) if each.id == self.site else each for each in sites)
        held = covers.activities or ()
        wide = held if self.activity in held else (*held, self.activity)
        exclusions = kept if covers.exclusions is not None else None
        return entry._replace(covers=covers._replace(exclusions=exclusions, sites=sites, activities=wide))

    def _at(self, site: CoveredSite) -> CoveredSite:
        if site.activities is None or self.activity in site.activities:
            return site
        return site._replace(activities=(*site.activities, self.activity))


class Happen(NamedTuple):
    """Record an event."""

    event: Event

    def apply(self, entry: Certificate) -> Certificate:
        """The certificate with the event at the end of its history."""
        held = entry.events or ()
        return entry if self.event in held else entry._replace(events=(*held, self.event))


class LookUp(NamedTuple):
    """Look the status up on a day, and find it active; an adverse one is replaced only where it was `lifted`."""

    day: date
    lifted: tuple[str, ...] = ()

    def apply(self, entry: Certificate) -> Certificate:
        """The certificate with its status of the day."""
        status = entry.status
        if status and status.value != ACTIVE and status.value not in self.lifted:
            return entry
        source = status.source if status else None
        return entry._replace(status=Status(ACTIVE, f"{entry.pointer}/status", self.day, source))


class Accredit(NamedTuple):
    """State a further accreditation of the body."""

    accreditation: Accreditation

    def apply(self, entry: Certificate) -> Certificate:
        """The certificate with the accreditation after those it states."""
        held = entry.accreditations or ()
        return entry if self.accreditation in held else entry._replace(accreditations=(*held, self.accreditation))


class Equip(NamedTuple):
    """State the laboratory's accreditation in every reported test that states none in full."""

    accreditation: Accreditation

    def apply(self, entry: Certificate) -> Certificate:
        """The certificate whose reported tests name an accredited laboratory."""
        return entry._replace(events=tuple(map(self._event, entry.events or ())))

    def _event(self, event: Event) -> Event:
        held = event.laboratory.accreditation if event.laboratory else None
        if not event.report or (held and held.standard and held.body):
            return event
        laboratory = event.laboratory or Laboratory()
        return event._replace(laboratory=laboratory._replace(accreditation=self.accreditation))


class Attach(NamedTuple):
    """Attach a document or credential that shows the certificate."""

    evidence: Evidence

    def apply(self, entry: Certificate) -> Certificate:
        """The certificate with the file behind those it has; what was seen of these stays."""
        if self.evidence in entry.evidence:
            return entry
        seen = (*entry.backing.traces, *backing(entry._replace(evidence=(self.evidence,))).traces)
        return entry._replace(evidence=(*entry.evidence, self.evidence), backing=Backing(seen))


class Enter(NamedTuple):
    """Enter a new certificate into the manifest."""

    certificate: Certificate

    def apply(self, entry: Certificate) -> Certificate:
        """The new certificate, whatever stood there."""
        return self.certificate._replace(position=entry.position, pointer=entry.pointer)


def _covers(entry: Certificate) -> Covers:
    return entry.covers or Covers(f"{entry.pointer}/covers")


def listee(party: Party) -> Cover:
    """Have a party named on the certificate as a listee."""
    return Cover("listees", (party,))
