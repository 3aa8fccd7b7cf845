"""What a manifest says against itself, which the schema can not see: ids, names and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from checker.decode.fields import parties, stated_twice
from checker.document import walk
from checker.errors import Problem, did_you_mean
from checker.model.manifest import Manifest
from checker.readers import limits
from checker.words import PLACEHOLDER, shorten

if TYPE_CHECKING:
    from checker.document import Document

# Where the placeholder may stand: a certificate has to name a standard, and no standard is called so.
_HARMLESS = re.compile(r"/certificates/\d+/standard")


def contradictions(document: Document, manifest: Manifest) -> list[Problem]:
    """Placeholders, ids and identifiers stated twice, patterns for models, unknown sites, later facts; by place."""
    checks = (_placeholders, _duplicates, _identifiers, _pattern_models, _unknown_sites, _places, _plans)
    problems = [problem for check in checks for problem in check(document, manifest)]
    return sorted(problems, key=lambda problem: problem.location)


def _placeholders(document: Document, _manifest: Manifest) -> Iterable[Problem]:
    """What `certgate init` wrote and nobody filled in: two placeholders that match each other would be no fact."""
    # Nearly all manifests have none, and their values need not be walked through.
    for pointer, value in walk(document.values) if PLACEHOLDER in (document.source or PLACEHOLDER) else ():
        if value == PLACEHOLDER and not _HARMLESS.fullmatch(pointer):
            yield Problem(
                f"`{PLACEHOLDER}` is left to be filled in",
                document.locate(pointer),
                "write what the certificate states, or take it out with its key",
            )


def _duplicates(document: Document, manifest: Manifest) -> Iterable[Problem]:
    lists: list[tuple[str, Iterable[tuple[str, str]]]] = [
        ("certificate", ((row.id, row.pointer) for row in manifest.certificates)),
        ("product", ((row.id, row.pointer) for row in manifest.products or ())),
        ("site", ((row.id, row.pointer) for row in manifest.supplier.sites or ())),
    ]
    lists += [("lot", ((lot.id, lot.pointer) for lot in row.lots or ())) for row in manifest.products or ()]
    annexes = [row.covers.sites or () for row in manifest.certificates if row.covers]
    lists += [("covered site", ((site.id, site.pointer) for site in annex)) for annex in annexes]
    for noun, named in lists:
        first: dict[str, str] = {}
        for identity, pointer in named:
            if identity in first:
                place = document.locate(f"{first[identity]}/id")
                yield Problem(
                    f"{noun} id `{identity}` is used twice, first on line {place.line}",
                    document.locate(f"{pointer}/id"),
                    "give each its own id",
                )
            first.setdefault(identity, pointer)


def _identifiers(document: Document, _manifest: Manifest) -> Iterable[Problem]:
    """A legal person with two identifiers of one kind: inline, and another one under `identifiers`."""
    for keys, named in parties(document.values):
        for key in stated_twice(named):
            inline, listed = named[key], named["identifiers"][key]
            if inline != listed:
                yield Problem(
                    f"`{key}` is `{shorten(inline)}`, and `{shorten(listed)}` under `identifiers`",
                    document.locate("/".join(("", *map(str, keys), key))),
                    "state it once",
                )


def _pattern_models(document: Document, manifest: Manifest) -> Iterable[Problem]:
    for product in manifest.products or ():
        for index, model in enumerate(product.models or ()):
            if "*" in model:
                yield Problem(
                    f"`{shorten(model)}` is a pattern, not a model",
                    document.locate(f"{product.pointer}/models/{index}"),
                    "list every model by its own name; patterns belong to the `covers` of a certificate",
                )


def _unknown_sites(document: Document, manifest: Manifest) -> Iterable[Problem]:
    for product in manifest.products or ():
        for index, site in enumerate(product.produced_at or ()):
            if site not in manifest.sites:
                yield Problem(
                    f"`produced_at` names the site `{site}`, which `supplier.sites` does not list",
                    document.locate(f"{product.pointer}/produced_at/{index}"),
                    did_you_mean(site, manifest.sites) or "list the site under `supplier.sites`",
                )


def _places(document: Document, manifest: Manifest) -> Iterable[Problem]:
    """More models at more sites than can be judged: a few thousand of each are millions of pairs."""
    places, most = 0, limits.current().places
    for product in manifest.products or ():
        places += len(product.models or ()) * len(product.produced_at or ())
        if places > most:
            yield Problem(
                f"the products have {places:,} models at sites, each of which would be judged; at most {most:,} are",
                document.locate(f"{product.pointer}/produced_at"),
                limits.mend("state for each product only the sites that make its models", "places"),
            )
            return


def _facts(manifest: Manifest) -> Iterable[tuple[str, date, str]]:
    """Everything dated that has already happened when the manifest is prepared: noun, day, pointer."""
    for product in manifest.products or ():
        for lot in product.lots or ():
            if lot.produced:
                yield "a production date", lot.produced, f"{lot.pointer}/produced"
        for change in product.design_changes:
            yield "a design change", change.date, f"{change.pointer}/date"
    for certificate in manifest.certificates:
        if certificate.status and certificate.status.checked:
            yield "a status check", certificate.status.checked, f"{certificate.status.pointer}/checked"
        for event in certificate.events or ():
            yield f"a {event.type} event", event.date, f"{event.pointer}/date"
        for entry in certificate.accreditations or ():
            if entry.withdrawn:
                yield "a withdrawal of accreditation", entry.withdrawn, f"{entry.pointer}/withdrawn"


def _plans(document: Document, manifest: Manifest) -> Iterable[Problem]:
    for noun, when, pointer in _facts(manifest):
        if when > manifest.prepared:
            yield Problem(
                f"{noun} is dated {when}, after the manifest was prepared on {manifest.prepared}",
                document.locate(pointer),
                "leave out what has not happened yet, or correct the date or `prepared`",
            )
