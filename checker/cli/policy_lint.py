"""`certgate policy lint`: what is wrong with policies, or likely not meant, each with a manifest that shows it."""

from __future__ import annotations

import typer

from checker.cli import options
from checker.cli.check import as_typer

POLICIES = typer.Argument(None, metavar="[POLICY]...", help="Policy files, folders or shipped ids; also with `-p`.")
OUTPUT = options.OUTPUT._replace(help="Findings: text, json or github; to a file or to stdout; repeatable.")
AS_OF = options.AS_OF._replace(help="Look at the policies from this day on; default: today (UTC).")
FIX = options.Option("fix", ("--fix",), "Mend in the files what is mechanical.", switch=True)
DRY_RUN = options.Option(
    "dry_run", ("--dry-run",), "With --fix: print what would change, without changing it.", switch=True
)
WITNESS = options.Option("witness", ("--witness",), "Write each witness into this folder, to be checked.", "FOLDER")


def lint(
    policies: list[str] = POLICIES,
    given: list[str] = as_typer(options.POLICIES),
    as_of: str | None = as_typer(AS_OF),
    output: list[str] = as_typer(OUTPUT),
    catalogue: list[str] = as_typer(options.CATALOGUE),
    fix: bool = as_typer(FIX),
    dry_run: bool = as_typer(DRY_RUN),
    witness: str | None = as_typer(WITNESS),
    config: str | None = as_typer(options.CONFIG),
    quiet: bool = as_typer(options.QUIET._replace(help="Text: a line for each finding.")),
    verbose: bool = as_typer(options.VERBOSE._replace(help="Text: also why a finding has no witness.")),
    color: str | None = as_typer(options.COLOR),
) -> None:
    """Find what is wrong with policies, or likely not meant.

    Each finding has a code (`certgate explain CODE`), a place and, where a manifest can show it, the smallest one. Exit
    code 0: neither errors nor warnings; 1: some; 2: a file could not be read as a policy; 3: a rule failed.
    """
    # Imported here, so that `--help` and the other commands do not pay for the engine.
    from checker.cli.linting import LintRequest, lint_run

    names = [*(policies or ()), *given]
    request = LintRequest(names, as_of, output, catalogue, fix, dry_run, witness, config, quiet, verbose, color)
    raise typer.Exit(lint_run(request))
