"""A policy that another one extends, as if it said itself what the other one overrides."""

from __future__ import annotations

from collections.abc import Collection

from checker.compare.counting import begins_itself
from checker.model.policy import Override, Policy, Requirement

RULES: dict[str, tuple[str, ...]] = {
    "standards": ("standards",),
    "edition": ("edition",),
    "attestation": ("attestation",),
    "mark": ("mark",),
    "scheme": ("scheme_types",),
    "body": ("body",),
    "covers": ("covers",),
    "surveillance": ("surveillance",),
    "testing": ("testing", "accredited_laboratory"),
    "audits": ("audits",),
    "status": ("checked_within",),
    "accept_unknown": ("accept_unknown",),
    "waivable": ("waivable",),
    "enforcement": ("mandatory",),
    "effective": ("effective",),
    "in_force": ("on_production",),
}
"""The keys of a requirement that can be overridden, and the fields of the model that each fills."""
WHOLE = ("applies_to", "decision", "period")
"""The keys of a whole policy that can be overridden."""


def overridden(base: Policy, policy: Policy, overrides: Collection[Override], dated: Collection[str]) -> Policy:
    """The policy that is extended, as if it said what is overridden, while the extending policy is in effect.

    A decision that is overridden may name requirements that only the extending policy has. `dated` are the requirements
    that state an edition; that of others follows from their standards.
    """
    fields = {each.rule for each in overrides if not each.requirement}
    stated = {name: getattr(policy, name) for name in fields}
    own = {rule.id: rule for rule in policy.requirements}
    rules = [_rule(row, own.pop(row.id), policy, overrides, dated) for row in base.requirements]
    rules += own.values() if "decision" in fields else ()
    return base._replace(**{**stated, "requirements": tuple(rules), "effective": policy.effective})


def _rule(
    row: Requirement, own: Requirement, policy: Policy, overrides: Collection[Override], dated: Collection[str]
) -> Requirement:
    rules = [each.rule for each in overrides if each.requirement == row.id]
    named = [name for rule in rules for name in RULES[rule]]
    if "standards" in rules and row.id not in dated:
        named.append("edition")
    held = row._replace(effective=row.effective.within(policy.effective))
    return held._replace(**{name: getattr(own, name) for name in named})


def asked_later(base: Policy, policy: Policy, overrides: Collection[Override]) -> list[Requirement]:
    """Requirements that a contract period asks for from a later day than in the policy that is extended.

    One that counts as long as its policy is asked for the whole period, one with a first day of its own from that day.
    """
    if policy.period is None:
        return []
    lifted = {each.requirement for each in overrides if each.rule == "effective"}
    known = {row.id: begins_itself(base, row) for row in base.requirements if row.id not in lifted}
    rows = [rule for rule in policy.requirements if rule.id in known]
    return [rule for rule in rows if begins_itself(policy, rule) not in (None, known[rule.id])]
