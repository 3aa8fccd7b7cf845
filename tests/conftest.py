"""What every test begins with: the usual limits, which a run of the command line in this process may have changed."""

from __future__ import annotations

import pytest

from checker.readers import limits


@pytest.fixture(autouse=True)
def _usual_limits() -> None:
    limits.apply(limits.Limits())
