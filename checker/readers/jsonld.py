"""JSON-LD as people write it: terms with or without prefix, texts with or without language, one thing or many.

A context is never fetched. A term counts by its last part where it has no prefix, the prefix `gs1` or `schema`, or an
address of one of the two vocabularies; anything else belongs to others.
"""

from __future__ import annotations

import re

from checker.document import escape_pointer
from checker.readers.gs1_node import Node
from checker.words import shorten

_OURS = re.compile(
    r"(?:gs1:|schema:|https?://(?:www\.)?schema\.org/|https?://(?:www\.|ref\.)?gs1\.org/voc/)?([A-Za-z][A-Za-z0-9]*)"
)


def term(text: object) -> str:
    """The term without prefix; empty for one of another vocabulary."""
    found = _OURS.fullmatch(text) if isinstance(text, str) else None
    return found[1] if found else ""


def types(node: Node) -> set[str]:
    """The types of a thing, without prefix."""
    stated = node.value.get("@type", node.value.get("type")) if isinstance(node.value, dict) else None
    return {found for each in (stated if isinstance(stated, list) else [stated]) if (found := term(each))}


def each(node: Node, *names: str) -> list[Node]:
    """What stands under these terms, in the order of the names."""
    if not isinstance(node.value, dict):
        return []
    found: list[Node] = []
    for name in names:
        for key, value in node.value.items():
            if term(key) == name and value not in (None, "", []):
                below = Node(node.document, f"{node.pointer}/{escape_pointer(key)}", value)
                rows = value if isinstance(value, list) else None
                found += (
                    [below]
                    if rows is None
                    else [Node(node.document, f"{below.pointer}/{index}", row) for index, row in enumerate(rows)]
                )
    return found


def first(node: Node, *names: str) -> Node | None:
    """The thing under the first of these terms that has one."""
    return next(iter(each(node, *names)), None)


def text(node: Node, *names: str) -> Node | None:
    """The text under the first of these terms that has one; in English where there are several.

    Raises InputError for several texts that do not differ in language: which of them counts is not for us to say.
    """
    for name in names:
        found = [(_language(row), plain) for row in each(node, name) if (plain := _plain(row))]
        if not found:
            continue
        found = [row for row in found if row[0].startswith("en")] or found
        other = next(
            (row for language, row in found[1:] if row.text != found[0][1].text and language == found[0][0]), None
        )
        if other is not None:
            message = f"`{name}` is `{shorten(found[0][1].text)}` and `{shorten(other.text)}`"
            raise other.refuse(message, "state one of them")
        return found[0][1]
    return None


def named(node: Node, *names: str) -> Node | None:
    """The name of the thing under one of these terms: a text of its own, or the name of an organisation."""
    for row in each(node, *names):
        found = _plain(row) or text(row, "organizationName", "legalName", "name")
        if found is not None:
            return found
    return None


def _plain(node: Node) -> Node | None:
    """The text of a literal; None for a thing. Raises InputError for a number where a text is wanted."""
    value = node.value
    if isinstance(value, dict) and "@value" in value:
        node = Node(node.document, f"{node.pointer}/@value", value["@value"])
    elif isinstance(value, dict) and "@id" in value and len(value) == 1:
        node = Node(node.document, f"{node.pointer}/@id", value["@id"])
    elif isinstance(value, dict):
        return None
    if not isinstance(node.value, str):
        raise node.refuse("a text is expected here", "write it in quotes")
    return node if node.value.strip() else None


def _language(node: Node) -> str:
    return str(node.value.get("@language", "")).casefold() if isinstance(node.value, dict) else ""
