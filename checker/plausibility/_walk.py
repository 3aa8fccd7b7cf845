"""Every value of a manifest, with its JSON pointer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.document import escape_pointer


def walk(values: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Mappings, lists and scalars, parents first, in the order of the file; what stands under an `x-` key is left out.

    Depth is bounded by the readers.
    """
    yield pointer, values
    if isinstance(values, dict):
        for key, value in values.items():
            if not key.startswith("x-"):
                yield from walk(value, f"{pointer}/{escape_pointer(key)}")
    elif isinstance(values, list):
        for index, value in enumerate(values):
            yield from walk(value, f"{pointer}/{index}")
