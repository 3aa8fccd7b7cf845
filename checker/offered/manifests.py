"""Manifests of the library: from files, or from memory."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any, TypeAlias

from checker.api import load_manifest as conforming
from checker.errors import InputError, Location, Problem, UsageError
from checker.readers import Source, one_of
from checker.readers.discover import show_relative

File: TypeAlias = "str | os.PathLike[str]"
"""A file, and where manifests or policies are asked for a folder as well."""


class Manifest:
    """A manifest that has been read and conforms to its schema.

    `name` is how reports name it, `sha256` the digest of its bytes. Its file is not read again.
    """

    __slots__ = ("_source", "name", "sha256")

    def __init__(self, source: Source) -> None:
        document = one_of(source)
        conforming(document)
        self.name: str = document.name
        self.sha256: str = document.sha256
        self._source = source

    @property
    def source(self) -> Source:
        """Where it comes from, for this library alone."""
        return self._source

    def __repr__(self) -> str:
        """Its name and the beginning of its digest."""
        return f"<Manifest {self.name} {self.sha256[:12]}>"


def load_manifest(file: File) -> Manifest:
    """The manifest in a file of any format of manifests (YAML, JSON). Raises InputError with every place.

    Its evidence is looked for in the folder of the file.
    """
    path = os.fspath(file)
    source = Source.from_path(path, show_relative(path, os.getcwd()))
    return Manifest(source._replace(path="", data=source.load(), beside=os.path.dirname(os.path.abspath(path))))


def parse_manifest(
    data: str | bytes | Mapping[str, Any], name: str = "manifest.json", *, folder: File | None = None
) -> Manifest:
    """The manifest in memory: text or bytes as the suffix of `name` says, or a mapping. Raises InputError.

    `name` is what reports call it. `folder` is where its evidence lies; left out, no file is opened for it.
    """
    beside = None if folder is None else os.path.abspath(folder)
    if isinstance(data, Mapping):
        name, data = _json_name(name), _written(data, name)
    content = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else bytes(data)
    return Manifest(Source.from_stdin(content, name)._replace(beside=beside))


def _json_name(name: str) -> str:
    """The name of a mapping, which is written as JSON and read back as a file would be."""
    if not name.lower().endswith(".json"):
        raise UsageError(f"a mapping is read as JSON; give it a name that ends in .json, not `{name}`")
    return name


def _written(data: Mapping[str, Any], name: str) -> str:
    """A mapping as JSON. Raises InputError for one that JSON can not hold."""
    try:
        return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2)
    except (TypeError, ValueError, RecursionError):
        message = "the mapping holds something other than text, whole numbers, booleans, null, lists and mappings"
        raise InputError(Problem(message, Location(name), "write dates as text: `2026-11-23`")) from None
