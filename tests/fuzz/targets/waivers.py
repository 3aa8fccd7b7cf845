"""Waivers as YAML, JSON and CSV; whatever a table says is the same once it has been written and read again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from checker.api import load_policies, load_waivers
from checker.decode.rules import span
from checker.document import Document
from checker.errors import Location
from checker.model.waivers import Waiver, Waivers
from checker.readers import Source, one_of
from checker.readers.waivers_csv import cell_of, read_waivers_csv, text_of
from tests.fuzz.targets._common import FIXTURES, catalogue, check, outcome

_LONGEST = span("2 years")

WORDS = tuple(
    word.encode()
    for word in (
        "waivers: 1\n", "items:\n", "- id: ", "policy: ", "requirement: ", "codes: ", "supplier", "supplier.name",
        "supplier.lei", "supplier.vat", "reason", "approved_by", "approved", "expires", "ticket", "product", "model",
        "site", "us-workplace-electrical", "listed-by-nrtl", "status-stale", "expired", "2026-11-05", "2027-01-31",
        ",", ";", '"', '""', "'=", "=1+1", "\\u000a", "\\U0010ffff", "\r\n", "\n", "x-own", "\uff1d", "\ufeff", "@",
    )
)  # fmt: skip


def attempt(data: bytes) -> None:
    """The first byte says how it is written: YAML, JSON or CSV."""
    suffix = (".yaml", ".json", ".csv")[data[0] % 3] if data else ".csv"
    document, why = outcome(lambda: _document(data[1:], suffix))
    again, why_again = outcome(lambda: _document(data[1:], suffix))
    check(why == why_again, "two readings differ")
    for text in data[1:].decode("utf-8", "replace").split("\n")[:20]:
        if "\0" not in text:
            check(text_of(cell_of(text)) == text, f"{text!r} comes back as another text")
    if document is None or again is None:
        return
    check(document.values == again.values, "two readings differ")
    found, why = outcome(lambda: _loaded(document))
    check((found, why) == outcome(lambda: _loaded(again)), "two readings differ")
    if suffix == ".csv" and found is not None:
        _as_json(document, found)


def seeds() -> Iterator[bytes]:
    """A file of each form."""
    yield b"\0" + (FIXTURES / "story" / "waivers.yaml").read_bytes()
    item: dict[str, Any] = {
        "id": "W-1",
        "policy": "us-workplace-electrical",
        "requirement": "nrtl-listing",
        "codes": ["status-stale"],
        "supplier": {"name": "Acme"},
        "reason": "Known.",
        "approved_by": "Head",
        "approved": "2026-11-01",
        "expires": "2027-01-31",
    }
    yield b"\1" + json.dumps({"waivers": 1, "items": [item]}).encode()
    header = "id,policy,requirement,codes,supplier.name,reason,approved_by,approved,expires,x-own\n"
    yield (
        b"\2"
        + header.encode()
        + b'W-1,us-workplace-electrical,nrtl-listing,status-stale,Acme,"Known, and so",Head,2026-11-01,2027-01-31,\n'
    )


def _document(data: bytes, suffix: str) -> Document:
    source = Source.from_stdin(data, f"w{suffix}")
    return read_waivers_csv(source) if suffix == ".csv" else one_of(source)


def _loaded(document: Document) -> Waivers:
    return load_waivers([document], load_policies(["us-workplace-electrical"], catalogue()), catalogue(), _LONGEST)


def _as_json(document: Document, found: Waivers) -> None:
    """The same values as JSON are the same waivers; only digests and places tell them apart."""
    written = json.dumps(document.values).encode()
    other, why = outcome(lambda: _loaded(_document(written, ".json")))
    check(other is not None, f"as JSON it is refused: {why}")
    assert other is not None
    check(_facts(found) == _facts(other), "CSV and JSON are different waivers")


def _facts(found: Waivers) -> list[Waiver]:
    return [each._replace(pointer="", file="", location=Location("")) for each in found.items]
