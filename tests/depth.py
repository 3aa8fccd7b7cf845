"""How much is tried: some cases at every change, all of them by `make deep`, which runs every night.

A fault that shows in one case of thousands is found the same night; what a change is likely to break, at once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import pytest

DEEP = bool(os.environ.get("CERTGATE_DEEP"))

nightly = pytest.mark.deep
"""Marks a test that takes long and shows little more than its neighbours: it runs at night."""


def cases(many: int) -> int:
    """How many of `many` cases this run draws."""
    return many if DEEP else max(1, many // 4)


def first(values: Iterable[Any], keep: int) -> list[Any]:
    """Parameters of a test, of which all but the first few are for the night; tuples are several parameters each."""
    rows = [each if isinstance(each, tuple) else (each,) for each in values]
    return [pytest.param(*row, marks=() if at < keep else nightly) for at, row in enumerate(rows)]
