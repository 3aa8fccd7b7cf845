"""Appending: what was committed stays, a line cut off is repaired and said, and nothing is added to a broken log."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from checker.decision_log import Log, appending
from checker.decision_log.locking import locked
from checker.errors import InputError, UsageError
from tests.decision_log.logs import entry, faults, lines, rows


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "decisions.log"


def append(file: Path, *numbers: int) -> appending.Appended:
    return Log(str(file), file.name).append(entry(number) for number in numbers)


def test_lines_follow_each_other_over_runs(file: Path) -> None:
    first, second = append(file, 1, 2), append(file, 3)
    assert (first.lines, first.sequence, second.lines, second.sequence) == (2, 2, 1, 3)
    assert faults(file.read_bytes()) == []
    last = rows(file.read_bytes())[-1].line
    assert last is not None
    assert (last.hash, second.notices) == (second.head, ())


def test_the_same_decisions_make_the_same_log(file: Path, tmp_path: Path) -> None:
    append(file, 1, 2, 3)
    assert file.read_bytes() == b"".join(lines(3))


@pytest.mark.parametrize("kept", [1, 9, 10, 40, 200, -2])
def test_a_line_cut_off_is_set_aside_and_the_next_line_says_so(file: Path, kept: int) -> None:
    whole = b"".join(lines(2))
    torn = lines(3)[2][:kept]
    file.write_bytes(whole + torn)
    done = append(file, 4)
    assert done.notices == (
        (
            f"decisions.log: the last line was cut off while it was written; its {len(torn)} bytes are kept in"
            " `decisions.log.torn`"
        ),
    )
    data = file.read_bytes()
    assert data.startswith(whole)
    assert faults(data) == []
    last = rows(data)[-1].line
    assert last is not None
    assert last.entry["repaired"] == {"bytes": len(torn), "sha256": sha256(torn).hexdigest()}
    assert file.with_name("decisions.log.torn").read_bytes() == torn + b"\n"


def test_a_whole_line_that_lacks_its_end_is_kept(file: Path) -> None:
    whole = b"".join(lines(3))
    file.write_bytes(whole[:-1])
    done = append(file, 4)
    assert done.notices == ("decisions.log: the last line lacked its line end, which is added",)
    assert file.read_bytes().startswith(whole)
    assert (done.sequence, faults(file.read_bytes())) == (4, [])
    assert not file.with_name("decisions.log.torn").exists()


def test_a_first_line_cut_off_is_repaired_too(file: Path) -> None:
    file.write_bytes(lines(1)[0][:50])
    assert append(file, 1).sequence == 1
    assert faults(file.read_bytes()) == []


def test_a_last_line_with_holes_as_a_power_failure_leaves_it_is_repaired(file: Path) -> None:
    one, two = lines(2)
    file.write_bytes(one + b"\0" * 100 + two[100:])
    assert append(file, 2).sequence == 2
    assert faults(file.read_bytes()) == []


def test_a_second_piece_is_kept_beside_the_first(file: Path) -> None:
    for _ in range(2):
        append(file, 1)
        with file.open("ab") as log:
            log.write(b'{"as_of"')
    append(file, 2)
    assert file.with_name("decisions.log.torn").read_bytes() == b'{"as_of"\n' * 2


BROKEN: list[tuple[str, Callable[[list[bytes]], list[bytes]], str]] = [
    ("changed", lambda rows: [rows[0], rows[1].replace(b"2026", b"2027"), rows[2]], "line 2: it was changed after"),
    ("missing", lambda rows: [rows[0], rows[2]], "line 2: it has the number 3, where 2 is due"),
    ("swapped", lambda rows: [rows[1], rows[0], rows[2]], "line 1: "),
    ("last changed", lambda rows: [*rows[:2], rows[2].replace(b"2026", b"2027")], "line 3: it was changed"),
    (
        "last is no line",
        lambda rows: [*rows[:2], b"nonsense\n"],
        "line 3: it was changed after it was written, or put in",
    ),
    ("cut in the middle", lambda rows: [rows[0], rows[1][:-10], rows[2]], "line 2: "),
]


@pytest.mark.parametrize(("change", "why"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_nothing_is_added_to_a_log_that_is_broken(
    file: Path, change: Callable[[list[bytes]], list[bytes]], why: str
) -> None:
    file.write_bytes(b"".join(change(lines(3))))
    before = file.read_bytes()
    for attempt in (lambda: append(file, 4), Log(str(file), file.name).ready):
        with pytest.raises(InputError, match="the log is broken, so nothing is added to it") as caught:
            attempt()
        assert why in str(caught.value)
        assert "certgate log verify decisions.log" in str(caught.value)
    assert file.read_bytes() == before


@pytest.mark.parametrize("text", [b"manifest: 1", b'{"report": 1}', b'{"manifest": 1}\n{"manifest": 1}\n', b"\n"])
def test_a_file_of_another_kind_is_not_made_into_a_log(file: Path, text: bytes) -> None:
    file.write_bytes(text)
    with pytest.raises(InputError):
        append(file, 1)
    assert file.read_bytes() == text
    assert not file.with_name("decisions.log.torn").exists()


def test_a_long_log_is_looked_at_from_its_end(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appending, "TAIL", 1_500)
    written = lines(20)
    file.write_bytes(b"".join(written))
    assert append(file, 21).sequence == 21
    file.write_bytes(b"".join([*written[:18], written[18].replace(b"2026", b"2027"), written[19]]))
    with pytest.raises(InputError, match="among its last lines"):
        append(file, 21)
    monkeypatch.setattr(appending, "TAIL", 100)
    file.write_bytes(b"".join(written))
    assert append(file, 21).sequence == 21
    file.write_bytes(b"".join(written) + lines(21)[20][:200])
    assert append(file, 21).sequence == 21
    assert faults(file.read_bytes()) == []
    monkeypatch.setattr("checker.decision_log.appending.LINE_BYTES", 2_000)
    file.write_bytes(b"x" * 5_000)
    with pytest.raises(InputError, match="its end is no line of a log"):
        append(file, 21)


def test_a_disk_that_is_full_leaves_the_log_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append(file, 1)
    before, write = file.read_bytes(), os.write

    def full(descriptor: int, data: bytes) -> int:
        if len(data) > 10:
            return write(descriptor, data[:10])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", lambda descriptor, data: full(descriptor, bytes(data)[: max(11, len(data) // 2)]))
    with pytest.raises(UsageError, match=r"can not be written to the log `decisions.log`: no space left on device"):
        append(file, *range(2, 50))
    assert file.read_bytes() == before


@pytest.mark.parametrize("kind", ["folder", "pipe", "nowhere", "read-only folder"])
def test_a_log_that_can_not_be_kept_is_refused_before_any_work(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "log"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "nowhere":
        path = tmp_path / "missing" / "log"
    else:
        path = Path(os.devnull)
    with pytest.raises(UsageError):
        Log(str(path), "log").ready()


def test_who_waits_too_long_for_the_others_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.decision_log.locking._PAUSE", 0.001)
    first, second = (os.open(file, os.O_RDWR | os.O_CREAT) for _ in range(2))
    held = pytest.raises(UsageError, match="another process has held the log `log`")
    with locked(first, "log"), held, locked(second, "log", patience=0.02):
        pass
    with locked(second, "log", patience=0.02):
        pass
    os.close(first)
    os.close(second)


def test_a_log_moved_away_while_a_writer_waited_is_begun_anew(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append(file, 1)
    log = Log(str(file), file.name)
    looked: list[int] = []
    current = log._is_current

    def moved(descriptor: int) -> bool:
        if not looked:
            looked.append(1)
            file.rename(file.with_name("old.log"))
        return current(descriptor)

    monkeypatch.setattr(log, "_is_current", moved)
    assert log.append([entry(2)]).sequence == 1
    assert len(file.with_name("old.log").read_bytes().splitlines()) == 1
