"""What `check --engine dask` refuses before it starts anything, each in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.distributed.here import restless
from tests.parallel.runs import check

DASK = ["--engine", "dask", "--results", "out"]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--results", "out"], "`--results` is given, but no cluster; write `--engine dask` as well"),
        (["--scheduler", "tcp://h:1"], "`--scheduler` is given, but no cluster; write `--engine dask` as well"),
        (["--engine", "desk"], "`desk` is no engine; did you mean `dask`?"),
        (["--engine", "ray"], "`ray` is no engine; write `--engine dask`, or leave it out"),
        (["--engine", "dask"], "`--engine dask` needs a place for its results; write `--results FOLDER` or a URL"),
        ([*DASK, "--baseline", "r.json"], "`--baseline` needs every result in one place"),
        ([*DASK, "--log", "d.log"], "`--log` needs every result in one place"),
        ([*DASK, "-"], "no worker can read the standard input of this process"),
        ([*DASK, "-o", "html=x.html"], "`-o html` needs every result in one place"),
        ([*DASK[:3], "there"], "`there` holds something already; name an empty folder for the results, or a new one"),
        ([*DASK[:3], "policies/out", "policies"], "the results would lie in `policies`, from which this run reads"),
        (
            [*DASK[:3], "conforming.yaml/out"],
            "no results can be written to `conforming.yaml/out`: the file system refuses",
        ),
    ],
)
def test_what_is_refused(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    why: str,
) -> None:
    (folder / "there").mkdir()
    (folder / "there" / "old.parquet").write_bytes(b"")
    restless(monkeypatch)
    assert check(folder, monkeypatch, "open.yaml", *arguments) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith(f"certgate: {why}"), printed.err
    assert printed.out == ""
