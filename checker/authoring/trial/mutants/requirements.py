"""Requirements as a whole: without one, mandatory or advisory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.authoring.changes import Json
from checker.authoring.trial.mutants._edit import STRICTER, WEAKER, Edit, out, put, turned
from checker.catalogue import Catalogue

_MANDATORY, _ADVISORY = "mandatory", "advisory"


def of_requirement(rule: Json, catalogue: Catalogue) -> Iterator[Edit]:  # noqa: ARG001
    """The edits of one requirement."""
    stated = rule.get("enforcement", _MANDATORY)
    other, direction = (_ADVISORY, WEAKER) if stated == _MANDATORY else (_MANDATORY, STRICTER)
    yield turned("enforcement", stated, other, direction, put("/enforcement", other))


def of_policy(values: Json, catalogue: Catalogue) -> Iterator[Edit]:  # noqa: ARG001
    """The policy without each of its requirements; the decision names it no more."""
    for number, rule in enumerate(values["requirements"]):
        changes = out(f"/requirements/{number}")
        if "decision" in values:
            left = _without(values["decision"], rule["id"])
            changes += out("/decision") if left is None else put("/decision", left)
        yield Edit("requirements", f"drop {rule['id']}", WEAKER, changes)


def _without(decision: Any, name: str) -> Any:
    """A decision without a requirement and without parts that are empty then; None where nothing is left."""
    if isinstance(decision, str):
        return None if decision == name else decision
    key, stated = next((key, stated) for key, stated in decision.items() if key in ("all", "any", "at_least"))
    parts = stated["of"] if key == "at_least" else stated
    left = [each for part in parts if (each := _without(part, name)) is not None]
    if not left:
        return None
    return {key: {**stated, "of": left, "n": min(stated["n"], len(left))} if key == "at_least" else left}
