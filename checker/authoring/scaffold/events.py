"""The events of a scaffold's certificate: the tests, audits and visits that the requirements ask for."""

from __future__ import annotations

from checker.authoring.scaffold.sheet import DAY, Sheet
from checker.authoring.scaffold.wanted import Wanted
from checker.model.policy import Requirement
from checker.words import PLACEHOLDER

_AT = 4


def events(sheet: Sheet, each: Wanted) -> None:
    """What happened to the certificate, as far as it is asked; what stops or changes it belongs there too."""
    asked = [row for rule in each.requirements for row in (*_testing(rule), *_audits(rule), *_surveillance(rule))]
    if not asked:
        sheet.say(f"Only if there was {_ADVERSE[each.product]}: dated `events`, one for each.", _AT)
        return
    sheet.say(f"Dated events. If there was {_ADVERSE[each.product]}, add it here.", _AT)
    sheet.ask("events:", _AT)
    for text, line in dict(asked).items():
        sheet.say(text, _AT)
        for part in line.split("\n"):
            sheet.ask(f"  {part}", _AT)


_ADVERSE = {
    True: "a suspension, a restoration, or a re-evaluation of a changed design",
    False: "a suspension, a restoration, or a change of the organisation",
}


def _testing(rule: Requirement) -> list[tuple[str, str]]:
    if not rule.testing:
        return []
    line = f"- {{type: type-test, date: {DAY}, report: {PLACEHOLDER}"
    if not rule.accredited_laboratory:
        return [("The type test, with the number of its report.", f"{line}}}")]
    held = f"{{body: {PLACEHOLDER}, standard: ISO/IEC 17025}}"
    text = "The type test, with the number of its report, and the laboratory with its accreditation to ISO/IEC 17025."
    return [(text, f"{line},\n   laboratory: {{name: {PLACEHOLDER}, accreditation: {held}}}}}")]


def _audits(rule: Requirement) -> list[tuple[str, str]]:
    if not rule.audits:
        return []
    text = "The audits of the current cycle: stage 1 and stage 2, or in their place the recertification."
    lines = [f"- {{type: {name}, date: {DAY}}}" for name in ("stage-1", "stage-2", "recertification")]
    return [(text, "\n".join(lines))]


def _surveillance(rule: Requirement) -> list[tuple[str, str]]:
    if rule.surveillance is None:
        return []
    found = [("The decision to grant it.", f"- {{type: decision, date: {DAY}}}")]
    line = f"- {{type: surveillance, date: {DAY}}}"
    if rule.surveillance.every:
        found.append((f"The surveillance visits; the last no longer ago than {rule.surveillance.every}.", line))
    if rule.surveillance.iso_17021:
        text = "The surveillance audits: the first within 12 months of the decision, then one in each calendar year."
        found.append((text, line))
    return found
