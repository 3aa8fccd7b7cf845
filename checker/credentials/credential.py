"""What the signed credentials among the evidence say of a certificate."""

from __future__ import annotations

from checker.catalogue import Catalogue
from checker.evidence import Files
from checker.model.backing import Trace
from checker.model.manifest import Certificate
from checker.model.trust import Trust


def traces(certificate: Certificate, files: Files, trust: Trust, catalogue: Catalogue) -> tuple[Trace, ...]:
    """What the credentials among the evidence of a certificate say of it."""
    return ()
