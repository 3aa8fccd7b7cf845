"""`certgate policy test`: the tests of policies, what they cover, and which changes they would not notice."""

from __future__ import annotations

import typer

from checker.cli import options
from checker.cli.check import as_typer

OUTPUT = options.Option(
    "output",
    ("-o", "--output"),
    "Result: text, junit or json; to a file or to stdout; repeatable.",
    "FORMAT[=FILE]",
    many=True,
)
POLICIES = options.POLICIES._replace(help="Policy under test, in place of the one beside the tests; repeatable.")


def run_tests(
    paths: list[str] = typer.Argument(
        None,
        metavar="[PATH|ID]...",
        help="Files `*.tests.yaml`, policies, folders, or ids of shipped policies; default: the current folder.",
        show_default=False,
    ),
    policies: list[str] = as_typer(POLICIES),
    coverage: bool = typer.Option(False, "--coverage", help="Tell which gates no case passes, and which none fails."),
    threshold: str | None = typer.Option(
        None, "--threshold", metavar="PERCENT", help="Fail below this coverage, 0 to 100.", show_default=False
    ),
    mutate: bool = typer.Option(False, "--mutate", help="Fail if a small change of a policy would not be noticed."),
    require_tests: bool = typer.Option(False, "--require-tests", help="Fail if a policy has no tests."),
    watch: bool = typer.Option(False, "--watch", help="Run again whenever a file changes; Ctrl-C ends it."),
    output: list[str] = as_typer(OUTPUT),
    catalogue: list[str] = as_typer(options.CATALOGUE),
    quiet: bool = as_typer(options.QUIET._replace(help="Text: no findings, no suggestions.")),
    verbose: bool = as_typer(options.VERBOSE._replace(help="Text: every case and every mutant.")),
    color: str | None = as_typer(options.COLOR),
) -> None:
    """Run the tests of policies.

    Exit code 0: every case as expected, and as much covered and noticed as asked; 1: not so; 2: something unusable.
    """
    # Imported here, so that `--help` and the other commands do not pay for the engine.
    from checker.cli.policy_testing import TestRequest, test_run

    request = TestRequest(
        paths or ["."],
        policies,
        coverage,
        threshold,
        mutate,
        require_tests,
        watch,
        output,
        catalogue,
        quiet,
        verbose,
        color,
    )
    raise typer.Exit(test_run(request))
