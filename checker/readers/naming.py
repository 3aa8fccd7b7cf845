"""Ids for what a record gives none: made of a text, and told apart by a number."""

from __future__ import annotations

import re

_NO_ID = re.compile(r"[^a-z0-9.]+")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]+")


class Names:
    """The ids that are taken so far."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def of(self, text: str, otherwise: str) -> str:
        """An id in small letters made of a text; `otherwise` where it holds none, a number where it is taken."""
        return self.kept(_NO_ID.sub("-", text.lower()).strip("-"), otherwise)

    def kept(self, text: str, otherwise: str) -> str:
        """The text as an id, without blanks; `otherwise` where nothing is left, a number where it is taken."""
        name = _BLANK.sub("-", text) or otherwise
        self._used[name] = self._used.get(name, 0) + 1
        return name if self._used[name] == 1 else f"{name}-{self._used[name]}"
