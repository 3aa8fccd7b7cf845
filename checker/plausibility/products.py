"""Does a product certificate name each product?

**Asks**, in a manifest that has product certificates, whether each product with models is named by one of them: a
model, a pattern that matches, or the product itself.

**Why** it is the certificate that was forgotten, or the model that was added to the range later. A management-system
certificate names no product. A policy may not ask for one; that is why this is a note.

**Passes** the model `NP-500-A` in `covers.models` of a listing.

**Does not pass** a product `np-900` that no certificate names, beside one that is listed.

**To mend** add the certificate, or the model to the scope of the one that prints it.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.patterns import names
from checker.model.policy import PRODUCT
from checker.plausibility.base import NOTE, Code, Doubt, Rule, Subject

FORGOTTEN = Code(
    "product-without-certificate",
    "no product certificate names a product",
    NOTE,
    "add the certificate, or the model to the scope of the one that prints it",
)


def find(subject: Subject) -> Iterator[Doubt]:
    """Products that none of the product certificates names; none of them all would be no oversight."""
    entries = [each for each in subject.manifest.certificates if each.kind == PRODUCT]
    scopes = [each.covers.models for each in entries if each.covers and each.covers.models]
    if not scopes or any(each.covers is None or each.covers.models is None for each in entries):
        return
    for product in subject.manifest.products or ():
        asked = (*(product.models or ()), product.id, product.name or product.id)
        if not any(names(scope, each) for scope in scopes for each in asked):
            message = f"no product certificate names the product `{product.id}`"
            yield Doubt(FORGOTTEN.name, message, product.pointer)


RULE = Rule("products", (FORGOTTEN,), find, __doc__ or "")
