"""Text of any origin as Markdown that stays text: no link, image, HTML, mention, reference, picture or formula of it.

GitHub and GitLab look for mentions, references and bare addresses in the text of the finished page, so an escape does
not stop them; they leave code alone. Hence names stand in code spans, and in sentences a zero-width space parts what
would be found. A sentence's own code spans are kept.
"""

from __future__ import annotations

import html
import re

from checker.words import inert

# Where a mention (@ada), a reference (#1, !1, GH-1), an address or an emoji shortcode would be found: broken after it.
_FOUND = re.compile(
    r"""(?<=[@\#!%~^&])(?=[\w"'])|(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=:)(?=[\w+-]+:)|(?<=\bGH-)(?=\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_BREAK = "\0"
_ESCAPES = str.maketrans(
    {
        **{character: f"\\{character}" for character in "\\`*_[]|~"},
        "<": "&lt;",
        ">": "&gt;",
        "&": "&amp;",
        "$": "<span>$</span>",
        _BREAK: "&#8203;",
    }
)


def code(text: str) -> str:
    """A text as a code span; the text is on one line."""
    shown = inert(text)
    longest = max(map(len, re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    gap = " " if not shown or shown[0] in " `" or shown[-1] in " `" else ""
    return f"{fence}{gap}{shown}{gap}{fence}"


def cell(text: str) -> str:
    """A text as a code span in a table, where a bar would end the cell, in code too."""
    return code(text.replace("|", r"\u007c"))


def prose(text: str) -> str:
    """A sentence on one line, its code spans kept. It must not stand at the beginning of a line."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        last = parts.pop()
        parts[-1] += f"`{last}"
    return "".join(code(part) if number % 2 and part else _plain(part, number) for number, part in enumerate(parts))


def in_html(text: str) -> str:
    """A text as code within HTML."""
    return f"<code>{html.escape(inert(text))}</code>"


def _plain(part: str, number: int) -> str:
    # An empty code span is two backticks, which would open one that ends elsewhere.
    text = "``" if number % 2 else inert(part)
    return _FOUND.sub(_BREAK, text).translate(_ESCAPES)
