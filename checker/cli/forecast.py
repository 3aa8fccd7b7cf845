"""`certgate forecast`: what a check will say, on every day ahead."""

from __future__ import annotations

import typer

from checker.cli import options
from checker.cli.check import MANIFESTS, as_typer

OUTPUT = options.Option(
    "output",
    ("-o", "--output"),
    "Forecast: text, json, ics (calendar) or html; to a file or to stdout; repeatable.",
    "FORMAT[=FILE]",
    many=True,
)
AS_OF = options.AS_OF._replace(help="Look ahead from this day; default: today (UTC).")


def forecast(
    manifests: list[str] = MANIFESTS,
    policies: list[str] = as_typer(options.POLICIES),
    as_of: str | None = as_typer(AS_OF),
    horizon: str = typer.Option("3y", "--horizon", metavar="TIME", help="How far to look: `90d`, `18 months`, `3y`."),
    output: list[str] = as_typer(OUTPUT),
    order: str | None = as_typer(options.ORDER),
    waivers: list[str] = as_typer(options.WAIVERS),
    catalogue: list[str] = as_typer(options.CATALOGUE),
    stdin_filename: str | None = as_typer(options.STDIN_FILENAME),
    config: str | None = as_typer(options.CONFIG),
    quiet: bool = as_typer(options.QUIET._replace(help="Text: a line for each manifest.")),
    verbose: bool = as_typer(options.VERBOSE._replace(help="Text: every object and everything that falls due.")),
    color: str | None = as_typer(options.COLOR),
) -> None:
    """Tell until when manifests pass, and what comes then.

    Exit code 0 says that it was drawn, whatever it tells; 2 that something could not be used.
    """
    # Imported here, so that `--help` and the other commands do not pay for the engine.
    from checker.cli.forecasting import ForecastRequest, forecast_run

    request = ForecastRequest(
        manifests,
        policies,
        as_of,
        horizon,
        output,
        order,
        waivers,
        catalogue,
        stdin_filename,
        config,
        quiet,
        verbose,
        color,
    )
    raise typer.Exit(forecast_run(request))
