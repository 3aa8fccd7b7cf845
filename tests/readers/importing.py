"""Imports bytes as `certgate import` does, for the tests of the readers of other data models."""

from __future__ import annotations

from typing import Any

import pytest

from checker.api import load_catalogue, load_manifest
from checker.errors import InputError
from checker.readers import Asked, Source, import_source

Json = dict[str, Any]


def kinds(standard: str) -> str | None:
    """The kind of a standard, as the catalogue has it."""
    found = load_catalogue().resolve(standard).standard
    return found.kind if found else None


def imported(
    name: str, data: bytes, prepared: str | None = None, kind: str | None = None, file: str = "in"
) -> list[Json]:
    """The values of the manifests that a file states, once they have proved to conform."""
    found: list[Json] = []
    for each in import_source(Source.from_stdin(data, file), name, Asked(prepared, kind, kinds)):
        if isinstance(each, InputError):
            raise each
        load_manifest(each)
        assert isinstance(each.values, dict)
        found.append(each.values)
    return found


def refused(name: str, data: bytes, prepared: str | None = None, file: str = "in") -> list[str]:
    """The problems of a file that can not be used, as lines; each says what to do."""
    with pytest.raises(InputError) as caught:
        imported(name, data, prepared, file=file)
    assert all(problem.help for problem in caught.value.problems)
    return [str(problem) for problem in caught.value.problems]
