"""Formats of `certgate policy diff`, one per file: modules `<name>_format.py` that draw difference version 1.

A renderer has `render(diff)`, which yields the text in parts; `terminal(diff, look)` is its form for a terminal. It
decides nothing: what is proved and what is shown stands in the difference.
"""

from __future__ import annotations

from checker.renderers.room import Formats

__all__ = ["formats", "known", "render"]

_FORMATS = Formats(__name__, __path__[0], "a difference of policies")
formats, known, render = _FORMATS.names, _FORMATS.known, _FORMATS.render
