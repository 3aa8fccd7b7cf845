"""`certgate log`: is the decision log as it was written, and what does it say?"""

from __future__ import annotations

import typer

app = typer.Typer(help="The decision log that `check --log` writes.", no_args_is_help=True, rich_markup_mode=None)

FILE = typer.Argument(..., metavar="FILE", help="A decision log, as `certgate check --log FILE` wrote it.")
SINCE = typer.Option(1, "--since", metavar="N", min=1, help="Begin with line N; what stands before is not looked at.")


@app.callback()
def log() -> None:
    """The decision log that `check --log` writes."""


@app.command()
def verify(
    file: str = FILE,
    head: list[str] = typer.Option(
        [], "--head", metavar="DIGEST", help="The digest of a line that was noted elsewhere; repeatable."
    ),
    since: int = SINCE,
) -> None:
    """Find lines that were changed, taken out, put in or moved.

    Only a noted head shows that lines were cut off at the end, or all written anew.

    Exit code 0: all is as it was written. 1: it is not. 2: the file can not be used.
    """
    from checker.cli.log_reading import verified

    raise typer.Exit(verified(file, head, since))


@app.command(short_help="List the decisions.")
def show(file: str = FILE, since: int = SINCE) -> None:
    """List the decisions: line, when, as of, verdict and result, manifest, policies, who.

    Exit code 1: a line is not as it was written, which stands beside it.
    """
    from checker.cli.log_reading import shown

    raise typer.Exit(shown(file, since))
