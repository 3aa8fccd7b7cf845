"""How many processes judge: as many as were asked for, or as the machine has where there is work for them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from time import monotonic

from checker.errors import InputError, UsageError
from checker.parallel.tasks import total
from checker.readers import Source

MOST = 64
"""The most processes of a run: each takes some fifty megabytes, and one process has to put their work together."""

_AUTO_MOST = 16
_ALONE = 1.0  # seconds that a run is judged in one process, because starting others takes half of that
_WORTH = 2.0  # seconds left, for which it is worth it


def parse_workers(text: str | None, configured: str | None) -> int | None:
    """The number of workers as given, else as configured; None for `auto`, which is also the default.

    Raises UsageError for what is no number of workers.
    """
    word = configured if text is None else text
    if word is None or word == "auto":
        return None
    if not (word.isascii() and word.isdecimal() and 1 <= int(word) <= MOST):
        raise UsageError(f"`{word}` is no number of workers; write `--workers auto`, or 1 to {MOST}")
    return int(word)


def cores() -> int:
    """How many cores this process may use, as far as the system and its control group say."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        with open("/sys/fs/cgroup/cpu.max", encoding="ascii") as file:
            quota, period = file.read().split()
        count = min(count, max(1, round(int(quota) / int(period))))
    except (OSError, ValueError):
        pass  # no such limit
    return min(count, _AUTO_MOST)


class Patience:
    """Whether a run that began in one process is long enough for several, told by how far it came in a second."""

    def __init__(self, inputs: Sequence[Source | InputError]) -> None:
        self._inputs = inputs
        self._began = monotonic()
        self._done = 0
        self._total: int | None = None

    def through(self, size: int) -> None:
        """So many bytes more are done."""
        self._done += size

    def over(self) -> bool:
        """Whether what is left takes long enough."""
        taken = monotonic() - self._began
        if taken < _ALONE or not self._done:
            return False
        if self._total is None:
            self._total = total(self._inputs)
        return taken * (self._total - self._done) / self._done >= _WORTH
