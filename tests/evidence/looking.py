"""Looking behind a certificate in a test: a folder, what lies in it, and what is seen."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from checker.evidence import Files
from checker.model.backing import Trace
from checker.model.manifest import Certificate, Evidence, Party
from tests.builders import catalogue

CERTIFICATE = Certificate(
    "qms", 0, "/certificates/0", "management-system", "ISO 13485:2016", number="MD 771204", holder=Party("Halden Inc.")
)
LINES = ["Certificate MD 771204 to EN ISO 13485:2016", "held by Halden Inc., for the manufacture of infusion pumps"]


def evidence(file: str | None, digest: str | None, kind: str | None = "certificate", number: int = 0) -> Evidence:
    """An entry of evidence."""
    return Evidence(f"/certificates/0/evidence/{number}", kind, file, digest)


def attached(folder: Path, file: str, data: bytes, kind: str | None = "certificate") -> Evidence:
    """A file in a folder, and the entry that states it with its digest."""
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return evidence(file, sha256(data).hexdigest(), kind)


def seen(folder: Path | None, *entries: Evidence, certificate: Certificate = CERTIFICATE) -> tuple[Trace, ...]:
    """What is seen of a certificate with these entries."""
    entry = certificate._replace(evidence=entries)
    return Files(str(folder) if folder else None, (entry,)).traces(entry, catalogue())
