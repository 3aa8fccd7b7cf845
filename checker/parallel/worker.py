"""The other side of the pool: a process that judges the tasks it is sent, until nobody is there to send any."""

from __future__ import annotations

import os
import pickle
import signal
from threading import Thread
from typing import TYPE_CHECKING

from checker.errors import InputError, Location, UsageError, internal
from checker.judging import Judge, Record
from checker.parallel.tasks import Task
from checker.readers import limits
from checker.report.woven import text_of

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

STARTED, READY = b"started", b"ready"
"""What a worker says when it can be told the conditions, and when it can begin."""

DEAF_TO = (signal.SIGINT, signal.SIGTERM)
"""A terminal tells all of its processes of Ctrl-C, and who ends a service or a container all that are in it; whether
and when to end is for the one that sent the tasks."""


def work(connection: Connection) -> None:
    """Judge what comes along a connection, first the conditions and then tasks, and send back what came of each."""
    for each in DEAF_TO:
        signal.signal(each, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        connection.send_bytes(STARTED)
        conditions, bounds = pickle.loads(connection.recv_bytes())  # noqa: S301 - from the process that started this one
        limits.apply(bounds)
        judge = Judge(conditions)
        connection.send_bytes(READY)
        while True:
            task = pickle.loads(connection.recv_bytes())  # noqa: S301 - from the process that started this one
            connection.send_bytes(answer(judge, task))
    except (InputError, UsageError) as error:
        connection.send_bytes(pickle.dumps(error))
    except (EOFError, OSError):
        return  # nobody is there any more


def answer(judge: Judge, task: Task) -> bytes:
    """What came of the documents of a task, pickled: records and errors, or the UsageError that ends a run."""
    try:
        found = [_packed(each) for source in task.sources for each in judge.records(source)]
    except UsageError as error:
        return pickle.dumps(error)
    return pickle.dumps(found, pickle.HIGHEST_PROTOCOL)


def _packed(found: Record | InputError) -> Record | InputError:
    """A record with its entry as JSON text, which whoever adds it to a report need not look into."""
    if isinstance(found, InputError) or isinstance(found.entry, bytes):
        return found
    from checker.json_library import JSONEncodeError  # noqa: PLC0415 - of no use to whoever asks for constants

    entry = found.entry
    try:
        return found._replace(entry=text_of(entry))
    except JSONEncodeError as error:
        return internal(Location(str(entry["path"] if isinstance(entry, dict) else "")), error)


def _end_with_parent() -> None:
    """End this process at once when the one that started it is gone, however it ended."""
    from multiprocessing import parent_process  # noqa: PLC0415 - loaded by whoever gets here
    from multiprocessing.connection import wait  # noqa: PLC0415

    if parent := parent_process():
        wait([parent.sentinel])
        os._exit(1)
