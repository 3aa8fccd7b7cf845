"""What people read while a command runs: stderr. The result alone goes to stdout."""

from __future__ import annotations

import sys

from checker.words import inert, visible


def say(line: str) -> None:
    """A line on stderr; what would steer the terminal or a pipeline, or can not be shown, is escaped."""
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(inert(visible(line)).encode(encoding, "backslashreplace").decode(encoding) + "\n")
    sys.stderr.flush()


def put(text: str) -> None:
    """Text on stdout, as UTF-8 whatever the locale says."""
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()
