"""JSON by a fast parser, wherever it can not differ from the exact one; everything else is handed over.

The fast parser keeps the last of two equal keys, reads numbers its own way and knows no limits. So it is believed only
where the text shows that nothing of this can have happened.
"""

from __future__ import annotations

import re
from typing import Any

from checker.readers import limits

# Escapes of signs that JSON writes as they are, among them a quote that hides from counting, and halves of characters.
_ESCAPES = re.compile(rb"\\u(?:00[0-7]|[dD][89a-fA-F])")


def parse(data: bytes) -> dict[str, Any] | None:
    """The mapping that JSON text states, the same as the exact reader gives; None: read it with that one."""
    from orjson import JSONDecodeError, dumps, loads  # noqa: PLC0415 - of no use to runs over YAML

    if data.count(b",") + data.count(b"[") + data.count(b"{") >= limits.VALUES:
        return None
    if b"\\u" in data and _ESCAPES.search(data):
        return None
    try:
        values = loads(data)
    except JSONDecodeError:
        return None
    # Of two equal keys the first is lost with its quotes. Numbers are few in manifests: where the schema has none,
    # they stand under keys of the supplier's own, as does whatever nests deeper than the schema.
    if type(values) is not dict or b'"x-' in data or dumps(values).count(b'"') != data.count(b'"'):
        return None
    return values
