"""Who signed a report, and whether what they signed is this report."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from checker import __version__
from checker.model.parties import fold
from checker.records import NamedTuple
from checker.renderers.statement import statement
from checker.replay.checks import FAIL, PASS, Check
from checker.signing.dsse import Envelope, signed_by
from checker.words import shorten

if TYPE_CHECKING:
    from checker.replay.claim import Claim
    from checker.signing.keys import PublicKey

Json = dict[str, Any]

_SIGN = "have it signed anew by whoever made the run"


class Trusted(NamedTuple):
    """A key whose signature on a report counts, by the name it is shown by.

    `suppliers` None: for every report; else for those about these suppliers alone. `start` and `until` are inclusive.
    """

    name: str
    key: PublicKey
    suppliers: frozenset[str] | None = None
    start: date | None = None
    until: date | None = None

    def counts_for(self, claim: Claim, days: Collection[date]) -> str:
        """Why the signature of this key does not count for a claim, on any of the days; empty where it does."""
        for day in sorted(days):
            if (self.start and day < self.start) or (self.until and self.until < day):
                return f"the key `{shorten(self.name)}` signed it, which is not trusted on {day}"
        if self.suppliers is None:
            return ""
        if claim.suppliers is None:
            return f"the key `{shorten(self.name)}` is trusted for some suppliers, and a statement names none"
        known = {fold(each) for each in self.suppliers}
        other = sorted(each for each in claim.suppliers if fold(each) not in known)
        told = f"the key `{shorten(self.name)}` signed it, which is not trusted for the supplier"
        return f"{told} `{shorten(other[0])}`" if other else ""


def signed(envelope: Envelope, claim: Claim, trusted: Sequence[Trusted], days: Collection[date]) -> Check:
    """Whether a trusted key signed an envelope; `days` are those on which the key has to be trusted."""
    made = signed_by(envelope, [each.key for each in trusted])
    reasons = []
    for each in trusted:
        if each.key.keyid in made:
            if not (why := each.counts_for(claim, days)):
                told = f"signed with the key `{shorten(each.name)}` ({each.key.algorithm}, {each.key.keyid[:12]})"
                return Check("signature", PASS, told)
            reasons.append(why)
    if reasons:
        return Check("signature", FAIL, reasons[0], "have it signed with a key that is trusted for it")
    names = ", ".join(each[:12] for each in envelope.keyids)
    if set(envelope.keyids) & {each.key.keyid for each in trusted}:
        why = f"the signature of the key {names} does not verify: the envelope was changed after it was signed"
        return Check("signature", FAIL, why, "get the envelope anew from whoever signed it")
    known = ", ".join(f"`{shorten(each.name)}` ({each.key.keyid[:12]})" for each in trusted) or "none"
    why = f"it is signed with the key {shorten(names)}, and trusted for reports: {known}"
    return Check("signature", FAIL, why, "give the public key of whoever signed it with `--key`, if you trust it")


def bound(data: bytes, claim: Claim) -> Check:
    """Whether the bytes are those of the report that the statement in an envelope is about."""
    if sha256(data).hexdigest() != claim.report:
        why = "this is not the report that was signed: its digest differs from that in the statement"
        return Check("report", FAIL, why, "get the report anew from whoever signed it, and ask who changed it")
    return Check("report", PASS, f"this is the report that was signed, sha256 {claim.report[:12]}")


def stated(report: Json, own: Claim, claim: Claim, envelope: Envelope) -> Iterator[Check]:
    """Where a statement, with its claim, says something else than its report, with `own`; it should say the same."""
    if own.version == __version__:
        same = "".join(statement(report, own.report)).encode() == envelope.payload
    else:
        same = claim == own._replace(suppliers=None)
    if not same:
        yield Check("report", FAIL, "the statement that was signed says something else than its report", _SIGN)
