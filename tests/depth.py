"""How many cases are drawn: a quarter of them at every change, all of them by `make deep`, which runs every night.

A fault that shows in one case of thousands is found the same night; what a change is likely to break, at once.
"""

from __future__ import annotations

import os

DEEP = bool(os.environ.get("CERTGATE_DEEP"))


def cases(many: int) -> int:
    """How many of `many` cases this run draws."""
    return many if DEEP else max(1, many // 4)
