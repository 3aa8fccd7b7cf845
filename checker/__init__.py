"""certgate: decides whether a supplier's certificates evidence what a buyer or a regulator requires.

`import checker` loads nothing: each name below is looked up in `checker.offered` when it is first used. These names are
the public library, which `.github/API.md` explains and `.github/STABILITY.md` keeps; every other module is internal.
"""

# What type checkers take for true; `typing` itself need not be loaded for it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from checker.offered import (
        Catalogue,
        File,
        InputError,
        Location,
        Manifest,
        Order,
        Policy,
        Problem,
        Report,
        UsageError,
        Waivers,
        code_page,
        codes,
        formats,
        load_catalogue,
        load_manifest,
        load_order,
        load_policies,
        load_waivers,
        make_advice,
        make_forecast,
        make_report,
        parse_manifest,
        render,
        schema_names,
        schema_text,
        shipped_policies,
    )

__version__ = "1.0.0"

__all__ = [
    "Catalogue",
    "File",
    "InputError",
    "Location",
    "Manifest",
    "Order",
    "Policy",
    "Problem",
    "Report",
    "UsageError",
    "Waivers",
    "__version__",
    "code_page",
    "codes",
    "formats",
    "load_catalogue",
    "load_manifest",
    "load_order",
    "load_policies",
    "load_waivers",
    "make_advice",
    "make_forecast",
    "make_report",
    "parse_manifest",
    "render",
    "schema_names",
    "schema_text",
    "shipped_policies",
]


def __getattr__(name: str) -> object:
    """A name of the public library, when it is first used (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from checker import offered  # noqa: PLC0415 - `import checker` is to cost nothing

    found = globals()[name] = getattr(offered, name)
    return found


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
