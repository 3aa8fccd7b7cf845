"""A run of `certgate advise`: its inputs, and where its advice goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.api import AdviceRun, Conditions, load_catalogue, load_policies, load_weights
from checker.cli.backing import means_by, signers_of
from checker.cli.config import find_config
from checker.cli.look import look
from checker.cli.outputs import parse_outputs, refuse_inputs
from checker.cli.session import find_order, parse_day, sources
from checker.cli.streams import put, say
from checker.cli.writing import write_file
from checker.engine.result import ExitCode
from checker.errors import UsageError
from checker.readers import Source
from checker.records import NamedTuple
from checker.renderers import Look
from checker.renderers.advice import FORMATS
from checker.report.head import gravest


class Question(NamedTuple):
    """What `advise` was asked, as given on the command line."""

    manifests: Sequence[str]
    policies: Sequence[str] = ()
    as_of: str | None = None
    output: Sequence[str] = ()
    order: str | None = None
    catalogue: Sequence[str] = ()
    weights: str | None = None
    stdin_filename: str | None = None
    config: str | None = None
    color: str | None = None


def advise_run(given: Question) -> int:
    """Run `advise` and write its advice; returns the exit code."""
    outputs = _outputs(given.output)
    appearance = look(color=given.color)
    config = find_config(given.config)
    catalogue = load_catalogue([*config.catalogue, *given.catalogue])
    names = list(given.policies) or list(config.policies)
    if not names:
        raise UsageError("no policy is given; name one with `-p` (see `certgate policy list`), or in certgate.yaml")
    as_of, policies, means = parse_day(given.as_of), load_policies(names, catalogue), means_by(config)
    conditions = Conditions(
        as_of=as_of,
        policies=policies,
        catalogue=catalogue,
        as_of_given=given.as_of is not None,
        config=config.path,
        order=find_order(given.order),
        means=means,
        signers=signers_of(names, policies, means.trust, as_of),
    )
    weights = load_weights(given.weights)
    run = AdviceRun(conditions, weights)
    inputs = list(sources(given.manifests, given.stdin_filename))
    settings = [*config.catalogue, *given.catalogue, *(policy.path for policy in conditions.policies)]
    read = [*settings, config.path or "", given.weights or "", given.order or ""]
    refuse_inputs(outputs, [*read, *(each.path for each in inputs if isinstance(each, Source))])
    advice = run.advise(inputs)
    # The text lists what could not be used; where there is none to read, stderr does.
    read_by_people = ("text", None) in outputs and advice["manifests"]
    for error in [] if read_by_people else run.errors:
        for problem in error.problems:
            say(f"certgate: {problem}")
    if advice["manifests"] or given.output:
        _write(advice, outputs, appearance)
    return int(gravest(run.errors) or (ExitCode.PASSED if advice["manifests"] else ExitCode.UNUSABLE))


def _outputs(given: Sequence[str]) -> list[tuple[str, str | None]]:
    """Formats and files as given, of the formats that advice has."""
    for each in given:
        name = each.partition("=")[0]
        if name not in FORMATS:
            raise UsageError(f"`{name}` is no format of advice; known: {', '.join(sorted(FORMATS))}")
    return parse_outputs(given)


def _write(advice: dict[str, Any], outputs: list[tuple[str, str | None]], appearance: Look) -> None:
    """Write the advice where it goes, standard output last."""
    for name, file in sorted(outputs, key=lambda each: each[1] is None):
        if file is None:
            for part in FORMATS[name](advice, appearance):
                put(part)
        else:
            write_file(file, FORMATS[name](advice, Look()))
