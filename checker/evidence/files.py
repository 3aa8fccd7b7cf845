"""The files beside one manifest."""

from __future__ import annotations

from checker.model.backing import Trace
from checker.model.manifest import Certificate


class Files:
    """The evidence files of one manifest, which have to lie in its folder; None: it has none (standard input)."""

    def __init__(self, folder: str | None) -> None:
        self.folder = folder

    def traces(self, certificate: Certificate) -> tuple[Trace, ...]:
        """What the files say of a certificate."""
        return ()
