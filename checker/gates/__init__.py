"""Acceptance criteria, one per file, in the order in which they run.

A gate is a module with a `GATE`; its docstring is its documentation page. A new gate is one new file here.
"""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module

from checker.gates.base import Code, Gate

__all__ = ["Code", "Gate", "gate_of_code", "gates"]


@cache
def gates() -> tuple[Gate, ...]:
    """Every gate, in order. Raises ValueError when two share an id, a place in the order or a code."""
    found: list[Gate] = []
    for name in sorted(os.listdir(__path__[0])):
        if name.startswith("_") or not name.endswith(".py"):
            continue
        gate = getattr(import_module(f"{__name__}.{name[:-3]}"), "GATE", None)
        if gate is not None:
            found.append(gate)
    found.sort(key=lambda gate: gate.order)
    for what in ([gate.id for gate in found], [gate.order for gate in found]):
        if len(set(what)) != len(what):
            raise ValueError(f"two gates share an id or a place in the order: {what}")
    return tuple(found)


@cache
def gate_of_code() -> dict[str, tuple[Gate, ...]]:
    """The gates that raise each code; a code such as `audit-record-missing` may belong to two."""
    table: dict[str, tuple[Gate, ...]] = {}
    for gate in gates():
        for code in gate.codes:
            table[code.name] = (*table.get(code.name, ()), gate)
    return table
