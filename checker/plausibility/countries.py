"""Are countries and markets codes that there are?

**Asks** whether `country` of a site and each market of a product and a mark is a code of ISO 3166-1, or `EU`.

**Why** a policy applies to markets by their codes. `UK` and `USA` are understood; a market that nobody knows can be
neither inside nor outside a policy, and stays undetermined.

**Passes** `country: NO`, `markets: [US, EU]`.

**Does not pass** `country: Norway`, `markets: [Europe]`.

**To mend** write the code of two letters, or `EU` for the Union.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.markets import market
from checker.plausibility.base import WARNING, Code, Doubt, Rule, Subject

UNKNOWN = Code(
    "country-unknown",
    "a country or market is no code that there is",
    WARNING,
    "write the code of two letters (ISO 3166-1), or `EU` for the Union",
)


def find(subject: Subject) -> Iterator[Doubt]:
    """Countries of sites, and markets of products and marks, that are none."""
    for pointer, text in _stated(subject):
        if market(text) is None:
            yield Doubt(UNKNOWN.name, f"`{text}` is no country or market", pointer)


def _stated(subject: Subject) -> Iterator[tuple[str, str]]:
    for site in subject.manifest.supplier.sites or ():
        if site.country is not None:
            yield f"{site.pointer}/country", site.country
    for product in subject.manifest.products or ():
        for index, text in enumerate(product.markets or ()):
            yield f"{product.pointer}/markets/{index}", text
    for entry in subject.manifest.certificates:
        for index, text in enumerate((entry.mark and entry.mark.markets) or ()):
            yield f"{entry.pointer}/mark/markets/{index}", text


RULE = Rule("countries", (UNKNOWN,), find, __doc__ or "")
