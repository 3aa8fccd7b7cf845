"""Formats of `certgate policy lint`, one per file: modules `<name>_format.py` that draw the findings on policies."""

from __future__ import annotations

from checker.renderers.room import Formats

__all__ = ["formats", "known", "render"]

_FORMATS = Formats(__name__, __path__[0], "findings on policies")
formats, known, render = _FORMATS.names, _FORMATS.known, _FORMATS.render
