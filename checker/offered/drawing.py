"""Documents of the library as files: in which formats, and their bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checker import renderers
from checker.errors import UsageError, did_you_mean
from checker.offered.runs import Report
from checker.renderers import advice, forecast


def render(document: Report, name: str) -> Iterator[bytes]:
    """A report, a forecast or advice in one of its `formats`, as the bytes of a file, in parts.

    Raises UsageError for a format that there is not, or whose library is missing.
    """
    kind = next((kind for kind in _KINDS if kind in document), None)
    if kind is None:
        raise UsageError("only what `make_report`, `make_forecast` or `make_advice` returned can be drawn")
    if name not in formats(kind):
        mend = did_you_mean(name, formats(kind)) or f"known: {', '.join(formats(kind))}"
        raise UsageError(f"`{name}` is no format of {_NOUNS[kind]}; {mend}")
    return _KINDS[kind](document, name)


def formats(kind: str = "report") -> tuple[str, ...]:
    """The names of the formats that a `report`, a `forecast` or `advice` can be drawn in, sorted."""
    if kind == "report":
        return renderers.formats()
    if kind == "forecast":
        return forecast.formats()
    if kind == "advice":
        return tuple(sorted(advice.FORMATS))
    raise UsageError(f"`{kind}` is nothing that is drawn; known: {', '.join(_KINDS)}")


def _report(document: Report, name: str) -> Iterator[bytes]:
    return renderers.render_bytes(document, renderers.usable(name))


def _forecast(document: Report, name: str) -> Iterator[bytes]:
    return (part.encode() for part in forecast.render(document, name))


def _advice(document: Report, name: str) -> Iterator[bytes]:
    return (part.encode() for part in advice.FORMATS[name](document, renderers.Look()))


_NOUNS = {"report": "a report", "forecast": "a forecast", "advice": "advice"}
_KINDS: dict[str, Callable[[Report, str], Iterator[bytes]]] = {
    "report": _report,
    "forecast": _forecast,
    "advice": _advice,
}
