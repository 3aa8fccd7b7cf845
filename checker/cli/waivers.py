"""`certgate waivers`: are the buyer's waivers in order, and what do they lift until when?"""

from __future__ import annotations

import typer

from checker.cli import complete, options
from checker.cli.check import as_typer

app = typer.Typer(help="The buyer's waivers.", no_args_is_help=True, rich_markup_mode=None)

FILES = typer.Argument(
    ...,
    metavar="FILE...",
    help="Waivers, as YAML, JSON or CSV; CSV has a header row with the keys, and supplier.name, supplier.lei, ...",
    autocompletion=complete.waivers,
)
MANIFESTS = typer.Option(
    [],
    "-m",
    "--manifest",
    metavar="MANIFEST",
    help="Manifest file, folder or glob: say as well which waivers it leaves without effect; repeatable.",
    autocompletion=complete.manifests,
)
OUTPUT = typer.Option(
    "text",
    "-o",
    "--output",
    metavar="FORMAT[=FILE]",
    help="text, csv or json; csv and json can be read back in as waivers.",
)


@app.callback()
def waivers() -> None:
    """The buyer's waivers."""


@app.command(short_help="Say which are expired, unused, doubled or too long.")
def lint(
    files: list[str] = FILES,
    policies: list[str] = as_typer(options.POLICIES),
    manifests: list[str] = MANIFESTS,
    as_of: str | None = as_typer(options.AS_OF),
    catalogue: list[str] = as_typer(options.CATALOGUE),
    config: str | None = as_typer(options.CONFIG),
) -> None:
    """Say which waivers are expired, unused, doubled, too long or approved by their supplier.

    Exit code 1: there are warnings. 2: a file can not be used.
    """
    from checker.cli.streams import say
    from checker.cli.waiver_rows import linted
    from checker.words import inert, visible

    found = linted(files, policies, manifests, as_of, catalogue, config)
    for problem in found.problems:
        say(f"certgate: {problem}")
    for entry in found.entries:
        line = f"{entry.location}: {entry.severity}: {entry.message}; to mend: {entry.help} [{entry.code}]"
        typer.echo(inert(visible(line)))
    warnings = sum(entry.severity == "warning" for entry in found.entries)
    typer.echo(f"{_plural(found.waivers, 'waiver')}, {_plural(warnings, 'warning')}")
    if found.problems:
        raise typer.Exit(2)
    if warnings:
        raise typer.Exit(1)


@app.command("list", short_help="List waivers, and how each stands on the day.")
def list_(
    files: list[str] = FILES,
    policies: list[str] = as_typer(options.POLICIES),
    output: str = OUTPUT,
    as_of: str | None = as_typer(options.AS_OF),
    catalogue: list[str] = as_typer(options.CATALOGUE),
    config: str | None = as_typer(options.CONFIG),
) -> None:
    """List waivers: state on the day, supplier, requirement, codes, last day, who approved them."""
    from checker.cli.outputs import refuse_inputs
    from checker.cli.streams import put
    from checker.cli.waiver_rows import drawn, known_format, loaded
    from checker.cli.writing import write_file

    name, _, file = output.partition("=")
    known_format(name, output)
    read = loaded(files, policies, as_of, catalogue, config)
    parts = drawn(name, read.waivers, read.as_of)
    if file in ("", "-"):
        for part in parts:
            put(part)
    else:
        refuse_inputs([(name, file)], read.inputs)
        write_file(file, parts)


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun if count == 1 else noun + 's'}"
