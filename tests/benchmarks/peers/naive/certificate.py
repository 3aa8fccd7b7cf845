"""What is asked of a certificate of either kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.benchmarks.corpus.vocabulary import Row
from tests.benchmarks.peers.naive.tables import ACCREDITORS, DESIGNATIONS, ENDED, RECOGNISED, SYSTEMS, back

PROGRAMMES = {"product": "ISO/IEC 17065", "management-system": "ISO/IEC 17021-1"}


def dates(row: Row, *types: str) -> list[str]:
    """The days of the events of some types, oldest first, those that did not conform left out."""
    events = row.get("events", ())
    return sorted(each["date"] for each in events if each["type"] in types and each.get("result") != "nonconforming")


def granted(row: Row) -> str:
    """The day of the decision, or the earliest that it can have been."""
    decided = dates(row, "decision", "recertification")
    return decided[-1] if decided else min(row["issued"], row["effective"])


def refused(row: Row, asked: Row) -> str | None:
    """Why a certificate is no candidate at all."""
    standard, edition = DESIGNATIONS.get(row["standard"], (None, None))
    if row["kind"] != asked["kind"]:
        return f"{row['kind']}-for-{asked['kind']}"
    if standard and (standard in SYSTEMS) != (row["kind"] == "management-system"):
        return "kind-misdeclared"
    if row["kind"] == "product" and row["attestation"] != "certification":
        return "not-certification"
    if standard not in asked["standards"]:
        return "standard-not-accepted"
    return _edition(standard, edition, asked.get("edition", "current"))


def _edition(standard: str | None, edition: str | None, accepted: str | list[str] | Row) -> str | None:
    if accepted == "any":
        return None
    if edition is None:
        return "edition-missing"
    if isinstance(accepted, list):
        return None if edition in accepted else "edition-not-accepted"
    if isinstance(accepted, dict):
        return None if int(edition) >= int(accepted["from"]) else "edition-not-accepted"
    return "edition-superseded" if (standard, edition) in ENDED else None


def in_force(row: Row, asked: Row, manifest: Row, today: date) -> Iterator[str]:
    """Holder, term, standing, and what else the manifest says of the same certificate."""
    if row.get("holder", {}).get("name") != manifest["supplier"]["name"]:
        yield "holder-mismatch"
    if max(row["effective"], row["issued"]) > str(today):
        yield "not-yet-effective"
    if row["expires"] is None and row["kind"] == "management-system":
        yield "expiry-missing"
    if row["expires"] is not None and row["expires"] < str(today):
        yield "expired"
    yield from _standing(row, asked, today)
    for other in manifest["certificates"]:
        if all(row[key] == other[key] for key in ("number", "standard", "body")) and row["expires"] != other["expires"]:
            yield "certificate-contradicted"


def _standing(row: Row, asked: Row, today: date) -> Iterator[str]:
    status = row.get("status")
    within = asked.get("status", {}).get("checked_within", "365 days")
    if status is None:
        yield "status-missing"
    elif status["value"] != "active":
        yield str(status["value"])
    elif status["checked"] < str(back(today, within)) and "status-stale" not in asked.get("accept_unknown", ()):
        yield "status-stale"
    if dates(row, "suspension"):
        yield "suspended"
    if dates(row, "withdrawal"):
        yield "withdrawn"


def body(row: Row, asked: Row, today: date) -> Iterator[str]:
    """Whether the body may certify: recognised, or accredited, for the standard."""
    standard = DESIGNATIONS[row["standard"]][0]
    rule = asked.get("body", {})
    if "recognised_by" in rule:
        known = RECOGNISED.get(row["body"].get("id", ""))
        if known is None or known["name"] != row["body"].get("name") or standard not in known["scope"]:
            yield "body-not-recognised"
    elif not any(_accredits(entry, row, rule, standard, today) for entry in row.get("accreditations", ())):
        yield "body-not-accredited"


def _accredits(entry: Row, row: Row, rule: Row, standard: str, today: date) -> bool:
    accepted = entry["body"] in rule.get("by", ACCREDITORS) and entry["standard"] == PROGRAMMES[row["kind"]]
    return accepted and standard in entry["scope"] and entry["from"] <= granted(row) and str(today) <= entry["until"]
