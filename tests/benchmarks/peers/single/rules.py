"""The policy `single`, written by hand in Python: the reasons against each candidate, and whether it passes.

Candidates are the certificates of the right kind to an accepted standard. What the other languages say is this,
sentence by sentence. It knows only what generated manifests can hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.corpus.vocabulary import Row
from tests.benchmarks.peers.base import Reasons


def judged(manifest: Row, tables: Row) -> Reasons:
    """The reasons against the candidates, for both halves."""
    rows = manifest["certificates"]
    listings = [row for row in rows if row["kind"] == "product" and row["standard"] in tables["listings"]]
    systems = [row for row in rows if row["kind"] == "management-system" and row["standard"] in tables["systems"]]
    common = [[*_of_either(row, manifest, tables), *_of_listing(row, tables)] for row in listings]
    product = [
        [[*known, *_of_product(row, product, model)] for row, known in zip(listings, common, strict=True)]
        for product in manifest["products"]
        for model in product["models"]
    ]
    system = [[*_of_either(row, manifest, tables), *_of_system(row, tables)] for row in systems]
    return {"product": product, "system": [system]}


def _of_either(row: Row, manifest: Row, tables: Row) -> Iterator[str]:
    """Term, standing, holder, and what else is said of the same certificate."""
    today = tables["as_of"]
    if max(row["effective"], row["issued"]) > today:
        yield "not-yet-effective"
    if row["expires"] is not None and row["expires"] < today:
        yield "expired"
    status = row.get("status")
    if status is None:
        yield "status-missing"
    elif status["value"] != "active":
        yield status["value"]
    elif status["checked"] < tables["fresh_from"]:
        yield "status-stale"
    if any(event["type"] in ("suspension", "withdrawal") for event in row.get("events", ())):
        yield "adverse-event"
    if any(_contradicts(row, other) for other in manifest["certificates"]):
        yield "certificate-contradicted"
    if row.get("holder", {}).get("name") != manifest["supplier"]["name"]:
        yield "holder-mismatch"


def _contradicts(row: Row, other: Row) -> bool:
    same = all(row[key] == other[key] for key in ("number", "standard", "body"))
    return same and row["expires"] != other["expires"]


def _of_listing(row: Row, tables: Row) -> Iterator[str]:
    if row["attestation"] != "certification":
        yield "not-certification"
    if row.get("mark", {}).get("type") != "listed":
        yield "component-only"
    if row.get("scheme", {}).get("type", "1a") == "1a":
        yield "type-only"
    laboratory = tables["laboratories"].get(row["body"].get("id"))
    if laboratory is None or row["body"].get("name") not in laboratory["names"]:
        yield "body-not-recognised"
    if laboratory is not None and tables["listings"][row["standard"]] not in laboratory["scope"]:
        yield "recognition-out-of-scope"


def _of_system(row: Row, tables: Row) -> Iterator[str]:
    if row["expires"] is None:
        yield "expiry-missing"
    dates = [each["date"] for each in row.get("events", ()) if each["type"] in ("decision", "recertification")]
    if not any(_accredits(entry, max(dates), tables) for entry in row.get("accreditations", ())):
        yield "body-not-accredited"
    if any(event["type"] == "organisation-change" for event in row.get("events", ())):
        yield "organisation-change-not-assessed"


def _accredits(entry: Row, granted: str, tables: Row) -> bool:
    known = entry["body"] in tables["accreditors"] and entry["standard"] == "ISO/IEC 17021-1"
    return known and "ISO 9001" in entry["scope"] and entry["from"] <= granted and tables["as_of"] <= entry["until"]


def _of_product(row: Row, product: Row, model: str) -> Iterator[str]:
    covers = row.get("covers", {})
    if not any(name == model or _series(name, model) for name in covers.get("models", ())):
        yield "model-not-covered"
    lots = [lot["id"] for lot in product.get("lots", ())]
    if row.get("scheme", {}).get("type") == "1b" and not (lots and all(lot in covers.get("lots", ()) for lot in lots)):
        yield "lot-not-covered"
    granted = [each["date"] for each in row.get("events", ()) if each["type"] == "decision"]
    changes = product.get("design_changes", ())
    if granted and any(change["significant"] and change["date"] > max(granted) for change in changes):
        yield "design-change-not-evaluated"


def _series(name: str, model: str) -> bool:
    return name.endswith("-*") and len(name) > 4 and model.startswith(name[:-1])
