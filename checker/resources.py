"""Where the data that ships with certgate lies: in the installed package, or in the checkout beside it."""

from __future__ import annotations

import os
from functools import cache


@cache
def resource_folder(name: str) -> str:
    """The folder `schemas` or `policies`: a wheel carries it inside the package, a checkout at its top level."""
    # os.path, because pathlib brings 7 ms of other modules to a start-up that counts them.
    package = os.path.dirname(os.path.abspath(__file__))
    installed = os.path.join(package, name)
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(package), name)
