"""Is it an accepted edition, on the date, in every market concerned?

**Asks** which edition the certificate names, in its designation or under `edition`, and whether the policy accepts
it: `current` (the default), `any`, a list, or from a year on. *Current* means: on the date not past the end of its
transition (that day included) in any market concerned, and granted neither after its last day for new certificates
nor before its publication.

**Why** ISO/IEC 17021-1, 8.2.2 e, and ISO/IEC 17065, 7.7: a certificate names the standard with its edition. After a
transition (ISO/IEC 27001:2013 ended on 2025-10-31) certificates to the old edition are void. Transitions differ by
market: UL 60950-1 ended in the EU on 2020-12-20, while US and Canadian listings go on.

**Passes** `ISO/IEC 27001:2022`; `ISO 9001:2015/Amd 1:2024`, because that amendment changes no requirement to certify.

**Does not pass** `ISO/IEC 27001:2013` after 2025-10-31. `ISO 9001` without a year stays open: the latest is never
assumed.

**To mend** state the edition as printed; have the certificate moved to the current edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checker.gates.base import Asks, Code, Context, Gate, Probe, listed, not_run
from checker.model.assessment import GateResult
from checker.model.calendar import next_day
from checker.model.history import decided, granted
from checker.model.markets import WORLD, market
from checker.model.outcome import Outcome
from checker.model.policy import PRODUCT, Requirement
from checker.model.reference import Edition, Transition

CODES = (
    Code(
        "edition-superseded",
        "the edition has ended, or was closed to new certificates when this one was granted",
        "have the certificate moved to the current edition",
        (Outcome.FAIL, Outcome.UNDETERMINED),
        state="state `issued` or the `decision` event",
    ),
    Code(
        "edition-not-accepted",
        "the edition is not one of those accepted",
        "get a certificate to an accepted edition, or correct the edition if it is misprinted",
        (Outcome.FAIL, Outcome.UNDETERMINED),
        state="correct the edition if it is misprinted, or add it with `--catalogue FILE`",
    ),
    Code(
        "edition-missing",
        "the certificate names no edition",
        "state the edition as printed on the certificate, for example `ISO 9001:2015`",
        (Outcome.UNDETERMINED,),
    ),
    Code(
        "edition-ending",
        "the edition ends before the certificate does",
        "plan the transition to the next edition before that day",
        (Outcome.PASS,),
        "warning",
    ),
)

_YEAR = re.compile(r"(1[89]\d\d|2[01]\d\d)(?:-\d\d)?")


def assess(context: Context) -> GateResult:
    """The stated edition against the policy's rule; not run for a standard nobody knows."""
    if context.designation.standard is None:
        return not_run(GATE.id, context)
    rule, certificate = context.requirement.edition, context.certificate
    stated = context.designation.edition
    at = f"{certificate.pointer}/{'edition' if certificate.edition else 'standard'}"
    expected = {"list": ", ".join(rule.editions), "from": f"{rule.start} or later"}.get(rule.mode, rule.mode)
    probe = Probe(context, GATE.id, CODES, expected, stated or "not stated", at, "edition", "catalogue")
    row = context.designation.standard.edition(stated) if stated else None
    probe.provenance = row.provenance if row and rule.mode == "current" else None
    if not _consistent(probe) or rule.mode == "any":
        pass
    elif stated is None:
        message = f"`{certificate.id}` names no edition of `{certificate.standard}`; the latest is never assumed"
        probe.unknown("edition-missing", message)
    elif rule.mode == "current":
        _current(probe, stated, row)
    elif rule.mode == "list":
        _in_list(probe, stated, rule.editions)
    else:
        _from_year(probe, stated, rule.start)
    return probe.result()


def _consistent(probe: Probe) -> bool:
    """Whether the edition in the designation and the one under `edition` are one."""
    certificate, standard = probe.context.certificate, probe.context.designation.standard
    printed = probe.context.catalogue.resolve(certificate.standard).edition
    if not certificate.edition or not printed or standard is None:
        return True
    apart = probe.context.catalogue.resolve(certificate.standard, certificate.edition).edition
    if apart == printed:
        return True
    message = f"`{certificate.id}` states edition `{certificate.edition}` beside `{certificate.standard}`"
    probe.fail("edition-not-accepted", message)
    return False


def _current(probe: Probe, stated: str, row: Edition | None) -> None:
    context, standard = probe.context, probe.context.designation.standard
    certificate = context.certificate
    if standard is None:
        return
    if row is None:
        message = f"the catalogue knows no edition `{stated}` of {standard.id}, which `{certificate.id}` names"
        outcome = Outcome.FAIL if standard.editions_complete else Outcome.UNDETERMINED
        probe.judge(outcome, "edition-not-accepted", message, message)
        return
    when = granted(certificate, context.as_of)
    if row.published and when and when < row.published:
        message = (
            f"`{certificate.id}` was granted on {when}, before {standard.id}:{row.label} appeared on {row.published}"
        )
        probe.fail("edition-not-accepted", message)
    for transition in transitions_in(context.markets, context.requirement.kind, row):
        if all(finding.outcome is Outcome.PASS for finding in probe.findings):
            _transition(probe, row, transition)


def transitions_in(markets: tuple[str, ...] | None, kind: str, row: Edition) -> list[Transition]:
    """The transitions in the markets concerned; all of them where a market is not stated or can not be told."""
    codes = [market(each) for each in markets or ()]
    everywhere = kind == PRODUCT and WORLD in codes
    if not codes or None in codes or everywhere:
        return list(row.transitions)
    found = [row.transition(code) for code in codes if code]
    return [transition for transition in dict.fromkeys(found) if transition is not None]


def _transition(probe: Probe, row: Edition, transition: Transition) -> None:
    context, certificate = probe.context, probe.context.certificate
    name = f"{context.designation.standard.id if context.designation.standard else certificate.standard}:{row.label}"
    where = "" if transition.market == "world" else f" in market `{transition.market}`"
    when = granted(certificate, context.as_of)
    if transition.end and context.as_of > transition.end:
        probe.fail("edition-superseded", f"`{certificate.id}` is to {name}, which ended{where} on {transition.end}")
    elif transition.last_new_issue and when and when > transition.last_new_issue:
        probe.fail(
            "edition-superseded",
            f"`{certificate.id}` was granted on {when}, but {name} is closed to new certificates{where}"
            f" since {transition.last_new_issue}",
        )
    elif transition.last_new_issue and context.as_of > transition.last_new_issue and not _grant_stated(context):
        message = (
            f"{name} is closed to new certificates{where} since {transition.last_new_issue}, and `{certificate.id}`"
        )
        probe.unknown("edition-superseded", f"{message} states neither its decision nor its day of issue")
    elif transition.end and (certificate.expires is None or certificate.expires > transition.end):
        until = f"expires on {certificate.expires}" if certificate.expires else "states no expiry"
        message = f"{name} ends{where} on {transition.end}, while `{certificate.id}` {until}"
        probe.warn("edition-ending", message)


def _grant_stated(context: Context) -> bool:
    return bool(context.certificate.issued or decided(context.certificate, context.as_of))


def _in_list(probe: Probe, stated: str, accepted: tuple[str, ...]) -> None:
    context, standard = probe.context, probe.context.designation.standard
    labels = set(accepted)
    if standard:
        labels |= {row.label for edition in accepted if (row := standard.edition(edition))}
    if stated not in labels:
        message = f"`{context.certificate.id}` is to edition `{stated}`, where {listed(accepted, 'or')} is required"
        probe.fail("edition-not-accepted", message)


def _from_year(probe: Probe, stated: str, start: int) -> None:
    context, standard = probe.context, probe.context.designation.standard
    certificate = context.certificate
    row = standard.edition(stated) if standard else None
    found = _YEAR.fullmatch(stated[:16])
    year = int(found.group(1)) if found else row.published.year if row and row.published else None
    if row is None and standard and standard.editions_complete:
        probe.fail(
            "edition-not-accepted", f"there is no edition `{stated}` of {standard.id}, which `{certificate.id}` names"
        )
    elif year is None:
        probe.unknown("edition-not-accepted", f"no year is known for edition `{stated}` of `{certificate.id}`")
    elif year < start:
        message = f"`{certificate.id}` is to edition `{stated}`, where {start} or later is required"
        probe.fail("edition-not-accepted", message)
    elif year > context.as_of.year:
        probe.fail(
            "edition-not-accepted", f"edition `{stated}` of `{certificate.id}` does not exist on {context.as_of}"
        )


def turns(context: Context) -> Iterator[date]:
    """The days after the ends of the edition's transition; the first day of an edition that is named for its year."""
    for transition in transitions(context):
        closed = None if _grant_stated(context) else transition.last_new_issue
        yield from (next_day(day) for day in (closed, transition.end) if day)
    stated = context.designation.edition
    if context.requirement.edition.mode == "from" and stated and (found := _YEAR.fullmatch(stated[:16])):
        yield date(int(found.group(1)), 1, 1)


def transitions(context: Context) -> list[Transition]:
    """The transitions that a certificate's edition is judged by; none where the policy does not ask for that."""
    standard, stated = context.designation.standard, context.designation.edition
    row = standard.edition(stated) if standard and stated else None
    asked = context.requirement
    return transitions_in(context.markets, asked.kind, row) if row and asked.edition.mode == "current" else []


def _facts(context: Context) -> tuple[str, ...]:
    """The designation, and for `current` also the day of the grant, after the last day on which there might be one."""
    if context.requirement.edition.mode != "current":
        return ("standard",)
    decided = any(event.type in ("decision", "recertification") for event in context.certificate.events or ())
    return ("standard", "events" if decided else "issued")


def asks(rule: Requirement) -> Asks:
    """On what the answer depends."""
    dated = rule.edition.mode in ("current", "from")
    return Asks((rule.edition, rule.kind), "markets", "day" if dated else "never")


GATE = Gate("edition", 40, CODES, assess, __doc__ or "", turns, _facts, asks=asks)
