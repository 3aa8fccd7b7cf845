"""Was every stated change assessed?

**Asks**, of a *product*: was each significant design change that the manifest states evaluated by the body, either by a
re-evaluation of that revision or because the certificate names that revision or a later one? Of a *management system*:
was each stated change of the organisation or of the scope followed by an audit or decision of the body?

**Why** ISO/IEC 17065, 7.10, and 47 CFR 2.1043: a changed design is not the design that was certified. ISO/IEC 17021-1,
8.5.3 and 9.6.4: the client reports changes, and the body decides what has to be audited.

**Passes** a new transformer in revision D, re-evaluated as revision D a month later.

**Does not pass** the same change without re-evaluation; a change of ownership after the last audit. Where neither
revision nor re-evaluation is stated for a change older than the certificate, the question stays open.

**To mend** have the change evaluated, and state the `re-evaluation` event or `covers.revision`; for a management
system, state the audit or decision that dealt with the change.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from checker.gates.base import Asks, Code, Context, Gate, Probe, resting_on
from checker.model.assessment import GateResult
from checker.model.history import CONFORMING, NONCONFORMING, events_until, in_force_from, last_date
from checker.model.manifest import DesignChange, Product
from checker.model.outcome import Outcome
from checker.model.policy import PRODUCT, Requirement

CODES = (
    Code(
        "design-change-not-evaluated",
        "a significant design change was not evaluated",
        "have the body evaluate the change, and state the `re-evaluation` event with its revision",
        (Outcome.FAIL, Outcome.UNDETERMINED),
        state="state `covers.revision`, or the `re-evaluation` event with its `revision`",
    ),
    Code(
        "organisation-change-not-assessed",
        "a change of organisation or scope was not assessed",
        "record the `surveillance`, `stage-2`, `recertification` or `decision` event that assessed the change",
    ),
)

_ASSESSING = ("stage-2", "surveillance", "recertification", "decision")
_CHANGES = ("organisation-change", "scope-change")


def assess(context: Context) -> GateResult:
    """Every change stated on or before the date against what was evaluated by then."""
    certificate = context.certificate
    probe = Probe(context, GATE.id, CODES, "every stated change assessed", "", f"{certificate.pointer}/events")
    if context.requirement.kind == PRODUCT:
        changes = _design_changes(context)
        if changes:
            evaluated = _Evaluated(context)
            for change in changes:
                _judge(probe, change, evaluated)
        count = len(changes)
    else:
        count = _organisation(probe)
    probe.actual = f"{count} stated, {len(probe.findings)} not assessed" if count else "none stated"
    return probe.result()


def _design_changes(context: Context) -> list[DesignChange]:
    """Changes on or before the date that are significant, or of which the manifest does not say."""
    product = context.product or Product("", "")
    return [row for row in product.design_changes if row.date <= context.as_of and row.significant is not False]


class _Evaluated:
    """What was evaluated by the day of a context, looked through once: a product may have thousands of changes."""

    def __init__(self, context: Context) -> None:
        self.certificate = context.certificate
        self.until = {row.revision: row.date for row in sorted(_stated(context), key=lambda row: row.date)}
        self.since = {
            row.revision: row.date for row in sorted(_stated(context), key=lambda row: row.date, reverse=True)
        }
        events = events_until(context.certificate, context.as_of, "re-evaluation")
        counting = [event for event in events if event.result != NONCONFORMING]
        self.by_revision = {event.revision: event.date for event in counting}
        # A re-evaluation deals with every change up to the last one to its revision that is not later than itself.
        dealt = (min(event.date, self.until[event.revision]) for event in counting if event.revision in self.until)
        self.through = max(dealt, default=date.min)
        self.unnamed = [event.date for event in events if event.revision is None]
        self.revision = _covered_revision(context)
        self.tested = _tested(context)
        covers = context.certificate.covers
        covered = covers.revision if covers else None
        # Names the revision, without the day of its evaluation.
        self.covered_until = None if _evaluations(context, covered) else self.until.get(covered)

    def holds(self, change: DesignChange) -> bool:
        """Whether a re-evaluation on or after the change dealt with its revision or a later one."""
        own = self.by_revision.get(change.revision)
        return self.through >= change.date or (own is not None and own >= change.date)

    def unnamed_since(self, change: DesignChange) -> date | None:
        """The day of a later re-evaluation that does not say what it evaluated."""
        at = bisect_left(self.unnamed, change.date)
        return self.unnamed[at] if at < len(self.unnamed) else None


def _judge(probe: Probe, change: DesignChange, evaluated: _Evaluated) -> None:
    certificate = probe.context.certificate
    if evaluated.holds(change):
        return
    name = f"the design change of {change.date}" + (f" (revision `{change.revision}`)" if change.revision else "")
    code, at = "design-change-not-evaluated", change.pointer
    revision = evaluated.revision
    if revision is None and evaluated.covered_until is not None and evaluated.covered_until >= change.date:
        message = f"`{certificate.id}` covers {name} now, and since when is not stated"
        probe.unknown(code, message, at)
        return
    if revision is not None and revision in evaluated.since:
        if evaluated.since[revision] < change.date:
            message = f"`{certificate.id}` covers revision `{revision}`; {name} came later and was not evaluated"
            probe.judge(_certain(change), code, message, message, at)
        return
    tested = evaluated.tested
    if tested is not None and change.date > tested:
        message = f"{name} came after the evaluation for `{certificate.id}` on {tested} and was not evaluated"
        if unnamed := evaluated.unnamed_since(change):
            message += f"; the re-evaluation of {unnamed} names no revision"
        probe.judge(_certain(change), code, message, message, at)
    else:
        message = (
            f"whether `{certificate.id}` covers {name} can not be told: it names no revision that the product states"
        )
        probe.unknown(code, message, at)


def _covered_revision(context: Context) -> str | None:
    """The revision that the certificate names, unless by its own events it was evaluated only after the date.

    For a day in the past, such as that of a production, a revision counts from its re-evaluation alone: the certificate
    names it today.
    """
    certificate = context.certificate
    revision = certificate.covers.revision if certificate.covers else None
    dates = _evaluations(context, revision)
    past = context.known is not None and context.known > context.as_of
    return revision if (min(dates) <= context.as_of if dates else not past) else None


def _evaluations(context: Context, revision: str | None) -> list[date]:
    """The days on which a revision was evaluated, later ones included."""
    events = context.certificate.events or ()
    return [event.date for event in events if event.type == "re-evaluation" and event.revision == revision]


def _certain(change: DesignChange) -> Outcome:
    """A change that is not said to be significant leaves the question open."""
    return Outcome.FAIL if change.significant else Outcome.UNDETERMINED


def _stated(context: Context) -> list[DesignChange]:
    """The product's changes to a revision, known on the day."""
    changes = context.product.design_changes if context.product else ()
    return [row for row in changes if row.revision is not None and row.date <= context.as_of]


def _tested(context: Context) -> date | None:
    """The day of the evaluation the certificate rests on: the type test, else the decision, else the grant."""
    certificate, day = context.certificate, context.as_of
    return (
        last_date(certificate, day, "type-test")
        or last_date(certificate, day, "decision")
        or in_force_from(certificate)
    )


def _organisation(probe: Probe) -> int:
    context, certificate = probe.context, probe.context.certificate
    # All entries of one certificate tell of one organisation.
    entries = (certificate, *context.siblings)
    changes = [event for entry in entries for event in events_until(entry, context.as_of, *_CHANGES)]
    audits = [
        event
        for entry in entries
        for event in events_until(entry, context.as_of, *_ASSESSING)
        if event.result != NONCONFORMING
    ]
    audits.sort(key=lambda event: event.date)
    # An audit at other sites alone did not deal with what changed at these. The newest counts, so it comes last.
    at = {site: event.date for event in audits for site in event.sites or (None,)}
    last = max(at.values(), default=date.min)
    for change in changes:
        dealt = max(at.get(site, date.min) for site in (None, *change.sites)) if change.sites else last
        if change.result != CONFORMING and dealt < change.date:
            noun = change.type.replace("-", " ").replace("organisation change", "change of the organisation")
            message = f"the {noun} of {change.date} was not assessed by the body of `{certificate.id}`"
            probe.fail("organisation-change-not-assessed", message, change.pointer)
    return len(changes)


def asks(rule: Requirement) -> Asks:
    """On what the answer depends."""
    return Asks((rule.kind,), "product", "facts")


GATE = Gate("change", 80, CODES, assess, __doc__ or "", rests_on=resting_on("events"), asks=asks)
