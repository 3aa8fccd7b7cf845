"""The library that applies schemas, loaded without the half of its time that goes into a note about its build.

`jsonschema_rs` keeps the moment at which it was built, and while it loads has `email.utils` read it. That module brings
`socket`, `random`, `urllib` and more, as much as half a start of Python, and nothing here ever looks at the note.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

from checker.schema import load_judge

_NAME = "email.utils"


class _Stand(ModuleType):
    """Stands in the place of `email.utils`; all but the one function that is wanted for the note is the real one's."""

    @staticmethod
    def parsedate_to_datetime(text: str) -> str:
        """The moment as it was written."""
        return text

    def __getattr__(self, name: str) -> Any:
        """Whatever else may be asked for, from the real module."""
        _leave(self)
        return getattr(importlib.import_module(_NAME), name)


def load_schema_library() -> None:
    """Load the library; for commands only, which have no other thread that could meet the stand-in."""
    if _NAME in sys.modules or "jsonschema_rs" in sys.modules:
        return
    stand = _Stand(_NAME)
    sys.modules[_NAME] = stand
    try:
        load_judge()
    finally:
        _leave(stand)


def _leave(stand: ModuleType) -> None:
    """Give the place back."""
    if sys.modules.get(_NAME) is stand:
        del sys.modules[_NAME]
