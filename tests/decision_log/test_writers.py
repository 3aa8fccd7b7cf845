"""Four writers at once, killed while they write: no line of which one said that it was committed is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from checker.decision_log import Log
from checker.decision_log.line import parsed
from tests.decision_log.logs import entry, faults

pytestmark = pytest.mark.generated

APPENDS, WRITERS = 200, 4

# Writes in pieces, as a full or slow disk does, so that a kill tears lines; says what is committed, and goes on.
WRITER = """
import os, sys
from checker.decision_log import Log, appending
def in_pieces(descriptor, data):
    for at in range(0, len(data), 40):
        os.write(descriptor, data[at:at + 40])
appending._write_all = in_pieces
log, number = Log(sys.argv[1], "decisions.log"), int(sys.argv[2])
while True:
    number += 1
    done = log.append([{"as_of": "2026-11-23", "subject": {"path": f"{number}.yaml"}, "verdict": "pass"}])
    os.write(1, f"{done.head}\\n".encode())
"""


def start(file: Path, number: int) -> subprocess.Popen[bytes]:
    environment = {name: text for name, text in os.environ.items() if not name.startswith("COVERAGE")}
    arguments = [sys.executable, "-c", WRITER, str(file), str(number * 100_000)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, env=environment)


def killed(writer: subprocess.Popen[bytes], after: int) -> list[bytes]:
    """What a writer said it had committed, when it was killed some time after so many lines."""
    assert writer.stdout is not None
    told = [writer.stdout.readline() for _ in range(after)]
    writer.send_signal(signal.SIGKILL)
    told += writer.stdout.readlines()
    writer.stdout.close()
    assert writer.wait() == -signal.SIGKILL
    return [line.strip() for line in told if line.endswith(b"\n")]


def test_no_committed_line_is_lost_when_writers_are_killed(tmp_path: Path) -> None:
    file, draw = tmp_path / "decisions.log", random.Random(6)
    committed: list[bytes] = []
    number = 0
    while len(committed) < APPENDS or number < 3 * WRITERS:
        writers = [start(file, number := number + 1) for _ in range(WRITERS)]
        for writer in writers:
            committed += killed(writer, draw.randrange(1, 25))
    Log(str(file), file.name).append([entry(0)])
    data = file.read_bytes()
    assert faults(data) == []
    lines = [parsed(line) for line in data.splitlines()]
    written = {line.hash.encode() for line in lines if not isinstance(line, str)}
    assert len(written) == len(lines)
    assert len(committed) == len(set(committed)) >= APPENDS
    assert set(committed) <= written


def test_writers_at_once_write_one_chain(tmp_path: Path) -> None:
    file = tmp_path / "decisions.log"
    writers = [start(file, number) for number in range(WRITERS)]
    committed = [killed(writer, 10) for writer in writers]
    Log(str(file), file.name).append([entry(0)])
    assert faults(file.read_bytes()) == []
    assert all(len(each) >= 10 for each in committed)
