"""`certgate policy doc`: what a policy asks, in words for suppliers."""

from __future__ import annotations

import typer

from checker.cli import complete, options
from checker.cli.check import as_typer

POLICIES = typer.Argument(
    ..., metavar="POLICY...", help="Policies: files, folders or shipped ids.", autocompletion=complete.policies
)
OUTPUT = typer.Option(
    [],
    "-o",
    "--output",
    metavar="FORMAT[=FILE]",
    help="`markdown` (default) or `html`, to stdout or to a file; `html=FOLDER/` is a page per policy; repeatable.",
)


def doc(
    policies: list[str] = POLICIES,
    output: list[str] = OUTPUT,
    as_of: str | None = as_typer(options.AS_OF),
    order: str | None = as_typer(options.ORDER),
    catalogue: list[str] = as_typer(options.CATALOGUE),
    config: str | None = as_typer(options.CONFIG),
) -> None:
    """Tell suppliers what a policy asks, on one page.

    What you need, by whom, in which scope, which editions until when, what is not accepted and why, and an example
    manifest, from the policy and the catalogue alone.
    """
    # Imported here, so that `--help` and the other commands do not pay for the engine.
    from checker import __version__
    from checker.authoring.doc import page
    from checker.catalogue import load_catalogue
    from checker.cli.config import find_config
    from checker.cli.outputs import parse_outputs, refuse_inputs
    from checker.cli.session import chosen, find_order, parse_day
    from checker.cli.streams import put
    from checker.cli.writing import write_file, write_pages
    from checker.renderers.doc import has_pages, known, render, render_pages

    outputs = parse_outputs(output or ["markdown"], named=known, pages=has_pages)
    found, day = find_config(config), parse_day(as_of)
    rows = load_catalogue([*found.catalogue, *catalogue])
    loaded, ordered = chosen(policies, found, rows), find_order(order)
    refuse_inputs(outputs, [*(each.path for each in loaded), *found.catalogue, *catalogue, order or ""])
    told = {
        "tool": {"name": "certgate", "version": __version__},
        "as_of": day.isoformat(),
        "pages": [page(each, rows, day, ordered) for each in loaded],
    }
    # Standard output comes last, as in a check: whoever reads it may go away, and the files are to be whole then.
    for name, file in sorted(outputs, key=lambda each: each[1] is None):
        if file is not None and file.endswith("/"):
            write_pages(file, render_pages(told, name))
        elif file is not None:
            write_file(file, render(told, name))
        elif name in output or not output:
            for part in render(told, name):
                put(part)
