"""The templates' environment: everything that is printed is escaped, shortened and made visible, whoever wrote it."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.filters import do_mark_safe
from markupsafe import Markup, escape

from checker.engine.pages import codes, gate_pages
from checker.renderers import backing, plans, rows, timeline
from checker.renderers.html import groups, matrix, source
from checker.words import inert

_FOLDER = Path(__file__).parent.parent / "templates"
# White space before a block's tag, and after it; not after `<pre>`, where it is text.
_BLOCK = (
    r"(?:caption|dd|desc|details|div|dl|dt|h\d|header|li|p|path|rect|section|summary|svg|t[dhr]|table|tbody|thead|text"
    r"|title|ul)"
)
# From the start of white space on: looked at from each of its places, a long run would take time by the square.
_BLOCKS = re.compile(rf"(?<!\s)\s*+(?:(</pre>|<pre\b[^<>]*+>)|(</?{_BLOCK}\b[^<>]*+>)\s*)")
_QUOTED = re.compile(r"`([^`]+)`")

_EVIDENCE = {
    "both": "product and management-system certificates required",
    "either": "product or management-system certificate required",
    "product": "product certificate required",
    "management-system": "management-system certificate required",
}

# One letter per outcome keeps a thousand manifests in one file.
_CLASSES = {"pass": "p", "fail": "f", "undetermined": "u", "waived": "w", "warning": "a", "note": "i", "error": "f"}


@cache
def environment() -> Environment:
    """The environment; made once."""
    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_fit_to_print,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(
        name=rows.name, sentence=rows.sentence, prose=prose, plural=rows.plural, object_name=rows.object_name, css=css
    )
    made.globals.update(
        groups=groups.groups,
        aside=matrix.aside,
        holding=rows.holding,
        object_rows=matrix.object_rows,
        excerpt=source.excerpt,
        lines=source.lines,
        numbers=source.numbers,
        places=source.places,
        pictures=timeline.pictures,
        terms=timeline.terms,
        event_words=timeline.event_words,
        drawn=timeline.DRAWN,
        key_paths=timeline.key_paths(),
        evidence=_EVIDENCE,
        looked=backing.looked,
        seen=backing.seen,
        place=rows.place,
        counts=rows.counts,
        headline=rows.headline,
        through=rows.through,
        ledger=rows.ledger,
        ledger_line=rows.ledger_line,
        since=rows.since,
        changes=rows.changes,
        waiver_effect=rows.waiver_effect,
        plan_lines=plans.plan_lines,
        gates=gate_questions(),
        codes=codes(),
        style=asset("report.css"),
        script=asset("report.js"),
        style_digest=digest(asset("report.css")),
        script_digest=digest(asset("report.js")),
    )
    return made


def prose(text: str) -> Markup:
    """A sentence with what it quotes in backticks set apart, each piece isolated from the direction of the others."""
    pieces = _QUOTED.split(inert(rows.sentence(text)))
    quoted = (
        Markup('<code lang="">{}</code>').format(piece) if odd % 2 else escape(piece)
        for odd, piece in enumerate(pieces)
    )
    return Markup("").join(quoted)


def css(outcome: str) -> str:
    """The class of an outcome, severity or standing."""
    return _CLASSES.get(outcome, "n")


def gate_questions() -> dict[str, str]:
    """What each gate asks, in one line, in the order in which they run."""
    return {gate: page.partition("\n")[0].partition("`: ")[2] for gate, page in gate_pages().items()}


def asset(name: str) -> Markup:
    """A style sheet or script of ours, as it goes into the page."""
    return do_mark_safe((_FOLDER / name).read_text(encoding="utf-8").strip())


def digest(text: str) -> str:
    """The digest by which a page's content security policy lets a style or script of ours through, and nothing else."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def tight(text: str) -> Markup:
    """A drawn part without the line ends around its blocks: each would be a node of its own in the browser."""
    # On plain text: a `Markup` would escape what the substitution puts together.
    return do_mark_safe(_BLOCKS.sub(r"\1\2", str.__str__(text)))


def _fit_to_print(value: Any) -> Any:
    """What a template prints: a text of any origin on one line, of bounded length, with what can not be seen shown."""
    return inert(rows.sentence(value)) if isinstance(value, str) and not isinstance(value, Markup) else value
