"""Judges in several processes at once; what comes of it is in the order of the sources, as if there were one.

A pool of our own, on the processes and pipes of the standard library: of its executors, one whose worker dies gives up
every task under way, and does not say over which. Here each worker has a pipe of its own, and the task at whose turn it
ended is known.
"""

from __future__ import annotations

import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from checker.parallel.slots import Found, Slot
from checker.parallel.tasks import Task
from checker.parallel.worker import DEAF_TO, READY, STARTED, work
from checker.readers import limits
from checker.readers.limits import MEGABYTE

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from checker.report import Conditions

_AHEAD = 4
"""How many tasks for each worker may be under way or wait for their turn."""

_AHEAD_BYTES = 32 * MEGABYTE
"""How many bytes of input may be under way, so that what waits for its turn takes a bounded room."""

_QUEUED_BYTES = 32 * 1024
"""A task up to this size may wait in the pipe of a busy worker; a pipe holds no more for certain."""

_STARTS = 5
"""How many workers in a row may end before they are ready, until the pool gives up."""

_GLANCE = 0.1  # seconds between two looks at whether the run is to end


class _Worker:
    """A process with its pipe, and the tasks that it was sent, in their order."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        # Nothing large goes along: where a process ends before it has read it, the library would wait for ever.
        self.process: SpawnProcess = context.Process(target=work, args=(theirs,), daemon=True)
        with deaf(*DEAF_TO):
            self.process.start()
        theirs.close()
        self.busy: deque[Slot] = deque()
        self.ready = False

    def takes(self, size: int) -> bool:
        """Whether a task of this size can be sent without waiting for the worker."""
        return self.ready and (not self.busy or (len(self.busy) == 1 and size <= _QUEUED_BYTES))

    def send(self, data: bytes) -> None:
        """Send something; that a worker is gone is noticed when it does not answer."""
        with suppress(OSError):
            self.pipe.send_bytes(data)

    def end(self) -> str:
        """End the process, whatever it is doing; how it ended, in words."""
        self.pipe.close()
        self.process.join(_GLANCE)  # one that is gone says how
        self.process.kill()
        self.process.join()
        code = self.process.exitcode or 0
        return f"its process was ended by signal {-code}" if code < 0 else f"its process ended with {code}"


class Pool:
    """Workers under the conditions of a run, for one run."""

    def __init__(self, conditions: Conditions, workers: int) -> None:
        self._given = pickle.dumps((conditions, limits.current()), pickle.HIGHEST_PROTOCOL)
        self._most = workers
        self._workers: list[_Worker] = []
        self._again: deque[Slot] = deque()  # tasks over which a process ended, and those it had not begun
        self._window: deque[Slot] = deque()  # tasks under way or waiting for their turn, in order
        self._failed = 0
        self._over = False  # whether every task was handed out
        self.complete = False

    def results(self, given: Iterator[Task], stopped: Callable[[], bool]) -> Iterator[tuple[Task, Found]]:
        """What came of each task, in their order, until there is none, the run is stopped, or no worker can be started.

        `left` are the tasks that are not done then. Raises UsageError where a library is missing.
        """
        try:
            while not (self.complete or self.gave_up or stopped()):
                self._hand_out(given)
                if self._window and not self._window[0].filled:
                    self._hear()
                while self._window and self._window[0].filled and not stopped():
                    slot = self._window.popleft()
                    yield slot.task, slot.found()
                self.complete = not self._window and self._drained(given)
        finally:
            for worker in self._workers:
                worker.process.kill()
            for worker in self._workers:
                worker.end()

    @property
    def gave_up(self) -> bool:
        """Whether no worker can be started."""
        return self._failed >= _STARTS

    def left(self) -> list[Task]:
        """The tasks that were handed out, and of which nothing was told."""
        return [slot.task for slot in self._window]

    def _drained(self, given: Iterator[Task]) -> bool:
        """Whether there are no more tasks; where nothing is under way, the next one is taken to see."""
        if not self._over and (slot := self._next(given)) is not None:
            self._again.append(slot)
        return self._over

    def _hand_out(self, given: Iterator[Task]) -> None:
        """Send tasks as long as there are any and somebody to take them, and start who may take the others."""
        while any(each.takes(0) for each in self._workers) and (slot := self._next(given)) is not None:
            data = pickle.dumps(slot.task, pickle.HIGHEST_PROTOCOL)
            # Who has nothing to do comes first.
            able = sorted((each for each in self._workers if each.takes(len(data))), key=lambda each: len(each.busy))
            if not able:
                self._again.appendleft(slot)
                break
            able[0].busy.append(slot)
            able[0].send(data)
        if len(self._workers) < self._most:
            self._start(given)

    def _start(self, given: Iterator[Task]) -> None:
        """Start as many workers as there are tasks that nobody has taken, up to the most there may be."""
        fresh: list[Slot] = []
        again, self._again = self._again, deque()
        while len(again) + len(fresh) < self._most and (slot := self._next(given)) is not None:
            fresh.append(slot)
        self._again = deque([*again, *fresh])
        starting = sum(not each.ready for each in self._workers)
        while len(self._workers) < self._most and starting < len(self._again):
            try:
                self._workers.append(_Worker())
            except OSError:  # the system lets us have no more of them
                self._failed += 1
                return
            starting += 1

    def _next(self, given: Iterator[Task]) -> Slot | None:
        """The place of the next task, if there is one and room for it."""
        if self._again:
            return self._again.popleft()
        sizes = sum(slot.task.size for slot in self._window)
        if len(self._window) >= _AHEAD * self._most or sizes >= _AHEAD_BYTES:
            return None
        task = next(given, None)
        if task is None:
            self._over = True
            return None
        slot = Slot(task)
        self._window.append(slot)
        return slot

    def _hear(self) -> None:
        """Wait for what workers say, for a moment. Raises what one of them says ends the run."""
        for pipe in wait([each.pipe for each in self._workers], _GLANCE):
            worker = next(each for each in self._workers if each.pipe is pipe)
            try:
                self._heard(worker, worker.pipe.recv_bytes())
            except (EOFError, OSError):
                self._lost(worker)

    def _heard(self, worker: _Worker, data: bytes) -> None:
        if data == STARTED:
            worker.send(self._given)
            return
        if data == READY:
            worker.ready, self._failed = True, 0
            return
        found: Any = pickle.loads(data)  # noqa: S301 - from a process that this one started
        if isinstance(found, Exception):
            raise found
        worker.busy.popleft().fill(found)

    def _lost(self, worker: _Worker) -> None:
        """Do again what a worker did not do; it ended over the first of its tasks, if it had begun."""
        self._workers.remove(worker)
        why = worker.end()
        lost = list(worker.busy)
        if worker.ready and lost:
            lost = [*lost[0].died(why), *lost[1:]]
        elif not worker.ready:
            self._failed += 1
        self._again.extendleft(reversed(lost))


@contextmanager
def deaf(*signals: int) -> Iterator[None]:
    """Start a process that does not hear these signals, not even before it can say so itself."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing.resource_tracker import ensure_running  # noqa: PLC0415 - of no use where there are no masks

    ensure_running()  # the helper of the library, at whose start it would let Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
