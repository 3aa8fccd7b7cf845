"""A manifest that ends whatever process reads it, as a defect in a library written in C might."""

from __future__ import annotations

import os
import signal

from checker.readers import Source


class Poison(Source):
    """A source that nobody survives."""

    __slots__ = ()

    def load(self) -> bytes:
        """Be killed."""
        os.kill(os.getpid(), signal.SIGKILL)
        return b""
