"""A room of formats for one sort of document: a folder of modules `<name>_format.py`, found by their names.

Each has `render(document)`, which yields the text in parts; `terminal(document, look)` is its form for a terminal.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from typing import Any, NamedTuple

from checker.errors import UsageError, did_you_mean
from checker.renderers.look import Look

_ENDING = "_format.py"


class Room(NamedTuple):
    """The formats in the folder of a package; `of` says of what, for errors: `a forecast`."""

    package: str
    folder: str
    of: str

    def formats(self) -> tuple[str, ...]:
        """The names of all formats, sorted."""
        return tuple(sorted(name.removesuffix(_ENDING) for name in os.listdir(self.folder) if name.endswith(_ENDING)))

    def known(self, name: str) -> str:
        """The name of a format. Raises UsageError for one that there is not."""
        if name not in self.formats():
            mend = did_you_mean(name, self.formats()) or f"known: {', '.join(self.formats())}"
            raise UsageError(f"`{name}` is no format of {self.of}; {mend}")
        return name

    def render(self, document: dict[str, Any], name: str, look: Look | None = None) -> Iterator[str]:
        """A document in a format, in parts; `look` is that of a terminal, for a format that heeds it."""
        module = import_module(f"{self.package}.{self.known(name)}_format")
        if look is not None and hasattr(module, "terminal"):
            yield from module.terminal(document, look)
        else:
            yield from module.render(document)
