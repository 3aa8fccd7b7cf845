"""What people read while a command runs: stderr. The result alone goes to stdout."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TextIO

from checker.errors import UsageError
from checker.words import inert, visible


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a standard stream is a terminal; one that is closed is None."""
    return stream is not None and stream.isatty()


def say(line: str) -> None:
    """A line on stderr; what would steer the terminal or a pipeline, or can not be shown, is escaped.

    Where stderr is closed or full nobody can be told, and the exit code has to do.
    """
    if sys.stderr is None:
        return
    encoding = sys.stderr.encoding or "utf-8"
    with suppress(OSError):
        sys.stderr.write(inert(visible(line)).encode(encoding, "backslashreplace").decode(encoding) + "\n")
        sys.stderr.flush()


def put(text: str | bytes) -> None:
    """Text on stdout, as UTF-8 whatever the locale says, or bytes as they are; UsageError where stdout is closed."""
    if sys.stdout is None:
        raise UsageError("standard output is closed; write the report to a file with `-o FORMAT=FILE`")
    sys.stdout.buffer.write(text.encode("utf-8") if isinstance(text, str) else text)
    sys.stdout.buffer.flush()
