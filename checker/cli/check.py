"""`certgate check`: the main job."""

from __future__ import annotations

from typing import Any

import typer

from checker.cli import complete, options

MANIFESTS = typer.Argument(
    ...,
    metavar="MANIFEST...",
    help="Manifest files, folders or globs; - is standard input.",
    autocompletion=complete.manifests,
)


def as_typer(option: options.Option) -> Any:
    """An option of the table as typer wants it."""
    return typer.Option(
        option.default,
        *option.flags,
        metavar=option.metavar or None,
        help=option.help,
        autocompletion=complete.PARAMETERS.get(option.name),
    )


def check(
    manifests: list[str] = MANIFESTS,
    policies: list[str] = as_typer(options.POLICIES),
    as_of: str | None = as_typer(options.AS_OF),
    output: list[str] = as_typer(options.OUTPUT),
    order: str | None = as_typer(options.ORDER),
    catalogue: list[str] = as_typer(options.CATALOGUE),
    fail_on: str | None = as_typer(options.FAIL_ON),
    warn_within: str | None = as_typer(options.WARN_WITHIN),
    no_fail: bool = as_typer(options.NO_FAIL),
    all_candidates: bool = as_typer(options.ALL_CANDIDATES),
    advise: bool = as_typer(options.ADVISE),
    stdin_filename: str | None = as_typer(options.STDIN_FILENAME),
    config: str | None = as_typer(options.CONFIG),
    quiet: bool = as_typer(options.QUIET),
    verbose: bool = as_typer(options.VERBOSE),
    color: str | None = as_typer(options.COLOR),
    waivers: list[str] = as_typer(options.WAIVERS),
    baseline: str | None = as_typer(options.BASELINE),
    register: list[str] = as_typer(options.REGISTER),
    did_documents: list[str] = as_typer(options.DID_DOCUMENTS),
    status_lists: list[str] = as_typer(options.STATUS_LISTS),
    require_signature: bool = as_typer(options.REQUIRE_SIGNATURE),
    log: str | None = as_typer(options.LOG),
    log_by: str | None = as_typer(options.LOG_BY),
    workers: str | None = as_typer(options.WORKERS),
    cache: str | None = as_typer(options.CACHE),
    no_cache: bool = as_typer(options.NO_CACHE),
    engine: str | None = as_typer(options.ENGINE),
    scheduler: str | None = as_typer(options.SCHEDULER),
    results: str | None = as_typer(options.RESULTS),
) -> None:
    """Check manifests against policies."""
    given = dict(locals())  # each option by its name, as `options.parse` gives them
    # Imported here, so that `--help` and the other commands do not pay for the engine.
    from checker.cli.session import Request, check_run

    raise typer.Exit(check_run(Request(**given)))
