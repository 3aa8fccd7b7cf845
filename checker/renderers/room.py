"""The formats of one command: a package of modules `<name>_format.py`, found by being there.

Not called `formats`, which is a function of the package above: importing such a module would replace it.

A module has `render(found)`, which yields the text in parts; `terminal(found, look)` is its form for a terminal.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from checker.errors import UsageError, did_you_mean
from checker.records import NamedTuple
from checker.renderers.look import Look

_ENDING = "_format.py"


class Formats(NamedTuple):
    """The formats in a package; `of` says in messages what they are formats of."""

    package: str
    folder: str
    of: str

    def names(self) -> tuple[str, ...]:
        """The names of all formats, sorted."""
        files = os.listdir(self.folder)
        return tuple(sorted(name.removesuffix(_ENDING) for name in files if name.endswith(_ENDING)))

    def known(self, name: str) -> str:
        """The name of a format. Raises UsageError for one that there is not."""
        if name not in self.names():
            mend = did_you_mean(name, self.names()) or f"known: {', '.join(self.names())}"
            raise UsageError(f"`{name}` is no format of {self.of}; {mend}")
        return name

    def render(self, found: dict[str, Any], name: str, look: Look | None = None) -> Iterator[str]:
        """What was found in a format, in parts; `look` is that of a terminal, for a format that heeds it."""
        module = import_module(f"{self.package}.{self.known(name)}_format")
        if look is not None and hasattr(module, "terminal"):
            yield from module.terminal(found, look)
        else:
            yield from module.render(found)
