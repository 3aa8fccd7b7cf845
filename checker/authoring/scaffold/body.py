"""The certification body of a scaffold's certificate: on a list, or accredited, as the requirements ask."""

from __future__ import annotations

from checker.authoring.scaffold.sheet import DAY, Sheet, words
from checker.authoring.scaffold.wanted import Wanted
from checker.catalogue import Catalogue
from checker.model.policy import BodyRule
from checker.model.reference import Recognition
from checker.words import PLACEHOLDER

_AT = 4
# A list that is longer is not printed; its bodies have numbers.
_MOST = 25


def body(sheet: Sheet, each: Wanted, catalogue: Catalogue) -> None:
    """Who granted it, and what makes the body one that is accepted."""
    rules = [rule.body for rule in each.requirements]
    lists = list(dict.fromkeys(rule.recognised_by for rule in rules if rule.recognised_by))
    for name in lists:
        sheet.say(_recognised(name, each, catalogue), _AT)
    if lists:
        sheet.ask(f"body: {{id: {PLACEHOLDER}}}", _AT)
    else:
        sheet.say("The certification body, as printed.", _AT)
        sheet.ask(f"body: {{name: {PLACEHOLDER}}}", _AT)
    accredited = [rule for rule in rules if rule.accredited_to]
    for rule in dict.fromkeys(accredited):
        sheet.say(_accredited(rule), _AT)
    if accredited:
        sheet.ask("accreditations:", _AT)
        standard = accredited[0].accredited_to
        keys = f"body: {PLACEHOLDER}, standard: {standard}, scope: [{PLACEHOLDER}], from: {DAY}, until: {DAY}"
        sheet.ask(f"  - {{{keys}}}", _AT)


def _accredited(rule: BodyRule) -> str:
    by = f"by {words(list(rule.by))}" if rule.by else "by an accreditation body"
    family = " of the mutual recognition family (IAF MLA, ILAC MRA, Global ACI)" if rule.mra else ""
    return (
        f"The certification body has to be accredited to {rule.accredited_to} {by}{family}, with the standard in the"
        " scope: see the symbol on the certificate, and the directory of the accreditation body for the dates."
    )


def _recognised(name: str, each: Wanted, catalogue: Catalogue) -> str:
    found = catalogue.recognition(name)
    if found is None:
        return f"The certification body by its id on the list `{name}`."
    keys = {catalogue.key(standard) for standard in each.standards}
    members = [
        row for _, row in sorted(found.members.items()) if row.scope is None or any(key in row.scope for key in keys)
    ]
    numbered = any(row.body.number for row in members)
    how = "its number of four digits, in quotes such as '0123'" if numbered else "its id"
    lead = f"The certification body by {how}; it has to be on the list `{name}` ({found.title})"
    if len(members) > _MOST:
        return f"{lead}."
    which = "for this it holds" if found.complete else "known of it, among others"
    return f"{lead}; {which}: {'; '.join(map(_member, members))}."


def _member(row: Recognition) -> str:
    return f"{row.body.number or row.body.id} ({row.body.names[0]})"
