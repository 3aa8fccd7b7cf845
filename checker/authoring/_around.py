"""The values to try around what policies ask: for each place of a manifest, what is asked and what is beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, TypeAlias

from checker.authoring.changes import Json
from checker.catalogue import Catalogue
from checker.model.calendar import add, next_day, previous_day
from checker.model.policy import Period, Policy, Requirement

Values: TypeAlias = Callable[[Sequence[Requirement], Json, Json], Iterable[Any]]

_TYPES = ("1a", "1b", "2", "3", "4", "5", "6")
_MARKS = ("listed", "classified", "recognized-component")
_ATTESTATIONS = ("certification", "declaration", "test-report", "inspection")
_STRANGER = {"name": "Somebody Else Ltd"}
_OTHER_MARKET = "BR"
# No more bodies of one list are tried than these; they differ in their scopes alone.
_MOST_BODIES = 4


def designations(rules: Sequence[Requirement], catalogue: Catalogue) -> Iterator[str]:
    """Every standard that is asked, undated and in each edition; its predecessors; one that nobody knows."""
    names = dict.fromkeys(ref.id for rule in rules for ref in rule.standards)
    for name in list(names):
        row = catalogue.resolve(name).standard
        names.update(dict.fromkeys(row.predecessors if row else ()))
    named = [label for rule in rules for label in rule.edition.editions]
    starts = [str(rule.edition.start + step) for rule in rules if rule.edition.start for step in (-1, 0)]
    for name in names:
        row = catalogue.resolve(name).standard
        yield name
        labels = [edition.label for edition in row.editions] if row else []
        for label in dict.fromkeys([*labels, *named, *starts]):
            yield f"{name}{':' if label[:1].isdecimal() else ' '}{label}"
    yield from ("ISO 9001:2015", "ACME 1")


def _attestation(_rules: Sequence[Requirement], _values: Json, _entry: Json) -> Iterable[Any]:
    return _ATTESTATIONS


def _holder(_rules: Sequence[Requirement], values: Json, _entry: Json) -> Iterator[Any]:
    yield _STRANGER
    yield {"name": values["supplier"]["name"]}
    for site in values["supplier"].get("sites", ()):
        if "operator" in site:
            yield site["operator"]
    for product in values.get("products", ()):
        if "brand_owner" in product:
            yield product["brand_owner"]


def _mark_type(_rules: Sequence[Requirement], _values: Json, _entry: Json) -> Iterable[Any]:
    return _MARKS


def _mark_markets(rules: Sequence[Requirement], _values: Json, _entry: Json) -> Iterator[Any]:
    yield from ([each] for each in dict.fromkeys(rule.mark.market for rule in rules if rule.mark.market))
    yield from ([_OTHER_MARKET], [])


def _scheme_type(_rules: Sequence[Requirement], _values: Json, _entry: Json) -> Iterable[Any]:
    return _TYPES


def _models(_rules: Sequence[Requirement], values: Json, _entry: Json) -> Iterator[Any]:
    names = [name for product in values.get("products", ()) for name in product.get("models", ())]
    yield names[:1]
    yield from ([f"{name[:3]}*"] for name in names[:1])
    yield from (["OTHER-1"], ["*"], [])


def _lots(_rules: Sequence[Requirement], values: Json, _entry: Json) -> Iterator[Any]:
    names = [lot["id"] for product in values.get("products", ()) for lot in product.get("lots", ())]
    yield from (names, ["OTHER"], [])


def _factories(_rules: Sequence[Requirement], values: Json, _entry: Json) -> Iterator[Any]:
    yield from ([site["id"] for site in values["supplier"].get("sites", ())], ["elsewhere"], [])


def _sites(rules: Sequence[Requirement], values: Json, entry: Json) -> Iterator[Any]:
    ids = [site["id"] for site in values["supplier"].get("sites", ())]
    yield from (ids, ["elsewhere"], [])
    for name in ids:
        yield [name]
        for activities in _activities(rules, values, entry):
            yield [{"id": name, "activities": activities}]


def _activities(rules: Sequence[Requirement], _values: Json, _entry: Json) -> Iterator[Any]:
    asked = list(dict.fromkeys(name for rule in rules for name in rule.covers.activities))
    yield from ([each for each in asked if each != name] for name in asked)
    yield from (asked, ["distribution"], [])


EITHER: tuple[tuple[tuple[str, ...], Values], ...] = ((("attestation",), _attestation), (("holder",), _holder))
"""Places of any certificate, and what to try there."""
PRODUCT_PLACES: tuple[tuple[tuple[str, ...], Values], ...] = (
    (("mark", "type"), _mark_type),
    (("mark", "markets"), _mark_markets),
    (("scheme", "type"), _scheme_type),
    (("covers", "models"), _models),
    (("covers", "lots"), _lots),
    (("covers", "factories"), _factories),
)
"""Places of a product certificate."""
SYSTEM_PLACES: tuple[tuple[tuple[str, ...], Values], ...] = (
    (("covers", "sites"), _sites),
    (("covers", "activities"), _activities),
)
"""Places of a management-system certificate."""


def bodies(rules: Sequence[Requirement], catalogue: Catalogue, standard: str) -> Iterator[Json]:
    """One that nobody knows; of every recognition list some with the standard in scope, and some without."""
    yield {"name": "Somebody's Test House"}
    row = catalogue.resolve(standard).standard
    key = catalogue.key(row.id if row else standard)
    for name in dict.fromkeys(rule.body.recognised_by for rule in rules if rule.body.recognised_by):
        listing = catalogue.recognition(name)
        rows = sorted(listing.members.items()) if listing else []
        inside = [each for each in rows if each[1].scope is not None and key in each[1].scope]
        outside = [each for each in rows if each not in inside]
        for body, found in (*inside[:_MOST_BODIES], *outside[:_MOST_BODIES]):
            yield {"name": found.body.names[0], "id": body}


def accreditations(rules: Sequence[Requirement], catalogue: Catalogue, entry: Json, day: date) -> Iterator[list[Json]]:
    """None; one by each body that a policy names, by others in and out of the mutual recognition family; wrong ones."""
    row = catalogue.resolve(str(entry["standard"])).standard
    asked = row.accreditation if row else "ISO/IEC 17065"
    scope = [row.id if row else str(entry["standard"])]
    span = {"from": add(day, Period(months=-60)).isoformat(), "until": add(day, Period(months=36)).isoformat()}
    whole = {"standard": asked, "scope": scope, **span}
    yield []
    for name in _accreditors(rules, catalogue, asked, day):
        yield [{"body": name, **whole}]
    first = next(iter(entry.get("accreditations") or ()), {"body": "ANAB", **whole})
    yield [{**first, "scope": ["ISO 22000"]}]
    yield [{**first, "standard": "ISO/IEC 17025"}]
    for edge in (previous_day(day), day):
        yield [{**first, "until": edge.isoformat()}]
    yield [{**first, "from": day.isoformat()}]


def _accreditors(rules: Sequence[Requirement], catalogue: Catalogue, asked: str, day: date) -> Iterable[str]:
    found = [name for rule in rules for name in rule.body.by or ()]
    rows = catalogue.accreditation_bodies()
    for inside in (True, False):
        offering = [
            row.id for row in rows if (one := row.programme(asked)) and one.on(day) and one.mra_on(day) is inside
        ]
        found += offering[:2]
    without = [row.id for row in rows if row.programme(asked) is None]
    return dict.fromkeys([*found, *without[:1], "Registrars United"])


def terms(entry: Json, day: date) -> Iterator[tuple[str, Any]]:
    """The first and last day of a certificate, at the edges of the day; a term that is null, and one too long."""
    for key in ("effective", "expires", "issued"):
        for edge in (previous_day(day), day, next_day(day)):
            yield key, edge.isoformat()
    yield "expires", None
    yield "expires", add(day, Period(months=60)).isoformat()
    if "expires" not in entry:
        yield "expires", add(day, Period(months=24)).isoformat()


def statuses(rules: Sequence[Requirement], day: date) -> Iterator[Json]:
    """Each status; an active one looked up on the last day that a policy takes, and on the day before."""
    for word in ("suspended", "withdrawn", "draft"):
        yield {"value": word, "checked": day.isoformat()}
    yield {"value": "active"}
    for days in dict.fromkeys(rule.checked_within for rule in rules):
        for edge in (0, 1):
            looked = day - timedelta(days=min((days or 3650) + edge, 36500))
            yield {"value": "active", "checked": looked.isoformat()}


def happenings(entry: Json, day: date) -> Iterator[Json]:
    """Adverse events, and changes that have to be assessed."""
    on = day.isoformat()
    yield from ({"type": name, "date": on} for name in ("suspension", "withdrawal"))
    if entry["kind"] == "management-system":
        yield {"type": "organisation-change", "date": on}
        yield from ({"type": name, "date": on} for name in ("surveillance", "recertification"))
    else:
        yield from ({"type": name, "date": on} for name in ("surveillance", "type-test"))


def moved(rules: Sequence[Requirement], day: date) -> Iterable[str]:
    """The days on which a dated fact is just in time for what is asked at an interval, and just late."""
    spans = [rule.surveillance.every for rule in rules if rule.surveillance and rule.surveillance.every]
    spans += [Period(months=months) for months in (12, 24, 36)]
    found = []
    for span in dict.fromkeys(spans):
        edge = add(day, Period(-span.months, -span.days))
        found += [edge, previous_day(edge)]
    return dict.fromkeys(each.isoformat() for each in found)


def of_product(
    policies: Sequence[Policy], values: Json, product: Json, day: date
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Other categories, markets, types, places of manufacture and owners; a change of the design; lots."""
    applies = [policy.applies_to for policy in policies]
    for key in ("categories", "markets"):
        named = dict.fromkeys(each for rule in applies for each in getattr(rule, key) or ())
        yield from (((key,), [each]) for each in named)
        yield (key,), ["other" if key == "categories" else _OTHER_MARKET]
    yield from ((("type",), each) for each in ("series", "batch", "service", "process"))
    for ids in ([site["id"] for site in values["supplier"].get("sites", ())], []):
        yield ("produced_at",), ids
    yield ("brand_owner",), _STRANGER
    yield ("models",), [*product.get("models", ()), "OTHER-1"]
    yield ("models",), []
    yield ("design_changes",), [{"date": day.isoformat(), "revision": "Z", "significant": True}]
    for produced in (day, add(day, Period(months=-24))):
        yield ("lots",), [{"id": "L1", "produced": produced.isoformat()}]
    yield ("lots",), [{"id": "L1"}]


def of_site(rules: Sequence[Requirement], site: Json) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Other activities, and another legal person that runs the site."""
    stated = list(site.get("activities", ()))
    yield from ((("activities",), [each for each in stated if each != name]) for name in stated)
    for name in dict.fromkeys(name for rule in rules for name in rule.covers.activities):
        yield ("activities",), list(dict.fromkeys([*stated, name]))
    yield ("operator",), _STRANGER


def more(values: Json) -> Iterator[list[Json]]:
    """A second site, where nothing is made or where all is; a second product of which no certificate speaks."""
    site = {"id": "second", "name": "Second plant", "country": "US", "activities": ["manufacture"]}
    supplier = values["supplier"]
    place: Json = {"add": "/supplier/sites/-", "value": site}
    if not isinstance(supplier.get("sites"), list):
        place = {"set": "/supplier/sites", "value": [site]}
    yield [place]
    for index, product in enumerate(values.get("products", ())):
        if isinstance(product.get("produced_at"), list):
            yield [place, {"add": f"/products/{index}/produced_at/-", "value": "second"}]
        copy = {**product, "id": "second", "models": ["SECOND-1"]}
        yield [{"add": "/products/-", "value": copy}]
