"""One run of `policy test`, or one after each change of a file: its inputs, and where the result is written."""

from __future__ import annotations

import os
from collections.abc import Sequence

from checker.api import load_catalogue
from checker.authoring.trial.discovery import Found, find_tests
from checker.authoring.trial.running import Asked, Trial
from checker.authoring.trial.subjects import Subjects
from checker.cli.look import look
from checker.cli.outputs import parse_outputs, refuse_inputs, write
from checker.cli.progress import Progress
from checker.cli.streams import put, say
from checker.cli.watching import stamps, wait
from checker.errors import InputError, UsageError
from checker.records import NamedTuple
from checker.renderers import Look
from checker.renderers.trial import known, render

_SEPARATOR = "-" * 40


class TestRequest(NamedTuple):
    """What `policy test` was asked to do, as given on the command line."""

    paths: Sequence[str]
    policies: Sequence[str]
    coverage: bool
    threshold: str | None
    mutate: bool
    require_tests: bool
    watch: bool
    output: Sequence[str]
    catalogue: Sequence[str]
    quiet: bool
    verbose: bool
    color: str | None


class _Setting(NamedTuple):
    """What is the same for every run of a watch."""

    given: TestRequest
    asked: Asked
    outputs: list[tuple[str, str | None]]
    appearance: Look


def test_run(given: TestRequest) -> int:
    """Run `policy test` and write its result; returns the exit code. With `--watch` it ends by an interruption only."""
    setting = _Setting(
        given,
        Asked(given.coverage, _percent(given.threshold), given.mutate, given.require_tests),
        parse_outputs(given.output, named=known, pages=lambda _name: False),
        look(quiet=given.quiet, verbose=given.verbose, color=given.color),
    )
    if not given.watch:
        return _once(setting, _found(setting))[0]
    files: list[str] = []
    while True:
        files = _rerun(setting, files)
        put(f"{_SEPARATOR}\n")


def _rerun(setting: _Setting, files: list[str]) -> list[str]:
    """One run of a watch, and the wait until something changed, be it during the run; `files` are those read before."""
    seen = stamps(_watched(setting, files))
    try:
        files = sorted({*files, *_once(setting, _found(setting))[1]})
    except (InputError, UsageError) as error:
        say(f"certgate: {error}")
    before = {**stamps(_watched(setting, files)), **seen}
    wait(lambda: stamps(_watched(setting, files)), before)
    return files


def _percent(text: str | None) -> int | None:
    """A share in percent. Raises UsageError for any other text."""
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 3 and int(text) <= 100):
        raise UsageError(f"`--threshold {text}` is no percentage; write a whole number from 0 to 100")
    return int(text)


def _found(setting: _Setting) -> Found:
    return find_tests(setting.given.paths, os.getcwd(), policies=setting.asked.require_tests)


def _once(setting: _Setting, found: Found) -> tuple[int, list[str]]:
    """One run: its exit code, and the paths of the files that it depends on."""
    given = setting.given
    catalogue = load_catalogue(list(given.catalogue))
    trial = Trial(found, Subjects(given.policies, catalogue), catalogue, setting.asked)
    progress = Progress(len(found.tests), "testing", "runs")
    try:
        report = trial.run(progress.step)
    finally:
        progress.close()
    read = [*trial.read, *(source.path for source in found.tests)]
    refuse_inputs(setting.outputs, [*read, *given.catalogue, *trial.policies])
    if ("text", None) not in setting.outputs:
        for problem in trial.problems:
            say(f"certgate: {problem}")
    write(report, setting.outputs, setting.appearance, drawn=render)
    return int(report["exit_code"]), read


def _watched(setting: _Setting, read: Sequence[str]) -> list[str]:
    """The files and folders on which the next run depends: what was read, and whatever stands beside it."""
    named = [*setting.given.paths, *setting.given.policies, *setting.given.catalogue]
    there = [path for path in (*named, *read) if os.path.exists(path)]
    return sorted({*there, *(os.path.dirname(os.path.abspath(path)) for path in there)})
