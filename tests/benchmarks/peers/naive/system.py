"""What is asked of the certificate of a management system, for a site or for the organisation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.benchmarks.corpus.vocabulary import Row
from tests.benchmarks.peers.naive.certificate import dates
from tests.benchmarks.peers.naive.tables import back, moved


def places(asked: Row, products: list[Row], manifest: Row) -> list[Row | None] | None:
    """The sites of a requirement, [None] for the organisation; None where the manifest does not say."""
    which = asked.get("covers", {}).get("sites", "producing")
    sites = {site["id"]: site for site in manifest["supplier"].get("sites", ())}
    if which == "organisation":
        return [None]
    if which == "all":
        return list(sites.values())
    if not products or any(not product.get("produced_at") for product in products):
        return None
    return [sites[name] for name in dict.fromkeys(each for product in products for each in product["produced_at"])]


def reasons(row: Row, asked: Row, site: Row | None, today: date) -> Iterator[str]:
    """What is wrong with a certificate for a site."""
    if site is not None:
        yield from _site(row, asked, site)
    changes, audits = (
        dates(row, "organisation-change"),
        dates(row, "stage-2", "surveillance", "recertification", "decision"),
    )
    if changes and (not audits or changes[-1] > audits[-1]):
        yield "organisation-change-not-assessed"
    if (
        "audits" in asked
        and not dates(row, "recertification")
        and not (dates(row, "stage-1") and dates(row, "stage-2"))
    ):
        yield "audit-record-missing"
    rule = asked.get("surveillance", {})
    if "every" in rule:
        seen = dates(row, "surveillance", "decision", "recertification")
        if not seen or seen[-1] < str(back(today, rule["every"])):
            yield "surveillance-overdue"
    elif "rule" in rule:
        yield from _cycle(row, today)


def _site(row: Row, asked: Row, site: Row) -> Iterator[str]:
    covers = row.get("covers", {})
    listed = {each["id"]: each for each in (x if isinstance(x, dict) else {"id": x} for x in covers.get("sites", ()))}
    if site["id"] not in listed:
        yield "site-not-covered"
        return
    scope = listed[site["id"]].get("activities", covers.get("activities", ()))
    for activity in asked.get("covers", {}).get("activities", ()):
        if activity in site["activities"] and activity not in scope:
            yield "activity-not-covered"


def _cycle(row: Row, today: date) -> Iterator[str]:
    """The rule of ISO/IEC 17021-1 for the current cycle."""
    renewals = [each for each in row.get("events", ()) if "previous_expiry" in each]
    decided = dates(row, "decision")
    if not row.get("events"):
        yield "audit-record-missing"
        return
    start = date.fromisoformat(row["effective"] if renewals or not decided else decided[-1])
    end = date.fromisoformat(row["expires"]) if row["expires"] else start
    if end >= moved(start, "36 months"):
        yield "cycle-too-long"
    if today >= moved(start, "36 months"):
        yield "recertification-overdue"
    seen = [day for day in dates(row, "surveillance") if day >= str(start)]
    if not renewals and today > moved(start, "12 months") and not seen:
        yield "surveillance-overdue"
    exempt = {end.year, *(int(each["date"][:4]) for each in renewals)}
    for year in range(start.year + 1, today.year):
        if year not in exempt and not any(int(day[:4]) >= year for day in seen):
            yield "surveillance-overdue"
