"""The forecast itself, as JSON (schema: `forecast`)."""

from __future__ import annotations

from checker.renderers.json_format import render

__all__ = ["render"]
