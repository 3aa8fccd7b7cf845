"""A manifest of a supplier of many models, sites and certificates: a distributor, or whoever wants to hang us."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from tests import normative
from tests.builders import LISTING, QUALITY, Json, load_policy, manifest, policy

RULES = [
    load_policy(
        policy(
            {**LISTING, "covers": {"factory": False}},
            {**LISTING, "id": "patterns-refused", "covers": {"patterns": False}},
            {**QUALITY, "covers": {"sites": "all"}, "surveillance": {"rule": "iso-17021"}},
        )
    )
]


def many(count: int, change: Callable[[int, Json], None] | None = None) -> Json:
    """So many models and sites, and for each a listing and a certificate of its own; `change` is given every one."""
    raw = manifest()
    sites = [f"s{number}" for number in range(count)]
    models = [f"NP-{number}" for number in range(count)]
    raw["supplier"]["sites"] = [{**raw["supplier"]["sites"][0], "id": site} for site in sites]
    raw["products"] = [{**normative.PRODUCT, "models": models, "produced_at": sites}]
    raw["certificates"] = [
        _own(known, own, number)
        for known, own in (
            (normative.LISTED, {"models": models, "factories": [sites]}),
            (normative.QUALITY_SYSTEM, {"sites": sites}),
        )
        for number in range(count)
    ]
    for number, certificate in enumerate(raw["certificates"]):
        if change:
            change(number, certificate)
    return raw


def _own(known: Json, own: Json, number: int) -> Json:
    found: Json = deepcopy(known)
    covers = {key: names[0] if key == "factories" else [names[number]] for key, names in own.items()}
    found["covers"] = {**found["covers"], **covers}
    return {**found, "id": f"{found['id']}-{number}", "number": f"{found['number']}-{number}"}
