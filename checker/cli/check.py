"""`certgate check`: the main job."""

from __future__ import annotations

import typer

from checker.cli import options


def check(
    manifests: list[str] = options.MANIFESTS,
    policies: list[str] = options.POLICIES,
    as_of: str | None = options.AS_OF,
    output: list[str] = options.OUTPUT,
    catalogue: list[str] = options.CATALOGUE,
    fail_on: str | None = options.FAIL_ON,
    no_fail: bool = typer.Option(False, "--no-fail", help="Exit 0 although blocked; every report says so."),
    all_candidates: bool = typer.Option(False, "--all-candidates", help="Report every certificate, not only the best."),
    stdin_filename: str | None = options.STDIN_FILENAME,
    config: str | None = options.CONFIG,
) -> None:
    """Check supplier manifests against policies as of a date, and say why."""
    # Imported here, so that `--help` and the other commands do not pay for the engine.
    from checker.cli.session import check_run  # noqa: PLC0415

    code = check_run(
        manifests,
        policies,
        options.Options(
            as_of=as_of,
            output=tuple(output),
            catalogue=tuple(catalogue),
            fail_on=fail_on,
            no_fail=no_fail,
            all_candidates=all_candidates,
            stdin_filename=stdin_filename,
            config=config,
        ),
    )
    raise typer.Exit(code)
