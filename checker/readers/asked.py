"""What whoever imports a record states beside it, and what is known of standards: what a data model can not say."""

from __future__ import annotations

from collections.abc import Callable

from checker.records import NamedTuple

PRODUCT = "product"
SYSTEM = "management-system"

Kinds = Callable[[str], "str | None"]


def _unknown(_standard: str) -> str | None:
    return None


class Asked(NamedTuple):
    """`prepared` (YYYY-MM-DD) stands in for a day that a record lacks, `kind` for a kind that nothing tells.

    `kinds` gives the kind of a standard by its designation, as the catalogue has it; None: the catalogue has no row.
    """

    prepared: str | None = None
    kind: str | None = None
    kinds: Kinds = _unknown
