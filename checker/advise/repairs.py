"""What mends a finding: for each code the actions that clear it, or none where only another certificate helps.

No action here says whether it is enough; that is asked of the engine, after it is applied.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from checker.advise import _body, _founded, _product, _system, _term, ideal
from checker.advise.actions import Action
from checker.advise.case import Fault
from checker.advise.changes import Put
from checker.model.assessment import Candidate
from checker.model.manifest import Certificate
from checker.model.outcome import Outcome
from checker.model.parties import as_known, operator_of
from checker.model.policy import PRODUCT

_NEAR = re.compile(r"`(.+)`")


def repairs(fault: Fault) -> list[Action]:
    """The actions that clear a finding of a candidate; none where no repair does."""
    found = _REPAIRS.get(fault.finding.code)
    return list(found(fault)) if found else []


def _kind(fault: Fault) -> Iterator[Action]:
    """The kind by the catalogue; of no use unless it is the one that is asked."""
    standard = fault.case.catalogue.resolve(fault.certificate.standard, fault.certificate.edition).standard
    if standard is None or standard.kind != fault.rule.kind:
        return
    lead = f"correct `kind` of {{id}} to `{standard.kind}`, which {standard.id} has"
    yield fault.action("correct", lead, Put((("kind", standard.kind),)), detail="kind")


def _standard(fault: Fault) -> Iterator[Action]:
    """The designation that was meant, where the catalogue knows one near by that the requirement accepts."""
    catalogue, entry = fault.case.catalogue, fault.certificate
    near = _NEAR.search(catalogue.suggest(entry.standard))
    meant = catalogue.resolve(near[1]).standard if near else None
    if meant is None or meant.id not in {ref.id for ref in fault.rule.standards}:
        return
    lead = f"correct `standard` of {{id}} to the designation as printed, if it is `{meant.id}`"
    edition = catalogue.resolve(entry.standard, entry.edition).edition
    yield fault.action("correct", lead, Put((("standard", meant.id), ("edition", edition))), detail="standard")


def _attestation(fault: Fault) -> Iterator[Action]:
    """An attestation that is not stated; a declaration or report does not become a certificate."""
    if fault.certain:
        return
    value = fault.rule.attestation[0]
    lead = f"state `attestation` of {{id}}; it has to be {' or '.join(fault.rule.attestation)}"
    yield fault.action("complete-field", lead, Put((("attestation", value),)), detail="attestation")


def _edition(fault: Fault) -> Iterator[Action]:
    """An accepted edition: as printed where none is stated, else by a transition."""
    designation = fault.case.catalogue.resolve(fault.certificate.standard, fault.certificate.edition)
    if designation.standard is None:
        return
    stated = designation.edition is not None
    for label in _body.edition_labels(fault.case, designation.standard.id, [fault.rule]):
        new = (("standard", designation.standard.id), ("edition", label))
        extra = (("issued", fault.case.day),) if stated else ()
        changed = fault.certificate._replace(**dict((*new, *extra)))
        if not _passes(fault, changed, "edition"):
            continue
        name = f"`{ideal.printed(fault.case.catalogue, changed)}`"
        if stated:
            lead, put = f"have {{id}} moved to {name}", Put((*new, *extra))
            yield fault.action("transition", lead, put, _term.looked_up(fault), detail=f"edition {label}")
        else:
            lead = f"state the edition of {{id}} as printed; accepted is {name}"
            yield fault.action("complete-field", lead, Put(new), detail=f"edition {label}")
        return


def _passes(fault: Fault, changed: Certificate, gate: str) -> bool:
    """Whether a gate passes, asked of the engine, for the same object and a changed certificate."""
    entries = fault.case.manifest.certificates
    swapped = tuple(changed if entry.id == changed.id else entry for entry in entries)
    candidate = candidate_of(fault, swapped)
    return candidate is not None and any(each.gate == gate and each.outcome == Outcome.PASS for each in candidate.gates)


def candidate_of(fault: Fault, entries: tuple[Certificate, ...]) -> Candidate | None:
    """The candidate of the fault, assessed with other entries."""
    manifest = fault.case.manifest._replace(certificates=entries)
    for row in fault.case.judge(manifest, [fault.policy]).policies[0].requirements:
        if row.requirement.id != fault.rule.id:
            continue
        for each in row.objects:
            if each.target == fault.target:
                return next((one for one in each.candidates if one.certificate.id == fault.certificate.id), None)
    return None


def _holder_missing(fault: Fault) -> Iterator[Action]:
    """The holder as printed."""
    yield from _named_holder(fault, "state `holder` of {id} as printed; it has to be")


def _holder(fault: Fault) -> Iterator[Action]:
    """An identifier where the names are near; a listing where somebody else holds the certificate of a product."""
    if not fault.certain:
        yield from _named_holder(
            fault, "state an identifier (lei, duns, vat or registration) of the holder of {id}, if it is"
        )
    elif fault.rule.kind == PRODUCT:
        yield from _product.brand_owner(fault)


def _named_holder(fault: Fault, lead: str) -> Iterator[Action]:
    manifest, product = fault.case.manifest, fault.product
    if fault.rule.kind == PRODUCT:
        wanted = as_known(product.brand_owner if product else None, manifest.supplier.party)
    elif fault.rule.covers.holder == "supplier":
        wanted = manifest.supplier.party
    else:
        wanted = operator_of(fault.site, manifest)
    named = wanted.name or "the one asked for"
    yield fault.action("complete-field", lead, Put((("holder", wanted),)), names=(named,), detail=f"holder {named}")


_REPAIRS: dict[str, Callable[[Fault], Iterator[Action]]] = {
    "kind-misdeclared": _kind,
    "standard-unknown": _standard,
    "not-certification": _attestation,
    "edition-superseded": _edition,
    "edition-not-accepted": _edition,
    "edition-missing": _edition,
    "holder-missing": _holder_missing,
    "holder-mismatch": _holder,
    "model-not-covered": _product.model,
    "type-only": _product.scheme,
    "lot-not-covered": _product.lot,
    "component-only": _product.mark,
    "market-not-covered": _product.market,
    "factory-not-covered": _product.factory,
    "site-not-covered": _system.site,
    "activity-not-covered": _system.activity,
    "body-not-accredited": _body.accredited,
    "accreditation-wrong-standard": _body.accreditation,
    "accreditation-out-of-scope": _body.accreditation,
    "accreditation-body-not-accepted": _body.accreditation,
    "accreditation-not-in-force": _body.accreditation,
    "body-not-recognised": _body.recognised,
    "not-yet-effective": _term.start,
    "expired": _term.renewal,
    "recertification-overdue": _term.renewal,
    "cycle-too-long": _term.renewal,
    "expiry-missing": _term.expiry,
    "suspended": _term.restoration,
    "status-missing": _term.status,
    "status-stale": _term.status,
    "status-conflict": _term.conflict,
    "design-change-not-evaluated": _product.design_change,
    "organisation-change-not-assessed": _system.organisation_change,
    "test-report-missing": _body.type_test,
    "laboratory-not-accredited": _body.laboratory,
    "audit-record-missing": _system.audits,
    "surveillance-overdue": _term.surveillance,
    "evidence-not-attached": _founded.attached,
    "not-confirmed": _founded.confirmed,
}

MENDABLE = frozenset(_REPAIRS)
"""The codes for which there may be a repair of the certificate in hand."""
