"""What `certgate verify` found, as JSON (schema: `verification`)."""

from checker.renderers.plausible.json_format import render

__all__ = ["render"]
