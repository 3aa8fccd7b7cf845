"""Which of the certificates are needed together, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.authoring.scaffold.wanted import Wanted
from checker.model.policy import Any, AtLeast, Decision, Policy

_COUNTS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def needed(policies: Sequence[Policy], asked: Sequence[Wanted]) -> Iterator[str]:
    """How the entries are meant, then a sentence for each policy: which of them it needs."""
    yield "One certificate may cover several models and sites; for each further one copy its entry under a new id."
    if len({each.product for each in asked}) < len(asked):
        yield "Where one certificate answers several entries, state it once, and take the others out."
    for policy in policies:
        entries = {rule.id: each.id for each in asked for owner, rule in each.rules if owner.id == policy.id}
        text = told(policy.decision, entries)
        if not text:
            yield f"{policy.id}: nothing is mandatory; what follows is asked as advice."
        else:
            choice = " Take out the entries that you do not use." if ": " in text else ""
            yield f"{policy.id} needs {text}.{choice}"


def told(decision: Decision, entries: Mapping[str, str]) -> str:
    """A decision in words, over the entries that stand for its requirements; empty where none is left."""
    if isinstance(decision, str):
        return f"`{entries[decision]}`" if decision in entries else ""
    parts = [text for part in decision.parts if (text := told(part, entries))]
    if len(parts) <= 1:
        return "".join(parts)
    match decision:
        case Any():
            return f"one of these {_count(len(parts))}: {_numbered(parts)}"
        case AtLeast():
            return f"at least {decision.n} of these {_count(len(parts))}: {_numbered(parts)}"
    if any(": " in part for part in parts):
        return f"all of these {_count(len(parts))}: {_numbered(parts)}"
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _numbered(parts: Sequence[str]) -> str:
    inner = [f"[{part}]" if ": " in part else part for part in parts]
    return "; ".join(f"({number}) {part}" for number, part in enumerate(inner, 1))


def _count(number: int) -> str:
    return _COUNTS.get(number, str(number))
