"""Suppliers and policies as they come, for what lies ahead of them: `test_scenes.py`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from tests.builders import LISTING, PRODUCT, QMS, QUALITY, REMOVED, SITES, UL, Json, manifest, policy
from tests.forecast.test_properties import END

NEVER: Json = {"status": {"checked_within": "never"}}
"""No look-up gets stale, so that a check of a later day is the forecast of it."""
LISTED, SYSTEM = {**LISTING, **NEVER}, {**QUALITY, **NEVER}
ENVIRONMENT: Json = {**SYSTEM, "id": "environment", "standards": ["ISO 14001"]}
ANY = {"evidence": "either", "decision": {"any": ["listed-product", "quality-system"]}}
EVERYWHERE = {"sites": "organisation", "activities": ["design", "manufacture", "distribution"]}


class Scene(NamedTuple):
    """Changes of the normative manifest, policies, and the items and dates of an order."""

    changes: Json
    rules: Sequence[Json]
    order: Json | None = None


def versions(first: Json, second: Json, until: str = "2027-02-28", start: str = "2027-03-01") -> list[Json]:
    return [
        {**first, "version": "1", "effective": {"until": until}},
        {**second, "version": "2", "effective": {"from": start}},
    ]


def three(last: Json, *, first: str = "2027-02-28", second: str = "2027-03-31") -> list[Json]:
    """Versions of which the second asks for a listing too, and the third for something else instead."""
    begins = [(date.fromisoformat(each) + timedelta(days=1)).isoformat() for each in (first, second)]
    one, two = versions(policy(SYSTEM), policy(SYSTEM, LISTED), first, begins[0])
    two["effective"]["until"] = second
    return [one, two, {**policy(last, LISTED), "version": "3", "effective": {"from": begins[1]}}]


def twin(place: int, **keys: Any) -> Json:
    """Another certificate like one of the manifest."""
    return {**manifest()["certificates"][place], "number": "another", "id": "twin", **keys}


def order(*, dates: Json | None = None, **item: Any) -> Json:
    return {"order": 1, "items": [{"product": "np-500", **item}], **({"dates": dates} if dates else {})}


OSLO = twin(1, covers={"sites": ["oslo"], "activities": ["distribution"]}, expires="2027-02-28", effective="2025-03-01")
END_DAY = END.isoformat()
LONGER: Json = {**manifest()["certificates"][0]["accreditations"][0], "until": "2029-12-31"}
ENVIRONMENTAL: Json = {**manifest()["certificates"][1]["accreditations"][0], "scope": ["ISO 14001"]}
OTHER = twin(1, standard="ISO 14001:2015", accreditations=[ENVIRONMENTAL])
WITHDRAWN_LATER = {"/prepared": "2027-06-01", f"{UL}/events/-": {"type": "withdrawal", "date": "2027-04-02"}}
SCENES = {
    "both": Scene({}, [policy(LISTED, SYSTEM)]),
    "either": Scene({}, [policy(LISTED, SYSTEM, **ANY)]),
    "two policies of which one ends": Scene({}, [policy(LISTED), {**policy(SYSTEM), "id": "other"}]),
    "a version that asks for more": Scene({}, versions(policy(SYSTEM), policy(SYSTEM, ENVIRONMENT))),
    "a version that asks for less": Scene({}, versions(policy(LISTED, SYSTEM), policy(LISTED))),
    "a version that asks for something else": Scene({}, versions(policy(SYSTEM), policy(LISTED))),
    "a version for other products": Scene(
        {}, versions(policy(SYSTEM), policy(SYSTEM, applies_to={"categories": ["toys"]}))
    ),
    "a version that comes after the first has ended for nothing": Scene(
        {}, versions(policy(SYSTEM), policy(SYSTEM), "2027-06-30", "2027-07-01")
    ),
    "a policy of versions beside one that ends later": Scene(
        {}, [*versions(policy(SYSTEM), policy(LISTED, SYSTEM)), {**policy(LISTED), "id": "other"}]
    ),
    "a policy for other products, then for these": Scene(
        {f"{UL}/expires": "2027-08-01"},
        [
            *versions(policy(SYSTEM, applies_to={"categories": ["toys"]}), policy(SYSTEM)),
            {**policy(LISTED), "id": "other"},
        ],
    ),
    "a policy that asks nothing yet, then what fails": Scene(
        {},
        [
            {**policy({**ENVIRONMENT, "effective": {"from": "2027-02-01"}}), "id": "later"},
            {**policy(LISTED), "id": "other"},
        ],
    ),
    "three versions of which the last asks for other sites": Scene({}, three({**SYSTEM, "covers": {"sites": "all"}})),
    "three versions of which the last asks for something else": Scene({}, three(ENVIRONMENT)),
    "a version on the last day": Scene({}, versions(policy(LISTED), policy(ENVIRONMENT), "2029-11-22", END_DAY)),
    "a fact of the last day": Scene(
        {"/prepared": END_DAY, f"{UL}/events/-": {"type": "withdrawal", "date": END_DAY}}, [policy(LISTED, SYSTEM)]
    ),
    "an end on the last day": Scene({f"{UL}/expires": "2029-11-22"}, [policy(LISTED)]),
    "a version that is over, and one to come": Scene({}, three(ENVIRONMENT, first="2026-06-30", second="2027-03-31")),
    "a version that accepts another on the day on which the first ends": Scene(
        {f"{QMS}/expires": "2027-02-28", "/certificates/-": OTHER},
        versions(policy(SYSTEM), policy({**SYSTEM, "standards": ["ISO 9001", "ISO 14001"]})),
    ),
    "one that becomes open while another goes on": Scene(
        {"/certificates/-": twin(0, accreditations=[LONGER])}, [policy({**LISTED, "body": {}})]
    ),
    "a policy that asks nothing yet, then what passes": Scene(
        {},
        [
            {**policy({**SYSTEM, "effective": {"from": "2027-02-01"}}), "id": "later"},
            {**policy(LISTED), "id": "other"},
        ],
    ),
    "a policy that asks nothing any more": Scene(
        {},
        [
            {**policy({**SYSTEM, "effective": {"until": "2027-02-01"}}), "id": "earlier"},
            {**policy(LISTED), "id": "other"},
        ],
    ),
    "one becomes open on the day on which another begins and fails": Scene(
        {f"{PRODUCT}/categories": REMOVED},
        [
            {**policy({**ENVIRONMENT, "effective": {"from": "2027-05-10"}}), "id": "later"},
            {**policy(SYSTEM, applies_to={"categories": ["ict-equipment"]}), "id": "other"},
        ],
    ),
    "one becomes open on the day on which another begins and passes": Scene(
        {f"{PRODUCT}/categories": REMOVED},
        [
            {**policy({**LISTED, "effective": {"from": "2027-05-10"}}), "id": "later"},
            {**policy(SYSTEM, applies_to={"categories": ["ict-equipment"]}), "id": "other"},
        ],
    ),
    "a version that asks for other sites": Scene(
        {f"{PRODUCT}/produced_at": ["linz"]},
        versions(policy(SYSTEM), policy({**SYSTEM, "covers": {"sites": "all"}})),
    ),
    "a version that asks for fewer sites": Scene(
        {f"{QMS}/covers/sites": ["linz", "oslo", "suzhou"], f"{SITES}/2/operator": REMOVED},
        versions(policy({**SYSTEM, "covers": {"sites": "all"}}), policy(SYSTEM)),
    ),
    "an edition that closes": Scene(
        {f"{QMS}/standard": "ISO/IEC 27001:2013", f"{QMS}/accreditations/0/scope": ["ISO/IEC 27001"]},
        [policy({**SYSTEM, "standards": ["ISO/IEC 27001"]})],
    ),
    "an advisory requirement": Scene({}, [policy({**SYSTEM, "enforcement": "advisory"}, LISTED)]),
    "one certificate after the other": Scene(
        {"/certificates/-": twin(1, effective="2027-05-01", issued="2026-11-01", expires="2028-04-30", events=[])},
        [policy(SYSTEM)],
    ),
    "activities that another certificate covers at another site": Scene(
        {"/certificates/-": OSLO, f"{SITES}/2/activities": []}, [policy({**SYSTEM, "covers": EVERYWHERE})]
    ),
    "activities that another certificate covers, asked under two standards": Scene(
        {"/certificates/2": OSLO, "/certificates/3": {**OTHER, "id": "other"}, f"{SITES}/2/activities": []},
        [policy({**ENVIRONMENT, "covers": {"activities": ["design"]}}, {**SYSTEM, "covers": EVERYWHERE})],
    ),
    "activities that two certificates cover": Scene(
        {"/certificates/-": {**OSLO, "expires": "2027-12-31"}, f"{SITES}/2/activities": []},
        [policy({**SYSTEM, "covers": {"sites": "all", "activities": ["distribution"], "holder": "supplier"}})],
    ),
    "audits of a cycle": Scene({}, [policy({**SYSTEM, "surveillance": {"rule": "iso-17021"}, "audits": "required"})]),
    "audits by the year": Scene({}, [policy({**LISTED, "surveillance": {"every": "12 months"}})]),
    "an accreditation that ends": Scene({}, [policy({**LISTED, "body": {}}, {**SYSTEM, "body": {}})]),
    "what only the first day may not know": Scene(WITHDRAWN_LATER, [policy(LISTED, SYSTEM)]),
    "a design that changes later": Scene(
        {"/prepared": "2027-06-01", f"{PRODUCT}/design_changes/-": {"date": "2027-04-02", "revision": "E"}},
        [policy(LISTED)],
    ),
    "products of which one may not be meant": Scene(
        {"/products/-": {"id": "np-900", "name": "other", "type": "series", "models": ["NP-500-A"]}},
        [policy(LISTED, SYSTEM, applies_to={"categories": ["ict-equipment"]})],
    ),
    "lots on their days": Scene(
        {f"{UL}/expires": "2026-12-31"}, [policy({**LISTED, "in_force": {"on": "production"}}, SYSTEM)]
    ),
    "a lot made later": Scene(
        {"/prepared": "2027-06-01", f"{PRODUCT}/lots/-": {"id": "L2", "produced": "2027-05-02"}},
        [policy({**LISTED, "in_force": {"on": "production"}})],
    ),
    "an ordered model": Scene({f"{UL}/covers/models": ["NP-500-A"]}, [policy(LISTED)], order(models=["NP-500-A"])),
    "an order that the supplier does not know": Scene({}, [policy(LISTED, SYSTEM)], order(models=["NP-900"])),
    "a contract period": Scene(
        WITHDRAWN_LATER,
        [policy(LISTED, period={"from": "award", "until": "delivery"}), {**policy(SYSTEM), "id": "other"}],
        order(dates={"award": "2026-12-01", "delivery": "2027-02-01"}),
    ),
    "a contract period under which a version ends": Scene(
        {},
        versions(
            policy(LISTED, period={"from": "award", "until": "delivery"}),
            policy(SYSTEM, period={"from": "award", "until": "delivery"}),
        ),
        order(dates={"award": "2026-12-01", "delivery": "2027-02-01"}),
    ),
    "no expiry": Scene({f"{QMS}/expires": REMOVED}, [policy(LISTED, SYSTEM)]),
}
