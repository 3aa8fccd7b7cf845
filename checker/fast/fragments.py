"""Parts of a report's entry as JSON text; what does not change from manifest to manifest is written once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.json_library import dumps
from checker.model.decision import written

if TYPE_CHECKING:
    from checker.model.policy import Policy, Requirement


def text(value: Any) -> str:
    """A value as JSON."""
    return dumps(value).decode()


def holds(until: str, then: str | None, codes: tuple[str, ...]) -> str:
    """Through which day a pass lasts, as `checker/report/drawing.py` draws it."""
    return text({"until": until, "then": then, "codes": list(codes)})


def quoted(value: str) -> str:
    """A text as JSON."""
    return dumps(value).decode()


def policy_parts(policy: Policy) -> tuple[str, str, str]:
    """Before the verdict, between what it holds and the products left out, before the requirements."""
    head = {"id": policy.id, "title": policy.title, "version": policy.version, "evidence": policy.evidence}
    tail = {"citations": list(policy.citations), "decision": written(policy.decision), "period": None}
    return f'{text(head)[:-1]},"verdict":"', f',{text(tail)[1:-1]},"products_left_out":', ',"requirements":['


def requirement_parts(rule: Requirement, *, counts: bool) -> tuple[str, str, str]:
    """Before the outcome, between what it holds and whether it is needed, before the objects."""
    head = {"id": rule.id, "title": rule.title, "kind": rule.kind}
    middle = {"enforcement": "mandatory" if rule.mandatory else "advisory", "counts": counts}
    tail = {"citation": rule.citation, "remedy": rule.remedy, "waived_by": None}
    return f'{text(head)[:-1]},"outcome":"', f',{text(middle)[1:-1]},"needed":', f',{text(tail)[1:-1]},"objects":['
