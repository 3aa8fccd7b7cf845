"""A certificate as it would be printed if it were granted on the day for what is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product as combinations

from checker.advise import _body, _product, _term
from checker.advise._founded import founded
from checker.advise.case import Blocked, Case
from checker.advise.changes import ACTIVE
from checker.catalogue import Catalogue
from checker.model.manifest import (
    Accreditation,
    BodyName,
    Certificate,
    CoveredSite,
    Covers,
    Event,
    Mark,
    Party,
    Product,
    Scheme,
    Status,
)
from checker.model.parties import as_known, operator_of
from checker.model.policy import PRODUCT, Requirement
from checker.records import NamedTuple


class Choice(NamedTuple):
    """What a policy leaves to choose: edition, body, and by whom the body is accredited."""

    edition: str | None
    body: BodyName
    accreditations: tuple[Accreditation, ...]


def holder(case: Case, each: Blocked) -> Party:
    """Who has to hold the certificate."""
    rule, target = each.row.requirement, each.found.target
    if rule.kind == PRODUCT:
        product = _product_of(case, each)
        return as_known(product.brand_owner if product else None, case.manifest.supplier.party)
    if rule.covers.holder == "supplier" or not target.site:
        return case.manifest.supplier.party
    return operator_of(case.manifest.sites.get(target.site), case.manifest)


def _product_of(case: Case, each: Blocked) -> Product | None:
    return next((row for row in case.manifest.products or () if row.id == each.found.target.product), None)


def certificates(case: Case, group: Sequence[Blocked], standard: str, name: str) -> Iterator[Certificate]:
    """Certificates for a group of objects, one for each way to choose, the likeliest first."""
    first = group[0].row.requirement
    entry = Certificate(
        id=name,
        position=0,
        pointer="",
        kind=first.kind,
        standard=standard,
        attestation=_shared([each.row.requirement.attestation for each in group]),
        number=f"to be issued, {name}",
        holder=holder(case, group[0]),
        issued=case.day,
        effective=case.day,
        expires=None if first.kind == PRODUCT else _term.term_end(first.kind, case.day),
        expires_stated=True,
        status=Status(ACTIVE, "", case.day),
    )
    entry = _listed(case, group, entry) if first.kind == PRODUCT else _certified(case, group, entry)
    entry = founded(entry, _rules(group))
    for edition, body, accreditations in _choices(case, group, standard):
        yield entry._replace(edition=edition, body=body, accreditations=accreditations)


def _shared(accepted: Sequence[Sequence[str]]) -> str:
    """What all accept, of those that accept something; else what the first does."""
    stated = [each for each in accepted if each]
    return next((one for one in stated[0] if all(one in each for each in stated)), stated[0][0]) if stated else ""


def _rules(group: Sequence[Blocked]) -> list[Requirement]:
    return list(dict.fromkeys(each.row.requirement for each in group))


def _choices(case: Case, group: Sequence[Blocked], standard: str) -> Iterator[Choice]:
    rules = _rules(group)
    recognising = [rule for rule in rules if rule.body.recognised_by]
    accredited = [rule for rule in rules if rule.body.accredited_to]
    bodies = _body.members(case, recognising[0], standard) if recognising else [BodyName("the body that will issue it")]
    by = [
        [_body.accreditation_by(name, rule, standard) for name in _body.shared(case, rule, rules)]
        for rule in accredited
    ]
    labels: list[str | None] = [*_body.edition_labels(case, standard, rules)]
    editions = [None] if not labels or all(rule.edition.mode == "any" for rule in rules) else labels
    # The last of them changes fastest; most that fail do so for want of an edition or a body.
    for accreditations in combinations(*by):
        for edition in editions:
            for body in bodies:
                yield Choice(edition, body, tuple(dict.fromkeys(accreditations)))


def _listed(case: Case, group: Sequence[Blocked], entry: Certificate) -> Certificate:
    """A product certificate: every model, lot and factory of the product, the present design, the tests behind it."""
    product = _product_of(case, group[0]) or Product("", "")
    rules = _rules(group)
    marks = [rule.mark for rule in rules]
    markets = tuple(dict.fromkeys(filter(None, (*(mark.market for mark in marks), *(product.markets or ())))))
    covers = Covers(
        "",
        models=(*(product.models or ()), product.id),
        factories=tuple(product.produced_at or ()),
        lots=tuple(lot.id for lot in product.lots or ()),
    )
    revisions = dict.fromkeys(change.revision for change in product.design_changes)
    return entry._replace(
        mark=Mark(None, _shared([mark.types or () for mark in marks]) or "listed", markets),
        scheme=Scheme(None, _shared([_product.scheme_types(rule) for rule in rules]) or "5"),
        covers=covers,
        events=(
            _body.reported(case, case.day),
            *(Event("re-evaluation", case.day, "", revision=revision) for revision in revisions),
            Event("initial-inspection", case.day, ""),
            Event("decision", case.day, ""),
        ),
    )


def _certified(case: Case, group: Sequence[Blocked], entry: Certificate) -> Certificate:
    """A management-system certificate: the sites asked for, each with all that is asked and all that it does."""
    asked = tuple(dict.fromkeys(name for rule in _rules(group) for name in rule.covers.activities))
    places = dict.fromkeys(each.found.target.site for each in group if each.found.target.site)
    rows = [case.manifest.sites[place] for place in places if place in case.manifest.sites]
    sites = tuple(
        CoveredSite(site.id, "", activities=tuple(dict.fromkeys((*asked, *(site.activities or ()))))) for site in rows
    )
    done = tuple(dict.fromkeys((*asked, *(name for site in sites for name in site.activities or ()))))
    return entry._replace(
        covers=Covers("", sites=sites or None, activities=done),
        events=tuple(Event(kind, case.day, "") for kind in ("stage-1", "stage-2", "decision")),
    )


def printed(catalogue: Catalogue, entry: Certificate) -> str:
    """The designation of a certificate's standard with its edition, and its title where it goes by a code."""
    row = catalogue.resolve(entry.standard).standard
    titled = f"{entry.standard} ({row.title})" if row and "_" in entry.standard else entry.standard
    if not entry.edition:
        return titled
    return f"{titled}{':' if entry.edition[:1].isdecimal() else ' '}{entry.edition}"
