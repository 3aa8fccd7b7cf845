"""A line on the terminal that tells how far a run is; nothing where stderr is no terminal."""

from __future__ import annotations

import sys
from time import monotonic

from checker.cli.streams import is_terminal

# Seconds before the first line, and between two: shorter runs need none, and more often is not read.
_PATIENCE = 0.5
_EVERY = 0.1
_WIDTH = 30


class Progress:
    """How many manifests are checked, and a bar over the inputs where there are many of them."""

    def __init__(self, inputs: int, doing: str = "checking", what: str = "manifests") -> None:
        self._inputs = inputs
        self._doing = doing
        self._what = what
        self._manifests = 0
        self._shown = False
        self._next = monotonic() + _PATIENCE if is_terminal(sys.stderr) else float("inf")

    def step(self, inputs_done: int) -> None:
        """One more manifest is checked; `inputs_done` inputs are through."""
        self._manifests += 1
        if monotonic() >= self._next:
            self._next = monotonic() + _EVERY
            self._shown = True
            sys.stderr.write(f"\r{self._line(inputs_done)}")
            sys.stderr.flush()

    def _line(self, inputs_done: int) -> str:
        line = f"{self._doing}: {self._manifests} {self._what}"
        if self._inputs > 1:
            filled = _WIDTH * inputs_done // self._inputs
            line += f" [{'#' * filled}{'-' * (_WIDTH - filled)}] {100 * inputs_done // self._inputs}%"
        return line

    def close(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
