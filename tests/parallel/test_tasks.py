"""Tasks together hold the documents of their sources: none left out, none twice, each by its own name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.errors import InputError
from checker.parallel import tasks as module
from checker.parallel.tasks import Task, singles, tasks, total
from checker.readers import Source, read

LINES = st.sampled_from(
    [b'{"a": 1}', b'{"b": "x"}', b"", b" \t", b"{", b'{"long": "' + b"x" * 70 + b'"}', b"\xff", b"\r"]
)


def documents(source: Source | InputError) -> list[tuple[str, str]]:
    """Each document by its name and digest, each error by its words."""
    return [
        ("error", str(each)) if isinstance(each, InputError) else (each.name, f"{each.first_line} {each.sha256}")
        for each in ([source] if isinstance(source, InputError) else read(source))
    ]


def of(parts: list[Task]) -> list[tuple[str, str]]:
    return [each for task in parts for source in task.sources for each in documents(source)]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks of three documents or fifty bytes, so that a few lines are many tasks."""
    monkeypatch.setattr(module, "_BLOCK", 40)
    monkeypatch.setattr(module, "BYTES", 50)
    monkeypatch.setattr(module, "FILES", 3)


@pytest.mark.generated
@pytest.mark.usefixtures("small")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINES, max_size=30), st.booleans(), st.booleans())
def test_no_line_is_left_out_and_none_is_in_two(
    tmp_path: Path, lines: list[bytes], ended: bool, from_stdin: bool
) -> None:
    data = b"\n".join(lines) + (b"\n" if ended else b"")
    path = tmp_path / "many.ndjson"
    path.write_bytes(data)
    source = Source.from_stdin(data, "many.ndjson") if from_stdin else Source.from_path(path, "many.ndjson")
    found = list(tasks([source]))
    assert of(found) == documents(source)
    alone = [each for task in found for each in singles(task)]
    assert of(alone) == documents(source)
    assert all(len(of([each])) <= 1 for each in alone)
    assert sum(task.size for task in found) <= total([source])


@pytest.mark.usefixtures("small")
def test_files_stay_in_their_order_and_errors_in_their_place(tmp_path: Path) -> None:
    sources: list[Source | InputError] = []
    for number in range(10):
        path = tmp_path / f"{number}.json"
        path.write_text('{"a": 1}')
        sources.append(Source.from_path(path, path.name))
    (tmp_path / "big.ndjson").write_text('{"a": 1}\n' * 20)
    sources.insert(4, Source.from_path(tmp_path / "big.ndjson", "big.ndjson"))
    sources.insert(7, Source.from_path(tmp_path / "missing.json", "missing.json"))
    sources.insert(8, Source.from_path(tmp_path, "folder.ndjson"))
    found = list(tasks(sources))
    assert of(found) == [each for source in sources for each in documents(source)]
    assert max(len(task.sources) for task in found) == 3
    inputs = [task.inputs for task in found]
    assert inputs == sorted(inputs)
    assert inputs[-1] <= len(sources)


@pytest.mark.usefixtures("small")
def test_what_is_verified_as_a_whole_is_not_cut(tmp_path: Path) -> None:
    (tmp_path / "big.ndjson").write_text('{"a": 1}\n' * 20)
    source = Source.from_path(tmp_path / "big.ndjson", "big.ndjson")
    assert list(tasks([source], whole=True)) == [Task((source,), 180, 1)]


@pytest.mark.usefixtures("small")
def test_standard_input_without_a_name_is_cut_where_it_holds_many() -> None:
    source = Source.from_stdin(b'{"a": 1}\n' * 20)
    found = list(tasks([source]))
    assert len(found) > 4
    assert of(found) == documents(source)
    assert len(list(tasks([Source.from_stdin(b"a: 1\n" * 20)]))) == 1
