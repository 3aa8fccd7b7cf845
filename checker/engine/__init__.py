"""The decision: pure functions from a manifest, policies, the catalogue and a date to an assessment."""

from checker.engine.assess import assess
from checker.engine.codes import ACCEPTABLE_CODES, OBJECT_CODES
from checker.engine.days import turning_days

__all__ = ["ACCEPTABLE_CODES", "OBJECT_CODES", "assess", "turning_days"]
