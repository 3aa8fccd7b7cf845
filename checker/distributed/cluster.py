"""A cluster that works for one run, by dask: one of this machine's own, or one that a scheduler leads.

What dask says while it loses and restarts workers is of no use to whoever reads the report, and is kept quiet.
"""

from __future__ import annotations

import logging
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from queue import Empty, SimpleQueue
from typing import Any
from uuid import uuid4

from checker.distributed.surveying import Look, survey
from checker.distributed.working import Done, Lost, Terms, do, refuse_other
from checker.errors import InputError, UsageError
from checker.extras import extra
from checker.parallel.pool import deaf
from checker.parallel.tasks import Task

_WHO = "runs with --engine dask"
_WAIT = 30
"""Seconds to wait for a scheduler, and for its first worker."""

_GLANCE = 0.5
"""Seconds between two looks at whether the run is to end."""

_AHEAD = 4
"""Tasks in flight for each worker: enough that none waits, few enough that little is held."""

_SPREAD = 16
"""How many tasks for each worker may be through before the first that is not: what is held until its turn comes."""

_LOOPBACK = "127.0.0.1"
_DEATHS = 2
"""How often a worker of this machine may end over one task before it is judged beside the cluster."""

_COUNTED = 64
"""After how many tasks the workers are counted again."""

_RETRIES = 2


class Cluster:
    """The workers of one run."""

    def __init__(self, scheduler: str | None, workers: int) -> None:
        """Begin a cluster of so many workers, or find that of a scheduler. Raises UsageError."""
        self._distributed: Any = extra("distributed", "dask", _WHO)
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        self._own: Any = None
        if scheduler is None:
            self._own, scheduler = self._local(workers), ""
        self.client = self._connected(scheduler)
        self._run = uuid4().hex

    def _local(self, workers: int) -> Any:
        """A cluster of this machine, that nobody else can use."""
        extra("cryptography", "dask", _WHO)
        dask: Any = extra("dask", "dask", _WHO)
        settings = {
            "distributed.scheduler.allowed-failures": _DEATHS - 1,
            "distributed.scheduler.http.routes": [],  # nobody has to look in
            "distributed.worker.http.routes": [],
        }
        # The threads that start the workers keep not to hear Ctrl-C, and so do the workers: it is for this process.
        with dask.config.set(settings), deaf(signal.SIGINT):
            return self._distributed.LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                host=_LOOPBACK,
                dashboard_address=f"{_LOOPBACK}:0",
                worker_dashboard_address=f"{_LOOPBACK}:0",
                silence_logs=logging.CRITICAL,
                security=self._distributed.Security.temporary(),
            )

    def _connected(self, scheduler: str) -> Any:
        try:
            client = self._distributed.Client(self._own or scheduler, timeout=_WAIT, set_as_default=False)
        except (OSError, ValueError, ImportError):
            message = f"no dask scheduler answers at `{scheduler}`"
            raise UsageError(f"{message}; write its address as it says itself, such as `tcp://HOST:8786`") from None
        try:
            client.wait_for_workers(1, timeout=_WAIT)
            _refuse_other_versions(client)
        except BaseException as error:
            client.close()
            if not isinstance(error, TimeoutError):
                raise
            raise UsageError(f"the scheduler at `{scheduler}` has no workers; start some, and run again") from None
        return client

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        """Let the workers go; those of this machine end."""
        self.client.close()
        if self._own is not None:
            self._own.close()

    def survey(self, looks: Sequence[Look]) -> Iterator[Any]:
        """Do each look somewhere; the answers in the order of the looks. What fails here is tried again by itself."""
        if not looks:
            return
        waiting: deque[Any] = deque()
        workers = self._workers()
        for number, look in enumerate(looks):
            waiting.append((look, self._submit("look", number, _looked, pickle.dumps(look))))
            if len(waiting) >= _AHEAD * workers:
                yield _answer(*waiting.popleft())
        while waiting:
            yield _answer(*waiting.popleft())

    def done(
        self, tasks: Iterable[Task], given: Terms, stopped: Callable[[], bool] = lambda: False
    ) -> Iterator[Done | Lost]:
        """What comes of each task, in the order of the tasks, each once; nothing more once the run is stopped.

        Raises UsageError where nobody is left to do any.
        """
        terms = self._submit("terms", 0, _same, pickle.dumps(given))
        numbered = iter(enumerate(tasks))
        completed: SimpleQueue[Any] = SimpleQueue()
        flying: dict[str, tuple[int, Task]] = {}
        ready: dict[int, Done | Lost] = {}
        turn, ended, workers = 0, False, self._workers()
        while True:
            while not ended and len(flying) < _AHEAD * workers and len(flying) + len(ready) < _SPREAD * workers:
                number, task = next(numbered, (-1, None))
                if task is None:
                    ended = True
                    break
                future = self._submit("task", number, _did, pickle.dumps((number, task)), terms)
                flying[future.key] = number, task
                future.add_done_callback(completed.put)
            if not flying:
                return
            future = self._next(completed, stopped)
            if future is None:
                return
            number, task = flying.pop(future.key)
            ready[number] = _result(future, number, task)
            while turn in ready:
                yield ready.pop(turn)
                turn += 1
                if turn % _COUNTED == 0:
                    workers = self._workers()

    def _next(self, completed: SimpleQueue[Any], stopped: Callable[[], bool]) -> Any:
        """The next task that is done, as soon as one is; None where the run is stopped before."""
        deserted = 0.0
        while not stopped():
            try:
                return completed.get(timeout=_GLANCE)
            except Empty:
                # A worker that dies is started anew; one that was told to end is not.
                deserted = deserted + _GLANCE if self._own is not None and not self.client.nthreads() else 0.0
                if deserted > _WAIT:
                    raise UsageError("the workers of the cluster were ended; run again") from None
        return None

    def _submit(self, what: str, number: int, function: Any, *arguments: Any) -> Any:
        key = f"certgate-{self._run}-{what}-{number:08d}"
        return self.client.submit(function, *arguments, key=key, retries=_RETRIES, pure=False)

    def _workers(self) -> int:
        """How many workers there are; one where there are none just now."""
        return max(len(self.client.nthreads()), 1)


def _result(future: Any, number: int, task: Task) -> Done | Lost:
    """What came of a task. Raises UsageError and InputError where the worker can do none."""
    error = future.exception()
    if error is None:
        found = future.result()
        future.release()
        done: Done = pickle.loads(found)  # noqa: S301 - from a worker of this run
        return done
    if isinstance(error, (UsageError, InputError)):
        raise error
    return Lost(number, task)


def _answer(look: Look, future: Any) -> Any:
    return survey(look) if future.exception() is not None else future.result()


def _refuse_other_versions(client: Any) -> None:
    """Refuse a cluster whose workers have another version of certgate, or none. Raises UsageError."""
    for version in client.run(_version, on_error="return").values():
        if not isinstance(version, str):
            raise UsageError("a worker of the scheduler has no certgate; install the same version on all of them")
        refuse_other(version)


# What workers run. It is sent by name, and what it is given as bytes: dask looks into tuples for tasks of its own.


def _version() -> str:
    from checker import __version__  # noqa: PLC0415 - that of the worker

    return __version__


def _same(data: bytes) -> bytes:
    return data


def _looked(data: bytes) -> Any:
    return survey(pickle.loads(data))  # noqa: S301 - from the process that the scheduler serves


def _did(data: bytes, terms: bytes) -> bytes:
    number, task = pickle.loads(data)  # noqa: S301 - as above
    given: Terms = pickle.loads(terms)  # noqa: S301
    return pickle.dumps(do(number, task, given))
