"""A schema-conforming manifest becomes a `Manifest`; what the schema can not see is checked here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from checker.decode.facts import contradictions
from checker.decode.fields import day, entries, party, tags, texts
from checker.errors import InputError
from checker.model.manifest import (
    Accreditation,
    BodyName,
    Certificate,
    CoveredSite,
    Covers,
    DesignChange,
    Event,
    Evidence,
    Laboratory,
    Lot,
    Manifest,
    Mark,
    Party,
    Product,
    Scheme,
    Site,
    Status,
    Supplier,
)

if TYPE_CHECKING:
    from checker.document import Document

Raw = dict[str, Any]


def decode_manifest(document: Document, values: Raw) -> Manifest:
    """The manifest that schema-conforming values state.

    Raises InputError, with every place, for duplicate ids, unknown sites in `produced_at` and facts dated after
    `prepared`: plans are not facts.
    """
    manifest = _manifest(values)
    problems = contradictions(document, manifest)
    if problems:
        raise InputError(problems)
    return manifest


def _manifest(values: Raw) -> Manifest:
    supplier = values["supplier"]
    identity = party(supplier)
    sites = None
    if "sites" in supplier:
        sites = tuple(decode_site(raw, pointer) for pointer, raw in entries(supplier["sites"], "/supplier/sites"))
    products = None
    if "products" in values:
        products = tuple(decode_product(raw, pointer) for pointer, raw in entries(values["products"], "/products"))
    listed = entries(values["certificates"], "/certificates")
    return Manifest(
        prepared=date.fromisoformat(values["prepared"]),
        supplier=Supplier(identity or Party(None), sites),
        products=products,
        certificates=tuple(
            decode_certificate(raw, pointer, position) for position, (pointer, raw) in enumerate(listed)
        ),
        sites={site.id: site for site in sites or ()},
    )


def decode_site(raw: Raw, pointer: str) -> Site:
    """One site of the supplier."""
    return Site(
        id=raw["id"],
        pointer=pointer,
        name=raw.get("name"),
        address=raw.get("address"),
        country=raw.get("country"),
        operator=party(raw.get("operator")),
        activities=tags(raw.get("activities")),
    )


def decode_product(raw: Raw, pointer: str) -> Product:
    """One product."""
    lots = None
    if "lots" in raw:
        lots = tuple(
            Lot(lot["id"], place, day(lot.get("produced"))) for place, lot in entries(raw["lots"], f"{pointer}/lots")
        )
    changes = entries(raw.get("design_changes"), f"{pointer}/design_changes")
    return Product(
        id=raw["id"],
        pointer=pointer,
        name=raw.get("name"),
        type=raw.get("type", "series"),
        brand_owner=party(raw.get("brand_owner")),
        models=texts(raw.get("models")),
        categories=texts(raw.get("categories")),
        markets=texts(raw.get("markets")),
        produced_at=texts(raw.get("produced_at")),
        lots=lots,
        design_changes=tuple(_change(change, place) for place, change in changes),
    )


def _change(raw: Raw, pointer: str) -> DesignChange:
    return DesignChange(
        date=date.fromisoformat(raw["date"]),
        pointer=pointer,
        revision=raw.get("revision"),
        significant=raw.get("significant"),
        summary=raw.get("summary"),
    )


def decode_certificate(raw: Raw, pointer: str, position: int) -> Certificate:
    """One certificate; `position` is its place among them."""
    mark, scheme = raw.get("mark"), raw.get("scheme")
    accreditations = events = None
    if "accreditations" in raw:
        stated = entries(raw["accreditations"], f"{pointer}/accreditations")
        accreditations = tuple(decode_accreditation(entry, place) for place, entry in stated)
    if "events" in raw:
        events = tuple(_event(entry, place) for place, entry in entries(raw["events"], f"{pointer}/events"))
    evidence = entries(raw.get("evidence"), f"{pointer}/evidence")
    return Certificate(
        id=raw["id"],
        position=position,
        pointer=pointer,
        kind=raw["kind"],
        standard=raw["standard"],
        edition=raw.get("edition"),
        attestation=raw.get("attestation"),
        number=raw.get("number"),
        mark=None if mark is None else Mark(mark.get("name"), mark.get("type"), texts(mark.get("markets"))),
        scheme=None if scheme is None else Scheme(scheme.get("name"), scheme.get("type")),
        body=_body(raw.get("body")),
        accreditations=accreditations,
        holder=party(raw.get("holder")),
        covers=_covers(raw["covers"], f"{pointer}/covers") if "covers" in raw else None,
        issued=day(raw.get("issued")),
        effective=day(raw.get("effective")),
        expires=day(raw.get("expires")),
        expires_stated="expires" in raw,
        status=_status(raw.get("status"), f"{pointer}/status"),
        events=events,
        evidence=tuple(_evidence(entry, place) for place, entry in evidence),
    )


def decode_accreditation(raw: Raw, pointer: str) -> Accreditation:
    """One accreditation of a certification body or laboratory."""
    return Accreditation(
        pointer=pointer,
        body=raw.get("body"),
        standard=raw.get("standard"),
        number=raw.get("number"),
        scope=texts(raw.get("scope")),
        start=day(raw.get("from")),
        until=day(raw.get("until")),
        withdrawn=day(raw.get("withdrawn")),
    )


def _covers(raw: Raw, pointer: str) -> Covers:
    sites = listees = None
    if "sites" in raw:
        sites = tuple(_covered_site(entry, place) for place, entry in entries(raw["sites"], f"{pointer}/sites"))
    if "listees" in raw:
        listees = tuple(named for entry in raw["listees"] if (named := party(entry)))
    return Covers(
        pointer=pointer,
        models=texts(raw.get("models")),
        factories=texts(raw.get("factories")),
        revision=raw.get("revision"),
        lots=texts(raw.get("lots")),
        listees=listees,
        conditions=texts(raw.get("conditions")),
        sites=sites,
        activities=tags(raw.get("activities")),
        scope=raw.get("scope"),
        exclusions=texts(raw.get("exclusions")),
        sectors=texts(raw.get("sectors")),
    )


def _covered_site(raw: Raw | str, pointer: str) -> CoveredSite:
    if isinstance(raw, str):
        return CoveredSite(raw, pointer)
    return CoveredSite(raw["id"], pointer, party(raw.get("entity")), tags(raw.get("activities")), raw.get("scope"))


def _status(raw: Raw | None, pointer: str) -> Status | None:
    if raw is None:
        return None
    return Status(raw["value"], pointer, day(raw.get("checked")), raw.get("source"))


def _event(raw: Raw, pointer: str) -> Event:
    laboratory = raw.get("laboratory")
    return Event(
        type=raw["type"],
        date=date.fromisoformat(raw["date"]),
        pointer=pointer,
        sites=_named(raw, _sites(raw)),
        models=_named(raw, texts(raw.get("models"))),
        activities=_named(raw, tags(raw.get("activities"))),
        result=raw.get("result"),
        revision=raw.get("revision"),
        previous_expiry=day(raw.get("previous_expiry")),
        laboratory=None if laboratory is None else _laboratory(laboratory, f"{pointer}/laboratory"),
        report=raw.get("report"),
    )


def _sites(raw: Raw) -> tuple[str, ...] | None:
    """The sites an event names, under `site`, `sites` or both."""
    single = (raw["site"],) if "site" in raw else ()
    return (*single, *raw.get("sites", ())) if single or "sites" in raw else None


def _named(raw: Raw, parts: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """The parts that an event is about. An empty list is read safely: it restores nothing, and stops everything."""
    return parts if raw["type"] == "restoration" else parts or None


def _laboratory(raw: Raw, pointer: str) -> Laboratory:
    stated = raw.get("accreditation")
    accreditation = None if stated is None else decode_accreditation(stated, f"{pointer}/accreditation")
    return Laboratory(raw.get("name"), accreditation)


def _body(raw: Raw | None) -> BodyName | None:
    """The certification body; a mapping that names none is as good as none."""
    if not raw or not (raw.get("name") or raw.get("id")):
        return None
    return BodyName(raw.get("name"), raw.get("id"), raw.get("site"))


def _evidence(raw: Raw, pointer: str) -> Evidence:
    return Evidence(pointer, raw.get("type"), raw.get("file"), raw.get("sha256"))
