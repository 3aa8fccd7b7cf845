"""Whether a certificate's holder, or another party it names, is the legal person it has to be."""

from __future__ import annotations

from checker.gates.base import Probe
from checker.model.manifest import Party
from checker.model.outcome import Outcome, any_of
from checker.model.parties import differing_identifiers, same_party


def check_holder(probe: Probe, wanted: Party, role: str, others: tuple[Party, ...], others_as: str) -> None:
    """The holder, or one of the other named parties, has to be the wanted one; that a holder is named goes before."""
    certificate = probe.context.certificate
    holder, at = certificate.holder, f"{certificate.pointer}/holder"
    named = ((holder,) if holder else ()) + others
    comparisons = [same_party(party, wanted) for party in named]
    if holder is not None and Outcome.PASS in comparisons:
        return
    who = f"`{wanted.name}`" if wanted.name else "unnamed"
    if holder is None or (not holder.name and comparisons[0] is Outcome.UNDETERMINED):
        probe.unknown("holder-missing", f"`{certificate.id}` names no holder; it has to be the {role}, {who}")
        return
    held = f"`{certificate.id}` is held by `{holder.name or ', '.join(value for _, value in holder.identifiers)}`"
    listed = f", and it does not name them as {others_as}" if others_as else ""
    differs = f"; {apart}" if (apart := differing_identifiers(holder, wanted)) else ""
    probe.judge(
        any_of(comparisons),
        "holder-mismatch",
        f"{held}, not by the {role}, {who}{listed}{differs}",
        f"{held}, which may or may not be the {role}, {who}; names that differ in punctuation or legal form need an"
        " identifier on both sides",
        at,
    )
