"""A small process that starts another and says what it took: `launch.py OUT COMMAND...`.

A process inherits the peak memory of the one that starts it, so whoever measures has to be small: this imports next to
nothing. It prints seconds by the clock, seconds of CPU, peak memory in KB, and the exit code.
"""

from __future__ import annotations

import os
import sys
import time


def launched(out: str, command: list[str]) -> tuple[float, float, int, int]:
    """Run a command to its end, its output to a file and its errors away."""
    sink = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    away = os.open(os.devnull, os.O_WRONLY)
    moved = [(os.POSIX_SPAWN_DUP2, sink, 1), (os.POSIX_SPAWN_DUP2, away, 2)]
    started = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=moved)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - started
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    print(*launched(sys.argv[1], sys.argv[2:]))
