"""`certgate policy`: the policies that ship, and work on one's own."""

from __future__ import annotations

import typer

from checker.cli import policy_diff, policy_doc, policy_lint, policy_pack, policy_test, policy_verify

app = typer.Typer(help="Policies: those that ship, and work on your own.", no_args_is_help=True, rich_markup_mode=None)
app.command("diff", short_help="Tell what became stricter, looser, new or gone.")(policy_diff.diff)
app.command("doc")(policy_doc.doc)
app.command("lint")(policy_lint.lint)
app.command("pack", short_help="Pack policies, and what they extend, into one file.")(policy_pack.pack)
app.command("test")(policy_test.run_tests)
app.command("verify", short_help="Tell whether packs are as they were packed.")(policy_verify.verify)


@app.callback()
def policy() -> None:
    """Policies: those that ship, and work on your own."""


@app.command("list")
def list_() -> None:
    """List the shipped policies: id, version, evidence, title."""
    # Imported here, so that `--help` and the other commands do not pay for it.
    from checker.api import load_catalogue, load_policies, shipped_policies

    rows = [
        (row.id, row.version, row.evidence, row.title)
        for row in load_policies(list(shipped_policies()), load_catalogue())
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    for row in rows:
        typer.echo("  ".join(f"{text:{width}}" for text, width in zip(row, [*widths, 0], strict=True)).rstrip())
