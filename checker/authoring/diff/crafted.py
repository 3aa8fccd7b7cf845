"""Changes to a manifest that show differences which no single plausible change does.

Each concerns a place where one rule looks at a part and another at the whole: sites and models, activities, holders,
days of production, days of grant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from checker.authoring.changes import Json
from checker.catalogue import Catalogue
from checker.model.calendar import add, previous_day
from checker.model.history import THREE_YEARS
from checker.model.policy import MANAGEMENT_SYSTEM, Period

_STRANGER = {"name": "Somebody Else Ltd"}
_ELSEWHERE = "distribution"
_AGE = 30  # months
_LONG_AGO = "1990-01-01"


def crafted(values: Json, day: date) -> Iterator[list[Json]]:
    """Lists of changes to a manifest; each of them may or may not show something."""
    for index, entry in enumerate(values["certificates"]):
        place = f"/certificates/{index}"
        if entry["kind"] == MANAGEMENT_SYSTEM:
            yield from _activities(values, entry, place, day)
            yield from _holders(values, place)
        else:
            yield from _sites(values, entry, place, day)
            yield from _made_before(values, place, day)
        yield _granted_long_ago(entry, place)


def aged(values: Json, catalogue: Catalogue, day: date) -> Iterator[Json]:
    """The manifest with certificates that were granted two and a half years ago, to every edition there was by then.

    Look-ups and audits can be old only where the certificate is.
    """
    for index in range(len(values["certificates"])):
        entry = values["certificates"][index]
        row = catalogue.resolve(entry["standard"], entry.get("edition")).standard
        old = add(day, Period(months=-_AGE))
        known = [each.label for each in row.editions if each.published and each.published <= old] if row else []
        texts = [f"{row.id}:{label}" for label in known] if row else []
        for text in dict.fromkeys([*texts, str(entry["standard"])]):
            certificates = [*values["certificates"]]
            certificates[index] = _aged({**entry, "standard": text}, day)
            yield {**values, "certificates": certificates}


def _aged(entry: Json, day: date) -> Json:
    """A certificate as if it had been granted earlier, with a surveillance in each year since."""
    start = add(day, Period(months=-_AGE))
    older = {**entry, "issued": start.isoformat(), "effective": start.isoformat()}
    if entry.get("expires"):
        older["expires"] = previous_day(add(start, THREE_YEARS)).isoformat()
    events = [{**event, "date": start.isoformat()} for event in entry.get("events", ())]
    audits = [add(day, Period(months=-months)).isoformat() for months in (20, 8)]
    older["events"] = [*events, *({"type": "surveillance", "date": when} for when in audits)]
    rows = entry.get("accreditations", ())
    older["accreditations"] = [{**row, "from": _LONG_AGO} if "from" in row else row for row in rows]
    return older


def _sites(values: Json, entry: Json, place: str, day: date) -> Iterator[list[Json]]:
    """The whole certificate suspended and restored site by site; or suspended for a site that no site needs."""
    sites = sorted({site for product in values.get("products", ()) for site in product.get("produced_at") or ()})
    suspended = {"type": "suspension", "date": _before(day, 9)}
    restored = {"type": "restoration", "date": _before(day, 5), "sites": sites}
    if sites:
        yield _events(entry, place, [suspended, restored])


def _activities(values: Json, entry: Json, place: str, day: date) -> Iterator[list[Json]]:
    """A suspension of an activity that the sites perform and that need not be asked for."""
    event = {"type": "suspension", "date": _before(day, 9), "activities": [_ELSEWHERE]}
    performed = [
        {"set": f"/supplier/sites/{index}/activities", "value": [*site.get("activities", ()), _ELSEWHERE]}
        for index, site in enumerate(values["supplier"].get("sites", ()))
    ]
    yield [*performed, *_events(entry, place, [event])]


def _holders(values: Json, place: str) -> Iterator[list[Json]]:
    """Sites that somebody else runs, who holds the certificate."""
    sites = values["supplier"].get("sites", ())
    runs = [{"set": f"/supplier/sites/{index}/operator", "value": _STRANGER} for index in range(len(sites))]
    if runs:
        yield [*runs, {"set": f"{place}/holder", "value": _STRANGER}]


def _made_before(values: Json, place: str, day: date) -> Iterator[list[Json]]:
    """Lots that were made while the certificate was in force, which it no longer is."""
    lots = [{"id": "L1", "produced": _before(day, 3)}]
    made = [{"set": f"/products/{index}/lots", "value": lots} for index in range(len(values.get("products", ())))]
    if made:
        yield [*made, {"set": f"{place}/expires", "value": _before(day, 1)}]


def _granted_long_ago(entry: Json, place: str) -> list[Json]:
    """A certificate granted before any edition appeared, by a body accredited then."""
    changes = [{"set": f"{place}/{key}", "value": _LONG_AGO} for key in ("issued", "effective")]
    for index, event in enumerate(entry.get("events", ())):
        if event["type"] in ("decision", "stage-1", "stage-2", "recertification"):
            changes.append({"set": f"{place}/events/{index}/date", "value": _LONG_AGO})
    for index, each in enumerate(entry.get("accreditations", ())):
        if "from" in each:
            changes.append({"set": f"{place}/accreditations/{index}/from", "value": "1980-01-01"})
    return changes


def _events(entry: Json, place: str, added: Sequence[Json]) -> list[Json]:
    """The changes that add events to a certificate."""
    return [{"set": f"{place}/events", "value": [*entry.get("events", ()), *added]}]


def _before(day: date, days: int) -> str:
    return (day - timedelta(days=days)).isoformat()
