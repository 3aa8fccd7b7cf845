"""What is large costs no more than its size: time and memory grow with the bytes of an input, not with their square."""

from __future__ import annotations

import json
import time
import tracemalloc
from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest

from checker import api
from checker.document import Document
from checker.plausibility import implausible
from checker.readers import Asked, Source, import_source, read
from tests.builders import manifest

Json = dict[str, Any]


def only(data: bytes, name: str) -> Document:
    (found,) = read(Source.from_stdin(data, name))
    assert isinstance(found, Document), found
    return found


@pytest.mark.parametrize("name", ["m.json", "m.yaml"])
def test_places_below_a_long_key_take_no_more_memory_than_the_document(name: str) -> None:
    """Each value once had a pointer with all keys around it: 300 KB of a manifest took 20 GB."""
    key = "x-" + "k" * 900
    for _ in range(6):  # YAML has a bound of its own on one key, not on keys within one another
        key = f'{key}": {{"{"k" * 900}'
    data = ('{"' + key + '": [' + "0, " * 4_000 + "0]" + "}" * 7).encode()
    document = only(data, name)
    tracemalloc.start()
    places = document.places()
    assert len(places) < 10 if name == "m.yaml" else list(places)
    assert tracemalloc.get_traced_memory()[1] < 40 * len(data)
    tracemalloc.stop()
    pointer = "/x-" + "/".join(["k" * 900] * 7) + "/7"
    # The place of the nearest that has one of its own.
    assert document.locate(pointer).column > 1


def test_a_record_with_a_long_key_is_imported_in_its_size() -> None:
    product = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": "Pump",
        "gtin": "09521234543213",
        "manufacturer": {"@type": "Organization", "name": "Acme"},
        "hasCertification": [
            {
                "@type": "Certification",
                "name": "ISO 9001",
                "certificationIdentification": "N-1",
                "issuedBy": {"name": "B"},
            }
        ],
        "k" * 20_000: [0] * 5_000,
    }
    tracemalloc.start()
    found = list(
        import_source(
            Source.from_stdin(json.dumps(product).encode(), "p.json"), "gs1-jsonld", Asked("2026-11-23", "product")
        )
    )
    assert isinstance(found[0], Document), found
    assert "5000 entries below a key that is too long" in json.dumps(found[0].values)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("name", ["gs1-us", "iaf-certsearch"])
def test_a_table_of_a_hundred_thousand_columns_is_refused_at_once(name: str) -> None:
    """Every column was compared with every name, and with every column before it."""
    header = ",".join(f"x{number}" for number in range(60_000))
    start = time.process_time()
    (found,) = import_source(Source.from_stdin(f"{header}\n{header}\n".encode(), "t.csv"), name, Asked())
    assert "more than 1,000 cells" in str(found)
    assert time.process_time() - start < 1


# How much longer four times as much may take: linear is 4, n log n below 5, the square 16. Times below are noise.
_MOST, _NOISE = 9.0, 0.08


def grown(make: Callable[[int], Json], few: int) -> float:
    """How many times as long a run takes over a manifest four times as large, at the least of three tries."""
    catalogue = api.load_catalogue()
    policies = api.load_policies(["us-workplace-electrical", "fda-qmsr-supplier"], catalogue)
    day = date(2026, 11, 23)

    def seconds(raw: Json) -> float:
        data = json.dumps(raw).encode()
        found = Source.from_stdin(data, "m.json")
        start = time.process_time()
        api.Run(api.Conditions(as_of=day, policies=policies, catalogue=catalogue)).check([found])
        stated = api.load_manifest(only(data, "m.json"))
        implausible(stated, raw, catalogue)
        return time.process_time() - start

    small, large = make(few), make(4 * few)
    seconds(make(2))
    return min(seconds(large) / max(seconds(small), _NOISE) for _ in range(2))


def repeated(*path: str | int, **own: Callable[[int], Any]) -> Callable[[int], Json]:
    """Manifests in which the first entry of a list stands many times, each with values of its own."""

    def make(count: int) -> Json:
        raw = manifest()
        holder: Any = raw
        for step in path[:-1]:
            holder = holder[step]
        seed = holder[path[-1]][0]
        made = [
            {**deepcopy(seed), **{key: value(number) for key, value in own.items()}} if own else f"{seed}{number}"
            for number in range(count)
        ]
        holder[path[-1]] = [*holder[path[-1]], *made]
        return raw

    return make


def _day(number: int) -> str:
    return (date(2020, 1, 1) + timedelta(days=number % 2_000)).isoformat()


LISTS: dict[str, Callable[[int], Json]] = {
    "products": repeated("products", id=lambda number: f"p-{number}"),
    "models": repeated("products", 0, "models"),
    "design changes": repeated("products", 0, "design_changes", date=_day, revision=lambda number: f"R{number}"),
    "certificates": repeated("certificates", id=lambda n: f"c-{n}", number=lambda n: f"N-{n}"),
    "events": repeated("certificates", 0, "events", date=_day),
    "re-evaluations": repeated(
        "certificates", 0, "events", date=_day, type=lambda _: "re-evaluation", revision=lambda number: f"R{number}"
    ),
    "accreditations": repeated("certificates", 0, "accreditations", scope=lambda n: [f"UL {n}"]),
    "models of a certificate": repeated("certificates", 0, "covers", "models"),
    "evidence": repeated("certificates", 0, "evidence", file=lambda number: f"{number}.pdf"),
    "sites": repeated("supplier", "sites", id=lambda number: f"s-{number}"),
}


@pytest.mark.generated
def test_entries_of_one_number_take_time_by_their_pairs() -> None:
    """Each is compared with each, because any two may contradict one another: the square, and no more."""
    same = repeated("certificates", id=lambda number: f"c-{number}", number=lambda _number: "N-1")
    assert grown(same, 15) < 2 * 16


@pytest.mark.generated
@pytest.mark.parametrize("name", LISTS)
def test_long_lists_take_time_by_their_length(name: str) -> None:
    assert grown(LISTS[name], 60) < _MOST
