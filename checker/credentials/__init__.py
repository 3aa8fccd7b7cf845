"""Signed credentials: whether one verifies offline, with a key that is trusted for the body that issued it."""

from checker.credentials.credential import traces
from checker.credentials.verify import Verified, verified

__all__ = ["Verified", "traces", "verified"]
