"""Designations of standards as people print them: taken apart, compared, looked up in the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.catalogue import designation
from checker.catalogue.designation import LONGEST, edition_mark, fold, name_keys, normalise, readings, scope_key
from checker.registers.row import loose_key, neighbours, number_key
from tests.fuzz.targets._common import catalogue, check

WORDS = tuple(
    word.encode()
    for word in (
        "UL ", "IEC ", "ISO ", "EN ", "ISO/IEC ", "ANSI/", "CAN/CSA-", "CSA C22.2 No. ", "FM ", "NSF/ANSI/CAN ",
        "DIN EN ", ":2015", "-1", " 3rd Edition", " Ed. 2", " Rev D", "+A1:2010", "/AMD 1:2009", " AND ", " (R)2013",
        " CSV", " Subpart B", " SA", "No.", "®", "™", "\u2013", "\u00ad", "\uff0d", "²", "①", "Ⅻ", "ß", "ﬁ", "İ",
        "٣", "UL 62368-1", "ISO 9001:2015", "BS EN ISO ", "AS9100", "NMX-", "12", "60", ",", ";", "(", ")", "*", "&",
        "#", "№",
    )
)  # fmt: skip


def attempt(data: bytes) -> None:
    """No text is too odd; every way to read one agrees with the others, and asking twice gives the same."""
    text, _, edition = data.decode("utf-8", "replace").partition("|")
    found = readings(text)
    check(found == readings(text), "two readings differ")
    check(len(found) <= 1 + LONGEST, "more readings than characters")
    check(not found or len(text) <= LONGEST, "an overlong text is read")
    for reading in found:
        for key in (*reading.keys, *name_keys(text)):
            check(not key or fold(key) == key, f"the key {key!r} is not one of itself")
    plain = normalise(text)
    check(not plain or plain == " ".join(plain.split()), "a normalised text has odd spaces")
    check(edition_mark(text) == edition_mark(text), "two marks differ")
    _agree(text)
    asked = catalogue().resolve(text, edition or None)
    check(asked == catalogue().resolve(text, edition or None), "two look-ups differ")
    check(asked.standard is None or found, "a standard that nothing names")
    loose = loose_key(text)
    check(loose_key(number_key(text)) == loose, "the key of a key of a number is another one")
    check(loose not in neighbours(loose), "a key is its own neighbour")


def seeds() -> Iterator[bytes]:
    """The names of the catalogue, plain and with editions."""
    for standard in catalogue().standards():
        yield standard.id.encode()
        yield from (f"{standard.id}:{edition.label}".encode() for edition in standard.editions)
    yield b"CAN/CSA-C22.2 No. 62368-1:19, 3rd Ed.|3"
    yield b"ANSI/AAMI ES60601-1:2005/(R)2012 & A1:2012,C1:2009/(R)2012 & A2:2010/(R)2012 (Cons. Text) [Incl. AMD2:2021]"


def _agree(text: str) -> None:
    """The short cut for plain lines of a scope gives what the long way gives."""
    if designation._SIMPLE.fullmatch(text):
        short, simple = scope_key(text), designation._SIMPLE
        try:
            designation._SIMPLE = _NEVER
            check(scope_key(text) == short, f"the short cut reads {text!r} otherwise")
        finally:
            designation._SIMPLE = simple


_NEVER = re.compile(r"(?!)")
