"""`certgate init`: a manifest to fill in, that asks for what policies need."""

from __future__ import annotations

import typer

from checker.cli import options
from checker.cli.check import as_typer

_SUPPLIER = typer.Option(None, "--supplier", metavar="NAME", help="Your legal name, as printed on certificates.")
_PRODUCTS = typer.Option([], "--product", metavar="NAME", help="A product you offer, by its id or name; repeatable.")
_SITES = typer.Option([], "--site", metavar="NAME", help="A site where it is designed or made; repeatable.")
_OUTPUT = typer.Option(None, "-o", "--output", metavar="FILE", help="Where to, a .yaml; default: stdout.")
_FORCE = typer.Option(False, "--force", help="Write over a file that is there.")


def init(
    policies: list[str] = as_typer(options.POLICIES),
    supplier: str | None = _SUPPLIER,
    products: list[str] = _PRODUCTS,
    sites: list[str] = _SITES,
    output: str | None = _OUTPUT,
    force: bool = _FORCE,
    as_of: str | None = as_typer(options.AS_OF._replace(help="The day on which you state it; default: today (UTC).")),
    catalogue: list[str] = as_typer(options.CATALOGUE),
    config: str | None = as_typer(options.CONFIG),
) -> None:
    """Write a manifest for a supplier to fill in: it asks for what policies need.

    What is asked stands in comments, so that nothing is stated until you do. At a terminal it asks for what no option
    says.
    """
    # Imported here, so that `--help` and the other commands do not pay for it.
    from checker.cli.initiating import InitRequest, init_run

    init_run(InitRequest(policies, supplier, products, sites, output, force, as_of, catalogue, config))
