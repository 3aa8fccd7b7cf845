"""A supplier with its sites and products."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tests.benchmarks.corpus.vocabulary import AS_OF, FIRST, PLACES, SECOND, SECTORS, Row

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def day(dice: Random, first: date, last: date) -> date:
    """A day from one to another, both inclusive."""
    return first + timedelta(days=dice.randint(0, max(0, (last - first).days)))


def prepared(dice: Random) -> date:
    """The day on which the manifest was stated: in the three weeks before the assessment."""
    return day(dice, AS_OF - timedelta(days=21), AS_OF - timedelta(days=4))


def supplier(dice: Random, sector: str, sites: int) -> Row:
    """The supplier with one to three sites, of which the first makes everything."""
    places = dice.sample(PLACES, sites)
    name = f"{dice.choice(FIRST)} {dice.choice(SECOND)} {places[0][3]}"
    row: Row = {"name": name, "identifiers": identifiers(dice)}
    roles = (["design", "manufacture"], ["manufacture"], ["manufacture", "service"])
    row["sites"] = [
        {
            "id": place.lower().translate(str.maketrans("őé", "oe")),
            "name": f"{place} plant",
            **({"address": address} if dice.random() < 0.6 else {}),
            "country": country,
            "activities": list(roles[number]),
        }
        for number, (place, country, address, _) in enumerate(places)
    ]
    return row


def identifiers(dice: Random) -> Row:
    """What registers know the supplier by."""
    found: Row = {"duns": f"{dice.randrange(10**9):09}"}
    if dice.random() < 0.6:
        found["lei"] = f"5299{dice.randrange(10**14):014}{dice.randrange(100):02}"
    if dice.random() < 0.3:
        found["vat"] = f"ATU{dice.randrange(10**8):08}"
    return found


def products(dice: Random, sector: str, sites: list[Row], count: int) -> list[Row]:
    """Products of the sector, each of a series with a few models, made at one or two of the sites."""
    markets = ["US", *(["CA"] if dice.random() < 0.4 else []), *(["EU"] if dice.random() < 0.6 else [])]
    radio = sector == "ict" and dice.random() < 0.3
    made = [site["id"] for site in sites[: dice.choice((1, 1, 2))]]
    return [product(dice, sector, number, markets, radio, made) for number in range(count)]


def product(dice: Random, sector: str, number: int, markets: list[str], radio: bool, made: list[str]) -> Row:
    """One product."""
    series = f"{dice.choice(_LETTERS)}{dice.choice(_LETTERS)}{number}-{dice.randrange(10, 90) * 10}"
    letters = dice.sample(_LETTERS[:12], dice.choice((1, 1, 2, 2, 3, 4)))
    row: Row = {
        "id": series.lower(),
        "name": f"{dice.randrange(2, 20) * 50} series {dice.choice(SECTORS[sector]['names'])}",
        "models": [f"{series}-{letter}" for letter in sorted(letters)],
        "categories": [SECTORS[sector]["category"], *(["intentional-radiator"] if radio else [])],
        "markets": list(markets),
        "produced_at": list(made),
    }
    if dice.random() < 0.15:
        change = {"date": "2024-03-04", "revision": "B", "significant": False, "summary": "new front panel"}
        row["design_changes"] = [change]
    return row
