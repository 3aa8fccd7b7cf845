"""The small parts of an OSCAL document: tokens, properties, text as markup that stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from checker.renderers.markdown_text import code, prose
from checker.renderers.marks import fingerprint, label, told
from checker.renderers.rows import name, sentence

Json = dict[str, Any]

NAMESPACE = "https://certgate.example/ns/oscal"
"""The namespace of certgate's properties."""

_TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
_LONGEST = 200  # characters of a token


def token(text: str) -> str:
    """A text as a token, which no other text has: as it is where it is one, else with a digest of it."""
    if _TOKEN.fullmatch(text) and len(text) <= _LONGEST:
        return text
    kept = re.sub(r"[^A-Za-z0-9._-]+", "_", text)[:40]
    return f"_{kept}_{fingerprint(text)[:8]}"


def props(*pairs: tuple[str, str | None]) -> list[Json]:
    """Properties for the pairs that have a value; one that shows nothing has none."""
    shown = ((key, " ".join(told(value).split())) for key, value in pairs if value)
    return [{"name": key, "ns": NAMESPACE, "value": value} for key, value in shown if value]


def stated(key: str, values: list[Json]) -> Json:
    """A list under its key, or nothing: OSCAL knows no empty lists."""
    return {key: values} if values else {}


def markup(text: str) -> str:
    """A sentence of any origin as markup that stays text; it must not stand at the beginning of a text."""
    # OSCAL reads `{{ insert: … }}` as a reference to a parameter, and knows no <span>.
    return prose(sentence(text)).replace("<span>$</span>", "\\$").replace("{{", "{ {")


def named(text: str) -> str:
    """A name of any origin as markup: in a code span."""
    return code(name(text) or "-").replace("{{", "{ {")


def title(text: str) -> str:
    """A text as a title, which is a line of markup."""
    return markup(label(text)) or "-"


def lines(texts: Iterable[str]) -> str:
    """Markup in paragraphs."""
    return "\n\n".join(texts)
