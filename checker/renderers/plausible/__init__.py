"""Formats of `certgate validate`, one per file, all drawn from validation version 1.

A renderer is a module `<name>_format.py` with `render(found)`, which yields the text in parts; `terminal(found, look)`
is its form for a terminal, where stderr has told already what could not be used.
"""

from __future__ import annotations

from checker.renderers.room import Formats

__all__ = ["formats", "known", "render"]

_FORMATS = Formats(__name__, __path__[0], "`certgate validate`")
formats, known, render = _FORMATS.names, _FORMATS.known, _FORMATS.render
