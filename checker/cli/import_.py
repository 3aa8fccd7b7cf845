"""`certgate import`: records of other data models, written as manifests."""

from __future__ import annotations

import typer

from checker.cli import complete, options
from checker.cli.check import as_typer

_INPUTS = typer.Argument(
    ...,
    metavar="FILE...",
    help="Files, folders or globs of such records; - is standard input.",
    autocompletion=complete.manifests,
)
_OUTPUT = typer.Option(
    None,
    "-o",
    "--output",
    metavar="FILE|DIR/",
    help="Where to: .yaml or .json for one manifest, .ndjson for many, a folder for a .yaml each; default: stdout.",
)
_PREPARED = typer.Option(
    None, "--prepared", metavar="YYYY-MM-DD", help="Day of the manifest, for records that do not say."
)


_KIND = typer.Option(
    None,
    "--kind",
    metavar="KIND",
    help="`product` or `management-system`, for certificates of which nothing tells their kind.",
)


def import_(
    format_: str = typer.Argument(
        ...,
        metavar="FORMAT",
        help="Data model: gs1-gdsn, gs1-jsonld, gs1-us, iaf-certsearch, untp or xlsx.",
        autocompletion=complete.data_models,
    ),
    files: list[str] = _INPUTS,
    output: str | None = _OUTPUT,
    prepared: str | None = _PREPARED,
    kind: str | None = _KIND,
    stdin_filename: str | None = as_typer(options.STDIN_FILENAME),
) -> None:
    """Write records of another data model (GS1 GDSN) as manifests."""
    # Imported here, so that `--help` and the other commands do not pay for it.
    from checker.cli import importing
    from checker.errors import UsageError, did_you_mean
    from checker.readers import FORMATS

    if format_ not in FORMATS:
        mend = did_you_mean(format_, FORMATS) or f"known: {', '.join(sorted(FORMATS))}"
        raise UsageError(f"`{format_}` is no data model that can be imported; {mend}")
    raise typer.Exit(importing.run(importing.Order(format_, files, output, prepared, kind, stdin_filename)))
