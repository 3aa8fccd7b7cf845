"""One run of `policy diff`: two policies, a corpus perhaps, and where it is written."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from typing import Any

from checker.api import load_catalogue, load_manifest, load_policy
from checker.authoring.diff import Corpus, Difference, aligned, difference, draw, named
from checker.backing import Means, backed
from checker.catalogue import Catalogue
from checker.cli.backing import means_by
from checker.cli.config import find_config
from checker.cli.look import look
from checker.cli.outputs import parse_outputs, refuse_inputs, write
from checker.cli.progress import Progress
from checker.cli.session import find_order, parse_day, sources
from checker.cli.spans import parse_span
from checker.cli.streams import say
from checker.cli.writing import write_file
from checker.compare import EQUIVALENT, LOOSER, STRICTER, UNKNOWN
from checker.engine.result import ExitCode
from checker.errors import InputError, UsageError, did_you_mean
from checker.model.calendar import add
from checker.model.policy import Policy
from checker.readers import Source, read, read_as_written
from checker.readers.source import STDIN
from checker.records import NamedTuple
from checker.renderers.diff import known, render

ANY_CHANGE, FLIPS = "any-change", "flips"
LEVELS = (LOOSER, STRICTER, UNKNOWN, ANY_CHANGE, FLIPS)


class DiffRequest(NamedTuple):
    """What `policy diff` was asked to do, as given on the command line."""

    old: str
    new: str
    manifests: Sequence[str]
    as_of: str | None
    horizon: str
    order: str | None
    output: Sequence[str]
    fail_on: Sequence[str]
    witness: str | None
    catalogue: Sequence[str]
    config: str | None
    quiet: bool
    verbose: bool
    color: str | None


def diff_run(given: DiffRequest) -> int:
    """Run `policy diff` and write what it says; returns the exit code."""
    outputs = parse_outputs(given.output, named=known, pages=lambda _name: False)
    appearance = look(quiet=given.quiet, verbose=given.verbose, color=given.color)
    levels = _levels(given)
    config, day = find_config(given.config), parse_day(given.as_of)
    horizon = parse_span(given.horizon, "--horizon")
    catalogue = load_catalogue([*config.catalogue, *given.catalogue])
    pair = aligned(*_policies(given, catalogue, day))
    order = find_order(given.order)
    inputs = list(sources(given.manifests, None))
    settings = [given.old, given.new, *config.catalogue, *given.catalogue, given.order or "", config.path or ""]
    refuse_inputs(outputs, [*settings, *(each.path for each in inputs if isinstance(each, Source))])
    corpus, errors = _corpus(inputs, Corpus(pair, catalogue, day, add(day, horizon), order), means_by(config))
    found = difference(pair, catalogue, day, order)
    drawn = draw(found, catalogue, day, corpus if given.manifests else None, errors, order)
    if given.witness:
        _write_witnesses(given.witness, drawn)
    if ("text", None) not in outputs:
        for problem in (each for error in errors for each in error.problems):
            say(f"certgate: {problem}")
    write(drawn, outputs, appearance, drawn=render)
    if errors:
        return int(ExitCode.UNUSABLE)
    return int(ExitCode.BLOCKED if any(met(level, found, corpus) for level in levels) else ExitCode.PASSED)


def _policies(given: DiffRequest, catalogue: Catalogue, day: date) -> list[Policy]:
    """The old and the new policy; one of them may come from standard input."""
    if [given.old, given.new, *given.manifests].count(STDIN) > 1:
        raise UsageError("`-` is given twice, and standard input can be read once; name a file instead of one of them")
    return [_from_stdin(catalogue) if name == STDIN else named(name, catalogue, day) for name in (given.old, given.new)]


def _from_stdin(catalogue: Catalogue) -> Policy:
    for source in sources([STDIN], None):
        for found in [source] if isinstance(source, InputError) else read_as_written(source):
            if isinstance(found, InputError):
                raise found
            return load_policy(found, catalogue)
    raise UsageError("standard input holds no policy")


def _levels(given: DiffRequest) -> Sequence[str]:
    for level in given.fail_on:
        if level not in LEVELS:
            mend = did_you_mean(level, LEVELS) or f"write {', '.join(LEVELS[:-1])} or {LEVELS[-1]}"
            raise UsageError(f"`{level}` is nothing to fail on; {mend}")
    if FLIPS in given.fail_on and not given.manifests:
        raise UsageError("`--fail-on flips` asks who is judged otherwise; name manifests with `--manifests`")
    return given.fail_on


def met(level: str, found: Difference, corpus: Corpus) -> bool:
    """Whether the difference is what a level names; a direction counts unless it is proved not to be."""
    if level == ANY_CHANGE:
        return found.relation != EQUIVALENT
    if level == FLIPS:
        return any(not flip.later for flip in corpus.flips)
    if level == UNKNOWN:
        return found.relation == UNKNOWN
    return found.relation not in (EQUIVALENT, STRICTER if level == LOOSER else LOOSER)


def _corpus(inputs: list[Source | InputError], corpus: Corpus, means: Means) -> tuple[Corpus, list[InputError]]:
    """Every manifest as both policies see it, with what stands behind it, and the errors of those of no use."""
    errors: list[InputError] = []
    policies = (corpus.pair.old, corpus.pair.new)
    progress = Progress(len(inputs), "comparing")
    try:
        for done, source in enumerate(sorted(inputs, key=_name)):
            for found in [source] if isinstance(source, InputError) else read(source):
                try:
                    if isinstance(found, InputError):
                        raise found
                    manifest = backed(load_manifest(found), found.folder, policies, corpus.catalogue, means)
                    corpus.add(found.name, manifest)
                except InputError as error:
                    errors.append(error)
            progress.step(done)
    finally:
        progress.close()
    return corpus, errors


def _name(source: Source | InputError) -> str:
    return source.problems[0].location.file if isinstance(source, InputError) else source.shown


def _write_witnesses(folder: str, drawn: dict[str, Any]) -> None:
    """Each witness as a manifest, and its order beside it; the difference names the files."""
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise UsageError(f"can not make the folder `{folder}`: {os.strerror(error.errno or 0).lower()}") from None
    for witness in drawn["witnesses"]:
        stem = f"{drawn['new']['id']}-{witness['direction']}".replace(os.sep, "-")
        witness["file"] = f"{stem}.yaml"
        write_file(os.path.join(folder, witness["file"]), [_comment(witness), witness["manifest"]])
        if witness["order"]:
            write_file(os.path.join(folder, f"{stem}.order.yaml"), [witness["order"]])


def _comment(witness: dict[str, Any]) -> str:
    return f"# {witness['direction']}, as of {witness['as_of']}: {witness['before']} before, {witness['after']} now\n"
