"""`certgate import`: records of other data models, written as manifests."""

from __future__ import annotations

import typer

from checker.cli import complete, options
from checker.cli.check import as_typer

_INPUTS = typer.Argument(
    None,
    metavar="[FILE...]",
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


_TEMPLATE = typer.Option(
    None,
    "--template",
    metavar="FILE.xlsx",
    help="With xlsx: write the empty spreadsheet for suppliers there, and import nothing.",
)


def import_(
    format_: str = typer.Argument(
        ...,
        metavar="FORMAT",
        help="Data model: gs1-gdsn, gs1-jsonld, gs1-us, iaf-certsearch, untp or xlsx.",
        autocompletion=complete.data_models,
    ),
    files: list[str] | None = _INPUTS,
    output: str | None = _OUTPUT,
    prepared: str | None = _PREPARED,
    kind: str | None = _KIND,
    template: str | None = _TEMPLATE,
    stdin_filename: str | None = as_typer(options.STDIN_FILENAME),
    did_documents: list[str] = as_typer(options.DID_DOCUMENTS),
    status_lists: list[str] = as_typer(options.STATUS_LISTS),
    config: str | None = as_typer(options.CONFIG),
) -> None:
    """Write records of another data model (GS1, UNTP, IAF CertSearch, a spreadsheet) as manifests."""
    # Imported here, so that `--help` and the other commands do not pay for it.
    from checker.cli import importing
    from checker.errors import UsageError, did_you_mean
    from checker.readers import FORMATS

    if format_ not in FORMATS:
        mend = did_you_mean(format_, FORMATS) or f"known: {', '.join(sorted(FORMATS))}"
        raise UsageError(f"`{format_}` is no data model that can be imported; {mend}")
    if kind not in (None, "product", "management-system"):
        mend = did_you_mean(str(kind), ("product", "management-system")) or "known: management-system, product"
        raise UsageError(f"`{kind}` is no kind of certificate; {mend}")
    if template is not None:
        raise typer.Exit(importing.write_template(format_, files or [], template))
    if not files:
        raise UsageError("nothing to import is given; name a file, a folder or `-`")
    signed = (did_documents, status_lists, config)
    raise typer.Exit(importing.run(importing.Order(format_, files, output, prepared, kind, stdin_filename, *signed)))
