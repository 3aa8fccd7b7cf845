"""What mends the codes that only product certificates have."""

from __future__ import annotations

from collections.abc import Iterator

from checker.advise.actions import Action
from checker.advise.case import Fault
from checker.advise.changes import Cover, Happen, Market, PutPart, listee
from checker.gates._product_subject import LOT_ONLY, TYPE_ONLY
from checker.model.manifest import Event, Mark, Scheme
from checker.model.parties import as_known
from checker.model.policy import Requirement

# ISO/IEC 17067 types that certify what is produced, the usual ones first.
_PRODUCTION = ("5", "3", "4", "2", "6")
_MARKS = ("listed", "classified")


def scheme_types(rule: Requirement) -> tuple[str, ...]:
    """The scheme types a requirement accepts, those that certify production first; nothing where it takes any."""
    accepted = rule.scheme_types or ()
    return (
        *(each for each in _PRODUCTION if each in accepted),
        *(each for each in accepted if each not in _PRODUCTION),
    )


def mark_types(rule: Requirement) -> tuple[str, ...]:
    """The types of mark a requirement accepts; nothing where it takes any."""
    return rule.mark.types or ()


def model(fault: Fault) -> Iterator[Action]:
    """The model is named on the certificate, as printed or by an extension."""
    covers, product = fault.certificate.covers, fault.product
    names = (fault.target.id,) if fault.target.type == "model" else tuple((product.models if product else None) or ())
    if fault.target.type == "product" and product:
        names = (product.id,)
    asked = tuple(name for name in names if name)
    if not asked:
        return
    change = Cover("models", asked)
    if covers is None or covers.models is None:
        lead = "state `covers.models` of {id} as printed; it has to name"
        yield fault.action("complete-field", lead, change, names=asked, detail="covers.models")
    else:
        lead, of = "have the scope of {id} extended to", f"models of {fault.target.product}"
        yield fault.action("scope-extension", lead, change, names=asked, detail=of)


def scheme(fault: Fault) -> Iterator[Action]:
    """A scheme type that is not stated; another one takes a new certificate."""
    if fault.certain:
        return
    value = fault.choice(scheme_types, _PRODUCTION)
    accepted = scheme_types(fault.rule) or (f"any but {TYPE_ONLY}",)
    lead = "state `scheme.type` of {id} (ISO/IEC 17067); it has to be"
    change = PutPart("scheme", Scheme(), "type", value)
    yield fault.action("complete-field", lead, change, detail=f"scheme.type {value}", tail=f" {' or '.join(accepted)}")


def lot(fault: Fault) -> Iterator[Action]:
    """The lot is named on the certificate, as printed or by an extension."""
    covers, product = fault.certificate.covers, fault.product
    stated = tuple(each.id for each in (product.lots if product else None) or ())
    names = (fault.target.id or "",) if fault.target.type == "lot" else stated
    if not names:
        return
    change = Cover("lots", names)
    lots_alone = fault.certificate.scheme is not None and fault.certificate.scheme.type == LOT_ONLY
    if covers is None or not (covers.lots or (lots_alone and covers.lots is not None)):
        lead = "state `covers.lots` of {id} as printed; it has to name"
        yield fault.action("complete-field", lead, change, names=names, detail="covers.lots")
    else:
        lead, of = "have {id} extended to the lots", f"lots of {fault.target.product}"
        yield fault.action("scope-extension", lead, change, names=names, detail=of)


def mark(fault: Fault) -> Iterator[Action]:
    """A type of mark that is not stated; another one takes a new certificate."""
    held = fault.certificate.mark
    if fault.certain or (held and held.type):
        return
    value = fault.choice(mark_types, _MARKS)
    accepted = mark_types(fault.rule) or _MARKS
    lead = "state `mark.type` of {id} as printed; it has to be"
    change = PutPart("mark", Mark(), "type", value)
    yield fault.action("complete-field", lead, change, detail=f"mark.type {value}", tail=f" {' or '.join(accepted)}")


def market(fault: Fault) -> Iterator[Action]:
    """The mark is for the market, as printed or by an extension."""
    asked = (fault.rule.mark.market or "",)
    change = Market(Mark(), asked)
    if fault.certain:
        lead = "have the mark of {id} extended to the market"
        yield fault.action("scope-extension", lead, change, names=asked, detail=f"market {asked[0]}")
    else:
        lead = "state `mark.markets` of {id} as printed; it has to name"
        yield fault.action("complete-field", lead, change, names=asked, detail="mark.markets")


def factory(fault: Fault) -> Iterator[Action]:
    """The factory is named on the certificate, as printed or after its inspection."""
    if not fault.target.site:
        return
    names = (fault.target.site,)
    change = Cover("factories", names)
    if fault.certain:
        lead = "have {id} extended to the factory"
        yield fault.action("scope-extension", lead, change, names=names, detail=f"factory {names[0]}")
    else:
        lead = "state `covers.factories` of {id} as printed; it has to name"
        yield fault.action("complete-field", lead, change, names=names, detail="covers.factories")


def brand_owner(fault: Fault) -> Iterator[Action]:
    """The brand owner is named on a certificate that somebody else holds (multiple listing)."""
    product = fault.product
    if product is None:
        return
    owner = as_known(product.brand_owner, fault.case.manifest.supplier.party)
    named = owner.name or "the brand owner"
    lead = "have the brand owner named on {id} as listee, with the consent of its holder:"
    yield fault.action("scope-extension", lead, listee(owner), names=(named,), detail=f"listee {named}")


def design_change(fault: Fault) -> Iterator[Action]:
    """The change is evaluated; or its evaluation, which the manifest leaves open, is recorded."""
    changes = fault.product.design_changes if fault.product else ()
    changed = next((row for row in changes if row.pointer == fault.finding.pointer), None)
    if changed is None:
        return
    event = Happen(Event("re-evaluation", fault.case.day, "", revision=changed.revision))
    names = (changed.revision or changed.date.isoformat(),)
    if fault.certain:
        lead = "have the body of {id} evaluate the design change to"
        yield fault.action("re-evaluation", lead, event, names=names, detail=f"design of {fault.target.product}")
    else:
        lead = "record the `re-evaluation` of {id} that dealt with"
        yield fault.action("record-event", lead, event, names=names, detail=f"re-evaluation of {fault.target.product}")
