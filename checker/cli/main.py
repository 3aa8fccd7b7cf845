"""The `certgate` command: its sub-commands, and how every error ends."""

from __future__ import annotations

import os
import sys

import typer

from checker import __version__
from checker.cli import check, explain, policy, schema, validate
from checker.errors import InputError, UsageError

app = typer.Typer(
    name="certgate",
    help="Do these certificates prove what is required? Policies in, supplier manifests in, reasons out.",
    epilog="Exit codes: 0 passed, 1 blocked, 2 unusable input or nothing assessed, 3 internal error, 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(check.check)
app.command()(validate.validate)
app.command()(explain.explain)
app.command()(schema.schema)
app.add_typer(policy.app, name="policy")


def _version(value: bool) -> None:
    if value:
        typer.echo(f"certgate {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    """Do these certificates prove what is required? Policies in, supplier manifests in, reasons out."""


def run() -> None:
    """Entry point: every error becomes a line on stderr and an exit code, never a traceback."""
    try:
        app()
    except InputError as error:
        for problem in error.problems:
            typer.echo(f"certgate: {problem}", err=True)
        sys.exit(2)
    except UsageError as error:
        typer.echo(f"certgate: {error}", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        typer.echo("certgate: interrupted", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # Whoever reads the output has gone; Python would complain once more when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if os.environ.get("CERTGATE_DEBUG"):
            raise
        message = f"certgate: internal error ({type(error).__name__}); run again with CERTGATE_DEBUG=1 and report it"
        typer.echo(message, err=True)
        sys.exit(3)
