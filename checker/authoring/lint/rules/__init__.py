"""Rules for policies, one per file: a module with a `RULE`, whose docstring is its page. A new rule is one new file.

A page has the parts *Asks*, *Why*, *Shows* (what its witness is) and *To mend*. Modules whose name starts with `_`
are parts of rules.
"""

from __future__ import annotations

import os
import re
from functools import cache
from importlib import import_module

from checker.authoring.lint.finding import ERROR, Code, Rule

CRASHED = Code(
    "rule-crashed",
    "a rule of the linter failed, so what it looks for is not known of this policy",
    "report it, with the policy; the other findings stand",
    ERROR,
)
REFUTED = Code(
    "witness-refuted",
    "a rule of the linter claimed what the engine does not confirm",
    "report it, with the policy; the other findings stand",
    ERROR,
)
UNUSED = Code(
    "acceptance-unused",
    "a finding is accepted under `x-lint` that nothing raises there",
    "take the line out",
)
OWN = (CRASHED, REFUTED, UNUSED)
"""The codes of the linter itself."""


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, by id. Raises ValueError when two share a code."""
    names = sorted(name for name in os.listdir(__path__[0]) if name.endswith(".py") and not name.startswith("_"))
    found = [import_module(f"{__name__}.{name[:-3]}").RULE for name in names]
    codes = [code.name for rule in found for code in rule.codes]
    if len(set(codes)) != len(codes):
        raise ValueError("two rules share a code")
    return tuple(found)


def lint_codes() -> dict[str, Code]:
    """Every code of the linter, by name, rule by rule."""
    return {code.name: code for code in (*(code for rule in rules() for code in rule.codes), *OWN)}


def lint_page(code: str) -> str:
    """The documentation page of a code: its meaning, severity and mend, then the page of its rule."""
    row = lint_codes()[code]
    head = f"{code}: {row.title}\n\nseverity: {row.severity}\nto mend: {row.mend}\n"
    raised_by = [rule for rule in rules() if row in rule.codes]
    pages = [f"rule `{rule.id}` of `certgate policy lint`: {rule.page.strip()}\n" for rule in raised_by]
    return re.sub(r"\*\*([A-Z][a-z ]+)\*\*,?", r"\1:", "\n".join([head, *pages]))
