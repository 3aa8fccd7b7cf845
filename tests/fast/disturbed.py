"""Generated manifests, disturbed: facts moved, lost, doubled, or taken from elsewhere, as no generator would."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from random import Random
from typing import Any

import orjson

from checker.document import Document
from checker.errors import InputError
from checker.readers.json_reader import read_json
from tests.benchmarks.corpus import Corpus

Raw = dict[str, Any]

_EVENTS = (
    "decision", "surveillance", "recertification", "stage-1", "stage-2", "type-test", "re-test", "re-evaluation",
    "suspension", "restoration", "withdrawal", "transfer", "scope-reduction", "scope-extension",
)  # fmt: skip
_STATUS = ("active", "active", "active", "suspended", "withdrawn", "cancelled", "inactive", "expired", "unknown")
_DAYS = (0, 1, -1, 30, -30, 90, -90, 365, -365, 366, 730, -730, 1095, -1096)


def disturbed(count: int, seed: int = 3, *, start: int = 0) -> Iterator[tuple[int, Document]]:
    """Manifests with their numbers, each disturbed in up to four ways; what is no manifest any more is left out."""
    corpus = Corpus(start + count, 11, failing=1 / 3)
    for number in range(start, start + count):
        dice = Random(seed * 1_000_003 + number)
        try:
            values = orjson.loads(corpus.text(number))
            for _ in range(dice.choice((1, 1, 2, 3, 4))):
                dice.choice(_WAYS)(dice, values)
        except (ValueError, KeyError, IndexError, TypeError, AttributeError):
            continue  # malformed from the start, or nothing there to be disturbed
        try:
            yield number, read_json(orjson.dumps(values), f"{number}.json")
        except InputError:
            continue


def _moved(dice: Random, day: str) -> str:
    return str(date.fromisoformat(day) + timedelta(days=dice.choice(_DAYS)))


def _certificate(dice: Random, values: Raw) -> Raw:
    found: Raw = dice.choice(values["certificates"])
    return found


def _move_a_day(dice: Random, values: Raw) -> None:
    raw = _certificate(dice, values)
    places = [(raw, key) for key in ("issued", "effective", "expires") if raw.get(key)]
    places += [(raw["status"], "checked")] if "checked" in raw.get("status", {}) else []
    for each in (*raw.get("events", ()), *raw.get("accreditations", ())):
        places += [(each, key) for key in ("date", "previous_expiry", "from", "until", "withdrawn") if each.get(key)]
    holder, key = dice.choice(places)
    holder[key] = _moved(dice, holder[key])


def _two_ends_on_one_day(dice: Random, values: Raw) -> None:
    raw = _certificate(dice, values)
    dice.choice(raw["accreditations"])["until"] = raw["expires"]


def _lose_a_key(dice: Random, values: Raw) -> None:
    holder = dice.choice(
        [values, values["supplier"], *values["supplier"].get("sites", ()), *values["products"], *values["certificates"]]
    )
    for _ in range(dice.randrange(3)):
        inner = [each for each in holder.values() if isinstance(each, dict) and each]
        inner += [each for listed in holder.values() if isinstance(listed, list) for each in listed]
        inner = [each for each in inner if isinstance(each, dict) and each]
        holder = dice.choice(inner) if inner else holder
    del holder[dice.choice([key for key in holder if key != "manifest"])]


def _take_from_another(dice: Random, values: Raw) -> None:
    one, other = _certificate(dice, values), _certificate(dice, values)
    key = dice.choice([key for key in other if key != "id"])
    one[key] = deepcopy(other[key])


def _enter_twice(dice: Random, values: Raw) -> None:
    """The same certificate again, or one like it of another body, number, site or status."""
    raw = deepcopy(_certificate(dice, values))
    raw["id"] = f"{raw['id']}-too"
    if dice.random() < 0.7:
        raw["number"] = f"{raw.get('number', '')}9"
    if dice.random() < 0.5:
        raw["body"] = dice.choice([{"name": "Another Registrar Ltd"}, deepcopy(_certificate(dice, values)["body"])])
    if dice.random() < 0.3:
        raw["status"] = {"value": dice.choice(_STATUS), "checked": values["prepared"]}
    if dice.random() < 0.3:
        raw["holder"] = {"name": "Somebody Else Inc."}
    values["certificates"].insert(dice.randrange(len(values["certificates"]) + 1), raw)


def _add_an_event(dice: Random, values: Raw) -> None:
    raw = _certificate(dice, values)
    event: Raw = {"type": dice.choice(_EVENTS), "date": _moved(dice, raw.get("issued") or values["prepared"])}
    sites = [each["id"] for each in values["supplier"].get("sites", ())]
    if sites and dice.random() < 0.3:
        event["site"] = dice.choice(sites)
    if dice.random() < 0.2:
        event["result"] = dice.choice(("conforming", "nonconforming"))
    if event["type"] == "recertification" and raw.get("expires") and dice.random() < 0.5:
        event["previous_expiry"] = _moved(dice, raw["expires"])
    if raw["kind"] == "product" and dice.random() < 0.2:
        event["models"] = [dice.choice(values["products"])["models"][0]]
    raw.setdefault("events", []).insert(0, event)


def _status(dice: Random, values: Raw) -> None:
    _certificate(dice, values)["status"] = {
        "value": dice.choice(_STATUS),
        "checked": _moved(dice, values["prepared"]),
    }


def _scope(dice: Random, values: Raw) -> None:
    covers = _certificate(dice, values).setdefault("covers", {})
    way = dice.randrange(7)
    if way == 0:
        covers["exclusions"] = [dice.choice(("design", "8.3", "manufacture of parts"))]
    elif way == 1 and covers.get("models"):
        covers["models"] = [f"{covers['models'][0][:3]}*", *covers["models"][1:]]
    elif way == 2 and covers.get("sites"):
        name = covers["sites"][0]
        name = name if isinstance(name, str) else name["id"]
        covers["sites"][0] = {"id": name, "activities": dice.choice(([], ["design"], ["manufacture"]))}
    elif way == 3 and covers.get("sites"):
        covers["sites"][0] = {"id": covers["sites"][0], "entity": "Another Plant GmbH"}
    elif way == 4:
        covers["activities"] = dice.choice(([], ["Design"], ["manufacture"], ["design", "manufacture"]))
    elif way == 5:
        covers["lots"] = ["L1", "L2"]
    else:
        covers["conditions"] = ["indoor use only"]


def _product(dice: Random, values: Raw) -> None:
    product = dice.choice(values["products"])
    way = dice.randrange(7)
    if way == 0:
        product["type"] = dice.choice(("series", "batch", "service", "process"))
    elif way == 1:
        product["lots"] = [{"id": "L1"}, {"id": "L3", "produced": "2026-05-04"}][: dice.choice((1, 2))]
        product["type"] = dice.choice(("batch", "batch", "series"))
    elif way == 2:
        product["brand_owner"] = {"name": dice.choice((values["supplier"]["name"], "Another Brand AG"))}
    elif way == 3:
        change = {"date": _moved(dice, values["prepared"]), "revision": "B", "significant": dice.random() < 0.5}
        product["design_changes"] = [change]
    elif way == 4:
        product["models"] = [*product["models"], f"{product['models'][0]}-X"]
    elif way == 5:
        values["products"].append({**deepcopy(product), "id": f"{product['id']}-b"})
    else:
        product["markets"] = [*product.get("markets", ()), "CA"]


def _site(dice: Random, values: Raw) -> None:
    sites = values["supplier"]["sites"]
    site = dice.choice(sites)
    way = dice.randrange(3)
    if way == 0:
        site["operator"] = {"name": dice.choice((values["supplier"]["name"], "Plant Operations Ltd"))}
    elif way == 1:
        site["activities"] = dice.choice(([], ["design"], ["manufacture"], ["Design", "service"]))
    else:
        sites.append({**deepcopy(site), "id": f"{site['id']}-2"})


def _another_standard(dice: Random, values: Raw) -> None:
    raw = _certificate(dice, values)
    raw["standard"] = dice.choice(
        ("ISO 9001", "ISO 9001:2008", "ISO 9001:2015", "DIN EN ISO 14001:2015", "UL 62368-1", "ISO 9999:2001",
         "ISO/IEC 27001:2013", "ISO 45001:2018", "ISO 13485:2016", "UL 61010-1:2012")
    )  # fmt: skip
    if dice.random() < 0.3:
        raw["edition"] = dice.choice(("2015", "2026", "2008"))


_WAYS = (
    _move_a_day, _move_a_day, _move_a_day, _two_ends_on_one_day, _lose_a_key, _lose_a_key, _take_from_another,
    _enter_twice, _enter_twice, _add_an_event, _add_an_event, _status, _scope, _scope, _product, _product, _site,
    _another_standard,
)  # fmt: skip
