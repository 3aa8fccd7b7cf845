"""What people read while a command runs: stderr. The result alone goes to stdout."""

from __future__ import annotations

import sys


def say(line: str) -> None:
    """A line on stderr; characters that the terminal can not show are escaped."""
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    sys.stderr.flush()


def put(text: str) -> None:
    """Text on stdout, as UTF-8 whatever the locale says."""
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()
