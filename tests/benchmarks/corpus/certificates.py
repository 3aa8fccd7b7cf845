"""Certificates as they should be: what a supplier of a sector needs to pass, and what comes along beside it."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tests.benchmarks.corpus.supplier import day
from tests.benchmarks.corpus.vocabulary import ACCREDITORS, AS_OF, LABORATORIES, REGISTRARS, SECTORS, SYSTEMS, Row

_YEAR = timedelta(days=365)


def years_after(first: date, years: int) -> date:
    """The same day some years later; 28 February for 29 February."""
    return date(first.year + years, first.month, min(first.day, 28) if first.month == 2 else first.day)


def listing(dice: Random, sector: str, owner: Row, product: Row, prepared: date) -> Row:
    """A listing by a recognised laboratory for one product."""
    identity, name, mark, source = dice.choice(LABORATORIES)
    issued = day(dice, date(2022, 1, 10), date(2026, 7, 31))
    row = {
        "id": f"listing-{product['id']}",
        "kind": "product",
        "number": f"E{dice.randrange(10**6):06}-{issued:%Y%m%d}",
        "standard": SECTORS[sector]["listing"][0],
        "attestation": "certification",
        "mark": {**maybe(dice, name=mark), "type": "listed", "markets": ["US", "CA"]},
        "scheme": {"type": dice.choice("345")},
        "body": {"name": name, "id": identity},
        "holder": {"name": owner["name"]},
        "covers": covered(dice, product),
        **term(issued, None),
        "status": status(dice, source, issued, prepared),
        "events": product_events(dice, product, issued, prepared),
    }
    if dice.random() < 0.15:
        row["evidence"] = [document(dice, f"listing-{product['id']}")]
    return row


def canadian(dice: Random, sector: str, owner: Row, product: Row, prepared: date) -> Row:
    """A Canadian certificate of one product, by a body accredited in Canada."""
    issued = day(dice, date(2022, 1, 10), date(2026, 7, 31))
    scope = SECTORS[sector]["canada"].rpartition(":")[0].removeprefix("CAN/")
    return {
        "id": f"csa-{product['id']}",
        "kind": "product",
        "number": f"{dice.randrange(10**7, 10**8)}",
        "standard": SECTORS[sector]["canada"],
        "attestation": "certification",
        "mark": {"name": "CSA", "type": "listed", "markets": ["CA"]},
        "scheme": {"type": "5"},
        "body": {"name": "CSA Group"},
        "accreditations": [accreditation("SCC", "ISO/IEC 17065", "1003-{:.4}", scope, dice)],
        "holder": {"name": owner["name"]},
        "covers": covered(dice, product),
        **term(issued, None),
        "status": status(dice, "CSA product listing", issued, prepared),
        "events": product_events(dice, product, issued, prepared),
    }


def grant(dice: Random, owner: Row, product: Row, prepared: date) -> Row:
    """A grant for a transmitter by a telecommunication certification body."""
    issued = day(dice, date(2022, 1, 10), date(2026, 7, 31))
    events = [event for event in product_events(dice, product, issued, prepared) if event["type"] != "surveillance"]
    return {
        "id": f"fcc-{product['id']}",
        "kind": "product",
        "number": f"2A{dice.randrange(10**6):06}",
        "standard": "47 CFR Part 15C",
        "attestation": "certification",
        "body": {"name": "TIMCO Engineering, Inc."},
        "accreditations": [accreditation("A2LA", "ISO/IEC 17065", "{:.4}.02", "47 CFR Part 15", dice)],
        "holder": {"name": owner["name"]},
        "covers": {"models": list(product["models"])},
        **term(issued, None),
        "status": status(dice, "FCC equipment authorization search", issued, prepared),
        "events": events,
    }


def system(dice: Random, name: str, sector: str, owner: Row, prepared: date) -> Row:
    """A certificate of a management system, of its first or a later cycle, with its audits."""
    scope, printed = SYSTEMS[name]
    start, events = cycle(dice, prepared)
    body, number = dice.choice(ACCREDITORS)
    row = {
        "id": name,
        "kind": "management-system",
        "number": f"{dice.randrange(10, 99)} {dice.randrange(100, 999)} {dice.randrange(10**5):05}",
        "standard": dice.choice(printed),
        "body": {"name": dice.choice(REGISTRARS)},
        "accreditations": [accreditation(body, "ISO/IEC 17021-1", number, scope, dice)],
        "holder": {"name": owner["name"]},
        "covers": {
            "sites": [site["id"] for site in owner["sites"]],
            "activities": sorted({activity for site in owner["sites"] for activity in site["activities"]}),
            **maybe(dice, scope=SECTORS[sector]["scope"]),
        },
        **term(start, years_after(start, 3) - timedelta(days=1)),
        "status": status(dice, "IAF CertSearch", start, prepared),
        "events": events,
    }
    if len(owner["sites"]) > 1 and dice.random() < 0.4:
        row["covers"]["sites"] = [annex(site) for site in owner["sites"]]
    return row


def annex(site: Row) -> Row:
    """A line of the annex of sites."""
    return {"id": site["id"], "activities": list(site["activities"]), "scope": site["name"]}


def cycle(dice: Random, prepared: date) -> tuple[date, list[Row]]:
    """The first day of the current cycle, and the events of it that took place before the manifest was prepared."""
    start = day(dice, date(2024, 1, 8), date(2026, 8, 28))
    events: list[Row] = []
    if dice.random() < 0.6 or start < date(2024, 3, 1):
        before = start - timedelta(days=dice.randint(5, 40))
        renewal = {"type": "recertification", "date": str(before), "previous_expiry": str(start - timedelta(days=1))}
        events = [{"type": "decision", "date": str(years_after(start, -3))}, renewal]
    else:
        stages = {"stage-1": dice.randint(60, 90), "stage-2": dice.randint(25, 50)}
        events = [{"type": kind, "date": str(start - timedelta(days=ago))} for kind, ago in stages.items()]
        events.append({"type": "decision", "date": str(start)})
    for number in (1, 2):
        audit = years_after(start, number) - timedelta(days=dice.randint(12, 60))
        if audit <= prepared:
            events.append({"type": "surveillance", "date": str(audit)})
    return start, events


def product_events(dice: Random, product: Row, issued: date, prepared: date) -> list[Row]:
    """Test, inspection and decision, then inspections of each factory every half a year, the last two of them kept."""
    laboratory: Row = {"accreditation": {"body": "A2LA", "standard": "ISO/IEC 17025"}}
    if dice.random() < 0.3:
        laboratory["name"] = f"{dice.choice(('Northbrook', 'Arnhem', 'Taipei', 'Köln'))} laboratory"
        laboratory["accreditation"]["number"] = f"{dice.randrange(1000, 9999)}.01"
    tested = issued - timedelta(days=dice.randint(30, 80))
    report = f"TR-{dice.randrange(10**5):05}"
    events: list[Row] = [
        {"type": "type-test", "date": str(tested), "laboratory": laboratory, "report": report},
        {"type": "decision", "date": str(issued)},
    ]
    for site in product["produced_at"]:
        seen = issued + timedelta(days=dice.randint(120, 170))
        found = []
        while seen <= prepared:
            found.append({"type": "surveillance", "date": str(seen), "site": site})
            seen += timedelta(days=dice.randint(150, 200))
        events += found[-2:] if dice.random() < 0.2 else found[-1:]
    return events


def superseded(dice: Random, entry: Row) -> Row:
    """The certificate that came before another: expired long ago, kept in the manifest by mistake or for the record."""
    start = day(dice, date(2017, 1, 9), date(2018, 6, 29))
    end = years_after(start, 3)
    old: Row = {
        key: entry[key]
        for key in ("kind", "standard", "attestation", "body", "holder", "mark", "scheme")
        if key in entry
    }
    return {
        "id": f"{entry['id']}-old",
        "number": f"{entry['number']}-0",
        **old,
        **term(start, end),
        "status": {"value": "expired", "checked": str(end + timedelta(days=20))},
    }


def covered(dice: Random, product: Row) -> Row:
    """What a product certificate names: the models, now and then as a printed series, and the factories."""
    series = product["models"][0].rpartition("-")[0]
    models = [f"{series}-*"] if dice.random() < 0.15 else list(product["models"])
    return {"models": models, "factories": list(product["produced_at"])}


def term(start: date, end: date | None) -> Row:
    """Days of issue, of the first and of the last day in force."""
    return {"issued": str(start), "effective": str(start), "expires": str(end) if end else None}


def status(dice: Random, source: str, start: date, prepared: date) -> Row:
    """An active status, looked up in the two months before the manifest was prepared."""
    looked_up = day(dice, max(start, prepared - timedelta(days=60)), prepared)
    return {"value": "active", "checked": str(looked_up), **maybe(dice, source=source)}


def accreditation(body: str, standard: str, number: str, scope: str, dice: Random) -> Row:
    """An accreditation that was in force all the time."""
    return {
        "body": body,
        "standard": standard,
        **maybe(dice, number=number.format(str(dice.randrange(10**4, 10**5)))),
        "scope": [scope],
        "from": str(day(dice, date(2012, 1, 2), date(2018, 12, 28))),
        "until": str(day(dice, AS_OF + _YEAR, AS_OF + 4 * _YEAR)),
    }


def maybe(dice: Random, **stated: str) -> Row:
    """What half of the suppliers state."""
    return stated if dice.random() < 0.5 else {}


def document(dice: Random, name: str) -> Row:
    """A file that the supplier says shows the certificate."""
    return {"type": "certificate", "file": f"evidence/{name}.pdf", "sha256": f"{dice.getrandbits(256):064x}"}
