"""A defect, or the end of a worker, costs the one manifest that it happened at, and the run says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from checker.cli.entry import _guarded
from checker.errors import InputError, InternalError
from checker.judging import Judge
from checker.readers import Source
from checker.readers.json_reader import read_json as read_whole
from tests.builders import manifest
from tests.parallel.deadly import Bomb, Odd, conditions, judged
from tests.parallel.runs import check, small_tasks
from tests.test_schemas import accepts, schema

TEXT = json.dumps(manifest())


def files(folder: Path, *words: str) -> list[Source | InputError]:
    """A file for each word, which is in it under a key that is kept and not looked at."""
    found: list[Source | InputError] = []
    for number, word in enumerate(words):
        path = folder / f"{number}.json"
        path.write_text(json.dumps({**manifest(), "x-word": word}))
        found.append(Odd.from_path(path, path.name))
    return found


def lines(folder: Path, *words: str) -> list[Source | InputError]:
    """One file with a line for each word."""
    path = folder / "many.ndjson"
    path.write_text("".join(json.dumps({**manifest(), "x-word": word}) + "\n" for word in words))
    return [Odd.from_path(path, path.name)]


def told(report: Any) -> tuple[list[str], list[tuple[str, int, str]]]:
    """The manifests that were judged, and the errors by place and kind."""
    errors = [(row["path"], row["line"], row.get("kind", "")) for row in report["errors"]]
    return [row["path"] for row in report["manifests"]], errors


@pytest.mark.parametrize("workers", [1, 2])
def test_a_defect_costs_one_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    small_tasks(monkeypatch)
    report = judged(files(tmp_path, "a", "b", "failing", "c"), workers)
    assert told(report) == (["0.json", "1.json", "3.json"], [("2.json", 0, "internal")])
    assert (report["exit_code"], report["result"]) == (3, "blocked")
    assert accepts(schema("report"), json.loads(json.dumps({**report, "manifests": list(report["manifests"])})))
    assert "internal error while it was judged" in report["errors"][0]["message"]


def test_the_end_of_a_worker_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_tasks(monkeypatch)
    report = judged(files(tmp_path, "a", "deadly", "b", "once", "c"), 2)
    assert told(report) == (["0.json", "2.json", "3.json", "4.json"], [("1.json", 0, "internal")])
    assert "its process was ended by signal 9" in report["errors"][0]["message"]
    assert report["exit_code"] == 3


def test_the_end_of_a_worker_costs_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_tasks(monkeypatch, 3)
    report = judged(lines(tmp_path, "a", "b", "c", "d", "deadly", "e", "f"), 2)
    judged_lines = [f"many.ndjson:{number}" for number in (1, 2, 3, 4, 6, 7)]
    assert told(report) == (judged_lines, [("many.ndjson", 5, "internal")])


def test_where_no_worker_can_be_started_this_process_does_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_tasks(monkeypatch)
    report = judged(files(tmp_path, *"abcde"), 2, given=conditions(signers=(Bomb(),)))
    assert told(report) == ([f"{number}.json" for number in range(5)], [])


def test_a_defect_in_judging_is_told_and_the_rest_is_done(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = Judge.record

    def record(self: Judge, found: Any) -> Any:
        if "wrong-kind" in found.path:
            raise KeyError("secret")
        return whole(self, found)

    monkeypatch.setattr(Judge, "record", record)
    monkeypatch.setenv("CERTGATE_DEBUG", "1")
    assert check(folder, monkeypatch, "conforming.yaml", "wrong-kind.yaml", "-o", "json=r.json", "-o", "text") == 3
    out, err = capsys.readouterr()
    assert "1 internal error: what could not be judged was not assessed, and blocks" in out
    assert "secret" not in out
    assert "secret" in err
    report = json.loads((folder / "r.json").read_text())
    assert told(report) == (["conforming.yaml"], [("wrong-kind.yaml", 1, "internal")])
    assert _guarded(["report", "r.json"]) == 0


def test_a_defect_in_reading_a_line_costs_no_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = read_whole

    def read_json(line: bytes, *rest: Any) -> Any:
        if b"odd" in line:
            raise RuntimeError
        return whole(line, *rest)

    monkeypatch.setattr("checker.readers.ndjson_reader.read_json", read_json)
    (folder / "many.ndjson").write_text(f'{TEXT}\n"odd"\n{TEXT}\n')
    assert check(folder, monkeypatch, "many.ndjson", "-o", "json") == 3
    report = json.loads(capsys.readouterr().out)
    assert told(report) == (["many.ndjson:1", "many.ndjson:3"], [("many.ndjson", 2, "internal")])


def test_an_internal_error_travels_with_its_trace(tmp_path: Path) -> None:
    found = list(Judge(conditions()).records(files(tmp_path, "failing")[0]))
    assert isinstance(found[0], InternalError)
    again = type(found[0])(*found[0].__reduce__()[1])
    assert again.problems == found[0].problems
    assert "a defect of the program" in again.trace


@pytest.mark.deep
def test_tasks_that_all_end_at_once_are_followed_by_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_tasks(monkeypatch, 1)
    sources: list[Source | InputError] = [*files(tmp_path, *["a"] * 60)]
    report = judged(sources, 2)
    assert sorted(told(report)[0]) == sorted(source.shown for source in sources if isinstance(source, Source))
