"""The smallest set of actions that turns a verdict to pass: owns no rule, and asks the engine again and again."""

from checker.advise.advice import advise
from checker.advise.plan import Advice

__all__ = ["Advice", "advise"]
