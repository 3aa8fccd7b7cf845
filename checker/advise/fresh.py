"""The new certificate that would serve several objects at once: put together from what is asked, tried by the engine.

What a policy leaves to choice (standard, edition, body, accreditation body) is tried in order until every gate passes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from checker.advise import _body, ideal
from checker.advise.actions import Action, Place, Serves, applied
from checker.advise.case import Blocked, Case, narrowed
from checker.advise.changes import Enter
from checker.gates.base import listed
from checker.model.assessment import ObjectAssessment
from checker.model.manifest import Certificate
from checker.model.outcome import Outcome
from checker.model.parties import fold
from checker.model.policy import PRODUCT, Requirement

# How often a certificate is put together anew, before none is taken to exist.
_TRIALS = 60


def fresh_actions(case: Case, wanted: Sequence[Blocked]) -> list[Action]:
    """New certificates, each for as many of the objects as one can serve; tried, so that each serves what it says."""
    found: list[Action] = []
    for subject in dict.fromkeys(_subject(case, each) for each in wanted):
        found += _for_subject(case, [each for each in wanted if _subject(case, each) == subject], subject[1])
    return found


def _subject(case: Case, each: Blocked) -> tuple[str, str]:
    """What a new certificate is about: a product, or the organisation that holds it."""
    kind = each.row.requirement.kind
    return kind, (each.found.target.product or "") if kind == PRODUCT else fold(ideal.holder(case, each).name or "")


def _for_subject(case: Case, group: list[Blocked], subject: str) -> list[Action]:
    """One certificate for each object at least, and every one that two requirements could share."""
    asking: dict[str, list[Blocked]] = {}
    for each in group:
        for name in _granted(case, each.row.requirement):
            asking.setdefault(name, []).append(each)
    held = {row.id for entry in case.manifest.certificates if (row := case.catalogue.resolve(entry.standard).standard)}
    # What most requirements ask for first, then what the supplier holds already, then the order of the policies.
    order = sorted(asking, key=lambda name: (-len(_rules(asking[name])), name not in held))
    found: list[Action] = []
    served: set[Place] = set()
    for name in order:
        new = [each for each in asking[name] if each.place not in served]
        if not new and len(_rules(asking[name])) < 2:
            continue
        for action in _to_standard(case, asking[name], name, subject):
            found.append(action)
            served |= {each.place for each in action.serves}
    return found


def _granted(case: Case, rule: Requirement) -> list[str]:
    """The accepted standards less those that another of them replaced: nobody is to be certified to these anew."""
    rows = [case.catalogue.resolve(ref.id).standard for ref in rule.standards]
    replaced = {name for row in rows if row for name in row.predecessors}
    return [ref.id for ref in rule.standards if ref.id not in replaced]


def _to_standard(case: Case, group: list[Blocked], standard: str, subject: str) -> list[Action]:
    """One certificate for all; where the requirements differ too much for that, one for each requirement."""
    rules = sorted(_rules(group))
    joint = _certificate(case, group, standard, subject)
    if len(rules) == 1 or (joint and {each.place for each in joint.serves} == {each.place for each in group}):
        return [joint] if joint else []
    found = []
    for number, rule in enumerate(rules):
        part = [each for each in group if _rule(each) == rule]
        if (single := _certificate(case, part, standard, subject, f"-{number + 1}")) is not None:
            found.append(single)
    return found


def _certificate(case: Case, group: list[Blocked], standard: str, subject: str, suffix: str = "") -> Action | None:
    """The certificate that passes for most objects of a group, the first of such; None where none does for any."""
    taken = {entry.id for entry in case.manifest.certificates}
    name = f"new {standard} for {subject}{suffix}"
    while name in taken:
        name += "+"
    best: list[Blocked] = []
    chosen: Certificate | None = None
    for entry in islice(ideal.certificates(case, group, standard, name), _TRIALS):
        served = _served(case, group, entry)
        if len(served) > len(best):
            best, chosen = served, entry
        if len(best) == len(group):
            break
    return _action(case, best, chosen, subject) if chosen else None


def _action(case: Case, group: Sequence[Blocked], entry: Certificate, subject: str) -> Action:
    product = entry.kind == PRODUCT
    others = {ref.id for each in group for ref in each.row.requirement.standards} - {entry.standard}
    also = ", or another accepted standard that fits the product," if product and others else ""
    to = f"to {ideal.printed(case.catalogue, entry)}{also}"
    if product:
        lead = f"get a product certificate {to} for `{subject}`:"
        names = tuple(dict.fromkeys(each.found.target.id or subject for each in group))
    else:
        named = ideal.holder(case, group[0]).name or "the organisation"
        lead = f"have the management system of `{named}` certified {to}"
        names = tuple(dict.fromkeys(each.found.target.site for each in group if each.found.target.site))
        lead += f" with the site{'s' if len(names) > 1 else ''}" if names else ""
    serves = tuple(
        Serves(*each.place, code)
        for each in group
        for code in dict.fromkeys(row.code for row in each.found.findings if row.outcome is not Outcome.PASS)
    )
    name = "new-product-certificate" if product else "new-system-certificate"
    tail = f"{_made(group) if product else ''}{_by(group, entry)}"
    return Action(name, entry.id, "", entry.kind, lead, names, (entry.id,), (Enter(entry),), serves, tail)


def _made(group: Sequence[Blocked]) -> str:
    sites = tuple(dict.fromkeys(each.found.target.site for each in group if each.found.target.site))
    return f", made at {listed(sites)}" if sites else ""


def _by(group: Sequence[Blocked], entry: Certificate) -> str:
    """From whom: what the policies ask of the body, so that one accreditation does where it can."""
    rules = list(dict.fromkeys(each.row.requirement for each in group))
    asked: dict[str, str] = {}
    for rule in rules:
        body = rule.body
        if body.recognised_by:
            asked[f"on the list `{body.recognised_by}`"] = ""
        if body.accredited_to:
            accepted = body.by or [each.body for each in entry.accreditations or ()]
            held = [each.body for each in entry.accreditations or () if each.standard == body.accredited_to]
            name = next((each for each in held if each in accepted), None)
            named = _body.instead_of(name, rule, rules) if name else ()
            by = f" by {' or '.join(named)}" if named else ""
            text = f"accredited to {body.accredited_to}{by}"
            asked[text] = " under the MRA" if body.mra else asked.get(text, "")
    return f", from a body {' and '.join(text + more for text, more in asked.items())}"


def _served(case: Case, group: Sequence[Blocked], entry: Certificate) -> list[Blocked]:
    """The objects for which the new certificate passes, asked of the engine."""
    kind, policies = entry.kind, list({each.policy.policy.id: each.policy.policy for each in group}.values())
    action = Action("", entry.id, "", kind, "", (), (entry.id,), (Enter(entry),), ())
    case = narrowed(case, [each.place for each in group])
    passing = {
        (policy.policy.id, row.requirement.id, found.target)
        for policy in case.judge(applied(case.manifest, [action], case.day), policies).policies
        for row in policy.requirements
        for found in row.objects
        if _passes(found, entry.id)
    }
    return [each for each in group if each.place in passing]


def _passes(found: ObjectAssessment, certificate: str) -> bool:
    return any(each.certificate.id == certificate and each.outcome is Outcome.PASS for each in found.candidates)


def _rule(each: Blocked) -> tuple[str, str]:
    return each.policy.policy.id, each.row.requirement.id


def _rules(group: Sequence[Blocked]) -> set[tuple[str, str]]:
    return {_rule(each) for each in group}
