"""Formats of `certgate verify`, one per file, all drawn from verification version 1."""

from __future__ import annotations

from checker.renderers.room import Formats

__all__ = ["formats", "known", "render"]

_FORMATS = Formats(__name__, __path__[0], "`certgate verify`")
formats, known, render = _FORMATS.names, _FORMATS.known, _FORMATS.render
