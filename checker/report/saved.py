"""A report that was saved as JSON, read again to be drawn in other formats."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from checker.document import Document, escape_pointer
from checker.errors import InputError, Location, Problem
from checker.readers.json_scan import places
from checker.report.agreement import contradictions
from checker.schema import conform

Json = dict[str, Any]

DEPTH = 64
"""The most mappings and lists inside one another; no report has as many."""

_MEND = "the report was changed after it was made; make it again with `certgate check`"


def read_saved(data: bytes, shown: str) -> Document:
    """The document in the bytes of a saved report; raises InputError.

    The limits on what a supplier may send do not hold here: a report of many manifests has millions of values.
    """
    from checker.json_library import orjson  # noqa: PLC0415 - of no use to most runs

    try:
        values = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        place = Location(shown, error.lineno, error.colno)
        mend = "give the file that `-o json=FILE` wrote, whole and unchanged"
        raise InputError(Problem("this is no well-formed JSON", place, mend)) from None
    document = Document(shown, sha256(data).hexdigest(), values, lambda: places(data.decode()))
    if (at := _odd(values)) is not None:
        message = f"a number with a fraction, or more than {DEPTH} levels, are in no report"
        raise InputError(Problem(message, document.locate(at), _MEND))
    return document


def _odd(root: Any) -> str | None:
    """The place of a number that no report holds (JSON Schema takes 1e20 for an integer), or of what lies too deep."""
    waiting: list[tuple[str, Any, int]] = [("", root, 0)]
    while waiting:
        at, value, depth = waiting.pop()
        if depth > DEPTH or isinstance(value, float):
            return at
        if isinstance(value, dict):
            waiting += ((f"{at}/{escape_pointer(key)}", each, depth + 1) for key, each in value.items())
        elif isinstance(value, list):
            waiting += ((f"{at}/{number}", each, depth + 1) for number, each in enumerate(value))
    return None


def reported(document: Document) -> Json:
    """The report that a document holds.

    Raises InputError for what does not conform to the schema, and for a head that its own manifests contradict:
    somebody changed it, and a page drawn from it would show a verdict that nothing supports.
    """
    found: Any = conform(document, "report")
    if problems := [Problem(message, document.locate(at), _MEND) for at, message in contradictions(found)]:
        raise InputError(problems)
    report: Json = found
    return report
