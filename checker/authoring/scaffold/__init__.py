"""A manifest to fill in, made from policies and the catalogue alone: it asks for what they need, and states nothing.

Facts are asked for in lines that are commented out, so that a fresh scaffold never shows anything; a line that was
uncommented and not filled in is refused by its schema or by the reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from checker.authoring.scaffold.certificate import certificate
from checker.authoring.scaffold.choices import needed
from checker.authoring.scaffold.sheet import Sheet
from checker.authoring.scaffold.top import Named, Supplied, head, how_to, products, supplier
from checker.authoring.scaffold.wanted import Wanted, wanted
from checker.catalogue import Catalogue
from checker.engine.versions import versions_on
from checker.model.policy import Policy

__all__ = ["Named", "Supplied", "Wanted", "scaffold"]


def scaffold(
    policies: Sequence[Policy],
    catalogue: Catalogue,
    day: date,
    supplied: Supplied,
    *,
    file: str = "manifest.yaml",
    options: str | None = None,
    schema: str = ".certgate/manifest.schema.json",
) -> str:
    """The text of a manifest that asks for what these policies need on a day, of a supplier with what it supplied.

    `file` is how the text names itself in its instructions, `options` the policies as `check` takes them, `schema`
    where an editor finds the schema.
    """
    used = versions_on(policies, day)
    asked = wanted(used, day)
    sheet = Sheet()
    named = "".join(f" -p {policy.id}" for policy in used) if options is None else options
    head(sheet, used, schema)
    how_to(sheet, file, named)
    sheet.live("manifest: 1")
    sheet.say("The day on which you state all this. Nothing that has happened may be dated later.")
    sheet.live(f"prepared: {day}")
    supplier(sheet, asked, supplied)
    products(sheet, used, asked, supplied)
    sheet.gap()
    sheet.live("certificates:")
    for text in needed(used, asked):
        sheet.say(text, 2)
    for each in asked:
        certificate(sheet, each, catalogue, day, supplied)
    return sheet.text()
