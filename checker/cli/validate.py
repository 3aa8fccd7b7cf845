"""`certgate validate`: can what a manifest states be so? And is a manifest, or a policy, schema-conforming at all?"""

from __future__ import annotations

import typer

from checker.cli import complete, options
from checker.cli.check import as_typer

OUTPUT = options.OUTPUT._replace(help="Findings: text, json or github; to a file or to stdout; repeatable.")
STRICT = options.Option("strict", ("--strict",), "Exit 1 for warnings too, not only for errors.", switch=True)

FILES = typer.Argument(
    ...,
    metavar="FILE...",
    help="Manifests and policies: files, folders or globs; - is standard input.",
    autocompletion=complete.manifests,
)


def validate(
    manifests: list[str] = FILES,
    output: list[str] = as_typer(OUTPUT),
    strict: bool = as_typer(STRICT),
    catalogue: list[str] = as_typer(options.CATALOGUE),
    stdin_filename: str | None = as_typer(options.STDIN_FILENAME),
    quiet: bool = as_typer(options.QUIET._replace(help="Text: only errors, and the counts.")),
    color: str | None = as_typer(options.COLOR),
) -> None:
    """Check the form of manifests and policies, and whether manifests are plausible.

    No policy is needed, and nothing here is a verdict. Exit code 1: something can not be as stated; 2: a file can not
    be read or does not conform to its schema.
    """
    # Imported here, so that `--help` and the other commands do not pay for it.
    from checker.cli.validating import ValidateRequest, validate_run

    request = ValidateRequest(manifests, output, strict, catalogue, stdin_filename, quiet, color)
    raise typer.Exit(validate_run(request))
