"""One run of `forecast`: its inputs, how far it looks, and where it is written."""

from __future__ import annotations

from collections.abc import Sequence

from checker.api import Conditions, ForecastRun, load_catalogue
from checker.cli.backing import means_by, signers_of
from checker.cli.config import find_config
from checker.cli.look import look
from checker.cli.outputs import parse_outputs, refuse_inputs, write
from checker.cli.progress import Progress
from checker.cli.session import chosen, find_order, find_waivers, parse_day, sources
from checker.cli.spans import parse_span
from checker.cli.streams import say
from checker.engine.result import ExitCode
from checker.model.calendar import add
from checker.readers import Source, limits
from checker.records import NamedTuple
from checker.renderers.forecast import known, render
from checker.report.head import gravest


class ForecastRequest(NamedTuple):
    """What `forecast` was asked to do, as given on the command line."""

    manifests: Sequence[str]
    policies: Sequence[str]
    as_of: str | None
    horizon: str
    output: Sequence[str]
    order: str | None
    waivers: Sequence[str]
    catalogue: Sequence[str]
    stdin_filename: str | None
    config: str | None
    quiet: bool
    verbose: bool
    color: str | None


def forecast_run(given: ForecastRequest) -> int:
    """Run `forecast` and write what it says; returns the exit code."""
    outputs = parse_outputs(given.output, named=known, pages=lambda _name: False)
    appearance = look(quiet=given.quiet, verbose=given.verbose, color=given.color)
    config = find_config(given.config)
    catalogue = load_catalogue([*config.catalogue, *given.catalogue])
    as_of, policies = parse_day(given.as_of), chosen(given.policies, config, catalogue)
    means = means_by(config)
    conditions = Conditions(
        limits=limits.current(),
        as_of=as_of,
        policies=policies,
        catalogue=catalogue,
        as_of_given=given.as_of is not None,
        config=config.path,
        order=find_order(given.order),
        waivers=find_waivers(given.waivers, config, policies, catalogue),
        means=means,
        signers=signers_of(given.policies or config.policies, policies, means.trust, as_of),
    )
    run = ForecastRun(conditions, add(as_of, parse_span(given.horizon, "--horizon")))
    inputs = list(sources(given.manifests, given.stdin_filename))
    settings = [*config.catalogue, *given.catalogue, *(policy.path for policy in policies)]
    settings += [*config.waivers, *given.waivers, given.order or ""]
    refuse_inputs(outputs, [*settings, config.path or "", *(each.path for each in inputs if isinstance(each, Source))])
    progress = Progress(len(inputs), "forecasting")
    try:
        found = run.look(inputs, progress.step)
    finally:
        progress.close()
    if ("text", None) not in outputs or not found["manifests"]:
        for problem in (each for error in run.errors for each in error.problems):
            say(f"certgate: {problem}")
    if found["manifests"] or given.output:
        write(found, outputs, appearance, drawn=render)
    return int(gravest(run.errors) or (ExitCode.PASSED if found["manifests"] else ExitCode.UNUSABLE))
