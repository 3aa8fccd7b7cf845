"""An interruption leaves a report of what was judged until then; it says that it is incomplete, and passes nothing."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from checker.cli.entry import _guarded
from checker.cli.interrupts import Interruption
from checker.cli.progress import Progress
from checker.parallel.course import Watch
from checker.renderers import formats
from tests.parallel.deadly import judged
from tests.parallel.runs import check, small_tasks
from tests.parallel.test_failing import files, lines, told
from tests.test_schemas import accepts, schema


class Stop:
    """Asks a run to end after so many bytes are through."""

    def __init__(self, tasks: int) -> None:
        self.left = tasks

    def through(self, _size: int) -> None:
        self.left -= 1

    def __call__(self) -> bool:
        return self.left <= 0


@pytest.mark.parametrize("workers", [1, 2])
def test_what_was_judged_until_then_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    small_tasks(monkeypatch)
    stop = Stop(2)
    report = judged(files(tmp_path, *"abcdefgh"), workers, Watch(stop, stop.through))
    manifests, errors = told(report)
    assert manifests == [f"{number}.json" for number in range(4)]
    assert errors == [("4.json", 0, "interrupted")]
    assert (report["incomplete"], report["result"], report["exit_code"]) == (True, "blocked", 130)
    assert "interrupted after 4 of 8 inputs (4 manifests)" in report["errors"][0]["message"]
    whole = json.loads(json.dumps({**report, "manifests": list(report["manifests"])}))
    assert accepts(schema("report"), whole)


def test_a_stop_in_the_middle_of_a_file_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_tasks(monkeypatch)
    stop = Stop(2)
    report = judged(lines(tmp_path, *"abcdefgh"), 1, Watch(stop, stop.through))
    assert told(report)[0] == [f"many.ndjson:{number}" for number in range(1, 5)]
    assert "interrupted after 0 of 1 input (4 manifests)" in report["errors"][0]["message"]


def test_a_stop_after_the_last_manifest_leaves_a_whole_report(tmp_path: Path) -> None:
    stop = Stop(1)
    report = judged(files(tmp_path, "a", "b"), 1, Watch(stop, stop.through))
    assert "incomplete" not in report
    assert len(report["manifests"]) == 2


@pytest.fixture
def incomplete(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with the report of a run that was interrupted after its first manifest."""
    whole = Progress.step

    def step(self: Any, done: int) -> None:
        whole(self, done)
        signal.raise_signal(signal.SIGINT)

    with monkeypatch.context() as patched:
        patched.setattr(Progress, "step", step)
        outputs = [word for name in formats() for word in ("-o", f"{name}=r.{name}")]
        assert check(folder, patched, "conforming.yaml", "open.yaml", "wrong-kind.yaml", *outputs) == 130
    monkeypatch.chdir(folder)
    assert capsys is not None  # so that what is printed here can be read by the test
    return folder


def test_every_format_says_so(incomplete: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = capsys.readouterr()
    assert out.startswith(
        "INCOMPLETE, BLOCKED as of 2026-11-23: interrupted after 1 of 3 inputs (1 manifest); 1 manifest"
    )
    assert "an interruption: what could not be judged was not assessed, and blocks" in out
    assert err.splitlines()[-1] == "certgate: interrupted"
    for name in set(formats()) - {"xlsx"}:
        text = (incomplete / f"r.{name}").read_text()
        assert "interrupted after 1 of 3 inputs" in text, name
        assert "passed" not in text or name != "text", name


def test_nobody_takes_it_for_a_whole_one(incomplete: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _guarded(["report", "r.json"]) == 0
    assert "INCOMPLETE, BLOCKED" in capsys.readouterr().out
    assert _guarded(["verify", "r.json", "--replay"]) == 1
    assert "the report is incomplete" in capsys.readouterr().out
    given = ["check", "conforming.yaml", "-p", "policies", "--as-of", "2026-11-23", "--baseline", "r.json"]
    assert _guarded(given) == 2
    assert "the report is incomplete" in capsys.readouterr().err
    report = json.loads((incomplete / "r.json").read_text())
    changes: list[dict[str, Any]] = [{"exit_code": 2}, {"incomplete": None}, {"errors": []}]
    for change in changes:
        edited = {key: value for key, value in {**report, **change}.items() if value is not None}
        (incomplete / "edited.json").write_text(json.dumps(edited))
        assert _guarded(["report", "edited.json"]) == 2, change


def test_the_second_signal_ends_at_once() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with Interruption() as interruption:
        signal.raise_signal(signal.SIGTERM)
        assert interruption.asked
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.deep
def test_no_worker_survives_its_parent(tmp_path: Path) -> None:
    """The parent is killed while its workers are busy for half a minute."""
    program = """
import sys
from pathlib import Path
from tests.parallel.deadly import judged
from tests.parallel.test_failing import files
if __name__ == "__main__":
    judged(files(Path(sys.argv[1]), *["slow"] * 200), 2)
"""
    parent = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)])
    try:
        workers: list[int] = []
        until = time.monotonic() + 60
        while len(workers) < 2 and time.monotonic() < until:
            time.sleep(0.1)
            workers = [pid for pid in _children(parent.pid) if "spawn_main" in _command(pid)]
    finally:
        parent.kill()
        parent.wait()
    assert len(workers) == 2
    until = time.monotonic() + 20
    while any("spawn_main" in _command(pid) for pid in workers) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any("spawn_main" in _command(pid) for pid in workers)


def _children(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(each) for each in found.stdout.split()]


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode()
    except OSError:
        return ""
