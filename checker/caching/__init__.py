"""What earlier runs found, kept by the bytes of the manifests: only what changed, or whose days are over, is judged.

A cache is no evidence: whoever can write it can write verdicts. It belongs to whoever runs the check, and a report says
the same with it and without it.
"""

from checker.caching.kept import Kept
from checker.caching.store import Store

__all__ = ["Kept", "Store"]
