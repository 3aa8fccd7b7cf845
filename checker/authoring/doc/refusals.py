"""What a requirement does not accept, each with the code under which a check reports it: no more than it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.authoring.doc.editions import ENDED, edition_rows, standards_of
from checker.authoring.doc.words import choice, span
from checker.catalogue import Catalogue
from checker.engine.pages import codes
from checker.model.backing import CONFIRMED, DECLARED, DOCUMENTED
from checker.model.policy import PRODUCT, Policy, Requirement
from checker.records import NamedTuple


class Refusal(NamedTuple):
    """One thing that is not accepted; `open`: a check can not tell, and what it can not tell does not pass."""

    text: str
    code: str
    open: bool = False


_ATTESTATIONS = {
    "certification": "a certification",
    "declaration": "a declaration of the maker",
    "test-report": "a test report",
    "inspection": "a report of an inspection",
}
_MARKS = ("listed", "recognized-component", "classified")
_SCHEMES = ("1a", "1b", "2", "3", "4", "5", "6")


def refusals(row: Requirement, policy: Policy, catalogue: Catalogue, day: date) -> Iterator[Refusal]:
    """Everything that the requirement refuses, in the order of its gates."""
    product = row.kind == PRODUCT
    parts = [_kind(product), _attestation(row), _standards(row, catalogue), _editions(row, policy, catalogue, day)]
    parts += [_product(row) if product else _system(row), _body(row, catalogue), _standing(row), _rules(row)]
    for part in parts:
        yield from (each for each in part if not (each.open and each.code in row.accept_unknown))


def accepted_unknown(row: Requirement) -> list[dict[str, str]]:
    """What passes although it is not known, with its code."""
    meanings = codes()
    return [{"code": code, "text": meanings[code]} for code in row.accept_unknown]


def _kind(product: bool) -> Iterator[Refusal]:
    if product:
        text = "a certificate of a management system (such as `ISO 9001`): it shows nothing of the product"
        yield Refusal(text, "management-system-for-product")
    else:
        text = "a product certificate: it shows nothing of the organisation's management system"
        yield Refusal(text, "product-for-management-system")


def _attestation(row: Requirement) -> Iterator[Refusal]:
    others = [told for word, told in _ATTESTATIONS.items() if word not in row.attestation]
    if others:
        listed = others[0] if len(others) == 1 else f"{', '.join(others[:-1])} or {others[-1]}"
        yield Refusal(f"{listed} in its place", "not-certification")


def _standards(row: Requirement, catalogue: Catalogue) -> Iterator[Refusal]:
    named = {ref.id for ref in row.standards}
    before = sorted({name for each in standards_of(row, catalogue) for name in each.predecessors} - named)
    if before:
        yield Refusal(f"a certificate to the predecessor {choice(before)}", "standard-not-accepted")
    yield Refusal("a certificate to any other standard, also one that is similar", "standard-not-accepted")


def _editions(row: Requirement, policy: Policy, catalogue: Catalogue, day: date) -> Iterator[Refusal]:
    mode = row.edition.mode
    if mode == "any":
        return
    code = "edition-superseded" if mode == "current" else "edition-not-accepted"
    rows = edition_rows(row, policy, catalogue, day)["rows"]
    if ended := [each["edition"] for each in rows if each["standing"] == ENDED]:
        yield Refusal(f"a certificate to {choice(ended)}", code)
    yield Refusal("a certificate that names no edition", "edition-missing", open=True)


def _product(row: Requirement) -> Iterator[Refusal]:
    yield Refusal("a certificate of another brand owner that does not name yours as a listee", "holder-mismatch")
    yield Refusal("a certificate for a sibling model", "model-not-covered")
    if not row.covers.patterns:
        yield Refusal("a series pattern, even if printed on the certificate", "model-not-covered")
    if row.covers.factory:
        yield Refusal("products from a factory that the certificate does not name", "factory-not-covered")
    yield from _mark(row)
    yield from _scheme(row)


def _mark(row: Requirement) -> Iterator[Refusal]:
    accepted = row.mark.types
    if accepted is None:
        yield Refusal("a component mark (`recognized-component`)", "component-only")
    elif accepted:
        others = [word for word in _MARKS if word not in accepted]
        if others:
            yield Refusal(f"a mark of type {choice(others)}", "component-only")
    if accepted != ():
        yield Refusal("a mark whose type is not stated", "component-only", open=True)
    if row.mark.market:
        yield Refusal(f"a mark that is not for market `{row.mark.market}`", "market-not-covered")


def _scheme(row: Requirement) -> Iterator[Refusal]:
    accepted = row.scheme_types
    if accepted == ():
        return
    others = [word for word in _SCHEMES if word not in accepted] if accepted else ["1a"]
    if others:
        meaning = " (1a: a type or sample alone)" if "1a" in others else ""
        yield Refusal(f"a scheme of ISO/IEC 17067 type {choice(others)}{meaning}", "type-only")
    yield Refusal("a scheme whose type is not stated", "type-only", open=True)


def _system(row: Requirement) -> Iterator[Refusal]:
    who = "the firm that runs the site" if row.covers.holder == "operator" else "the supplier"
    yield Refusal(f"a certificate of another firm than {who}, also of the same group", "holder-mismatch")
    if row.covers.sites != "organisation":
        yield Refusal("sites that the certificate does not list", "site-not-covered")
    if row.covers.activities:
        yield Refusal("an asked activity that is outside the certified scope", "activity-not-covered")


def _body(row: Requirement, catalogue: Catalogue) -> Iterator[Refusal]:
    rule = row.body
    if rule.recognised_by:
        yield from _recognised(rule.recognised_by, catalogue)
        return
    yield Refusal("a body without accreditation", "body-not-accredited")
    wrong = "ISO/IEC 17025 (laboratories)"
    yield Refusal(f"an accreditation to another standard, such as {wrong}", "accreditation-wrong-standard")
    unread = "accreditation-out-of-scope" in row.accept_unknown  # a scope in words that the catalogue does not know
    if not unread:
        yield Refusal("an accreditation without the standard in its scope", "accreditation-out-of-scope")
    if rule.by is not None:
        yield Refusal(f"an accreditation by another body than {choice(rule.by)}", "accreditation-body-not-accepted")
    elif rule.mra:
        known = "known " * ("accreditation-body-not-accepted" in row.accept_unknown)
        told = f"an accreditation by a {known}body outside the mutual recognition family"
        yield Refusal(told, "accreditation-body-not-accepted")
    yield Refusal("an accreditation that was not in force at the decision", "accreditation-not-in-force")


def _recognised(name: str, catalogue: Catalogue) -> Iterator[Refusal]:
    """What is off a list fails where the list, or the scope of each of its bodies, is complete; else it is open."""
    listing = catalogue.recognition(name)
    sure = listing is not None and listing.complete
    yield Refusal(f"a body that is not on the list `{name}`", "body-not-recognised", open=not sure)
    members = listing.members.values() if listing else ()
    sure = bool(members) and all(each.scope is not None and each.complete for each in members)
    yield Refusal("a body on the list without the standard in its scope", "recognition-out-of-scope", open=not sure)


def _standing(row: Requirement) -> Iterator[Refusal]:
    yield Refusal("a certificate that has expired", "expired")
    yield Refusal("a certificate that is suspended", "suspended")
    yield Refusal("a certificate that was withdrawn", "withdrawn")
    if row.kind != PRODUCT:
        yield Refusal("a certificate without a last day", "expiry-missing", open=True)
    else:
        yield Refusal("a certificate of which `expires` is not stated", "expiry-missing", open=True)
    yield Refusal("a certificate whose status nobody looked up", "status-missing", open=True)
    if row.checked_within is not None:
        yield Refusal(
            f"a look-up of the status that is older than {row.checked_within} days", "status-stale", open=True
        )
    change = "design-change-not-evaluated" if row.kind == PRODUCT else "organisation-change-not-assessed"
    yield Refusal("a change that the body has not dealt with", change)


def _rules(row: Requirement) -> Iterator[Refusal]:
    rule = row.surveillance
    if rule and rule.every:
        yield Refusal(f"a last surveillance more than {span(rule.every)} ago", "surveillance-overdue")
    if rule and rule.iso_17021:
        yield Refusal("a missed surveillance of a calendar year", "surveillance-overdue")
        yield Refusal("a certificate that runs longer than a cycle of three years", "cycle-too-long")
    if rule or row.audits:
        yield Refusal("a certificate of which no surveillance or audit is on record", "audit-record-missing", open=True)
    if row.testing:
        yield Refusal("a certificate without a type test and its report on record", "test-report-missing", open=True)
    if row.assurance != DECLARED:
        yield Refusal("a document that is not the one whose `sha256` is stated", "evidence-altered")
        yield Refusal("a document that names another number, standard or holder", "evidence-disagrees")
    if row.assurance == DOCUMENTED:
        told = "a certificate whose document is not attached, or attached without its `sha256`"
        yield Refusal(told, "evidence-not-attached", open=True)
    if row.assurance == CONFIRMED:
        told = "a certificate that no register and no signed credential confirms, also where its document is attached"
        yield Refusal(told, "not-confirmed", open=True)
    if row.accredited_laboratory:
        yield Refusal("a test by a laboratory without accreditation to ISO/IEC 17025", "laboratory-not-accredited")
