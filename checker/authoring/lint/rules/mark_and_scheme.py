"""Does a requirement for products say which marks and scheme types count?

**Asks** of each requirement for products for `mark.types` and `scheme.types`.

**Why** a certificate that does not state the type of its mark may be for a component, one that does not state its
scheme type may be for a sample alone (ISO/IEC 17067 type 1a). Where the policy says nothing, both stay
undetermined; suppliers under schemes that have neither (FCC, MDR, food) can then never pass.

**Shows** a certificate that states no mark or scheme type: it passes with `types: any`, and stays open as written.

**To mend** name the accepted types, or `mark: {types: any}` and `scheme: {types: any}` where the scheme has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.authoring.lint.case import Case, alone
from checker.authoring.lint.finding import Ask, Code, Found, Rule, Witness
from checker.authoring.lint.witness import NONE_FOUND, THIS, said, shown
from checker.model.policy import PRODUCT, MarkRule, Requirement

UNSTATED = "mark-or-scheme-unstated"
CODES = (
    Code(
        UNSTATED,
        "a product requirement does not say which marks or scheme types count",
        "name the accepted `types`, or write `types: any` where the scheme has none",
    ),
)


def look(case: Case) -> Iterator[Found]:
    """Each of `mark` and `scheme` that a product requirement leaves out."""
    for rule, _ in case.requirements():
        changes: dict[str, dict[str, Any]] = {}
        if rule.kind == PRODUCT and rule.mark.types is None:
            changes["mark"] = {"mark": MarkRule((), rule.mark.market)}
        if rule.kind == PRODUCT and rule.scheme_types is None:
            changes["scheme"] = {"scheme_types": ()}
        for key, change in changes.items():
            witness = _witness(case, rule, key, change)
            message = f"requirement `{rule.id}` names no `{key}.types`, so a certificate that states none stays open"
            yield Found(UNSTATED, rule.pointer, message, witness=witness, unwitnessed="" if witness else NONE_FOUND)


def _witness(case: Case, rule: Requirement, key: str, change: dict[str, Any]) -> Witness | None:
    policy = alone(case.policy, rule)
    relaxed = alone(case.policy, rule._replace(**change))
    values = case.bench.passing(relaxed, case.first)
    if values is None:
        return None
    for entry in values["certificates"]:
        if key == "scheme" or not rule.mark.market:
            entry.pop(key, None)
        else:
            entry.get("mark", {}).pop("type", None)
    answer, _ = said(Ask(THIS, policy, ""), values, case.bench.catalogue, case.first)
    asks = [Ask(f"`{rule.id}` with `{key}: {{types: any}}`", relaxed, "pass"), Ask(f"`{rule.id}`", policy, answer)]
    shows = f"a certificate that states no `{key}` type does not pass"
    return shown(case, values, case.first, asks, shows) if answer != "pass" else None


RULE = Rule("mark-and-scheme", CODES, look, __doc__ or "")
