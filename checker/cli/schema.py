"""`certgate schema`: the JSON Schemas of all file formats."""

from __future__ import annotations

import typer

from checker.cli import complete


def schema(
    name: str | None = typer.Argument(
        None, help="Which schema; without one, the names are listed.", autocompletion=complete.schemas
    ),
) -> None:
    """Print the JSON Schema of a file format."""
    # Imported here, so that `--help` and the other commands do not pay for it.
    from checker.api import schema_names, schema_text
    from checker.errors import UsageError, did_you_mean

    known = schema_names()
    if name is None:
        typer.echo("\n".join(known))
    elif name not in known:
        raise UsageError(f"`{name}` is no schema; {did_you_mean(name, known) or 'known: ' + ', '.join(known)}")
    else:
        typer.echo(schema_text(name), nl=False)
