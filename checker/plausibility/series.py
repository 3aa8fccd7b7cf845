"""Does a series pattern cover any of the models that are stated?

**Asks** whether each pattern in `covers.models` is one that can match, and whether it matches a stated model of a
product.

**Why** a pattern has at least three characters before its first `*`, and a `*` stands for capitals, digits and `. /
-`. A bare `*` matches nothing: no certificate covers whatever anybody makes. A pattern that matches no model was most
likely copied with a space, in small letters or with a sign too many.

**Passes** `NP-500-*` beside the model `NP-500-A`.

**Does not pass** `*`; `NP*`; `NP500-*` beside the model `NP-500-A`.

**To mend** write the series as printed on the certificate, and the models as printed on the products.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.patterns import is_pattern, matches
from checker.plausibility.base import WARNING, Code, Doubt, Rule, Subject

TOO_SHORT = Code(
    "pattern-too-short",
    "a series pattern has fewer than three characters before its first `*`, so that it matches nothing",
    WARNING,
    "write the series as printed on the certificate, or name the models one by one",
)
EMPTY = Code(
    "pattern-covers-nothing",
    "a series pattern matches none of the stated models",
    WARNING,
    "write the series as printed on the certificate, and the models as printed on the products",
)

_SHORTEST = 3


def find(subject: Subject) -> Iterator[Doubt]:
    """Patterns that match no model; where no models are stated there is nothing to match."""
    models = [model for product in subject.manifest.products or () for model in product.models or ()]
    for entry in subject.manifest.certificates:
        for index, text in enumerate((entry.covers and entry.covers.models) or ()):
            place = f"{entry.pointer}/covers/models/{index}"
            if not is_pattern(text):
                continue
            if text.find("*") < _SHORTEST:
                yield Doubt(TOO_SHORT.name, f"the pattern `{text}` of `{entry.id}` is too short to match", place)
            elif models and not any(matches(text, model) for model in models):
                yield Doubt(EMPTY.name, f"the pattern `{text}` of `{entry.id}` matches no stated model", place)


RULE = Rule("series", (TOO_SHORT, EMPTY), find, __doc__ or "")
