"""Formats of `certgate policy lint`, one per file: modules `<name>_format.py` that draw the findings on policies."""

from __future__ import annotations

from checker.renderers.room import Room

__all__ = ["formats", "known", "render"]

_ROOM = Room(__name__, __path__[0], "findings on policies")
formats, known, render = _ROOM.formats, _ROOM.known, _ROOM.render
