"""Verdicts over time: what a manifest comes to on every day ahead, and through which day a pass lasts.

It only asks the engine again for other days, and has no rule of its own. A `check` needs no more of it than how long a
pass lasts; the other parts are loaded when something asks for them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from checker.forecast.holding import HORIZON, with_holds

if TYPE_CHECKING:
    from checker.forecast.ahead import forecast
    from checker.forecast.due import Due, falling_due
    from checker.forecast.segments import Forecast, ObjectForecast, PolicyForecast, RequirementForecast, Segment

__all__ = [
    "HORIZON",
    "Due",
    "Forecast",
    "ObjectForecast",
    "PolicyForecast",
    "RequirementForecast",
    "Segment",
    "falling_due",
    "forecast",
    "with_holds",
]

_PARTS = {"forecast": "ahead", "Due": "due", "falling_due": "due"}


def __getattr__(name: str) -> Any:
    """A name of a part that is not loaded yet."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PARTS.get(name, 'segments')}"), name)
