"""Which kind of certificate a record means, and by what that is known: nothing is guessed without saying so."""

from __future__ import annotations

from checker.readers.asked import Asked
from checker.records import NamedTuple
from checker.words import shorten


class Kind(NamedTuple):
    """`product` or `management-system`, and the sentence that says how it is known."""

    value: str
    reason: str


def known_kind(standard: str, asked: Asked) -> Kind | None:
    """The kind as the catalogue has it by the standard, else as it was stated on import; None: nobody knows."""
    row = asked.kinds(standard)
    if row is not None:
        return Kind(row, f"kind inferred from the standard: the catalogue says what `{shorten(standard)}` certifies")
    if asked.kind is not None:
        return Kind(asked.kind, "kind stated on import (--kind); the source does not say")
    return None
