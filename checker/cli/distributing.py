"""`check --engine dask`: a run over a cluster, whose results are Parquet, and whose report is the summary alone."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from checker.api import Conditions, Run
from checker.cli.interrupts import Interruption
from checker.cli.outputs import write
from checker.cli.progress import Progress
from checker.cli.streams import say
from checker.cli.workers import cores
from checker.errors import InputError, UsageError, did_you_mean
from checker.readers import Source
from checker.renderers import Look, render
from checker.renderers.json_text import dumps

if TYPE_CHECKING:
    from checker.cli.session import Request

DASK = "dask"
_FORMATS = ("text", "json")


def refuse_unfit(given: Request, outputs: Sequence[tuple[str, str | None]]) -> None:
    """Refuse what a run on a cluster can not do, and its options where there is none. Raises UsageError."""
    if given.engine is None:
        name = "--results" if given.results is not None else "--scheduler"
        raise UsageError(f"`{name}` is given, but no cluster; write `--engine {DASK}` as well")
    if given.engine != DASK:
        hint = did_you_mean(given.engine, [DASK])
        raise UsageError(f"`{given.engine}` is no engine; {hint or f'write `--engine {DASK}`, or leave it out'}")
    if not given.results:
        raise UsageError(f"`--engine {DASK}` needs a place for its results; write `--results FOLDER` or a URL")
    for name, value in (("--baseline", given.baseline), ("--log", given.log)):
        if value is not None:
            raise UsageError(f"`{name}` needs every result in one place, and on a cluster none has them; leave it out")
    if "-" in given.manifests:
        raise UsageError("no worker can read the standard input of this process; name files, folders or URLs")
    for name, _ in outputs:
        if name not in _FORMATS:
            message = f"`-o {name}` needs every result in one place; on a cluster `-o` takes text and json, the summary"
            raise UsageError(f"{message}, and `--results` has the rest")


def run_on_cluster(
    given: Request,
    run: Run,
    conditions: Conditions,
    inputs: Sequence[Source | InputError],
    outputs: list[tuple[str, str | None]],
    look: Look,
    workers: int | None,
) -> int:
    """Run on a cluster, and write the summary; returns the exit code."""
    # Neither is of use to other runs.
    from checker.distributed.cluster import Cluster
    from checker.distributed.parts import prepared, swept
    from checker.distributed.running import checked

    results = str(given.results)
    _refuse_inside(results, given.manifests)
    prepared(_place(results), results)
    reachable = [_absolute(each) for each in inputs]
    progress = Progress(len(inputs), quiet=given.quiet)
    with Interruption() as interruption, Cluster(given.scheduler, workers or cores()) as cluster:
        try:
            summed = checked(run, conditions, reachable, cluster, _place(results), interruption.heard, progress.step)
        finally:
            progress.close()
    swept(_place(results))
    write({**summed.head, "manifests": []}, outputs, look, _drawn)
    say(f"certgate: {summed.parts:,} part{'' if summed.parts == 1 else 's'} of results in {results}")
    if interruption.asked:
        say("certgate: interrupted")
    return int(summed.head["exit_code"])


def _drawn(report: dict[str, Any], name: str, look: Look | None) -> Iterator[str]:
    """The summary in a format."""
    if name == "json":
        yield dumps({key: value for key, value in report.items() if key != "manifests"}, indent=True) + "\n"
    else:
        yield from render(report, name, look)


def _absolute(source: Source | InputError) -> Source | InputError:
    """A source as a worker finds it, whose working folder is another."""
    if isinstance(source, InputError) or source.remote:
        return source
    return source._replace(path=os.path.abspath(source.path))


def _place(results: str) -> str:
    """Where results go, for whoever has another working folder."""
    from checker.readers.remote import as_path, is_url

    return results if is_url(results) else os.path.abspath(as_path(results))


def _refuse_inside(results: str, manifests: Sequence[str]) -> None:
    """Refuse to write results into a folder that is read: the next run would take them for manifests."""
    from checker.readers.remote import is_url

    place = _place(results).rstrip("/") + "/"
    for name in manifests:
        folder = name if is_url(name) else os.path.abspath(name)
        if place.startswith(folder.rstrip("/") + "/"):
            raise UsageError(f"the results would lie in `{name}`, from which this run reads; name a folder elsewhere")
