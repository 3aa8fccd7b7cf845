"""The rules of a requirement, one per file, each with what makes one of them at least as strict as another.

A rule is a module with a `RULE`; a rule that policies gain later is one new file here. What its `implies` may claim is
said in `checker.compare.rules.base`.
"""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module

from checker.compare.rules.base import Ground, Rule

__all__ = ["Ground", "Rule", "rules"]


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order in which differences are told. Raises ValueError when two share an id or a place."""
    found: list[Rule] = []
    for name in sorted(os.listdir(__path__[0])):
        if name.startswith("_") or not name.endswith(".py"):
            continue
        rule = getattr(import_module(f"{__name__}.{name[:-3]}"), "RULE", None)
        if rule is not None:
            found.append(rule)
    found.sort(key=lambda rule: rule.order)
    for what in ([rule.id for rule in found], [rule.order for rule in found]):
        if len(set(what)) != len(what):
            raise ValueError(f"two rules share an id or a place in the order: {what}")
    return tuple(found)
