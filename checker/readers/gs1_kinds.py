"""The kind of a certificate in a GS1 record, which never states one."""

from __future__ import annotations

from checker.readers.asked import PRODUCT, Asked
from checker.readers.gs1_codes import EU_CERTIFICATES, kind_of
from checker.readers.kinds import Kind, known_kind
from checker.words import shorten


def gs1_kind(standard: str, asked: Asked) -> Kind:
    """By the catalogue or as stated on import, else by its code under EU device law or by its words, else a product.

    What stands in the record of a product is a product certificate unless its words name a management system.
    """
    known = known_kind(standard, asked)
    if known is not None:
        return known
    kind, shown = kind_of(standard), shorten(standard)
    if standard in EU_CERTIFICATES:
        return Kind(kind, f"kind inferred from the code: `{shown}`")
    if kind != PRODUCT:
        return Kind(kind, f"kind inferred from words: `{shown}` names a management system")
    return Kind(kind, f"kind inferred from what it is about: a product; the catalogue has no `{shown}`")
