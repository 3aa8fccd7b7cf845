"""`certgate schema`: the JSON Schemas of all file formats."""

from __future__ import annotations

import typer

from checker.cli import complete


def schema(
    name: str | None = typer.Argument(
        None,
        help="Which schema; without one, the names are listed. With --write: the folder to write to, `.certgate`"
        " without one.",
        autocompletion=complete.schemas,
    ),
    write: bool = typer.Option(False, "--write", help="Write all schemas into a folder, for an editor."),
) -> None:
    """Print the JSON Schema of a file format, or write all of them for an editor.

    An editor with a YAML language server completes and explains a file whose first line is
    `# yaml-language-server: $schema=.certgate/manifest.schema.json`.
    """
    # Imported here, so that `--help` and the other commands do not pay for it.
    from checker.api import schema_names, schema_text
    from checker.cli.schemas import FOLDER, write_schemas
    from checker.errors import UsageError, did_you_mean

    known = schema_names()
    if write:
        if name in known:
            raise UsageError(f"`--write` writes all schemas, into a folder; write `./{name}` for a folder of that name")
        for path in write_schemas(FOLDER if name is None else name, known):
            typer.echo(path)
    elif name is None:
        typer.echo("\n".join(known))
    elif name not in known:
        raise UsageError(f"`{name}` is no schema; {did_you_mean(name, known) or 'known: ' + ', '.join(known)}")
    else:
        typer.echo(schema_text(name), nl=False)
