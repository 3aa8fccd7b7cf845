"""Schemas in a folder beside the files that people write, where an editor finds them without a network."""

from __future__ import annotations

import os
from collections.abc import Iterable

from checker.api import schema_text
from checker.cli.writing import write_file
from checker.errors import UsageError

FOLDER = ".certgate"
"""Hidden, so that `check` and `validate` never walk it."""


def write_schemas(folder: str, names: Iterable[str]) -> list[str]:
    """Write the schemas of these names into a folder, in place of those of an earlier version; returns their paths."""
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise UsageError(f"can not make the folder `{folder}`: {os.strerror(error.errno or 0).lower()}") from None
    written = []
    for name in sorted(names):
        path = os.path.join(folder, f"{name}.schema.json")
        write_file(path, [schema_text(name)])
        written.append(path)
    return written
