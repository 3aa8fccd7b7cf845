"""A manifest as it would be written: the inverse of decoding, and values as YAML that certgate reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import yaml

from checker.authoring.changes import Json
from checker.model.manifest import (
    Accreditation,
    Certificate,
    CoveredSite,
    Covers,
    DesignChange,
    Event,
    Laboratory,
    Manifest,
    Party,
    Product,
    Site,
)

MODELINE = "# yaml-language-server: $schema={}\n"
"""The first line that tells an editor where the schema is."""
_DIGITS = re.compile(r"[-+]?[0-9][0-9_.,:eExXoO+-]*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ESCAPED = re.compile("[\x85\u2028\u2029]")  # line ends to some, text to others


class _Dumper(yaml.SafeDumper):
    """Writes YAML that certgate reads: every value where it stands, without anchors and aliases."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Values are repeated rather than referred to."""
        return True

    def text(self, text: str) -> yaml.ScalarNode:
        """A text; in quotes what some tool could take for a number, escaped what the reader refuses as it is."""
        digits = _DIGITS.fullmatch(text) and not _DAY.fullmatch(text)
        style = "'" if digits else '"' if _ESCAPED.search(text) else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _Dumper.text)
# A day stands as it is: certgate reads every plain scalar as text, so that it needs no quotes.
_Dumper.yaml_implicit_resolvers = {
    first: [row for row in rows if row[0] != "tag:yaml.org,2002:timestamp"]
    for first, rows in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def as_yaml(values: Any, *, compact: bool = False) -> str:
    """Values as YAML that reads back as the same; `compact` puts what holds nothing nested on one line."""
    flow = None if compact else False
    return yaml.dump(values, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120, default_flow_style=flow)


def raw_manifest(manifest: Manifest) -> Json:
    """The values of a manifest as a file states them; decoding them gives the manifest again, but for places."""
    named = manifest.supplier.party
    identifiers = dict(named.identifiers) or None
    supplier = {"name": named.name, "identifiers": identifiers, "sites": _each(_site, manifest.supplier.sites)}
    return _stated(
        {
            "manifest": 1,
            "prepared": manifest.prepared,
            "supplier": _stated(supplier),
            "products": _each(_product, manifest.products),
            "certificates": _each(_certificate, manifest.certificates),
        }
    )


def _stated(values: Json) -> Json:
    """The values without what is not stated; days as text, tuples as lists."""
    return {key: _plain(value) for key, value in values.items() if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _each(write: Any, rows: Iterable[Any] | None) -> list[Any] | None:
    return None if rows is None else [write(row) for row in rows]


def _party(party: Party | None) -> Json:
    return _stated({"name": party.name, **dict(party.identifiers)}) if party else {}


def _named(party: Party | None) -> Json | None:
    return None if party is None else _party(party)


def _site(site: Site) -> Json:
    return _stated({**site._asdict(), "operator": _named(site.operator), "pointer": None})


def _product(product: Product) -> Json:
    kind = None if product.type == "series" else product.type
    return _stated(
        {
            **product._asdict(),
            "pointer": None,
            "type": kind,
            "brand_owner": _named(product.brand_owner),
            "lots": _each(lambda lot: _stated({"id": lot.id, "produced": lot.produced}), product.lots),
            "design_changes": _each(_change, product.design_changes) or None,
        }
    )


def _change(change: DesignChange) -> Json:
    return _stated({**change._asdict(), "pointer": None})


def _certificate(entry: Certificate) -> Json:
    status = entry.status
    values = {
        **entry._asdict(),
        "position": None,
        "pointer": None,
        "expires_stated": None,
        "backing": None,  # what was seen is not stated
        "mark": _part(entry.mark),
        "scheme": _part(entry.scheme),
        "body": _part(entry.body),
        "accreditations": _each(_accreditation, entry.accreditations),
        "holder": _named(entry.holder),
        "covers": _covers(entry.covers),
        "status": None if status is None else _stated({**status._asdict(), "pointer": None}),
        "events": _each(_event, entry.events),
        "evidence": _each(lambda each: _stated({**each._asdict(), "pointer": None}), entry.evidence) or None,
    }
    written = _stated(values)
    if entry.expires is None and entry.expires_stated:
        written["expires"] = None
    return written


def _part(part: Any) -> Json | None:
    return None if part is None else _stated(part._asdict())


def _accreditation(row: Accreditation) -> Json:
    values: Json = {"body": row.body, "standard": row.standard, "number": row.number, "scope": row.scope}
    values |= {"from": row.start, "until": row.until, "withdrawn": row.withdrawn}
    return _stated(values)


def _covers(covers: Covers | None) -> Json | None:
    if covers is None:
        return None
    listees, sites = _each(_party, covers.listees), _each(_covered_site, covers.sites)
    return _stated({**covers._asdict(), "pointer": None, "listees": listees, "sites": sites})


def _covered_site(site: CoveredSite) -> Json | str:
    written = _stated({**site._asdict(), "pointer": None, "entity": _named(site.entity)})
    return site.id if written.keys() == {"id"} else written


def _event(event: Event) -> Json:
    return _stated({**event._asdict(), "pointer": None, "laboratory": _laboratory(event.laboratory)})


def _laboratory(laboratory: Laboratory | None) -> Json | None:
    if laboratory is None:
        return None
    held = laboratory.accreditation
    return _stated({"name": laboratory.name, "accreditation": _accreditation(held) if held else None})
