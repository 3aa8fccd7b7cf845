"""Writes the documents of the fixtures: `python -m tests.evidence.fixtures`; a test holds them to be what it writes."""

from __future__ import annotations

from pathlib import Path

from tests.pdfs import pdf

FOLDER = Path(__file__).parent.parent.parent / "fixtures" / "manifests" / "quality-system-documented"
_HOLDER = "HALDEN INFUSION WORKS INC."


def certificate(number: str = "MD 771 204", standard: str = "EN ISO 13485:2016", holder: str = _HOLDER) -> list[str]:
    """The lines of a certificate, as bodies print them: upper case, broken lines, the number in groups."""
    return [
        "CERTIFICATE OF REGISTRATION",
        "Quality Management System - " + standard,
        "This is to certify that",
        holder,
        "2200 Halden Parkway, Plymouth, MN 55441, USA",
        f"holds certificate number {number}",
        "and operates a quality management system that complies with the standard",
        "for the design and manufacture of infusion pumps and their sets.",
        "Original registration 2025-03-04   Effective 2025-03-04   Expires 2028-03-03",
    ]


ANNEX = ["Annex to certificate MD 771 204", "ISO 13485:2016", _HOLDER.title(), "Plymouth plant: design, manufacture"]
DOCUMENTS: dict[str, bytes] = {
    "conforming/evidence/md-771204.pdf": pdf(certificate(), ANNEX),
    "conforming/evidence/md-771204-annex.pdf": pdf(ANNEX),
    "conforming/evidence/scan.pdf": pdf([]),
    "nonconforming/evidence/md-771204.pdf": pdf(certificate(), ANNEX),
    "nonconforming/evidence/md-771240.pdf": pdf(certificate("MD 771 240")),
    "nonconforming/evidence/md-771204-2003.pdf": pdf(certificate(standard="EN ISO 13485:2003")),
    "nonconforming/evidence/sister-company.pdf": pdf(certificate(holder="HALDEN RESPIRATORY INC.")),
    "nonconforming/evidence/test-report.pdf": pdf(["Test report TR-4471", "Infusion pump HIP-2, IEC 60601-1"]),
    "nonconforming/evidence/sign-in.pdf": b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>\n",
}
"""What lies in which file."""


def main() -> None:
    """Write every document."""
    for name, data in DOCUMENTS.items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
