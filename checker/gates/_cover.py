"""What a certificate covers by name, and which parts its events are about.

Of a model that its events do not name, nothing matters to a certificate but whether it covers it, by name or by a
series, beside the product and the site; of a site that its events do not name and that it does not list, nothing but
who operates it and what is done there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model.patterns import is_pattern, loosely
from checker.model.policy import PRODUCT
from checker.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model.assessment import Target
    from checker.model.manifest import Certificate


class Cover(NamedTuple):
    """The models or sites that a certificate states, None where it states none, and the series among the models.

    What is neither among the names nor matched by a series is certainly not covered, on any day.
    """

    names: tuple[str, ...] | None
    series: tuple[str, ...] = ()


def cover(kind: str, certificate: Certificate) -> Cover:
    """What a certificate states to cover, where a certificate of a kind is asked."""
    covers = certificate.covers
    if kind != PRODUCT:
        sites = covers.sites if covers else None
        return Cover(None if sites is None else tuple(each.id for each in sites))
    models = covers.models if covers else None
    return Cover(models, tuple(filter(is_pattern, models or ())))


def asked_name(kind: str, target: Target) -> str | None:
    """The name by which a certificate of a kind covers an object; None where there is no such single name."""
    if kind != PRODUCT:
        return target.site
    return target.id if target.type == "model" else None


def concerned(kind: str, entries: Iterable[Certificate]) -> set[str] | None:
    """The models or sites that the events in the entries of a certificate name, loosely; None where names do not tell.

    A pattern may mean any of them. An activity may be performed at any site.
    """
    found: set[str] = set()
    for event in (event for entry in entries for event in entry.events or ()):
        named = (event.models if kind == PRODUCT else event.sites) or ()
        if any(map(is_pattern, named)) or (kind != PRODUCT and event.activities is not None):
            return None
        found.update(map(loosely, named))
    return found
