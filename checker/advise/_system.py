"""What mends the codes that only management-system certificates have."""

from __future__ import annotations

from collections.abc import Iterator

from checker.advise.actions import Action
from checker.advise.case import Fault
from checker.advise.changes import Activity, Annex, Happen
from checker.model.history import decided_by
from checker.model.manifest import Event


def site(fault: Fault) -> Iterator[Action]:
    """The site stands in the annex, as printed or after its audit."""
    if not fault.target.site:
        return
    names = (fault.target.site,)
    change = Annex(names[0])
    if fault.certain:
        lead = "have the scope of {id} extended to the site"
        yield fault.action("scope-extension", lead, change, names=names, detail=f"site {names[0]}")
    else:
        lead = "state `covers.sites` of {id} as printed; it has to list"
        yield fault.action("complete-field", lead, change, names=names, detail="covers.sites")


def activity(fault: Fault) -> Iterator[Action]:
    """Every asked activity that is in the way stands in the scope, as printed or by an extension."""
    where = fault.target.site
    asked = tuple(each for each in fault.rule.covers.activities if f"`{each}`" in fault.finding.message)
    changes = tuple(Activity(each, where) for each in asked)
    if not asked:
        return
    covers = fault.certificate.covers
    annex = next((each for each in (covers.sites if covers else None) or () if each.id == where), None)
    if covers is None or (covers.activities is None and (annex is None or annex.activities is None)):
        lead = "state `covers.activities` of {id} as printed; it has to name"
        yield fault.action("complete-field", lead, *changes, names=asked, detail="covers.activities")
    else:
        at = f" at `{where}`" if where else ""
        lead, of = f"have the scope of {{id}}{at} extended to", f"activities at {where or 'the organisation'}"
        yield fault.action("scope-extension", lead, *changes, names=asked, detail=of)


def organisation_change(fault: Fault) -> Iterator[Action]:
    """The body audits what changed."""
    event = Happen(Event("surveillance", fault.case.day, ""))
    yield fault.action("surveillance", "have the body of {id} audit the change of the organisation or scope", event)


def audits(fault: Fault) -> Iterator[Action]:
    """The audits of the cycle are recorded, as they took place."""
    entry, day = fault.certificate, fault.case.day
    if fault.finding.gate == "evidence":
        when = decided_by(entry, day) or day
        events = tuple(Happen(Event(kind, min(when, day), "")) for kind in ("stage-1", "stage-2"))
        lead = "record the `stage-1` and `stage-2` audits, or the `recertification`, of the present cycle of {id}"
        yield fault.action("record-event", lead, *events, detail="stages")
        return
    decisions = [event.date for event in entry.events or () if event.type == "decision" and event.date <= day]
    if len(decisions) > 1:
        lead = "record the `recertification` of {id} that led to the decision of"
        event = Happen(Event("recertification", max(decisions), ""))
        yield fault.action("record-event", f"{lead} {max(decisions)}", event, detail="recertification")
        return
    lead = "record the `decision` and the latest `surveillance` of {id}"
    yield fault.action("record-event", lead, Happen(Event("surveillance", day, "")), detail="surveillance")
