"""What a requirement asks for, rule by rule, in words for a supplier who never saw a policy."""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.doc.words import choice, span, together
from checker.catalogue import Catalogue
from checker.model.backing import CONFIRMED, DECLARED, DOCUMENTED
from checker.model.policy import PRODUCT, BodyRule, Requirement

Row = tuple[str, list[str]]

_KIND = {
    True: "a product certificate (ISO/IEC 17065): a certification body has certified the product itself",
    False: "a management-system certificate (ISO/IEC 17021-1): a certification body has certified the organisation",
}
_SITES = {
    "producing": "each site that makes the product (`produced_at`) has to be listed on it",
    "all": "each site of the supplier has to be listed on it, also those that make nothing",
    "organisation": "which sites it lists is not asked",
}
_HOLDER = {
    "operator": "it is held by the firm that runs the site, or names that firm in its annex",
    "supplier": "it is held by the supplier",
}


_ASSURANCE = {
    DOCUMENTED: "the document of the certificate is attached (`evidence`, with `type: certificate`, `file` in the"
    " folder of the manifest, and `sha256`); its text, where it has text, names number, standard and holder",
    CONFIRMED: "a register that the buyer looked into, no longer ago than a status may be old, agrees; or a credential"
    " that a key the buyer trusts for the body has signed (`evidence`, with `type: credential`)",
}


def needs(row: Requirement, catalogue: Catalogue) -> Iterator[Row]:
    """The rules of a requirement: a label, and what it asks, each in a sentence."""
    product = row.kind == PRODUCT
    yield "Certificate", list(_certificate(row))
    yield "Standard", _standards(row, catalogue)
    yield "Scope", list(_product_scope(row) if product else _system_scope(row))
    if product:
        yield "Mark and scheme", list(_mark(row))
    yield "Issued by", list(_body(row.body, catalogue))
    yield "In force", list(_in_force(row))
    yield "Changes", [_changes(product)]
    if row.surveillance:
        yield "Surveillance", list(_surveillance(row))
    if row.testing:
        yield "Testing", [_testing(row)]
    if row.assurance != DECLARED:
        yield "Founded on", [_ASSURANCE[row.assurance]]
    if row.audits:
        yield "Audits", ["stage 1 and stage 2, or the recertification, of the current cycle are on record as `events`"]


def _certificate(row: Requirement) -> Iterator[str]:
    yield _KIND[row.kind == PRODUCT]
    others = [word for word in row.attestation if word != "certification"]
    if others and "certification" in row.attestation:
        yield f"instead of certification, also {choice(others)} is accepted (`attestation`)"
    elif others:
        yield f"here, not certification but {choice(others)} is asked for (`attestation`)"


def _standards(row: Requirement, catalogue: Catalogue) -> list[str]:
    """Each accepted standard with its title."""
    told = []
    for ref in row.standards:
        found = catalogue.standard(ref.id)
        named = f"`{ref.text}`" if ref.text == ref.id else f"`{ref.text}` (`{ref.id}`)"
        titled = found is not None and found.title and found.title != ref.id
        told.append(f"{named}, {found.title}" if found and titled else named)
    if len(told) == 1:
        return [told[0]]
    return ["any one of these:", *told]


def _product_scope(row: Requirement) -> Iterator[str]:
    covers = row.covers
    if covers.patterns:
        yield "it names each model, exactly or by a printed series pattern such as `NP-500-*`"
    else:
        yield "it names each model by its exact name; a series pattern does not count"
    if covers.factory:
        yield "it names each factory that makes the product (`produced_at`, `covers.factories`)"
    if row.on_production:
        yield "each lot is judged, by the day on which it was produced (`lots`, with `produced`)"
    else:
        yield "of a product of type `batch` each lot is judged; one of type `service` or `process` is judged as a whole"
    yield "its holder is the brand owner of the product, or it names the brand owner as a listee"


def _system_scope(row: Requirement) -> Iterator[str]:
    covers = row.covers
    yield _SITES[covers.sites]
    if covers.activities:
        yield (
            f"its scope holds {together(covers.activities)}, where a site does so; each has to be in scope at some site"
        )
    yield _HOLDER[covers.holder]


def _mark(row: Requirement) -> Iterator[str]:
    mark, types = row.mark, row.scheme_types
    if mark.types is None:
        yield "a mark is not asked for, but a mark for components does not count; state `mark.type`"
    elif mark.types:
        yield f"its mark is of type {choice(mark.types)} (`mark.type`)"
    else:
        yield "any mark, or none"
    if mark.market:
        yield f"its mark is for market `{mark.market}` (`mark.markets`)"
    if types is None:
        yield "any certification scheme but that of a type alone (ISO/IEC 17067 type 1a); state `scheme.type`"
    elif types:
        yield f"its scheme is of ISO/IEC 17067 type {choice(types)} (`scheme.type`)"
    else:
        yield "any certification scheme"


def _body(rule: BodyRule, catalogue: Catalogue) -> Iterator[str]:
    if rule.recognised_by:
        found = catalogue.recognition(rule.recognised_by)
        title = f", {found.title}" if found else ""
        yield f"a body on the list `{rule.recognised_by}`{title}, with the standard in its scope of recognition"
        return
    yield (
        f"a certification body that is accredited to {rule.accredited_to} with the standard in its scope, when it"
        " decided and on the day of the assessment (`accreditations`)"
    )
    if rule.by is not None:
        yield f"accredited by {choice(rule.by)}, and by no other accreditation body"
    else:
        yield "accredited by any accreditation body that the catalogue knows for this"
    if rule.mra:
        yield "the accreditation body is in the mutual recognition family (IAF MLA, ILAC MRA, Global ACI) on that day"


def _in_force(row: Requirement) -> Iterator[str]:
    if row.on_production:
        yield "in force on the day on which each lot was produced"
    else:
        yield "in force on the day of the assessment, from `effective` until `expires`, both days included"
    if row.kind == PRODUCT:
        yield "`expires` is stated; `expires: null` where the certificate prints no term"
    else:
        yield "`expires` is stated as a day"
    if row.checked_within is None:
        yield "its status was looked up as active (`status`); a look-up does not grow old"
    else:
        yield f"its status was looked up as active no more than {row.checked_within} days ago (`status.checked`)"


def _changes(product: bool) -> str:
    if product:
        return "each significant design change (`design_changes`) was evaluated by the body"
    return "each change of the organisation or of the scope was followed by an audit or decision of the body"


def _surveillance(row: Requirement) -> Iterator[str]:
    rule = row.surveillance
    if rule and rule.every:
        yield f"the last surveillance, or else the decision, is no more than {span(rule.every)} ago (`events`)"
    if rule and rule.iso_17021:
        yield (
            "the audit programme of ISO/IEC 17021-1 was kept: a first surveillance within 12 months of the decision,"
            " one in each calendar year, recertification within three years (`events`)"
        )


def _testing(row: Requirement) -> str:
    told = "a type test with its report is on record (`type-test` among `events`, with `report`)"
    if row.accredited_laboratory:
        return f"{told}, by a laboratory that is accredited to ISO/IEC 17025"
    return told
