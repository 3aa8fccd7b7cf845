"""Mutants: small changes of a policy, each of which a case has to notice; a family of them per file, found by name.

A family is a module with `of_requirement(rule, catalogue)`, `of_policy(values, catalogue)` or both: from the values
that a policy's file states to the edits that could be made to them. Only what can change a verdict is edited: titles,
citations, remedies and `waivable` are not. An edit that makes a policy which does not load is kept with the reason:
certgate itself refuses it. One that makes the same policy again is none.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

from checker.authoring.asking import document_of
from checker.authoring.changes import Json, apply
from checker.authoring.trial.mutants._edit import OTHER, STRICTER, WEAKER, Edit, Mutant
from checker.catalogue import Catalogue
from checker.errors import InputError
from checker.loading import load_policy
from checker.model.policy import Policy, Requirement

__all__ = ["OTHER", "STRICTER", "WEAKER", "Edit", "Mutant", "families", "judging", "mutants"]


@cache
def families() -> dict[str, ModuleType]:
    """The modules of all families by their names, sorted."""
    names = sorted(name[:-3] for name in os.listdir(__path__[0]) if name.endswith(".py") and not name.startswith("_"))
    return {name: import_module(f"{__name__}.{name}") for name in names}


def mutants(values: Json, catalogue: Catalogue, prefix: str = "") -> Iterator[Mutant]:
    """Every mutant of a policy, from its schema-conforming values; `prefix` begins each id.

    Those that judge as the policy does by their very text are left out, and so is a second one that judges as another.
    """
    # By their texts: tuples are equal whatever they are called, so that `all` of two would equal `any` of them.
    seen = {repr(judging(_loaded(values, catalogue)))}
    for place, edit in _edits(values, catalogue):
        name = f"{prefix}{place}{edit.what}: {edit.action}"
        try:
            policy = _loaded(apply(values, edit.changes), catalogue)
        except InputError as error:
            yield Mutant(name, edit.direction, refusal=error.problems[0].message)
            continue
        if (key := repr(judging(policy))) not in seen:
            seen.add(key)
            yield Mutant(name, edit.direction, policy)


def judging(policy: Policy) -> Policy:
    """The policy without what changes no verdict, so that two that judge alike have one `repr`."""
    rules = tuple(map(_rule, policy.requirements))
    return policy._replace(
        title="", authority="", citations=(), rationale="", path="", sha256="", evidence="", requirements=rules
    )


def _rule(rule: Requirement) -> Requirement:
    standards = tuple(ref._replace(text="") for ref in rule.standards)
    return rule._replace(pointer="", title="", citation="", remedy="", waivable=True, standards=standards)


def _loaded(values: Json, catalogue: Catalogue) -> Policy:
    return load_policy(document_of(values, "policy.json"), catalogue)


def _edits(values: Json, catalogue: Catalogue) -> Iterator[tuple[str, Edit]]:
    """Each edit with the place that its name begins with: by requirement, then those of the policy as a whole."""
    for number, rule in enumerate(values["requirements"]):
        for family in families().values():
            for edit in family.of_requirement(rule, catalogue) if hasattr(family, "of_requirement") else ():
                yield f"{rule['id']}/", edit.below(f"/requirements/{number}")
    for family in families().values():
        for edit in family.of_policy(values, catalogue) if hasattr(family, "of_policy") else ():
            yield "", edit
