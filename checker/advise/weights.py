"""What actions weigh: the table of kinds, over which a file of the buyer's may set weights of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.advise.kinds import HEAVIEST, WEIGHTS
from checker.document import Document
from checker.errors import InputError, Problem
from checker.records import NamedTuple
from checker.schema import conform


class Weights(NamedTuple):
    """The weight of every kind of action; `file` and `sha256` are those of the file that sets some."""

    table: Mapping[str, int] = WEIGHTS
    file: str | None = None
    sha256: str | None = None


def decode_weights(document: Document) -> Weights:
    """The weights that a document sets, and those of the table for the rest. Raises InputError with every place."""
    values: Any = conform(document, "weights")
    given = {name: weight for name, weight in values["actions"].items() if not name.startswith("x-")}
    problems = [
        Problem(
            f"the weight {weight} of `{name}` is out of bounds",
            document.locate(f"/actions/{name}"),
            f"write a whole number from 0 to {HEAVIEST}",
        )
        for name, weight in given.items()
        if weight > HEAVIEST
    ]
    if problems:
        raise InputError(problems)
    return Weights({**WEIGHTS, **given}, document.name, document.sha256)
