"""Verdicts over time: what a manifest comes to on every day ahead, and through which day a pass lasts.

It only asks the engine again for other days, and has no rule of its own.
"""

from checker.forecast.ahead import forecast
from checker.forecast.due import Due, falling_due
from checker.forecast.holding import HORIZON, with_holds
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
