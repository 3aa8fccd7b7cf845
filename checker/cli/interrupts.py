"""Ctrl-C and a request to end: at each stage of a command they end it in good order, with 130 and a sentence.

Python's own way, an exception wherever the program happens to be, is a traceback while it starts, and a crash inside
of a library that does not reckon with it. Before a `check` judges there is nothing to put in order, so it ends on the
spot; while it judges and writes, `Interruption` lets it end by itself; other commands get an exception, which undoes
what they have half written. A request to end (SIGTERM), as CI systems send it, is the same as Ctrl-C.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, NoReturn

from checker.cli.ending import end

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
IGNORED = signal.SIG_IGN

Heard = Callable[[int, FrameType | None], Any]


class Interruption:
    """While it is entered, the first signal is only noted; the second raises KeyboardInterrupt, the third ends all."""

    def __init__(self) -> None:
        self.asked = self._pressed = False
        self._before: dict[signal.Signals, Any] = {}

    def heard(self) -> bool:
        """Whether the run is to end."""
        return self.asked

    def __enter__(self) -> Interruption:
        self._before = hear(self._note)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for each, before in self._before.items():
            # Of a run that had not begun to judge nothing more is left to say; only its exit is.
            signal.signal(each, signal.SIG_IGN if before is end_at_once else before)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        if self._pressed:
            end(b"certgate: interrupted\n")
        if self.asked:
            self._pressed = True
            raise KeyboardInterrupt
        self.asked = True


def hear(handler: Heard | signal.Handlers) -> dict[signal.Signals, Any]:
    """Have a handler called for both signals, but for those that are ignored; returns the handlers before."""
    before: dict[signal.Signals, Any] = {}
    for each in _SIGNALS:
        # What is ignored on purpose, as by `nohup`, stays ignored.
        if signal.getsignal(each) is not signal.SIG_IGN:
            try:
                before[each] = signal.signal(each, handler)
            except ValueError:  # not the main thread, which alone hears signals
                break
    return before


def end_at_once(_number: int, _frame: FrameType | None) -> None:
    """End a command that has not begun."""
    end()


class Raising:
    """Ends what is being done by a KeyboardInterrupt, so that what is half written is taken away."""

    def __init__(self) -> None:
        self.heard = False

    def listen(self) -> None:
        """Hear both signals from now on."""
        hear(self)

    def __call__(self, _number: int, _frame: FrameType | None) -> NoReturn:
        """Note it, and raise."""
        self.heard = True
        raise KeyboardInterrupt
