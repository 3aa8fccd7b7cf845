"""One certificate of a scaffold: what its requirements ask for, key by key, in the order of the format's example."""

from __future__ import annotations

from datetime import date

from checker.authoring.scaffold.body import body
from checker.authoring.scaffold.editions import accepted
from checker.authoring.scaffold.events import events
from checker.authoring.scaffold.sheet import DAY, Sheet, words
from checker.authoring.scaffold.top import Supplied, activities_of, in_lots, sites_of
from checker.authoring.scaffold.wanted import Wanted
from checker.catalogue import Catalogue
from checker.model.backing import CONFIRMED, DECLARED
from checker.words import PLACEHOLDER

_AT = 4


def certificate(sheet: Sheet, each: Wanted, catalogue: Catalogue, day: date, supplied: Supplied) -> None:
    """The entry of one certificate."""
    sheet.gap()
    _why(sheet, each, day)
    sheet.live(f"- id: {each.id}", 2)
    sheet.live(f"kind: {each.kind}", _AT)
    sheet.say("The number as printed.", _AT)
    sheet.ask(f"number: {PLACEHOLDER}", _AT)
    for text in accepted(each, catalogue, day):
        sheet.say(text, _AT)
    sheet.live(f"standard: {PLACEHOLDER}", _AT)
    if each.product:
        _product(sheet, each)
    body(sheet, each, catalogue)
    sheet.say("Whom it was granted to: the legal name as printed.", _AT)
    sheet.ask(f"holder: {{name: {PLACEHOLDER}}}", _AT)
    _covers(sheet, each, supplied)
    _days(sheet, each)
    events(sheet, each)
    _evidence(sheet, each)


def _why(sheet: Sheet, each: Wanted, day: date) -> None:
    """For which requirements it is, how binding they are, where they stand, and how to come by it."""
    for policy, rule in each.rules:
        citation = f" [{rule.citation}]" if rule.citation else ""
        sheet.say(f"{policy.id}, {rule.id}: {rule.title}{citation}", 2)
        if not rule.mandatory:
            sheet.say("   Advice only: it does not block.", 2)
        if rule.effective.start and rule.effective.start > day:
            sheet.say(f"   Asked from {rule.effective.start} on; until then it only warns.", 2)
        if rule.effective.until:
            sheet.say(f"   Asked until {rule.effective.until}.", 2)
        if policy.period:
            span = f"`{policy.period.start}` until `{policy.period.until}`"
            sheet.say(f"   It has to hold from {span}, days that the buyer's order states.", 2)
        if rule.remedy:
            sheet.say(f"   If you have none: {rule.remedy}", 2)


def _product(sheet: Sheet, each: Wanted) -> None:
    """Attestation, mark and scheme."""
    if each.attestation[0] != "certification" or len(each.attestation) > 1:
        sheet.say(f"{words(each.attestation)}: who attests it, and how.", _AT)
    else:
        sheet.say("Granted by a third party; a declaration of your own or a test report is not accepted.", _AT)
    sheet.live(f"attestation: {each.attestation[0]}", _AT)
    rules = each.requirements
    typed = [rule.mark.types for rule in rules if rule.mark.types != ()]
    markets = list(dict.fromkeys(rule.mark.market for rule in rules if rule.mark.market))
    if typed or markets:
        named = list(dict.fromkeys(name for types in typed for name in types or ()))
        kinds = words(named) if named else "listed or classified, not recognized-component"
        market = f", for {words(markets, 'and')}" if markets else ""
        sheet.say(f"The mark that the certificate allows you to use: {kinds}{market}.", _AT)
        keys = [f"type: {PLACEHOLDER}"] if typed else []
        keys += [f"markets: [{PLACEHOLDER}]"] if markets else []
        sheet.ask(f"mark: {{{', '.join(keys)}}}", _AT)
    schemes = [rule.scheme_types for rule in rules if rule.scheme_types != ()]
    if schemes:
        named = list(dict.fromkeys(name for types in schemes for name in types or ()))
        kinds = words(named) if named else "any but 1a, which certifies a type alone"
        sheet.say(
            f"The type of the scheme by ISO/IEC 17067: {kinds}. The body tells you; production is watched from 2 on.",
            _AT,
        )
        sheet.ask(f"scheme: {{type: {PLACEHOLDER}}}", _AT)


def _evidence(sheet: Sheet, each: Wanted) -> None:
    """The document or credential, where more is asked than the supplier's word."""
    asked = {rule.assurance for rule in each.requirements} - {DECLARED}
    if not asked:
        return
    told = "The document, in a folder beside this file, with its digest (`sha256sum FILE`)"
    if CONFIRMED in asked:
        told += "; a register that the buyer looks into, or a credential signed by the body, has to confirm it as well"
    sheet.say(f"{told}.", _AT)
    sheet.ask("evidence:", _AT)
    sheet.ask(f"  - {{type: certificate, file: {PLACEHOLDER}, sha256: {PLACEHOLDER}}}", _AT)
    if CONFIRMED in asked:
        sheet.ask(f"  - {{type: credential, file: {PLACEHOLDER}}}", _AT)


def _covers(sheet: Sheet, each: Wanted, supplied: Supplied) -> None:
    """The scope, as far as it is asked."""
    asked: list[tuple[str, str]] = []
    rules = [rule.covers for rule in each.requirements]
    sites = words([site.id for site in sites_of(supplied)], "and")
    if each.product:
        exact = any(not rule.patterns for rule in rules)
        series = "a series such as `NP-500-*` is not accepted" if exact else "a series as printed, such as `NP-500-*`"
        asked.append((f"The models as the certificate names them; {series}.", f"models: [{PLACEHOLDER}]"))
        if any(rule.factory for rule in rules):
            asked.append((f"The factories it names, by the ids of your sites: {sites}.", f"factories: [{PLACEHOLDER}]"))
        if in_lots(each):
            asked.append(("Only if it certifies lots alone (scheme type 1b): the lots.", f"lots: [{PLACEHOLDER}]"))
    else:
        if any(rule.sites != "organisation" for rule in rules):
            asked.append((f"The sites that its annex lists, by their ids: {sites}.", f"sites: [{PLACEHOLDER}]"))
        if activities := activities_of([each]):
            text = f"What its scope says is done there; asked for: {words(activities, 'and')}."
            asked.append((text, f"activities: [{PLACEHOLDER}]"))
    if asked:
        sheet.ask("covers:", _AT)
    for text, line in asked:
        sheet.say(text, _AT)
        sheet.ask(f"  {line}", _AT)


def _days(sheet: Sheet, each: Wanted) -> None:
    """Issue, term and status."""
    sheet.say("The day of issue, and the first day in force where it is another.", _AT)
    sheet.ask(f"issued: {DAY}", _AT)
    sheet.ask(f"effective: {DAY}", _AT)
    term = "The last day; `null` where the certificate has no term." if each.product else "The last day as printed."
    sheet.say(term, _AT)
    sheet.ask(f"expires: {DAY}", _AT)
    limits = [rule.checked_within for rule in each.requirements if rule.checked_within is not None]
    fresh = f", no longer ago than {min(limits)} days when it is checked" if limits else ""
    sheet.say(
        f"What the register of the body says (active, suspended, withdrawn …), the day you looked{fresh}, and where.",
        _AT,
    )
    sheet.ask(f"status: {{value: {PLACEHOLDER}, checked: {DAY}, source: {PLACEHOLDER}}}", _AT)
