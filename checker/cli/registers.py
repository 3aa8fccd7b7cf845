"""`certgate registers`: snapshots of registers, made once and looked into often."""

from __future__ import annotations

import typer

from checker.cli import complete, options
from checker.cli.check import MANIFESTS, as_typer

app = typer.Typer(help="Snapshots of registers.", no_args_is_help=True, rich_markup_mode=None)

_OUTPUT = typer.Option("text", "-o", "--output", metavar="FORMAT[=FILE]", help="text or json; to a file or to stdout.")


@app.callback()
def registers() -> None:
    """Snapshots of registers: import one, look into it, hold manifests against it."""


@app.command("import")
def import_(
    format_: str = typer.Argument(
        ...,
        metavar="FORMAT",
        help="eu-notified-bodies, iaf-certsearch, osha-nrtl, supplier (the buyer's own) or ul-product-iq.",
        autocompletion=complete.register_formats,
    ),
    file: str = typer.Argument(..., metavar="FILE", help="The export of the register, as CSV or Parquet."),
    output: str = typer.Option(..., "-o", "--output", metavar="SNAPSHOT.sqlite", help="The snapshot to write."),
    day: str = typer.Option(..., "--date", metavar="YYYY-MM-DD", help="The day on which the export was taken."),
    name: str | None = typer.Option(
        None, "--name", metavar="NAME", help="What the register is called; default: the format."
    ),
    whole: bool = typer.Option(
        False, "--complete", help="The register holds every certificate there is: one without a row fails."
    ),
) -> None:
    """Make a snapshot of a register, for `--register NAME=SNAPSHOT`.

    Columns are known by name. A row that can not be used is named with its place, and then nothing is written: exit 2.
    """
    # Imported here, so that `--help` and the other commands do not pay for it.
    from checker.cli.registers_import import Order, run

    raise typer.Exit(run(Order(format_, file, output, day, name, whole)))


@app.command()
def show(
    snapshot: str = typer.Argument(..., metavar="SNAPSHOT", help="A snapshot made by `registers import`."),
    number: str | None = typer.Option(None, "--number", metavar="NUMBER", help="Show the rows of this number."),
    near: bool = typer.Option(False, "--near", help="Show rows whose number is nearly that of --number too."),
    output: str = _OUTPUT,
) -> None:
    """Say what a snapshot holds, and the rows of a number.

    Exit code 1: no row has the number, or the file is damaged.
    """
    from checker.cli.registers_show import run

    raise typer.Exit(run(snapshot, number, near, output))


@app.command(short_help="Say what registers say of each certificate.")
def check(
    manifests: list[str] = MANIFESTS,
    register: list[str] = as_typer(options.REGISTER),
    output: str = _OUTPUT,
    catalogue: list[str] = as_typer(options.CATALOGUE),
    stdin_filename: str | None = as_typer(options.STDIN_FILENAME),
    config: str | None = as_typer(options.CONFIG),
) -> None:
    """Say of each certificate what each register says of it, fact by fact. No policy is asked.

    Exit code 1: a register disagrees. 2: an input can not be used.
    """
    from checker.cli.registers_check import Order, run

    raise typer.Exit(run(Order(manifests, register, output, catalogue, stdin_filename, config)))
