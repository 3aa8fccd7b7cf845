"""`certgate validate`: is a manifest, or a policy, well-formed and schema-conforming?"""

from __future__ import annotations

import typer

from checker.cli import options
from checker.cli.check import MANIFESTS, as_typer
from checker.cli.streams import say


def validate(
    manifests: list[str] = MANIFESTS,
    stdin_filename: str | None = as_typer(options.STDIN_FILENAME),
) -> None:
    """Check the form of manifests and policies."""
    # Imported here, so that `--help` and the other commands do not pay for it.
    from checker.api import load_any
    from checker.cli.session import sources
    from checker.errors import InputError
    from checker.readers import read

    conforming = faulty = 0
    for source in sources(manifests, stdin_filename):
        for found in [source] if isinstance(source, InputError) else read(source):
            try:
                if isinstance(found, InputError):
                    raise found
                load_any(found)
            except InputError as error:
                faulty += 1
                for problem in error.problems:
                    say(f"certgate: {problem}")
            else:
                conforming += 1
    typer.echo(f"{conforming} schema-conforming, {faulty} not")
    if faulty or not conforming:
        raise typer.Exit(2)
