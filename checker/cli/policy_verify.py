"""`certgate policy verify`: is a policy pack what was packed, and can its policies be used?"""

from __future__ import annotations

import typer

from checker.cli import options
from checker.cli.check import as_typer


def verify(
    packs: list[str] = typer.Argument(..., metavar="PACK...", help="Policy packs (`.zip`)."),
    catalogue: list[str] = as_typer(options.CATALOGUE),
) -> None:
    """Verify the digests of policy packs, and that every policy in them can be used.

    Exit code 0: all is as it was packed. 2: something is missing, changed, not listed, or can not be used.
    """
    # Imported here, so that `--help` and the other commands do not pay for it.
    from checker.api import load_catalogue, load_policies
    from checker.cli.streams import say
    from checker.errors import InputError
    from checker.policy_files import load_pack
    from checker.words import visible

    faulty = False
    known = load_catalogue(catalogue)
    for path in packs:
        try:
            pack = load_pack(path)
            load_policies([path], known)
            for row in pack.listing["files"]:
                pack.document(row)
        except InputError as error:
            faulty = True
            for problem in error.problems:
                say(f"certgate: {problem}")
            continue
        version = f" {pack.listing['version']}" if pack.listing.get("version") else ""
        typer.echo(visible(f"{pack.shown}: {pack.listing['name']}{version}, as it was packed, sha256 {pack.sha256}"))
        for row in pack.listing["files"]:
            role = "" if row["role"] == "policy" else "  (extended by others, not applied)"
            typer.echo(visible(f"  {row['id']} {row['version']}  {row['sha256'][:12]}{role}"))
    if faulty:
        raise typer.Exit(2)
