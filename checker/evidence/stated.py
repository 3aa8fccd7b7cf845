"""Evidence taken at its word, where there are no files: a manifest made up to see what a policy says of it."""

from __future__ import annotations

from checker.evidence.files import CREDENTIAL, SHOWS
from checker.model.backing import CONFIRMED, DOCUMENTED, Backing, Trace
from checker.model.manifest import Certificate, Evidence, Manifest
from checker.model.outcome import Outcome


def as_stated(manifest: Manifest) -> Manifest:
    """The manifest as if every file of evidence were there, as it was issued, and every credential verified.

    A document needs its `sha256`, as it does where files are opened.
    """
    entries = tuple(entry._replace(backing=backing(entry)) for entry in manifest.certificates)
    return manifest._replace(certificates=entries)


def backing(certificate: Certificate) -> Backing:
    """What the evidence of a certificate would show, were it there and as stated."""
    return Backing(tuple(map(_trace, certificate.evidence)))


def _trace(evidence: Evidence) -> Trace:
    signed = evidence.type == CREDENTIAL
    facts = SHOWS["certificate" if signed else evidence.type or ""] if signed or evidence.type in SHOWS else ()
    there = evidence.file is not None and (signed or evidence.sha256 is not None)
    level, source = CONFIRMED if signed else DOCUMENTED, evidence.file or "no file"
    if there:
        return Trace(level, source, Outcome.PASS, evidence.pointer, facts=facts)
    message = f"`{source}` is stated without its digest" if evidence.file else "an entry of `evidence` names no file"
    return Trace(level, source, Outcome.UNDETERMINED, evidence.pointer, "evidence-not-attached", message)
