"""What mends the standing of the certification body and of the laboratory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from checker.advise.actions import Action
from checker.advise.case import Case, Fault
from checker.advise.changes import Accredit, Equip, Happen, Put
from checker.catalogue import Catalogue
from checker.model.accreditation import LABORATORIES
from checker.model.history import decided_by
from checker.model.manifest import Accreditation, BodyName, Event, Laboratory
from checker.model.policy import Requirement
from checker.model.reference import AccreditationBody, Edition

_YEAR = re.compile(r"[12][0-9]{3}(?![0-9])")


def accreditors(case: Case, rule: Requirement) -> list[str]:
    """The accreditation bodies that a requirement may accept; which it does the engine says.

    In the order in which it names them; where it names none, those of the MRA first.
    """
    if rule.body.by:
        return list(rule.body.by)
    asked = rule.body.accredited_to or ""
    rows = [row for row in case.catalogue.accreditation_bodies() if _runs(row, asked, case.day)]
    return [row.id for row in sorted(rows, key=lambda row: (not _in_mra(row, asked, case.day), row.id))]


def shared(case: Case, rule: Requirement, rules: Iterable[Requirement]) -> list[str]:
    """The same, those first by which one accreditation serves most of the others too."""
    named = [name for by in _accepted(rule, rules) for name in by]
    # Of two that serve as many, all requirements take the same.
    return sorted(accreditors(case, rule), key=lambda name: (-named.count(name), [*named, name].index(name)))


def instead_of(name: str, rule: Requirement, rules: Iterable[Requirement]) -> list[str]:
    """The accreditation bodies each of which does as well as one of them, for all requirements that accept that one.

    None, where it is the only one that is named or none is.
    """
    accepted = [by for by in _accepted(rule, rules) if name in by]
    return [each for each in (accepted[0] if accepted else ()) if all(each in by for by in accepted)]


def _accepted(rule: Requirement, rules: Iterable[Requirement]) -> list[tuple[str, ...]]:
    """Whom requirements name that ask for an accreditation to the same standard."""
    return [each.body.by for each in rules if each.body.by and each.body.accredited_to == rule.body.accredited_to]


def _runs(row: AccreditationBody, standard: str, day: date) -> bool:
    programme = row.programme(standard)
    return programme is not None and programme.offered and programme.on(day)


def _in_mra(row: AccreditationBody, standard: str, day: date) -> bool:
    programme = row.programme(standard)
    return programme is not None and programme.mra_on(day)


def accreditation_by(accreditor: str, rule: Requirement, standard: str) -> Accreditation:
    """An accreditation of a certification body, as it would have to be stated; in force without end."""
    return Accreditation("", accreditor, rule.body.accredited_to, None, (standard,), date.min, date.max)


def laboratory_accreditation(catalogue: Catalogue, day: date) -> Accreditation:
    """An accreditation of a laboratory to ISO/IEC 17025, as it would have to be stated for a test of a day."""
    rows = catalogue.accreditation_bodies()
    found = next((row.id for row in rows if _runs(row, LABORATORIES, day)), None)
    return Accreditation("", found, LABORATORIES)


def accredited(fault: Fault) -> Iterator[Action]:
    """Body and accreditation as printed; a body that has none can not mend that."""
    if fault.certificate.body is None:
        lead = "state `body` of {id} as printed"
        group = fault.case.groups.get(fault.certificate.id, (fault.certificate.id,))
        body = BodyName(f"the body of {group[0]}")
        yield fault.action("complete-field", lead, Put((("body", body),)), detail="body")
    if not fault.certificate.accreditations:
        yield from accreditation(fault)


def accreditation(fault: Fault) -> Iterator[Action]:
    """The accreditation as it is now; for one that falls short, evidence that the body has another that does not."""
    code, rule = fault.finding.code, fault.rule
    evidence = ("accreditation-wrong-standard", "accreditation-out-of-scope")
    if (fault.certain and code not in evidence) or not rule.body.accredited_to:
        return
    standard = fault.case.catalogue.resolve(fault.certificate.standard).standard
    if standard is None:
        return
    # An accreditation of the certificate's body to one standard is of no use to what asks for another.
    rules = [each for each in fault.case.rules(rule.kind) if any(ref.id == standard.id for ref in each.standards)]
    found = shared(fault.case, rule, rules)
    if not found:
        return
    entry = Accredit(accreditation_by(found[0], rule, standard.id))
    named = instead_of(found[0], rule, rules)
    by = f" by {' or '.join(named)}" if named else ""
    stated = code != "accreditation-not-in-force" and all(map(_whole, fault.certificate.accreditations or ()))
    asked = f"{rule.body.accredited_to}{by} with {standard.id} in its scope, with `from` and `until`"
    of = f"accreditations to {rule.body.accredited_to} by {found[0]}"
    if fault.certificate.accreditations and stated:
        lead = f"provide evidence that the body of {{id}} is accredited to {asked}, if it is"
        yield fault.action("attach-evidence", lead, entry, detail=of)
    else:
        lead = f"state in `accreditations` of {{id}} the body's accreditation to {asked}"
        yield fault.action("complete-field", lead, entry, detail=of)


def _whole(entry: Accreditation) -> bool:
    """Whether an accreditation says what it is, so that another one is asked for."""
    return None not in (entry.body, entry.standard, entry.scope)


def recognised(fault: Fault) -> Iterator[Action]:
    """The body as printed, where none is stated."""
    if fault.certain or fault.certificate.body is not None:
        return
    for name in members(fault.case, fault.rule, fault.certificate.standard)[:1]:
        lead = f"state `body` of {{id}} as printed; it has to be on the list `{fault.rule.body.recognised_by}`"
        yield fault.action("complete-field", lead, Put((("body", name),)), detail="body")


def members(case: Case, rule: Requirement, standard: str) -> list[BodyName]:
    """The bodies of the recognition list, those first whose known scope names the standard."""
    listing = case.catalogue.recognition(rule.body.recognised_by or "")
    rows = sorted(listing.members.items()) if listing else []
    key = case.catalogue.key(standard)
    best = sorted(rows, key=lambda row: not (row[1].scope is not None and key in row[1].scope))
    return [BodyName(row.body.names[0], name) for name, row in best]


def type_test(fault: Fault) -> Iterator[Action]:
    """The type test as it took place."""
    day = min(decided_by(fault.certificate, fault.case.day) or fault.case.day, fault.case.day)
    lead = "record the `type-test` of {id} with its `report`"
    tail = " and the laboratory's accreditation to ISO/IEC 17025" if fault.rule.accredited_laboratory else ""
    yield fault.action("record-event", lead, Happen(reported(fault.case, day)), detail="type-test", tail=tail)


def reported(case: Case, day: date, kind: str = "type-test") -> Event:
    """A test with its report, by an accredited laboratory."""
    laboratory = Laboratory(None, laboratory_accreditation(case.catalogue, day))
    return Event(kind, day, "", laboratory=laboratory, report="as issued")


def laboratory(fault: Fault) -> Iterator[Action]:
    """The laboratory's accreditation where it is not stated; else a test by a laboratory that has one."""
    tests = [
        event for event in fault.certificate.events or () if event.report and event.type in ("type-test", "re-test")
    ]
    stated = [event.laboratory.accreditation if event.laboratory else None for event in tests]
    if not fault.certain and any(each is None or not (each.body and each.standard) for each in stated):
        day = min(event.date for event in tests)
        lead = "state the ISO/IEC 17025 accreditation of the laboratory that tested for {id}"
        change = Equip(laboratory_accreditation(fault.case.catalogue, day))
        yield fault.action("complete-field", lead, change, detail="laboratory")
    else:
        lead = "have the product of {id} tested by a laboratory accredited to ISO/IEC 17025"
        yield fault.action("re-test", lead, Happen(reported(fault.case, fault.case.day, "re-test")))


def _published(row: Edition) -> date | None:
    """The day an edition appeared; of one without a day, the first of a year that it is called by; else unknown."""
    years = [name[:4] for name in (row.label, *row.aliases) if _YEAR.match(name)]
    return row.published or (date(int(years[0]), 1, 1) if years else None)


def _by_age(rows: Sequence[Edition]) -> list[tuple[Edition, date]]:
    """Editions with the days they appeared, the oldest first; one whose day is unknown came after that listed before.

    The catalogue lists them in this order, whether it knows their days or not.
    """
    dated: list[tuple[Edition, date]] = []
    for row in rows:
        dated.append((row, _published(row) or (dated[-1][1] if dated else date.min)))
    return sorted(dated, key=lambda each: each[1])


def edition_labels(case: Case, standard: str, rules: Sequence[Requirement]) -> list[str]:
    """The editions that may be accepted, the newest first; which of them are is asked of the engine."""
    found = case.catalogue.resolve(standard).standard
    rows = _by_age(found.editions if found else ())
    labels = [row.label for row, day in reversed(rows) if day <= case.day]
    for rule in rules:
        labels += [*rule.edition.editions, *([str(rule.edition.start)] if rule.edition.start else ())]
    return list(dict.fromkeys(labels))
