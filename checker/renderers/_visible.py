"""Supplier text made safe to print: what can not be seen, or would steer a terminal, becomes visible."""

from __future__ import annotations


def visible(text: str) -> str:
    r"""The text with control, format and separator characters (ESC, bidi overrides, line ends) as `\u{…}`."""
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    return character if character.isprintable() else f"\\u{{{ord(character):x}}}"
