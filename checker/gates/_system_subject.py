"""The subject of a management-system certificate: holder or annex entity, site, activities."""

from __future__ import annotations

import re

from checker.gates._holder import check_holder
from checker.gates._standing import stopped
from checker.gates.base import Code, Context, Probe, did_you_mean_one, listed
from checker.model.assessment import Target
from checker.model.history import events_until
from checker.model.manifest import Certificate, CoveredSite, Covers
from checker.model.outcome import Outcome, all_of
from checker.model.parties import operator_of
from checker.model.patterns import may_mean

_EITHER = (Outcome.FAIL, Outcome.UNDETERMINED)

SYSTEM_CODES = (
    Code(
        "site-not-covered",
        "the certificate does not list the site",
        "have the site audited and added to the annex of the certificate, or correct the site id",
        _EITHER,
        state="state `covers.sites`, by the ids of your sites",
    ),
    Code(
        "activity-not-covered",
        "an asked activity is outside the certified scope",
        "have the scope extended to the activity",
        _EITHER,
        state="state `covers.activities` as the scope of the certificate has them, and the `activities` of each site",
    ),
)

# Clause 8.3 of ISO 9001 (7.3 of ISO 13485 and of ISO 9001:2008) is design and development.
_DESIGN_CLAUSE = re.compile(r"(?<![\d.])[78]\.3(?!\d)(\.\d)?")


def system_subject(probe: Probe) -> str:
    """Run every check of the subject; returns what the certificate covers, for the report."""
    context, certificate = probe.context, probe.context.certificate
    covers = certificate.covers or Covers(f"{certificate.pointer}/covers")
    annex = _annex(covers, context.target.site)
    _holder(probe, annex)
    if context.target.type == "site":
        _site(probe, covers, annex)
    elif covers.sites and all(_reductions(probe, "sites", site.id) for site in covers.sites):
        message = f"the scope of `{certificate.id}` was reduced by every site it covers"
        probe.fail("site-not-covered", message, f"{covers.pointer}/sites")
    if context.requirement.covers.activities:
        _activities(probe, covers, annex)
    sites = tuple(site.id for site in covers.sites) if covers.sites is not None else None
    return f"sites {listed(sites)}"


def _annex(covers: Covers, site: str | None) -> CoveredSite | None:
    return next((entry for entry in covers.sites or () if entry.id == site), None)


def _holder(probe: Probe, annex: CoveredSite | None) -> None:
    context = probe.context
    if context.requirement.covers.holder == "supplier":
        check_holder(probe, context.manifest.supplier.party, "supplier", (), "")
        return
    wanted = operator_of(context.site, context.manifest)
    role = f"operator of `{context.site.id}`" if context.site else "supplier"
    entity = (annex.entity,) if annex and annex.entity else ()
    check_holder(probe, wanted, role, entity, "the entity of the annex" if entity else "")


def _site(probe: Probe, covers: Covers, annex: CoveredSite | None) -> None:
    context, certificate = probe.context, probe.context.certificate
    site, at = context.target.site or "", f"{covers.pointer}/sites"
    if reduced := _reductions(probe, "sites", site):
        message = f"the scope of `{certificate.id}` was reduced by `{site}` on {reduced}"
        probe.fail("site-not-covered", message, at if covers.sites is not None else None)
    elif covers.sites is None:
        probe.unknown("site-not-covered", f"`{certificate.id}` lists no sites; `{site}` is asked")
    elif annex is None:
        named = tuple(entry.id for entry in covers.sites)
        message = f"`{certificate.id}` covers the sites {listed(named)}, not `{site}`"
        message += did_you_mean_one(site, named, context.manifest.sites)
        probe.fail("site-not-covered", message, at)


def _reductions(probe: Probe, part: str, name: str, site: str | None = None) -> str | None:
    """The day on which a reduction of scope took a site or an activity out, at the target or at another site."""
    site = site or probe.context.target.site
    for entry in _entries(probe.context):
        for event in events_until(entry, probe.context.as_of, "scope-reduction"):
            here = part == "sites" or not event.sites or may_mean(event.sites, site or "")
            if here and may_mean(getattr(event, part) or (), name):
                only_activities = part == "sites" and event.activities
                if not only_activities:
                    return event.date.isoformat()
    return None


def _activities(probe: Probe, covers: Covers, annex: CoveredSite | None) -> None:
    """Each asked activity that the site performs is in the site's scope, and each is covered at some site."""
    asked, site = probe.context.requirement.covers.activities, probe.context.site
    for activity in asked:
        if site is not None and (site.activities is None or activity in site.activities):
            _here(probe, covers, annex, activity)
        else:
            _somewhere(probe, covers, activity)


def _here(probe: Probe, covers: Covers, annex: CoveredSite | None, activity: str) -> None:
    """The activity at this site: certain where the site states that it performs it, open where it states nothing."""
    context, certificate = probe.context, probe.context.certificate
    outcome = _in_scope(covers, annex, activity)
    if _reductions(probe, "activities", activity):
        outcome = Outcome.FAIL
    if outcome is Outcome.PASS:
        return
    place = f" at `{context.site.id}`" if context.site else ""
    if outcome is Outcome.FAIL and context.site and context.site.activities is None:
        message = f"`{certificate.id}` does not cover `{activity}`{place}, and the site does not state its activities"
        probe.unknown("activity-not-covered", message)
        return
    scope = annex.activities if annex and annex.activities is not None else covers.activities
    probe.judge(
        outcome,
        "activity-not-covered",
        f"`{certificate.id}` covers {listed(scope)}{place}, not `{activity}`",
        f"`{certificate.id}` does not say which activities it covers{place}; `{activity}` is asked",
    )


def _somewhere(probe: Probe, covers: Covers, activity: str) -> None:
    """The activity at some site: by this certificate, or by another that passes where it is performed."""
    context, certificate = probe.context, probe.context.certificate
    own: list[Outcome] = []
    lost_at = ""
    for annex in covers.sites or ():
        if annex.id not in context.manifest.sites:
            continue
        stands = _stands_at(probe, annex.id, activity)
        named = _in_scope(covers, annex, activity)
        own.append(all_of((named, stands)))
        if own[-1] is Outcome.PASS:
            return
        if named is Outcome.PASS and not lost_at:
            lost_at = f"; at `{annex.id}` it is suspended, withdrawn or taken out of the scope"
    if context.target.type == "organisation" or covers.sites is None:
        # Where a site lost the activity, and no other has it, the scope of the whole does not say more.
        own.append(Outcome.FAIL if _reduced_by(probe, activity) else _in_scope(covers, None, activity))
    if Outcome.PASS in own:
        return
    elsewhere = context.covered_elsewhere(activity) if context.covered_elsewhere else Outcome.FAIL
    if elsewhere is Outcome.PASS:
        return
    unclear = elsewhere is Outcome.UNDETERMINED or Outcome.UNDETERMINED in own
    probe.judge(
        Outcome.UNDETERMINED if unclear else Outcome.FAIL,
        "activity-not-covered",
        f"`{activity}` is covered at no site, neither by `{certificate.id}` nor by another certificate{lost_at}",
        f"whether `{activity}` is covered at any site can not be told from `{certificate.id}` or another"
        f" certificate{lost_at}",
    )


def _stands_at(probe: Probe, site: str, activity: str) -> Outcome:
    """Whether what a certificate says of an activity at a site of its annex still stands there on the day.

    What stops it at the target too is told by the gate `in-force`.
    """
    context = probe.context
    if _reductions(probe, "sites", site, site) or _reductions(probe, "activities", activity, site):
        return Outcome.FAIL
    if not any(event.sites for each in _entries(context) for event in each.events or ()):
        return Outcome.PASS
    there = context._replace(target=Target("site", site, "", site=site), site=context.manifest.sites[site])
    return stopped(there) if stopped(context) is Outcome.PASS else Outcome.PASS


def _entries(context: Context) -> tuple[Certificate, ...]:
    return (context.certificate, *context.siblings.telling)


def _reduced_by(probe: Probe, activity: str) -> bool:
    """Whether a reduction of scope took an activity out, at whatever site."""
    day = probe.context.as_of
    reduced = (event for each in _entries(probe.context) for event in events_until(each, day, "scope-reduction"))
    return any(may_mean(event.activities or (), activity) for event in reduced)


def _in_scope(covers: Covers, annex: CoveredSite | None, activity: str) -> Outcome:
    """Whether a certificate names an activity at a site; without an annex, in its scope as a whole."""
    scope = annex.activities if annex and annex.activities is not None else covers.activities
    exclusion = excluded(covers, activity)
    if exclusion is Outcome.FAIL:
        return Outcome.FAIL
    if scope is None:
        return Outcome.UNDETERMINED
    return exclusion if activity in scope else Outcome.FAIL


def excluded(covers: Covers, activity: str) -> Outcome:
    """Whether the certificate excludes an activity: fail where it does, undetermined where it may.

    An exclusion that begins with the activity, or for design names its clause (8.3 or 7.3), takes it out; one that
    mentions the activity, or a part of the clause (8.3.3), may.
    """
    found = Outcome.PASS
    for text in covers.exclusions or ():
        shown = text[:200].casefold()
        clause = _DESIGN_CLAUSE.search(shown) if activity == "design" else None
        if shown.startswith(activity) or (clause and not clause.group(1)):
            return Outcome.FAIL
        if clause or activity in shown:
            found = Outcome.UNDETERMINED
    return found


def covers_activity(certificate: Certificate, site: str, activity: str) -> bool:
    """Whether a certificate's own scope names an activity at a site."""
    covers = certificate.covers
    annex = _annex(covers, site) if covers else None
    if covers is None or annex is None or excluded(covers, activity) is not Outcome.PASS:
        return False
    scope = annex.activities if annex.activities is not None else covers.activities
    return scope is not None and activity in scope
