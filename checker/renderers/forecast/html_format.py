"""The forecast as one self-contained page: the verdicts over time above the certificates that carry them.

Every picture has its table beside it. Of very many manifests one file holds the first, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from jinja2.filters import do_mark_safe

from checker.renderers.forecast.band import bands
from checker.renderers.forecast.words import courses, stretches, told
from checker.renderers.html.environment import digest, environment, tight

Json = dict[str, Any]

LISTED = 5_000
"""How many manifests the table at the top lists."""
SECTIONS = 500
"""How many manifests have a section of their own."""


def render(forecast: Json) -> Iterator[str]:
    """The page, in parts."""
    style = _running(forecast)
    stream = (
        environment()
        .get_template("forecast.html.jinja")
        .stream(
            report=forecast,
            running=style,
            running_digest=digest(style),
            count=len(forecast["manifests"]),
            listed=islice(enumerate(forecast["manifests"]), LISTED),
            sections=_sections(forecast),
            most=LISTED,
            drawn_most=SECTIONS,
            told=told,
        )
    )
    stream.enable_buffering(200)
    yield from stream


def _sections(forecast: Json) -> Iterator[str]:
    module: Any = environment().get_template("forecast-manifest.html.jinja").module
    helpers = {"bands": bands, "told": told, "courses": courses, "stretches": stretches}
    for number, manifest in enumerate(islice(forecast["manifests"], SECTIONS)):
        yield tight(module.section(forecast, manifest, f"m{number + 1}", helpers))


def _running(forecast: Json) -> Any:
    """The style of the printed page's head and foot. Nothing but two dates gets in."""
    days = [day for day in (forecast["as_of"], forecast["until"]) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day)]
    head = f"certgate: forecast {' to '.join(days)}"
    foot = 'content:"page " counter(page) " of " counter(pages)'
    return do_mark_safe(f'@page{{@top-left{{content:"{head}"}}@bottom-right{{{foot}}}}}')
