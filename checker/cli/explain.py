"""`certgate explain`: what a code means, why it is asked, and how to mend it."""

from __future__ import annotations

import typer

from checker.cli import complete


def explain(
    code: str | None = typer.Argument(
        None,
        help="A code or gate of a report; without one, all codes are listed.",
        autocompletion=complete.codes,
    ),
) -> None:
    """Explain a finding code, and how to mend it."""
    # Imported here, so that `--help` and the other commands do not pay for it.
    from checker import plausibility
    from checker.api import code_page, codes, gate_pages
    from checker.authoring.lint.rules import lint_codes, lint_page
    from checker.errors import UsageError, did_you_mean

    of_policies = {name: row.title for name, row in lint_codes().items()}
    known = {**codes(), **plausibility.codes(), **of_policies}
    if code is None:
        width = max(map(len, known))
        for name, title in known.items():
            typer.echo(f"{name:{width}}  {title}")
    elif code in gate_pages():
        typer.echo(gate_pages()[code])
    elif code not in known:
        mend = did_you_mean(code, [*known, *gate_pages()]) or "`certgate explain` lists the codes"
        raise UsageError(f"`{code}` is no code; {mend}")
    else:
        pages = {**dict.fromkeys(plausibility.codes(), plausibility.code_page), **dict.fromkeys(of_policies, lint_page)}
        typer.echo(pages.get(code, code_page)(code))
