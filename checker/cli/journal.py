"""What `check --log` does: reports are written, the decisions logged, and only then is anything said on stdout."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from checker.cli.outputs import write
from checker.cli.streams import say
from checker.errors import UsageError
from checker.readers.discover import show_relative
from checker.renderers import Look, is_binary, render, render_bytes

if TYPE_CHECKING:
    from checker.decision_log import Log
    from checker.engine.result import Results

_BY = 500
"""The most characters of `--log-by`."""


class Journal:
    """The log of a run, if it keeps one, and who is said to have run it."""

    def __init__(self, path: str | None, by: str | None) -> None:
        """Open the log. Raises UsageError or InputError, before any work is done, for one that can not grow."""
        if by is not None and path is None:
            raise UsageError("--log-by is given, but no --log; name the log as well")
        if path is not None and not path:
            raise UsageError("`--log` names no file; write `--log FILE`")
        if by is not None and not 0 < len(by) <= _BY:
            raise UsageError(f"`--log-by` has {len(by)} characters; write 1 to {_BY}")
        self.by = by
        self.log: Log | None = None
        if path is not None:
            from checker.decision_log import Log

            self.log = Log(path, show_relative(path, os.getcwd()))
            self.log.ready()

    def write(
        self, report: dict[str, Any], results: Results, outputs: list[tuple[str, str | None]], look: Look
    ) -> None:
        """Write the reports of a run, and its decisions to the log before anything goes to standard output.

        Raises UsageError where one of them can not be written.
        """
        if self.log is None or not results:
            write(report, outputs, look)
            return
        from checker.decision_log import Circumstances, entries_of

        digests: list[tuple[str, str]] = []

        def noted(report: dict[str, Any], name: str, look: Look | None) -> Iterator[str]:
            digest = sha256()
            for part in render(report, name, look):
                digest.update(part.encode())
                yield part
            digests.append((name, digest.hexdigest()))

        write(report, [each for each in outputs if each[1] is not None], look, noted)
        shown = [each for each in outputs if each[1] is None]
        for name, file in outputs:
            if is_binary(name):
                digests.append((name, sha256(b"".join(render_bytes(report, name))).hexdigest()))
            elif file is None and name != "text":  # which has the width and colours of one terminal
                for _part in noted(report, name, look):
                    pass
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        done = self.log.append(entries_of(report, results, Circumstances(at, self.by, digests)))
        write(report, shown, look)
        for notice in done.notices:
            say(f"certgate: {notice}")
        if look.detail >= 0:
            count = "1 decision" if done.lines == 1 else f"{done.lines:,} decisions"
            say(f"certgate: {count} logged in {self.log.shown}; line {done.sequence} is its head, {done.head}")
