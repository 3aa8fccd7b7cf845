"""The standing of a certificate on a day: what its events say, what its status says, and the worse of both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.gates.base import Context
from checker.model.calendar import add
from checker.model.history import NONCONFORMING, THREE_YEARS, decided, in_force_from
from checker.model.manifest import Certificate, Event
from checker.model.outcome import Outcome, all_of
from checker.model.patterns import may_mean, names
from checker.model.policy import Period
from checker.records import NamedTuple

ACTIVE = "active"

# IAF CertSearch statuses and what each means for being in force.
_WORDS = {
    "active": ACTIVE,
    "suspended": "suspended",
    "withdrawn": "withdrawn",
    "cancelled": "withdrawn",
    "inactive": "withdrawn",
    "expired": "expired",
    "draft": "not-yet-effective",
}
ISSUED_AHEAD = Period(months=6)
"""How long before its first day a certificate may be issued; as long before its end a cycle is renewed at most."""
_SAME_DAY = {"restoration": 0, "suspension": 1, "scope-reduction": 2, "withdrawal": 3}


class Standing(NamedTuple):
    """One statement about the standing; a disagreement that changes nothing has outcome pass."""

    outcome: Outcome
    code: str
    message: str
    at: str


def _by_events(context: Context, entry: Certificate) -> tuple[str, Event | None]:
    """The standing that the events leave on the day for the target, and the event that says so.

    Adverse events of the other entries of the certificate apply too. On one day the adverse event counts last. A
    withdrawal is final.
    """
    others = context.siblings.telling
    told = [*(entry.events or ()), *(event for each in others for event in _open_events(context, each))]
    known = [event for event in told if event.date <= context.as_of and event.type in _SAME_DAY]
    stopped: list[Event] = []
    for event in sorted(known, key=lambda event: (event.date, _SAME_DAY[event.type])):
        whole = not (event.sites or event.models or event.activities)
        if event.type == "restoration":
            stopped = [suspension for suspension in stopped if not _lifts(context, event, suspension)]
        elif not _concerns(context, event):
            continue
        elif event.type == "suspension":
            stopped.append(event)
        elif event.type == "withdrawal" or whole:
            return "withdrawn", event
    return ("suspended", stopped[-1]) if stopped else (ACTIVE, None)


def _open_events(context: Context, entry: Certificate) -> list[Event]:
    """What another entry of the certificate records against it, less the suspensions that it says were lifted."""
    adverse: list[Event] = []
    known = [event for event in entry.events or () if event.date <= context.as_of and event.type in _SAME_DAY]
    for event in sorted(known, key=lambda event: (event.date, _SAME_DAY[event.type])):
        if event.type == "restoration":
            adverse = [each for each in adverse if each.type != "suspension" or not _lifts(context, event, each)]
        else:
            adverse.append(event)
    return adverse


def _concerns(context: Context, event: Event) -> bool:
    """Whether an event that names sites, models or activities reaches the target; one that names none reaches all.

    Where the manifest leaves open what the target is made of, the event is taken to reach it.
    """
    target, product = context.target, context.product
    if event.sites is not None:
        sites = {target.site} if target.site else set((product.produced_at if product else None) or ())
        if target.type != "organisation" and sites and not any(may_mean(event.sites, site) for site in sites):
            return False
    if event.models is not None and product is not None:
        models = {target.id or ""} if target.type == "model" else set(product.models or ())
        if models and not any(may_mean(event.models, model) for model in models):
            return False
    return event.activities is None or _performs(context, event.activities)


def _performs(context: Context, named: tuple[str, ...]) -> bool:
    asked = context.requirement.covers.activities
    if asked:
        return bool(set(asked) & set(named))
    performed = context.site.activities if context.site else None
    return performed is None or bool(set(performed) & set(named))


def _lifts(context: Context, event: Event, suspension: Event) -> bool:
    """Whether a restoration lifts one suspension for this target: every limit it names takes in what was stopped.

    It does where it names the target, as it is written, or all that the suspension names, however that is written.
    """
    if event.result == NONCONFORMING:
        return False
    target = context.target
    models = {target.id or ""} if target.type == "model" else set(suspension.models or ())
    sites = {target.site} if target.site else set(suspension.sites or ())
    by_name = bool(models) and all(names(event.models or (), each) for each in models)
    at_sites = bool(sites) and sites <= set(event.sites or ())
    return (
        (by_name or _takes_in(event.models, suspension.models))
        and (at_sites or _takes_in(event.sites, suspension.sites))
        and _takes_in(event.activities, suspension.activities)
    )


def _takes_in(named: tuple[str, ...] | None, stopped: tuple[str, ...] | None) -> bool:
    return named is None or bool(stopped and set(stopped) <= set(named))


def standing(context: Context) -> list[Standing]:
    """What is adverse, open or contradictory in the standing on the day; empty when plainly active."""
    entry, day = context.certificate, context.as_of
    said, event = _by_events(context, entry)
    status = entry.status
    looked_up = _WORDS[status.value] if status else None
    # An `active` found later shows for a day in the past that nothing happened since; what is adverse may be later.
    latest = max(day, _known(context)) if looked_up == ACTIVE else day
    checked = status.checked if status and status.checked and status.checked <= latest else None
    findings: list[Standing] = []
    if said != ACTIVE and event is not None:
        active = checked if looked_up == ACTIVE and checked and checked <= day else None
        findings += _adverse_event(entry, said, event, active)
    if status is None:
        message = f"the manifest states no status of `{entry.id}`"
        findings.append(Standing(Outcome.UNDETERMINED, "status-missing", message, entry.pointer))
    elif looked_up != ACTIVE and not (status.checked and status.checked > day):
        if looked_up != said:
            findings += _adverse_status(entry, looked_up or "", said)
    else:
        findings += _freshness(context, entry, checked)
    known = {each.code for each in findings}
    return findings + [each for each in _of_siblings(context) if each.code not in known][:1]


def stopped(context: Context) -> Outcome:
    """What suspensions and withdrawals say of the target on the day; a pass where none reaches it."""
    against = ("suspended", "withdrawn", "status-conflict")
    return all_of([Outcome.PASS, *(each.outcome for each in standing(context) if each.code in against)])


def _of_siblings(context: Context) -> Iterator[Standing]:
    """An adverse status looked up for another entry is the status of this one: they are one certificate."""
    own = context.certificate.id
    for entry in context.siblings:
        status = entry.status
        word = _WORDS[status.value] if status else ACTIVE
        # Registers set the cycle before the present one to inactive.
        past = entry.expires is not None and entry.expires < (in_force_from(context.certificate) or date.min)
        if status is None or word not in ("suspended", "withdrawn") or (past and status.value == "inactive"):
            continue
        if status.checked is None or status.checked <= context.as_of:
            message = f"`{own}` is the same certificate as `{entry.id}`, which is stated as {status.value}"
            yield Standing(Outcome.FAIL, word, message, f"{status.pointer}/value")
        elif status.checked <= _known(context):
            message = f"`{own}` is the same certificate as `{entry.id}`, which was {status.value} on {status.checked}"
            unclear = f"{message}: that does not show its standing on {context.as_of}"
            yield Standing(Outcome.UNDETERMINED, "status-stale", unclear, f"{status.pointer}/checked")


def _adverse_event(entry: Certificate, said: str, event: Event, active: date | None) -> list[Standing]:
    """A suspension or withdrawal; an `active` looked up later contradicts it, but never undoes a withdrawal."""
    at, fact = event.pointer, f"`{entry.id}` was {said} on {event.date}"
    if active is None or active <= event.date:
        return [Standing(Outcome.FAIL, said, fact, at)]
    if said == "suspended":
        message = f"{fact} and no restoration is recorded, yet it is stated as active on {active}"
        return [Standing(Outcome.UNDETERMINED, "status-conflict", message, at)]
    conflict = f"{fact}, yet it is stated as active on {active}"
    return [Standing(Outcome.FAIL, said, fact, at), Standing(Outcome.PASS, "status-conflict", conflict, at)]


def _adverse_status(entry: Certificate, word: str, said: str) -> list[Standing]:
    status = entry.status
    if status is None:
        return []
    when = f" on {status.checked}" if status.checked else ""
    source = f" in {status.source}" if status.source else ""
    message = f"`{entry.id}` is stated as {status.value}{when}{source}"
    found = [Standing(Outcome.FAIL, word, message, f"{status.pointer}/value")]
    # Expiry and the first day are terms, of which events know nothing.
    if said == ACTIVE and entry.events and word in ("suspended", "withdrawn"):
        note = f"the status of `{entry.id}` is {status.value}, while its events show it in force"
        lifted = [event.date for event in entry.events if event.type == "restoration"]
        if status.checked and lifted and max(lifted) >= status.checked:
            note = f"the status of `{entry.id}` was looked up before its restoration of {max(lifted)}; look it up again"
        found.append(Standing(Outcome.PASS, "status-conflict", note, f"{status.pointer}/value"))
    return found


def _freshness(context: Context, entry: Certificate, checked: date | None) -> list[Standing]:
    """Whether an `active` was looked up on or before the day, and lately enough.

    In a forecast a look-up that is fresh on the day from which it looks ahead is taken to be renewed; with
    `checked_within: never` nobody looks again, so there nothing is.
    """
    limit, status, known = context.requirement.checked_within, entry.status, _known(context)
    if status is None:
        return []
    at = f"{status.pointer}/checked" if status.checked else status.pointer
    if checked is None:
        why = f"looked up only on {status.checked}" if status.checked else "without the day of the look-up"
        message = f"the status of `{entry.id}` is stated {why}, so it does not show the standing on {context.as_of}"
        return [Standing(Outcome.UNDETERMINED, "status-stale", message, at)]
    start = in_force_from(entry)
    exact = limit is None and not context.renewed
    # A look-up that is older than the newest issue or decision was one of whatever came before it.
    newest = max((day for day in (_issued(entry), decided(entry, context.as_of)) if day), default=None)
    older = start is not None and newest is not None and checked < min(start, newest)
    if start is not None and older and start <= (context.as_of if exact else min(context.as_of, known)):
        message = f"the status of `{entry.id}` was looked up on {checked}, before it came into force on {start}"
        return [Standing(Outcome.UNDETERMINED, "status-stale", message, at)]
    age = (known - checked).days
    if limit is not None and age > limit:
        ago = f"{age} days before {known}; at most {limit} are accepted"
        message = f"the status of `{entry.id}` was looked up on {checked}, {ago}"
        return [Standing(Outcome.UNDETERMINED, "status-stale", message, at)]
    return []


def _issued(entry: Certificate) -> date | None:
    """The day of issue of the cycle in hand.

    Certificates are issued days or weeks before they come into force. Where one was issued half a year before, and ends
    more than three years after its issue, it has kept the day of an earlier cycle: the present one is known from its
    first day.
    """
    start, issued, last = in_force_from(entry), entry.issued, entry.expires
    if issued and start and last and add(issued, ISSUED_AHEAD) < start and add(issued, THREE_YEARS) < last:
        return start
    return issued or start


def _known(context: Context) -> date:
    return context.known or context.as_of


def stale_from(context: Context) -> date | None:
    """The first day on which an `active` is stale; None where it never is, or is judged on one day for all."""
    limit, status = context.requirement.checked_within, context.certificate.status
    if context.known or limit is None or status is None or status.checked is None:
        return None
    return add(status.checked, Period(days=limit + 1))
