"""Files of lines are cut so that no line is lost, none is in two parts, and each keeps its number."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.distributed.cutting import FILES, cut
from checker.distributed.surveying import refuse_shorter
from checker.errors import InputError
from checker.parallel.tasks import Task
from checker.readers import Part, Source

pytestmark = pytest.mark.generated

LINES = st.lists(st.sampled_from([b"", b" ", b"\t\r", b"{}", b"[1]", b"x" * 9, b"y" * 40]), max_size=40)


def tasks_of(data: bytes, slice_: int) -> list[Task]:
    with TemporaryDirectory() as folder:
        path = Path(folder, "many.ndjson")
        path.write_bytes(data)
        return list(cut([Source.from_path(path, "many.ndjson")], slice_=slice_))


@given(LINES, st.sampled_from([b"", b"\n"]), st.integers(1, 64))
def test_every_line_is_in_one_part_under_its_number(lines: list[bytes], end: bytes, slice_: int) -> None:
    data = b"\n".join(lines) + end
    tasks = tasks_of(data, slice_)
    parts = [source.part for task in tasks for source in task.sources if isinstance(source, Source)]
    if parts == [None]:
        assert len(data) <= slice_ or not data.strip()
        return
    at = 0
    for part in parts:
        assert part is not None
        assert part.start == at < part.end
        assert at == 0 or data[at - 1 : at] == b"\n"
        assert part.first_line == data[:at].count(b"\n") + 1
        at = part.end
    assert at == len(data)


@given(LINES, st.integers(1, 64))
def test_how_a_file_is_cut_follows_from_it_alone(lines: list[bytes], slice_: int) -> None:
    data = b"\n".join(lines)
    places = [
        [[each.part for each in task.sources if isinstance(each, Source)] for task in tasks_of(data, slice_)]
        for _ in range(2)
    ]
    assert places[0] == places[1]


def test_files_are_put_together_until_there_are_enough(tmp_path: Path) -> None:
    sources = [Source.from_path(tmp_path / f"{number:04}.yaml", f"{number:04}.yaml") for number in range(FILES + 1)]
    assert [len(task.sources) for task in cut(sources)] == [FILES, 1]
    assert [task.inputs for task in cut(sources)] == [FILES, FILES + 1]


def test_what_can_not_be_looked_at_is_an_error_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "broken.parquet").write_bytes(b"PAR1")
    names = ["broken.parquet", "nothing.ndjson", "other.yaml"]
    (task,) = cut([Source.from_path(tmp_path / name, name) for name in names][1:])
    assert [isinstance(each, InputError) for each in task.sources] == [True, False]
    first, _ = cut([Source.from_path(tmp_path / name, name) for name in names])
    assert [str(each) for each in first.sources] == [
        "broken.parquet: the file is no whole Parquet file; export it again"
    ]


def test_a_file_that_became_shorter_is_refused(tmp_path: Path) -> None:
    (tmp_path / "many.ndjson").write_bytes(b"{}\n")
    source = Source.from_path(tmp_path / "many.ndjson", "many.ndjson")
    refuse_shorter(source._replace(part=Part(0, 3, 1)))
    with pytest.raises(InputError, match="became shorter"):
        refuse_shorter(source._replace(part=Part(3, 6, 2)))
