"""What a run needs from outside: configuration, clock, inputs, and where its reports go."""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from checker.backing import Means
from checker.catalogue import Catalogue, load_catalogue
from checker.cli.backing import registers_of, signers_of, trust_of
from checker.cli.caching import cache_of, tell
from checker.cli.config import Config, find_config
from checker.cli.hastening import load_schema_library
from checker.cli.interrupts import Interruption
from checker.cli.journal import Journal
from checker.cli.look import look
from checker.cli.outputs import parse_outputs, refuse_inputs
from checker.cli.progress import Progress
from checker.cli.streams import say
from checker.cli.workers import Patience, cores, parse_workers
from checker.engine.result import FAIL_ON, ExitCode
from checker.errors import InputError, InternalError, UsageError
from checker.loading import load_baseline, load_order, load_policies, load_waivers, waivers_documents
from checker.model.policy import Policy
from checker.parallel.course import Course, Watch
from checker.parallel.tasks import total
from checker.readers import Source, discover, limits, read_one
from checker.readers.discover import show_relative
from checker.records import NamedTuple
from checker.renderers import Look, findings_only
from checker.report import Conditions, Report
from checker.run import Run, in_order

if TYPE_CHECKING:
    from checker.model.order import Order
    from checker.model.policy import Period
    from checker.model.waivers import Waivers
    from checker.report.baseline import Baseline

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Request(NamedTuple):
    """What `check` was asked to do, as given on the command line."""

    manifests: Sequence[str]
    policies: Sequence[str] = ()
    as_of: str | None = None
    output: Sequence[str] = ()
    order: str | None = None
    catalogue: Sequence[str] = ()
    fail_on: str | None = None
    no_fail: bool = False
    all_candidates: bool = False
    stdin_filename: str | None = None
    config: str | None = None
    quiet: bool = False
    verbose: bool = False
    color: str | None = None
    waivers: Sequence[str] = ()
    baseline: str | None = None
    advise: bool = False
    warn_within: str | None = None
    register: Sequence[str] = ()
    did_documents: Sequence[str] = ()
    status_lists: Sequence[str] = ()
    require_signature: bool = False
    log: str | None = None
    log_by: str | None = None
    workers: str | None = None
    cache: str | None = None
    no_cache: bool = False
    engine: str | None = None
    scheduler: str | None = None
    results: str | None = None


def check_run(given: Request) -> int:
    """Run `check` and write its reports; returns the exit code."""
    outputs = parse_outputs(given.output)
    cluster = on_cluster(given, outputs)
    appearance = look(quiet=given.quiet, verbose=given.verbose, color=given.color)
    journal = Journal(given.log, given.log_by)
    config = find_config(given.config)
    load_schema_library()
    workers, catalogue = (
        parse_workers(given.workers, config.workers),
        load_catalogue([*config.catalogue, *given.catalogue]),
    )
    policies = chosen(given.policies, config, catalogue)
    waivers = find_waivers(given.waivers, config, policies, catalogue)
    means, as_of = means_of(given, config), parse_day(given.as_of)
    conditions = Conditions(
        limits=limits.current(),
        as_of=as_of,
        policies=policies,
        catalogue=catalogue,
        as_of_given=given.as_of is not None,
        no_fail=given.no_fail,
        all_candidates=given.all_candidates,
        config=config.path,
        config_sha256=config.sha256,
        # Gates, and with them the places of everything that passes, are nine tenths of a report.
        full=given.verbose or not (cluster or all(findings_only(name) for name, _ in outputs)),
        fail_on=tightest(given.fail_on, config),
        order=find_order(given.order),
        waivers=waivers,
        advise=given.advise,
        warn_within=_within(given, config),
        means=means,
        signers=signers_of(given.policies or config.policies, policies, means.trust, as_of),
        cache=cache_of(given.cache, given.no_cache, config),
    )
    run = Run(conditions, baseline_of(given.baseline))
    inputs = list(sources(given.manifests, given.stdin_filename))
    settings = [*config.catalogue, *given.catalogue, *(policy.path for policy in policies), config.path or ""]
    settings += [*config.waivers, *given.waivers, given.baseline or "", given.order or "", given.log or ""]
    refuse_inputs(outputs, [*settings, *(each.path for each in inputs if isinstance(each, Source))])
    if cluster:
        return clustered(given, run, conditions, inputs, (outputs, appearance, workers))
    with Interruption() as interruption:
        report = checked(run, conditions, inputs, Manner(workers, interruption, quiet=given.quiet))
        told(run, report, outputs)
        tell(run, quiet=given.quiet)
        if report["manifests"] or not report["errors"] or given.output:
            journal.write(report, run.results, outputs, appearance)
    return ended(report, interruption)


def ended(report: Report, interruption: Interruption) -> int:
    """How a run ended, said where no report does; returns the exit code."""
    if interruption.asked:
        say("certgate: interrupted")
        return ExitCode.INTERRUPTED
    if report["exit_code"] == ExitCode.UNUSABLE and not report["errors"]:
        say("certgate: no policy applies to any manifest, so nothing was assessed")
    return int(report["exit_code"])


def on_cluster(given: Request, outputs: Sequence[tuple[str, str | None]]) -> bool:
    """Whether a cluster is to do the work. Raises UsageError where it can not do what is asked."""
    if given.engine is None and given.scheduler is None and given.results is None:
        return False
    from checker.cli.distributing import refuse_unfit  # few runs are as large

    refuse_unfit(given, outputs)
    return True


def clustered(
    given: Request,
    run: Run,
    conditions: Conditions,
    inputs: Sequence[Source | InputError],
    manner: tuple[list[tuple[str, str | None]], Look, int | None],
) -> int:
    """Run `check` on a cluster; returns the exit code."""
    from checker.cli.distributing import run_on_cluster

    return run_on_cluster(given, run, conditions, inputs, *manner)


def told(run: Run, report: Report, outputs: Sequence[tuple[str, str | None]]) -> None:
    """Say what could not be used, where no report on the terminal does."""
    # The text report lists what could not be used; where there is none to read, stderr does.
    read_by_people = ("text", None) in outputs and report["manifests"]
    for error in [] if read_by_people else run.errors:
        for problem in error.problems:
            say(f"certgate: {problem}")
    for error in run.errors if os.environ.get("CERTGATE_DEBUG") else []:
        for line in error.trace.splitlines() if isinstance(error, InternalError) else []:
            say(line)


def _within(given: Request, config: Config) -> Period | None:
    """The span of `--warn-within`, else that of the configuration; None where there is neither."""
    text = given.warn_within if given.warn_within is not None else config.warn_within
    if not text:
        return None
    from checker.cli.spans import parse_span  # of no use to most runs

    return parse_span(text, "--warn-within")


def chosen(given: Sequence[str], config: Config, catalogue: Catalogue) -> list[Policy]:
    """The policies that the command line names, else those of the configuration."""
    names = list(given) or list(config.policies)
    if not names:
        raise UsageError("no policy is given; name one with `-p` (see `certgate policy list`), or in certgate.yaml")
    return load_policies(names, catalogue)


def find_order(path: str | None) -> Order | None:
    """The order in a file; None where none is given. Raises InputError for one that can not be used."""
    return None if path is None else load_order(read_one(path, show_relative(path, os.getcwd())))


def find_waivers(
    given: Sequence[str], config: Config, policies: Sequence[Policy], catalogue: Catalogue
) -> Waivers | None:
    """The waivers of the configuration and of the command line together; None where no file is named."""
    files = [*config.waivers, *given]
    return load_waivers(waivers_documents(files), policies, catalogue, config.longest) if files else None


def means_of(given: Request, config: Config) -> Means:
    """By what the run looks behind a manifest: the configuration's and the command line's together."""
    return Means(registers_of(given.register, config), trust_of(given, config))


def baseline_of(path: str | None) -> Baseline | None:
    """The earlier report that a run is held against. Raises InputError for one that can not be used."""
    if path is None:
        return None
    source = Source.from_path(path, show_relative(path, os.getcwd()))
    with source.stream() as stream:
        return load_baseline(stream.read(), source.shown)


def parse_day(text: str | None) -> date:
    """The day of a run: as given, else today in UTC, the same everywhere."""
    if text is None:
        return datetime.now(UTC).date()
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"`{text}` is no date; write --as-of YYYY-MM-DD") from None


def tightest(given: str | None, config: Config) -> str | None:
    """What the run fails on: the tighter of the option and the configuration."""
    for level in (given, config.fail_on):
        if level is not None and level not in FAIL_ON:
            raise UsageError(f"`{level}` is nothing to fail on; write {' or '.join(FAIL_ON)}")
    levels = [level for level in (given, config.fail_on) if level]
    return max(levels, key=FAIL_ON.index, default=None)


def sources(manifests: Sequence[str], stdin_filename: str | None) -> Iterator[Source | InputError]:
    """The inputs that the arguments name; `-` is standard input."""
    if "" in manifests:
        raise UsageError("an empty name is given as a manifest; name a file, a folder or `-`")
    if "-" in manifests:
        most = limits.current().stdin_bytes
        data = sys.stdin.buffer.read(most + 1)
        if len(data) > most:
            mend = limits.mend("give a file instead", "stdin_bytes")
            raise UsageError(f"standard input is larger than {limits.size(most)}; {mend}")
        yield Source.from_stdin(data, stdin_filename)
    elif stdin_filename:
        raise UsageError("--stdin-filename is given, but no manifest is `-`")
    named = [name for name in manifests if name != "-"]
    if any("://" in name for name in named):
        from checker.readers import remote  # most runs name none

        yield from remote.sources(filter(remote.is_url, named))
        named = [remote.as_path(name) for name in named if not remote.is_url(name)]
    if named:
        yield from discover(named, os.getcwd())


class Manner(NamedTuple):
    """How a run is done, which bears on nothing that it says; `workers` None: as many as it is worth."""

    workers: int | None
    interruption: Interruption
    quiet: bool = False


def checked(run: Run, conditions: Conditions, inputs: list[Source | InputError], manner: Manner) -> Report:
    """The report of a run; while it takes, a terminal shows how far it is."""
    ordered = in_order(inputs)
    progress = Progress(len(ordered), quiet=manner.quiet)
    if progress.visible:
        progress.size = total(ordered)
    patience = Patience(ordered)

    def through(size: int) -> None:
        progress.through(size)
        patience.through(size)

    watch = Watch(lambda: manner.interruption.asked, through, patience.over)
    course = Course(run.judge, conditions, ordered, watch)
    count = cores() if manner.workers is None else manner.workers
    gc.freeze()
    gc.enable()
    try:
        return run.collect(course.results(count, at_once=manner.workers is not None), progress.step)
    finally:
        progress.close()
