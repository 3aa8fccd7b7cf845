"""Options that several commands share."""

from __future__ import annotations

from dataclasses import dataclass

import typer

MANIFESTS = typer.Argument(..., metavar="MANIFEST...", help="Manifest files, folders or globs; - is standard input.")
POLICIES = typer.Option(
    [], "-p", "--policy", metavar="POLICY", help="Policy file, folder or shipped id; repeatable. See `policy list`."
)
AS_OF = typer.Option(None, "--as-of", metavar="YYYY-MM-DD", help="Assess as of this day; default: today (UTC).")
OUTPUT = typer.Option(
    [], "-o", "--output", metavar="FORMAT[=FILE]", help="Report format (json, text), to a file or stdout; repeatable."
)
CATALOGUE = typer.Option([], "--catalogue", metavar="FILE", help="Further catalogue rows; repeatable.")
FAIL_ON = typer.Option(
    None, "--fail-on", metavar="LEVEL", help="Block on more: `undetermined` (advisory ones too) or `warning`."
)
STDIN_FILENAME = typer.Option(None, "--stdin-filename", metavar="NAME", help="Name and format of standard input.")
CONFIG = typer.Option(None, "--config", metavar="FILE", help="Configuration; default: certgate.yaml, found upward.")


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one run of `check`, as given."""

    as_of: str | None = None
    output: tuple[str, ...] = ()
    catalogue: tuple[str, ...] = ()
    fail_on: str | None = None
    no_fail: bool = False
    all_candidates: bool = False
    stdin_filename: str | None = None
    config: str | None = None
