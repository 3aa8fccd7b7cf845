"""A run on a cluster whose workers are killed: `bash s3_standin.sh python -m tests.distributed.killing --kills 1`.

Needs an S3 that `AWS_ENDPOINT_URL` names. Manifests lie there as NDJSON, as Parquet and as files, some of them
malformed; while a cluster of two processes judges them, workers are killed (-9), one after another. What it wrote is
compared with what one process says, entry by entry and error by error; then the same from folders of this machine.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks.corpus import AS_OF, Corpus

Json = dict[str, Any]

# None of them has types.
fsspec: Any = import_module("fsspec")
psutil: Any = import_module("psutil")
pyarrow: Any = import_module("pyarrow")
parquet: Any = import_module("pyarrow.parquet")

COMMAND = Path(sys.executable).with_name("certgate")
POLICIES = Path(__file__).parents[1] / "benchmarks" / "policies"
COLUMNS = ("path", "line", "column", "message", "help")


class Counts(NamedTuple):
    """What a run had to do, and what became of its workers and entries."""

    kills: int
    manifests: int
    errors: int
    parts: int


def laid_out(root: str, count: int) -> None:
    """Manifests below a folder or URL, a third of them in each form, one in fifty malformed."""
    system, path = fsspec.core.url_to_fs(root)
    corpus, third = Corpus(count, malformed=0.02), count // 3
    system.makedirs(f"{path}/files", exist_ok=True)
    lines = [corpus.text(number).replace(b"\n", b" ") for number in range(third)]
    system.pipe_file(f"{path}/many.ndjson", b"\n".join(lines) + b"\n\n")
    table = pyarrow.table({"manifest": [corpus.text(number) for number in range(third, 2 * third)]})
    with system.open(f"{path}/rows.parquet", "wb") as file:
        parquet.write_table(table, file, row_group_size=max(third // 12, 1))
    for number in range(2 * third, count):
        system.pipe_file(f"{path}/files/{number:07}.yaml", corpus.text(number, "yaml"))


def command(root: str, *more: str) -> list[str]:
    """The command that checks what lies there."""
    given = [str(COMMAND), "check", root, "-q", "-p", str(POLICIES), "--as-of", AS_OF.isoformat()]
    return [*given, *more]


def one_process(root: str, folder: Path) -> Json:
    """The report of one process on what lies there."""
    file = folder / "one.ndjson"
    subprocess.run(
        command(root, "--workers", "1", "-o", f"ndjson={file}"), cwd=folder, check=False, capture_output=True
    )
    head, *entries = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return {**head, "manifests": entries}


def workers_of(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The processes of a run that judge: those that its cluster started, apart from their helpers."""
    try:
        found = psutil.Process(process.pid).children(recursive=True)
        return [each for each in found if "spawn_main" in " ".join(each.cmdline())]
    except psutil.Error:
        return []


def killed_run(root: str, results: str, kills: int, folder: Path) -> tuple[int, int]:
    """The exit code of a run on a cluster, and how many of its workers were killed in its middle."""
    system, path = fsspec.core.url_to_fs(results)
    given = command(root, "--engine", "dask", "--workers", "2", "--results", results)
    with open(folder / "cluster.out", "wb") as out:
        process = subprocess.Popen(given, cwd=folder, stdout=out, stderr=out)
        done = seen = 0
        while process.poll() is None:
            time.sleep(0.1)
            system.invalidate_cache()
            parts = len(system.glob(f"{path}/part-*"))
            if done < kills and parts > seen:  # it has gone on since the last
                for victim in workers_of(process)[done % 2 :][:1]:
                    os.kill(victim.pid, signal.SIGKILL)
                    done, seen = done + 1, parts
    return process.returncode, done


def rows_of(results: str) -> Iterator[Json]:
    """The rows of all parts, in their order."""
    system, path = fsspec.core.url_to_fs(results)
    system.invalidate_cache()
    for name in sorted(system.glob(f"{path}/part-*.parquet")):
        with system.open(name) as file:
            yield from parquet.read_table(file).to_pylist()


def compared(report: Json, results: str) -> int:
    """How many parts there are; fails unless they and the summary say what the report says."""
    system, path = fsspec.core.url_to_fs(results)
    rows = list(rows_of(results))
    errors = [{key: each[key] for key in COLUMNS} for each in report["errors"]]
    assert [json.loads(row["entry"]) for row in rows if row["entry"]] == report["manifests"]
    assert [problem for row in rows for problem in row["errors"]] == errors
    assert {"manifests": report["manifests"], **json.loads(system.cat_file(f"{path}/_summary.json"))} == report
    return len(system.glob(f"{path}/part-*.parquet"))


def shown(root: str, results: str, kills: int, count: int) -> Counts:
    """A whole comparison: manifests are laid out, checked by one process and by a cluster, and compared."""
    with tempfile.TemporaryDirectory() as folder:
        laid_out(root, count)
        report = one_process(root, Path(folder))
        code, done = killed_run(root, results, kills, Path(folder))
        printed = Path(folder, "cluster.out").read_text(encoding="utf-8")
        assert code == report["exit_code"], printed
        return Counts(done, len(report["manifests"]), len(report["errors"]), compared(report, results))


def main() -> None:
    """Show it against S3."""
    parser = argparse.ArgumentParser(description="Kill workers of a cluster, and compare what it says.")
    parser.add_argument("--kills", type=int, default=1)
    parser.add_argument("--count", type=int, default=3_000)
    given = parser.parse_args()
    fsspec.filesystem("s3").call_s3("create_bucket", Bucket="buyer")
    found = shown("s3://buyer/manifests", "s3://buyer/results", given.kills, given.count)
    assert found.kills == given.kills, f"{found.kills} of {given.kills} workers were killed before the run was over"
    print(", ".join(f"{value:,} {name}" for name, value in found._asdict().items()))


if __name__ == "__main__":
    main()
