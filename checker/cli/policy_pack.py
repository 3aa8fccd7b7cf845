"""`certgate policy pack`: the policies of a folder in one file, with the digest of each."""

from __future__ import annotations

import os

import typer

from checker.cli import options
from checker.cli.check import as_typer


def pack(
    folder: str = typer.Argument(..., metavar="FOLDER", help="The folder with the policies."),
    output: str = typer.Option(..., "-o", "--output", metavar="FILE", help="The pack: a file that ends in `.zip`."),
    name: str | None = typer.Option(
        None, "--name", metavar="NAME", help="What the pack is called; default: the name of the folder."
    ),
    version: str | None = typer.Option(None, "--version", metavar="TEXT", help="Version of the pack; default: none."),
    catalogue: list[str] = as_typer(options.CATALOGUE),
) -> None:
    """Pack the policies of a folder, and all that they extend, into one file for `-p`.

    The same policies give the same bytes. A policy that can not be used is not packed: exit code 2.
    """
    # Imported here, so that `--help` and the other commands do not pay for it.
    from checker.api import load_catalogue
    from checker.authoring.packed import make_pack
    from checker.cli.writing import write_file
    from checker.errors import UsageError
    from checker.policy_files import PACK, is_pack, load_pack

    if not is_pack(output):
        raise UsageError(f"`{output}` does not end in `{PACK}`, by which `-p` knows a pack; name it so")
    if not os.path.isdir(folder):
        raise UsageError(f"`{folder}` is no folder; name the one that holds the policies")
    called = name or os.path.basename(os.path.realpath(folder))
    data, listing = make_pack(folder, load_catalogue(catalogue), called, version)
    write_file(output, [data])
    packed = load_pack(output)
    files = listing["files"]
    typer.echo(f"{output}: {len(files)} {'policy' if len(files) == 1 else 'policies'}, sha256 {packed.sha256}")
