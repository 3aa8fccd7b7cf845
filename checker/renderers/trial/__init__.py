"""Formats of policy tests, one per file, all drawn from the document of a run; a renderer computes no verdict.

A renderer is a module `<name>_format.py` with `render(trial)`, which yields the text in parts; `terminal(trial, look)`
is its form for a terminal.
"""

from __future__ import annotations

from checker.renderers.room import Formats

__all__ = ["formats", "known", "render"]

_FORMATS = Formats(__name__, __path__[0], "policy tests")
formats, known, render = _FORMATS.names, _FORMATS.known, _FORMATS.render
