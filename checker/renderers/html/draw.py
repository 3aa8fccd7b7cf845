"""Draws the parts of the HTML report that are drawn once per manifest."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from jinja2.environment import TemplateModule
from jinja2.filters import do_mark_safe
from markupsafe import Markup

from checker.renderers.html.environment import environment, tight
from checker.renderers.html.matrix import manifest_cells
from checker.renderers.html.survey import Survey

Json = dict[str, Any]

FEW = 5
"""Of no more manifests than this, the gates of what passes stand open too."""
MANY = 20
"""Of more manifests than this, each section is folded below its heading: a page of a thousand opens at once."""


class Drawer:
    """Draws rows and sections of a report; manifests go by their position in it."""

    def __init__(self, report: Json, found: Survey) -> None:
        self.report = report
        self.columns = found.columns
        self.places = {policy: place for place, policy in enumerate(self.columns)}
        self.few = len(report["manifests"]) <= FEW
        self.many = len(report["manifests"]) > MANY
        self.sections: TemplateModule = environment().get_template("manifest.html.jinja").module
        self.matrix: TemplateModule = environment().get_template("matrix.html.jinja").module

    def manifest(self, position: int) -> Json:
        """A manifest by its position."""
        found: Json = self.report["manifests"][position]
        return found

    def row(self, position: int, page: str = "", *, linked: bool = True) -> Markup:
        """The row of a manifest in the matrix; its links lead to `page`."""
        manifest = self.manifest(position)
        asked = (policy["id"] for policy in manifest["policies"] if policy["requirements"])
        policies = " ".join(str(self.places[each]) for each in asked)
        cells = manifest_cells(manifest, self.columns, key(position))
        return tight(self._call(self.matrix, "row", manifest, cells, key(position), page, policies, linked))

    def full(self, position: int) -> Markup:
        """The section of a manifest with everything that the report has of it."""
        return self._full(position, 3, "#matrix", self.few, self.many)

    def brief(self, position: int) -> Markup:
        """The section of a manifest with outcomes and findings alone."""
        manifest = self.manifest(position)
        return tight(self._call(self.sections, "brief", self.report, manifest, key(position), 3, "#matrix", self.many))

    def page(self, position: int) -> Markup:
        """The section of a manifest on a page of its own."""
        return self._full(position, 1, "", opened=True, fold=False)

    def _full(self, position: int, level: int, up: str, opened: bool, fold: bool) -> Markup:
        manifest = self.manifest(position)
        place = key(position)
        return tight(self._call(self.sections, "full", self.report, manifest, place, level, up, opened, fold))

    @staticmethod
    def _call(module: TemplateModule, macro: str, *given: Any) -> str:
        drawn: str = getattr(module, macro)(*given)
        return drawn


def key(position: int) -> str:
    """The anchor of a manifest: by its position, because nothing the supplier wrote may become markup."""
    return f"m{position + 1}"


def file_name(position: int, manifest: Json) -> str:
    """The file of a manifest's page: its position and a digest of its path, never a text of the supplier's."""
    digest = sha256(manifest["path"].encode("utf-8", "surrogatepass")).hexdigest()
    return f"{position + 1:06}-{digest[:8]}.html"


def running(report: Json) -> Markup:
    """The style of the printed page's head and foot. Nothing but a date and a word of ours gets in."""
    day = report["as_of"] if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", report["as_of"]) else ""
    words = {"passed": "passed", "passed-with-waivers": "passed with waivers", "blocked": "blocked"}
    head = f"certgate: {words.get(report['result'], '')} as of {day}"
    foot = 'content:"page " counter(page) " of " counter(pages)'
    return do_mark_safe(f'@page{{@top-left{{content:"{head}"}}@bottom-right{{{foot}}}}}')
