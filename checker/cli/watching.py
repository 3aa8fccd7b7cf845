"""Waiting for a file to change, by looking at it twice a second."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping

Stamps = dict[str, tuple[int, int]]

_EVERY = 0.5
_ENDINGS = (".yaml", ".yml", ".json")


def stamps(paths: Iterable[str]) -> Stamps:
    """When each file was last changed and how large it is; of a folder, the files of our formats that are in it."""
    found: Stamps = {}
    for path in paths:
        try:
            if os.path.isdir(path):
                with os.scandir(path) as entries:
                    found |= {entry.path: _stamp(entry.stat()) for entry in entries if entry.name.endswith(_ENDINGS)}
            else:
                found[path] = _stamp(os.stat(path))
        except OSError:
            continue  # it went away: its absence is the change
    return found


def _stamp(status: os.stat_result) -> tuple[int, int]:
    return status.st_mtime_ns, status.st_size


def wait(look: Callable[[], Stamps], before: Mapping[str, tuple[int, int]]) -> None:
    """Return when what is seen is no longer what was seen before."""
    while look() == before:
        time.sleep(_EVERY)
