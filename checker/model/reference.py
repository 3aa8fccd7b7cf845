"""Rows of the catalogue: standards, accreditation bodies, recognition lists. Every row knows its source."""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from re import Pattern

from checker.records import NamedTuple

# Member states of the European Economic Area, where the product law of the Union holds.
_EEA = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"
EEA = frozenset(_EEA.split())


class Provenance(NamedTuple):
    """Where a row comes from; `confidence` is verified, secondary or assumed."""

    source: str
    confidence: str
    as_of: date


class Transition(NamedTuple):
    """The last days of an edition in one market (`world` where no row names the market). Both days inclusive.

    `last_new_issue`: no certificate may be granted to the edition after it. `end`: certificates to the edition end.
    """

    market: str
    last_new_issue: date | None = None
    end: date | None = None


class Edition(NamedTuple):
    """One edition of a standard; `label` is the year or version that a designation prints (`2015`, `v6`, `D`)."""

    label: str
    provenance: Provenance
    published: date | None = None
    transitions: tuple[Transition, ...] = ()
    aliases: tuple[str, ...] = ()

    def transition(self, market: str) -> Transition | None:
        """The transition that holds in a market: its own row, that of the EU for a member state, else the world's."""
        rows = {row.market: row for row in self.transitions}
        union = rows.get("EU") if market in EEA else None
        return rows.get(market) or union or rows.get("world")


class Standard(NamedTuple):
    """A standard or rule to which certificates are issued.

    `kind` is product or management-system, as decided by `accreditation`, the standard the certifying body is
    accredited to (ISO/IEC 17065 or ISO/IEC 17021-1). `editions_complete` says that an edition not listed does not
    exist; otherwise an unlisted edition is merely unknown.
    """

    id: str
    title: str
    kind: str
    accreditation: str
    provenance: Provenance
    editions: tuple[Edition, ...] = ()
    editions_complete: bool = False
    predecessors: tuple[str, ...] = ()

    def edition(self, label: str) -> Edition | None:
        """The edition with this label, or None."""
        for row in self.editions:
            if row.label == label or label in row.aliases:
                return row
        return None


class Designation(NamedTuple):
    """What the designation parser makes of a text: the standard (None if unknown), edition and amendments."""

    text: str
    standard: Standard | None
    edition: str | None = None
    amendments: tuple[str, ...] = ()
    relation: str = "identical"  # identical | renamed


class Programme(NamedTuple):
    """An accreditation programme of an accreditation body; open dates are None, days inclusive.

    `offered` False stands for a programme of which it is not known whether the body offers it.
    """

    standard: str
    provenance: Provenance
    start: date | None = None
    until: date | None = None
    mra: bool = False
    mra_start: date | None = None
    mra_until: date | None = None
    offered: bool = True

    def on(self, day: date) -> bool:
        """Whether the programme runs on a day."""
        return (self.start is None or self.start <= day) and (self.until is None or day <= self.until)

    def mra_on(self, day: date) -> bool:
        """Whether the programme is covered by the mutual recognition family (IAF MLA, ILAC MRA, Global ACI)."""
        started = self.mra_start is None or self.mra_start <= day
        return self.mra and started and (self.mra_until is None or day <= self.mra_until)


class AccreditationBody(NamedTuple):
    """A body that accredits certification bodies and laboratories (ISO/IEC 17011)."""

    id: str
    name: str
    country: str
    programmes: tuple[Programme, ...]
    provenance: Provenance

    def programme(self, standard: str) -> Programme | None:
        """The programme for an accreditation standard, by its catalogue designation."""
        for row in self.programmes:
            if row.standard == standard:
                return row
        return None


class Numbering(NamedTuple):
    """How the numbers look that a body gives to certificates with a mark: what each holds somewhere, and an example."""

    pattern: Pattern[str]
    example: str
    provenance: Provenance


class Body(NamedTuple):
    """A certification body the catalogue knows by id and names."""

    id: str
    names: tuple[str, ...]
    provenance: Provenance
    number: str | None = None  # notified body number
    numbering: Numbering | None = None


class BodyMatch(NamedTuple):
    """The one catalogue row that a body's id and name resolve to; `conflict` when they name different rows."""

    body: Body | None
    conflict: bool = False


class Recognition(NamedTuple):
    """A body's place on a recognition list; `scope` None means the scope is not known.

    Scope entries are keys of `Catalogue.key`; in a `complete` scope a missing standard is not recognised.
    """

    body: Body
    scope: Set[str] | None
    complete: bool
    provenance: Provenance


class RecognitionList(NamedTuple):
    """Bodies recognised by an authority (OSHA NRTL) or designated for an act (EU notified bodies)."""

    id: str
    title: str
    members: dict[str, Recognition]  # by body id
    provenance: Provenance
    complete: bool = False  # a body that is not listed is not recognised; otherwise merely not known
