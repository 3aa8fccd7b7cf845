"""Where the data that ships with certgate lies: in the installed package, or in the checkout beside it."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def resource_folder(name: str) -> Path:
    """The folder `schemas` or `policies`: a wheel carries it inside the package, a checkout at its top level."""
    package = Path(__file__).parent
    installed = package / name
    return installed if installed.is_dir() else package.parent / name
