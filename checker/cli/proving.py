"""What `certgate import untp` says of the signature on a credential, and what of it goes into the manifest."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from checker.credentials.faults import REVOKED, SUSPENDED, Fault
from checker.credentials.verify import Verified, verified
from checker.document import Document
from checker.errors import InputError, Location, Problem
from checker.model.outcome import Outcome
from checker.model.trust import Trust
from checker.readers import Source
from checker.records import NamedTuple
from checker.words import shorten

_ADVERSE = {REVOKED: "withdrawn", SUSPENDED: "suspended"}


class Proof(NamedTuple):
    """What to tell: lines about the credential, and whether something speaks against it."""

    lines: tuple[str, ...]
    against: bool


def prove(found: Document, source: Source, trust: Trust) -> Proof:
    """Verify the credential in a source offline, and write what came of it into the manifest made of it.

    A revoked or suspended one gives its certificates that status. Raises InputError for one that was changed after it
    was signed: it says nothing at all.
    """
    values: Any = found.values
    said = verified(source.load(), source.shown, trust)
    forged = [fault for fault in said.problems if not said.signed and fault.outcome is Outcome.FAIL]
    if forged:
        raise InputError([Problem(_sentence(fault), Location(source.shown), fault.mend) for fault in forged])
    for fault in said.problems:
        if fault.code in _ADVERSE:
            _suspend(values, _ADVERSE[fault.code], fault)
    values["x-untp-proof"] = _summary(said)
    lines = tuple(_line(source, fault) for fault in said.problems)
    return Proof(lines, any(fault.outcome is Outcome.FAIL for fault in said.problems))


def _summary(said: Verified) -> str:
    if said.problems:
        stated = "verifies" if said.signed else "not verified"
        return f"{stated}: " + "; ".join(f"{_sentence(fault)}" for fault in said.problems)
    return f"verified: signed by {shorten(said.issuer)} with the key {said.keyid[:16]}"


def _suspend(values: Any, status: str, fault: Fault) -> None:
    """The status of a status list, unless a graver one is stated; what is adverse needs no day."""
    source = "status list of the credential" + (f" of {fault.day}" if fault.day else "")
    for index, row in enumerate(values["certificates"]):
        if status == "withdrawn" or "status" not in row:
            row["status"] = {"value": status, "source": source}
            values["x-untp-inferred"][f"/certificates/{index}/status"] = _sentence(fault)


def _sentence(fault: Fault) -> str:
    return f"the credential {fault.why} ({fault.code})"


def _line(source: Source, fault: Fault) -> str:
    return str(Problem(_sentence(fault), Location(source.shown), fault.mend))


def as_evidence(found: Document, source: Source, folder: str | None) -> None:
    """Name the credential among the evidence of its certificates, where it lies in the folder of the manifest."""
    if not source.path or folder is None:
        return
    within = os.path.relpath(os.path.realpath(source.path), os.path.realpath(folder))
    if within == os.pardir or within.startswith(os.pardir + os.sep) or os.path.isabs(within):
        return
    values: Any = found.values
    rows: Sequence[Any] = values["certificates"]
    for row in rows:
        row["evidence"] = [{"type": "credential", "file": within.replace(os.sep, "/"), "sha256": found.sha256}]
