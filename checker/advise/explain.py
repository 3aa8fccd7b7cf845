"""What a plan says beside its actions: what each is for, what stands in the way, what time alone mends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from checker.advise.actions import Action, Key, Place, Serves, applied
from checker.advise.case import Blocked, Case, blocked
from checker.advise.changes import LookUp
from checker.advise.plan import Obstacle, Wait
from checker.gates._product_subject import LOT_ONLY
from checker.gates.base import listed
from checker.model.assessment import Assessment
from checker.model.calendar import next_day
from checker.model.history import gaps
from checker.model.manifest import Product
from checker.model.outcome import Outcome

# Of so many days to come it is asked whether the manifest passes then.
_DAYS = 8
# What contradicts itself is to be corrected; which side is right nobody can tell from the manifest.
_CORRECTED = (
    "certificate-contradicted", "body-identity-conflict", "standard-unknown",
    "evidence-altered", "evidence-disagrees", "register-disagrees",
)  # fmt: skip


def told(actions: Sequence[Action], wanted: Sequence[Blocked], after: Assessment) -> list[Action]:
    """The actions of a plan, each with what it is for in this plan: the objects that its certificate then satisfies."""
    satisfied: dict[Place, str | None] = {
        (policy.policy.id, row.requirement.id, found.target): found.certificate
        for policy in after.policies
        for row in policy.requirements
        for found in row.objects
    }
    places = [each.place for each in wanted]
    return [_for(action, satisfied, places) for action in actions]


def _for(action: Action, satisfied: dict[Place, str | None], places: list[Place]) -> Action:
    kept = [row for row in action.serves if satisfied.get(row.place) in action.certificates] or list(action.serves)
    return action._replace(serves=tuple(sorted(kept, key=lambda row: (places.index(row.place), row.code))))


def obstacles(case: Case, actions: Sequence[Action]) -> Iterator[Obstacle]:
    """What still stands in the way after every action that could help."""
    for each in blocked(case.judge(applied(case.manifest, actions, case.day), case.policies)):
        first = next((row for row in each.found.findings if row.outcome is not Outcome.PASS and not row.accepted), None)
        if first is not None:
            yield Obstacle(each.policy.policy.id, each.row.requirement.id, each.found.target, first)


def statements(case: Case, wanted: Sequence[Blocked]) -> list[Action]:
    """What the supplier has to state before anything else can be told: the objects, or what they consist of."""
    found: dict[Key, Action] = {}
    for each in wanted:
        product = next((row for row in case.manifest.products or () if row.id == each.found.target.product), None)
        if (missing := _missing(each, product)) is None:
            continue
        code, lead = missing
        if product is None and not case.manifest.products:
            lead = "state the products, with `models`, `categories`, `markets` and `produced_at`"
        lead, names = (f"{lead}; it is about", (product.id,)) if product else (lead, ())
        kind, serves = each.row.requirement.kind, Serves(*each.place, code)
        action = Action("complete-field", "", f"{lead} {''.join(names)}", kind, lead, names, (), (), (serves,))
        held = found.get(action.key)
        found[action.key] = held.joined(action) if held else action
    return list(found.values())


def _missing(each: Blocked, product: Product | None) -> tuple[str, str] | None:
    """What is not stated of an object, as the code that says so and a sentence; None where all is."""
    codes = {row.code for row in each.found.own_findings}
    lots = product is not None and product.type == "batch"
    if "not-declared" in codes:
        return "not-declared", _declare(each)
    if "production-day-missing" in codes:
        return "production-day-missing", "state the `lots` of the product, each with the day `produced`"
    if "no-object" in codes:
        return "no-object", f"state the `{'lots' if lots else 'models'}` of the product"
    if "site-missing" in codes and product:
        return "site-missing", "state `produced_at` of the product, and its sites under `supplier.sites`"
    if "site-missing" in codes:
        return "site-missing", "state the sites under `supplier.sites`"
    if lots and product and not product.models:
        return "model-not-covered", "state the `models` of the product"
    if LOT_ONLY in (each.row.requirement.scheme_types or ()) and product and not product.lots:
        return "lot-not-covered", "state the `lots` of the product"
    return None


def _declare(each: Blocked) -> str:
    """What the manifest has to declare because it is ordered."""
    found = next(row.message for row in each.found.own_findings if row.code == "not-declared")
    return f"declare in the manifest what is ordered: {found}"


def remarks(wanted: Sequence[Blocked]) -> Iterator[str]:
    """What may spare a part of the plan: a contradiction that is corrected, or that the policy does not apply."""
    yield from dict.fromkeys(
        f"{row.message}: {row.help}; whether that suffices can be told only then"
        for each in wanted
        for row in each.found.findings
        if row.code in _CORRECTED and row.outcome is not Outcome.PASS
    )
    for policy in dict.fromkeys(each.policy.policy.id for each in wanted if _unknown(each)):
        applies = next(each.policy.policy.applies_to for each in wanted if each.policy.policy.id == policy)
        products = dict.fromkeys(
            each.found.target.product for each in wanted if _unknown(each) and each.policy.policy.id == policy
        )
        named = listed(tuple(filter(None, products))) if any(products) else "the products"
        asked = [
            f"{key} {listed(words, 'or')}"
            for key, words in (("categories", applies.categories), ("markets", applies.markets))
            if words
        ]
        yield (
            f"`{policy}` is for {' and '.join(asked)}: state categories and markets of {named}; where they are others,"
            " it does not apply, and its part of the plan is not needed"
        )


def _unknown(each: Blocked) -> bool:
    return any(row.code == "applicability-unknown" for row in each.found.own_findings)


def wait(case: Case) -> Wait | None:
    """The first day to come on which the manifest passes as it is, if there is one that its own dates speak of."""
    days: set[date | None] = set()
    for entry in case.manifest.certificates:
        days |= {entry.effective, entry.issued, *(next_day(last) for _, last in gaps(entry))}
    for day in sorted(day for day in days if day and day > case.day)[:_DAYS]:
        entries = tuple(LookUp(day).apply(entry) for entry in case.manifest.certificates)
        for manifest in (case.manifest, case.manifest._replace(certificates=entries)):
            if case.judge_on(manifest, case.policies, day).verdict == Outcome.PASS:
                return Wait(day, manifest is not case.manifest)
    return None
