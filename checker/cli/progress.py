"""A line on the terminal that tells how far a run is; nothing where stderr is no terminal."""

from __future__ import annotations

import os
import sys
from time import monotonic

from checker.cli.streams import is_terminal

# Seconds before the first line, and between two: shorter runs need none, and more often is not read.
_PATIENCE = 0.5
_EVERY = 0.1
_WIDTH = 30


class Progress:
    """How many manifests are checked, how fast, and how long it takes yet: by the bytes of the inputs, or their number.

    `size` is how many bytes the inputs have together, 0 where nobody counts them.
    """

    def __init__(self, inputs: int, doing: str = "checking", what: str = "manifests", *, quiet: bool = False) -> None:
        self._inputs = inputs
        self.size = 0
        self._doing = doing
        self._what = what
        self._manifests = self._bytes = 0
        self._shown = 0
        self._began = monotonic()
        self._next = self._began + _PATIENCE if not quiet and is_terminal(sys.stderr) else float("inf")

    @property
    def visible(self) -> bool:
        """Whether there is anybody to see it."""
        return self._next != float("inf")

    def through(self, size: int) -> None:
        """So many bytes more of the inputs are through."""
        self._bytes += size

    def step(self, inputs_done: int) -> None:
        """One more manifest is checked; `inputs_done` inputs are through."""
        self._manifests += 1
        now = monotonic()
        if now >= self._next:
            self._next = now + _EVERY
            line = self._line(inputs_done, now - self._began)[: _columns() - 1]
            sys.stderr.write(f"\r{line:<{self._shown}}")
            sys.stderr.flush()
            self._shown = len(line)

    def _line(self, inputs_done: int, taken: float) -> str:
        line = f"{self._doing}: {self._manifests:,} {self._what}"
        # Bytes count when a task is through, inputs one by one: whichever knows more.
        done = inputs_done / self._inputs if self._inputs > 1 else 0.0
        done = min(1.0, max(done, self._bytes / self.size if self.size else 0.0))
        if self._inputs > 1 or self.size:
            filled = int(_WIDTH * done)
            line += f" [{'#' * filled}{'-' * (_WIDTH - filled)}] {int(100 * done)}%"
        rate = self._manifests / taken
        line += f", {rate:,.0f}/s" if rate >= 10 else f", {rate:.1f}/s"
        return f"{line}, {_span(taken / done - taken)} left" if done else line

    def close(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _columns() -> int:
    """How wide the terminal is; a longer line would break, and the next not be written over it."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _span(seconds: float) -> str:
    """A time to wait, as a clock shows it."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
