"""Sources at which the program fails or its process ends; they travel to workers as any other source does."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from multiprocessing import parent_process
from pathlib import Path
from typing import Any, BinaryIO

from checker.api import Conditions, Run, load_catalogue
from checker.errors import InputError
from checker.parallel.course import Course, Watch
from checker.readers import Source
from checker.report import Report
from tests.builders import LISTING, load_policy, policy

DEADLY, FAILING, ONCE, SLOW = b"deadly", b"failing", b"once", b"slow"


class Odd(Source):
    """A file whose words act: `deadly` ends the worker, `failing` is a defect, `once` ends the first that reads it."""

    def load(self) -> bytes:
        data = super().load()
        _act(data, self.path)
        return data

    def stream(self) -> BinaryIO:
        with super().stream() as stream:
            data = stream.read()
        if parent_process() is not None:
            _act(data, self.path)
        return BytesIO(data)


def _act(data: bytes, path: str) -> None:
    if FAILING in data:
        raise RuntimeError("a defect of the program")
    if SLOW in data:
        time.sleep(30)
    if DEADLY in data:
        os.kill(os.getpid(), signal.SIGKILL)
    marker = Path(f"{path}.marker")
    if ONCE in data and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)


class Bomb:
    """A value that ends the process that unpickles it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (7,)


def conditions(**more: Any) -> Conditions:
    """One policy, which most of the time does not apply."""
    catalogue = load_catalogue()
    return Conditions(date(2026, 11, 23), [load_policy(policy(LISTING))], catalogue, **more)


def judged(
    sources: Sequence[Source | InputError], workers: int, watch: Watch | None = None, given: Conditions | None = None
) -> Report:
    """The report of a run over sources by so many workers."""
    under = given or conditions()
    run = Run(under._replace(signers=()) if given else under)
    course = Course(run.judge, under, sources, watch or Watch())
    return run.collect(course.results(workers, at_once=True))
