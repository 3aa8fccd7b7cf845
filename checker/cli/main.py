"""The `certgate` command and its sub-commands."""

from __future__ import annotations

import typer

from checker import __version__
from checker.cli import (
    advise,
    attest,
    check,
    explain,
    forecast,
    import_,
    init,
    log,
    policy,
    registers,
    report,
    schema,
    validate,
    verify,
    waivers,
)

app = typer.Typer(
    name="certgate",
    help="Do these certificates prove what is required? Policies in, supplier manifests in, reasons out.",
    epilog="Exit codes: 0 passed, 1 blocked, 2 unusable input or nothing assessed, 3 internal error, 130 interrupted.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(check.check)
app.command()(forecast.forecast)
app.command(short_help="Draw a saved report in other formats.")(report.report)
app.command()(advise.advise)
app.command(short_help="Sign reports, manifests, policies and packs.")(attest.attest)
app.command(short_help="Tell whether a report is as it was made, and by whom.")(verify.verify)
app.command(short_help="Check the form of manifests and policies, and dates.")(validate.validate)
app.command()(explain.explain)
app.command(short_help="Print the JSON Schemas of files, or write them.")(schema.schema)
app.command("import", short_help="Make manifests of spreadsheets, GS1, UNTP and others.")(import_.import_)
app.command(short_help="Write a manifest for a supplier to fill in.")(init.init)
app.add_typer(policy.app, name="policy")
app.add_typer(registers.app, name="registers")
app.add_typer(waivers.app, name="waivers")
app.add_typer(log.app, name="log")


def _version(value: bool) -> None:
    if value:
        typer.echo(f"certgate {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    """Do these certificates prove what is required? Policies in, supplier manifests in, reasons out."""
