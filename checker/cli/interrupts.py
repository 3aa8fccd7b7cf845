"""Ctrl-C and a request to end: the first ends a run in good order, the second ends it at once."""

from __future__ import annotations

import signal
from types import FrameType, TracebackType
from typing import Any

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interruption:
    """While it is entered, the first signal is only noted; the second raises KeyboardInterrupt."""

    def __init__(self) -> None:
        self.asked = False
        self._before: dict[signal.Signals, Any] = {}

    def heard(self) -> bool:
        """Whether the run is to end."""
        return self.asked

    def __enter__(self) -> Interruption:
        for each in _SIGNALS:
            # What is ignored on purpose, as by `nohup`, stays ignored.
            if signal.getsignal(each) is not signal.SIG_IGN:
                try:
                    self._before[each] = signal.signal(each, self._note)
                except ValueError:  # not the main thread, which alone hears signals
                    break
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for each, before in self._before.items():
            signal.signal(each, before)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
