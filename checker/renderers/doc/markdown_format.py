"""The page of a policy in Markdown, for a wiki, a portal or a mail to suppliers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from checker.renderers.markdown_text import cell, code, prose
from checker.renderers.rows import name, sentence
from checker.words import inert, visible

Json = dict[str, Any]


def render(doc: Json) -> Iterator[str]:
    """The pages, one below the other."""
    for number, page in enumerate(doc["pages"]):
        if number:
            yield "\n---\n\n"
        yield "".join(f"{line}\n" for line in _page(doc, page))


def _told(text: str) -> str:
    return prose(sentence(text))


def _page(doc: Json, page: Json) -> Iterator[str]:
    yield f"# What suppliers need: {_told(page['title'])}"
    yield ""
    by = f"; asked for by {_told(page['authority'])}" if page["authority"] else ""
    yield f"Policy {code(name(page['id']))}, version {code(name(page['version']))}{by}. As of {page['as_of']}."
    yield ""
    yield from _needed(page)
    for row in page["requirements"]:
        yield from _requirement(row)
    yield from _example(page)
    yield from _grounds(doc, page)


def _needed(page: Json) -> Iterator[str]:
    yield "## What you need"
    yield ""
    yield _told(page["evidence"])
    yield ""
    for line in page["decision"]:
        leads = f" ({code(name(line['requirement']))})" if line["requirement"] else ":"
        note = f": {line['note']}" if line["note"] else ""
        yield f"{'  ' * line['depth']}- {_told(line['text'])}{leads}{note}"
    yield ""
    yield f"It is asked of {', '.join(map(_told, page['applies']))}."
    for text in page["when"]:
        yield ""
        yield _told(text)
    yield ""


def _requirement(row: Json) -> Iterator[str]:
    yield f"## {_told(row['title'])}"
    yield ""
    yield f"Requirement {code(name(row['id']))}{''.join(f'; {_told(text)}' for text in row['counts'])}."
    yield ""
    for each in row["needs"]:
        if len(each["texts"]) == 1:
            yield f"- **{each['label']}:** {_told(each['texts'][0])}"
            continue
        yield f"- **{each['label']}:**"
        yield from (f"  - {_told(text)}" for text in each["texts"])
    yield f"- **Edition:** {_told(row['editions']['rule'])}"
    yield ""
    yield from _editions(row["editions"]["rows"])
    yield from _limits(row)


def _editions(rows: list[Json]) -> Iterator[str]:
    if rows:
        yield "| edition | counts | until when |"
        yield "|---|---|---|"
        yield from (f"| {cell(name(each['edition']))} | {each['standing']} | {_told(each['note'])} |" for each in rows)
        yield ""


def _limits(row: Json) -> Iterator[str]:
    yield "**Not accepted:**"
    yield ""
    for each in row["refused"]:
        left = ", left open, which does not pass" if each["open"] else ""
        yield f"- {_told(each['text'])} ({code(each['code'])}{left})"
    yield ""
    if row["accepted"]:
        yield "**Accepted, although it can not be told whether:**"
        yield ""
        yield from (f"- {_told(each['text'])} ({code(each['code'])})" for each in row["accepted"])
        yield ""
    for label, text in (("What to do", row["remedy"]), ("Where it stands", row["citation"])):
        if text:
            yield f"**{label}:** {_told(text)}"
            yield ""
    yield f"**Exceptions:** {_exceptions(row)}"
    yield ""


def _exceptions(row: Json) -> str:
    return "the buyer may waive this for a while." if row["waivable"] else "none; no waiver lifts this."


def _example(page: Json) -> Iterator[str]:
    yield "## An example"
    yield ""
    found = page["example"]
    if not found["yaml"]:
        yield f"{_told(found['told'])}."
        yield ""
        return
    yield f"A manifest as you would send it. On {page['as_of']} {found['told']}. Names, numbers and days are made up."
    yield ""
    longest = max(map(len, re.findall("`+", found["yaml"])), default=0)
    fence = "`" * max(3, longest + 1)
    yield f"{fence}yaml"
    yield from (inert(visible(line)) for line in found["yaml"].splitlines())
    yield fence
    yield ""


def _grounds(doc: Json, page: Json) -> Iterator[str]:
    yield "## Why"
    yield ""
    if page["rationale"]:
        yield f"Rationale: {_told(page['rationale'])}"
        yield ""
    if page["citations"]:
        yield from (f"- {_told(text)}" for text in page["citations"])
        yield ""
    made, rows = f"{doc['tool']['name']} {doc['tool']['version']}", code(name(page["catalogue"]["version"]))
    yield f"Drawn by {made} from the policy (SHA-256 {code(page['sha256'][:12])}) and the catalogue {rows};"
    yield "`certgate explain CODE` tells what a code means."
