"""Forecast formats, one per file, all drawn from forecast version 1; a renderer computes no verdict.

A renderer is a module `<name>_format.py` with `render(forecast)`, which yields the text in parts; `terminal(forecast,
look)` is its form for a terminal. `forecast["manifests"]` may be larger than memory: walk over it, never keep it.
"""

from __future__ import annotations

from checker.renderers.room import Formats

__all__ = ["formats", "known", "render"]

_FORMATS = Formats(__name__, __path__[0], "a forecast")
formats, known, render = _FORMATS.names, _FORMATS.known, _FORMATS.render
