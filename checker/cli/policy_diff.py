"""`certgate policy diff`: what became of a policy, and who is judged otherwise by it."""

from __future__ import annotations

import typer

from checker.cli import complete, options
from checker.cli.check import as_typer

OLD = typer.Argument(
    ..., metavar="OLD", help="Policy file or shipped id, `ID@VERSION`, or `-`.", autocompletion=complete.policies
)
NEW = typer.Argument(..., metavar="NEW", help="The policy as it is to be, likewise.", autocompletion=complete.policies)
MANIFESTS = typer.Option(
    [],
    "--manifests",
    metavar="PATH",
    help="Manifests, files or folders: tell who is judged otherwise; repeatable.",
    autocompletion=complete.manifests,
)
AS_OF = options.AS_OF._replace(help="Judge manifests as of this day; default: today (UTC).")
OUTPUT = options.Option(
    "output",
    ("-o", "--output"),
    "Difference: text, markdown or json; to a file or to stdout; repeatable.",
    "FORMAT[=FILE]",
    many=True,
)
FAIL_ON = typer.Option(
    [],
    "--fail-on",
    metavar="CHANGE",
    help="Exit 1 on `looser` or `stricter` (unless proved not to be), `unknown`, `any-change`, `flips`; repeatable.",
)
HORIZON = typer.Option("1y", "--horizon", metavar="TIME", help="How far ahead manifests are judged: `90d`, `2y`.")
WITNESS = typer.Option(None, "--witness", metavar="FOLDER", help="Write each witness into this folder, to be checked.")


def diff(
    old: str = OLD,
    new: str = NEW,
    manifests: list[str] = MANIFESTS,
    as_of: str | None = as_typer(AS_OF),
    horizon: str = HORIZON,
    order: str | None = as_typer(options.ORDER),
    output: list[str] = as_typer(OUTPUT),
    fail_on: list[str] = FAIL_ON,
    witness: str | None = WITNESS,
    catalogue: list[str] = as_typer(options.CATALOGUE),
    config: str | None = as_typer(options.CONFIG),
    quiet: bool = as_typer(options.QUIET._replace(help="Text: neither witnesses nor remarks.")),
    verbose: bool = as_typer(options.VERBOSE._replace(help="Text: every manifest that is judged otherwise.")),
    color: str | None = as_typer(options.COLOR),
) -> None:
    """Tell what became stricter, looser, new or gone between two policies.

    The verdict for the whole is proved, or shown by a manifest in each direction; what is neither is `unknown`. Exit
    code 0: it was drawn, whatever it tells; 1: --fail-on is met; 2: a policy or a manifest could not be used.
    """
    # Imported here, so that `--help` and the other commands do not pay for the engine.
    from checker.cli.diffing import DiffRequest, diff_run

    asked = DiffRequest(
        old,
        new,
        manifests,
        as_of,
        horizon,
        order,
        output,
        fail_on,
        witness,
        catalogue,
        config,
        quiet,
        verbose,
        color,
    )
    raise typer.Exit(diff_run(asked))
