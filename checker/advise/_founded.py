"""What founds a certificate: its document attached, or a register or signed credential that confirms it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.advise.actions import Action
from checker.advise.case import Fault
from checker.advise.changes import Attach
from checker.model.backing import CONFIRMED, DECLARED, LEVELS
from checker.model.manifest import Certificate, Evidence
from checker.model.policy import Requirement

_DIGEST = "0" * 64


def attached(fault: Fault) -> Iterator[Action]:
    """The document, with its digest; one that is not what it says is corrected by whoever knows which is right."""
    if not fault.certain:
        lead = "attach the certificate {id} as `evidence`: its document beside the manifest, with `sha256`"
        yield fault.action(
            "attach-evidence", lead, Attach(_evidence(fault.certificate, "certificate")), detail="document"
        )


def confirmed(fault: Fault) -> Iterator[Action]:
    """A register that agrees, or a credential."""
    if not fault.certain:
        lead = (
            "have {id} confirmed: by a fresh snapshot of a register (`--register`), or a credential that its body signs"
        )
        yield fault.action(
            "attach-evidence", lead, Attach(_evidence(fault.certificate, "credential")), detail="confirmed"
        )


def founded(entry: Certificate, rules: Sequence[Requirement]) -> Certificate:
    """A new certificate with what the requirements ask to stand behind it."""
    asked = max((rule.assurance for rule in rules), key=LEVELS.index, default=DECLARED)
    if asked == DECLARED:
        return entry
    return Attach(_evidence(entry, "credential" if asked == CONFIRMED else "certificate")).apply(entry)


def _evidence(entry: Certificate, kind: str) -> Evidence:
    name = "".join(each if each.isalnum() else "-" for each in entry.id)
    file = f"evidence/{name}.{'jwt' if kind == 'credential' else 'pdf'}"
    return Evidence("", kind, file, None if kind == "credential" else _DIGEST)
