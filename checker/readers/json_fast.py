"""JSON by a fast parser, wherever it can not differ from the exact one; everything else is handed over.

The fast parser keeps the last of two equal keys, reads numbers its own way and knows no limits. So it is believed only
where the text shows that nothing of this can have happened.
"""

from __future__ import annotations

import re
from typing import Any

from checker.readers import limits

_NEITHER_BRACKET_NOR_QUOTE = bytes(byte for byte in range(256) if byte not in b'[]{}"')
# An integer of so many digits may be too large for it.
_DIGITS = bytes(byte if byte not in b"123456789" else ord("0") for byte in range(256))
_LONG = b"0" * 19
# Escapes of signs that JSON writes as they are, among them a quote that hides from counting, and halves of characters.
_ESCAPES = re.compile(rb"\\u(?:00[0-7]|[dD][89a-fA-F])")


def parse(data: bytes) -> dict[str, Any] | None:
    """The mapping that JSON text states, the same as the exact reader gives; None: read it with that one."""
    from checker.json_library import JSONDecodeError, JSONEncodeError, dumps, loads  # noqa: PLC0415 - of no use to runs over YAML

    most, openers = limits.current(), data.count(b"[") + data.count(b"{")
    if data.count(b",") + openers >= most.values or (openers > most.depth and _deep(data, most.depth)):
        return None
    if b"\r" in data or (b"\\u" in data and _ESCAPES.search(data)):
        return None
    try:
        values = loads(data)
    except JSONDecodeError:
        return None
    # Records of other data models hold numbers, of which it would round the long ones.
    if type(values) is not dict or "manifest" not in values:
        return None
    # It gives up on what it writes itself, beyond 254 levels, sooner than on what it reads.
    try:
        written = dumps(values)
    except JSONEncodeError:
        return None
    # A fraction that it makes of an integer has an exponent.
    exponents = b"\\u" in data or written.count(b"e") != data.count(b"e")
    if exponents and _LONG in data.translate(_DIGITS):
        return None
    # Of two equal keys the first is lost with its quotes. Numbers are few in manifests: where the schema has none,
    # they stand under keys of the supplier's own, as does whatever nests deeper than the schema.
    if b'"x-' in data or written.count(b'"') != data.count(b'"'):
        return None
    return values


def _deep(data: bytes, most: int) -> bool:
    """Whether brackets may nest deeper than so many levels; True too where some of them may stand within texts."""
    marks = data.translate(None, _NEITHER_BRACKET_NOR_QUOTE).replace(b'""', b"")
    if b'"' in marks or b'\\"' in data:
        return True
    return all((marks := marks.replace(b"[]", b"").replace(b"{}", b"")) for _ in range(most))
