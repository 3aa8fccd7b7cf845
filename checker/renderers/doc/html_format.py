"""The page of a policy as self-contained HTML: one file with all pages, or a folder with a file per policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from jinja2.filters import do_mark_safe

from checker.renderers.html.environment import digest, environment

Json = dict[str, Any]

HOME = "index.html"
_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


def render(doc: Json) -> Iterator[str]:
    """All pages in one file."""
    return _drawn(doc, doc["pages"], [])


def pages(doc: Json) -> Iterator[tuple[str, Iterator[str]]]:
    """A first page that leads to a file per policy; a single policy is the first page itself."""
    if len(doc["pages"]) == 1:
        yield HOME, _drawn(doc, doc["pages"], [])
        return
    files = [file_name(page) for page in doc["pages"]]
    yield HOME, _drawn(doc, [], list(zip(files, doc["pages"], strict=True)))
    for file, page in zip(files, doc["pages"], strict=True):
        yield file, _drawn(doc, [page], [])


def file_name(page: Json) -> str:
    """The file of a policy's page: its id and a digest that tells its versions apart; the digest alone for odd ids."""
    stem = page["id"] if _PLAIN.fullmatch(page["id"]) else "policy"
    marked = f"{page['id']}\0{page['version']}\0{page['sha256']}"
    return f"{stem}-{sha256(marked.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}.html"


def _drawn(doc: Json, shown: list[Json], listed: list[tuple[str, Json]]) -> Iterator[str]:
    style = _running(doc)
    template = environment().get_template("doc.html.jinja")
    about = {"report": doc, "running": style, "running_digest": digest(style)}
    stream = template.stream(**about, pages=shown, listed=listed)
    stream.enable_buffering(200)
    return iter(stream)


def _running(doc: Json) -> Any:
    """The style of the printed page's head and foot. Nothing but a date gets in."""
    day = doc["as_of"] if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", doc["as_of"]) else ""
    foot = 'content:"page " counter(page) " of " counter(pages)'
    return do_mark_safe(f'@page{{@top-left{{content:"certgate: for suppliers, as of {day}"}}@bottom-right{{{foot}}}}}')
