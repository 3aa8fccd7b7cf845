"""One run of `validate`: what is read, what is said of it, and where that is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.api import load_any, load_catalogue
from checker.catalogue import Catalogue
from checker.cli.hastening import load_schema_library
from checker.cli.look import look
from checker.cli.outputs import parse_outputs, refuse_inputs, write
from checker.cli.session import sources
from checker.cli.streams import say
from checker.document import Document
from checker.errors import InputError
from checker.model.manifest import Manifest
from checker.plausibility import implausible
from checker.readers import Source, read
from checker.records import NamedTuple
from checker.renderers.plausible import known, render
from checker.report.validation import validated, validation


class ValidateRequest(NamedTuple):
    """What `validate` was asked to do, as given on the command line."""

    manifests: Sequence[str]
    output: Sequence[str]
    strict: bool
    catalogue: Sequence[str]
    stdin_filename: str | None
    quiet: bool
    color: str | None


def validate_run(given: ValidateRequest) -> int:
    """Read everything, and write what is wrong or looks wrong with it; returns the exit code."""
    outputs = parse_outputs(given.output, named=known, pages=lambda _name: False)
    appearance = look(quiet=given.quiet, color=given.color)
    load_schema_library()
    catalogue = load_catalogue(given.catalogue)
    inputs = list(sources(given.manifests, given.stdin_filename))
    refuse_inputs(outputs, [*given.catalogue, *(each.path for each in inputs if isinstance(each, Source))])
    documents: list[dict[str, Any]] = []
    unusable: list[InputError] = []
    for source in inputs:
        for found in [source] if isinstance(source, InputError) else read(source):
            try:
                if isinstance(found, InputError):
                    raise found
                documents.append(_document(found, catalogue))
            except InputError as error:
                unusable.append(error)
                for problem in error.problems:
                    say(f"certgate: {problem}")
    result = validation(documents, unusable, strict=given.strict)
    write(result, outputs, appearance, drawn=render)
    return int(result["exit_code"])


def _document(document: Document, catalogue: Catalogue) -> dict[str, Any]:
    """What is implausible about a document; of a policy that loads, nothing. Raises InputError."""
    stated = load_any(document, catalogue)
    if not isinstance(stated, Manifest):
        return validated(document, "policy", ())
    return validated(document, "manifest", implausible(stated, document.values, catalogue))
