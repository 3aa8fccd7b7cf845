"""`certgate advise`: what is to be done so that everything passes."""

from __future__ import annotations

import typer

from checker.cli import complete, options
from checker.cli.check import MANIFESTS, as_typer

OUTPUT = typer.Option(
    [],
    "-o",
    "--output",
    metavar="FORMAT[=FILE]",
    help="Advice: text, json or markdown; to a file or to stdout; repeatable.",
)
WEIGHTS = typer.Option(
    None,
    "--weights",
    metavar="FILE",
    help="What actions weigh, where not as usual (`weights: 1`, `actions: {renewal: 8}`).",
    autocompletion=complete.settings,
)


def advise(
    manifests: list[str] = MANIFESTS,
    policies: list[str] = as_typer(options.POLICIES),
    as_of: str | None = as_typer(options.AS_OF),
    output: list[str] = OUTPUT,
    order: str | None = as_typer(options.ORDER),
    catalogue: list[str] = as_typer(options.CATALOGUE),
    weights: str | None = WEIGHTS,
    stdin_filename: str | None = as_typer(options.STDIN_FILENAME),
    config: str | None = as_typer(options.CONFIG),
    color: str | None = as_typer(options.COLOR),
) -> None:
    """Tell the smallest set of actions after which manifests pass.

    Numbered actions with who acts, what it takes and what it clears; what a supplier can write today weighs 1, a new
    certificate 20 or 30. Exit code 0 says that the advice was written, whatever it says; 2 that an input is unusable.
    """
    # Imported here, so that `--help` and the other commands do not pay for the engine.
    from checker.cli.advising import Question, advise_run

    asked = Question(manifests, policies, as_of, output, order, catalogue, weights, stdin_filename, config, color)
    raise typer.Exit(advise_run(asked))
