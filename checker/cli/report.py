"""`certgate report`: a saved report in other formats."""

from __future__ import annotations

import sys

import typer

from checker.cli import complete, options
from checker.cli.check import as_typer

REPORT = typer.Argument(
    ...,
    metavar="REPORT.json",
    help="A report as `-o json` wrote it; - is standard input.",
    autocompletion=complete.settings,
)


def report(
    file: str = REPORT,
    output: list[str] = as_typer(options.OUTPUT),
    quiet: bool = as_typer(options.QUIET),
    verbose: bool = as_typer(options.VERBOSE),
    color: str | None = as_typer(options.COLOR),
) -> None:
    """Draw a saved report in other formats; nothing is assessed again.

    Exit code 0 says that it was drawn, whatever it reports.
    """
    from checker.api import load_report
    from checker.cli.look import look
    from checker.cli.outputs import parse_outputs, refuse_inputs, write
    from checker.readers import Source

    outputs = parse_outputs(output)
    appearance = look(quiet=quiet, verbose=verbose, color=color)
    source = Source.from_stdin(sys.stdin.buffer.read()) if file == "-" else Source.from_path(file)
    refuse_inputs(outputs, [source.path])
    with source.stream() as stream:
        found = load_report(stream.read(), source.shown)
    write(found, outputs, appearance)
