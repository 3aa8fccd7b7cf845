"""Report, version 1: a frozen, documented form of what was found (schema: `report`), from which all formats are drawn.

Nothing here decides anything, and nothing here depends on the clock, the machine or the working directory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from checker import __version__
from checker.catalogue import Catalogue
from checker.engine.result import Tally
from checker.errors import InputError
from checker.model.policy import Period, Policy

Report: TypeAlias = dict[str, Any]


class Conditions(NamedTuple):
    """Under what a run took place, as far as it bears on the answer."""

    as_of: date
    policies: Sequence[Policy]
    catalogue: Catalogue
    as_of_given: bool = False
    no_fail: bool = False
    all_candidates: bool = False
    config: str | None = None  # the configuration file, where one was used
    full: bool = True  # False leaves gates, certificates and source out, for formats that show findings alone
    fail_on: str | None = None  # what blocks beside mandatory requirements, see `FAIL_ON`
    warn_within: Period | None = None  # a pass that ends within it is warned of


def build(conditions: Conditions, entries: Sequence[Report], errors: list[InputError], tally: Tally) -> Report:
    """The report of a run from the entries of its manifests."""
    return {
        "report": 1,
        "tool": {"name": "certgate", "version": __version__},
        "as_of": conditions.as_of.isoformat(),
        "verdict": tally.verdict,
        "result": tally.result(errors=bool(errors)),
        "exit_code": int(tally.exit_code(errors=bool(errors), no_fail=conditions.no_fail)),
        "relaxations": relaxations(conditions, tally),
        "errors": [problem for error in errors for problem in problems(error)],
        "inputs": {
            "policies": [
                {"id": policy.id, "version": policy.version, "sha256": policy.sha256} for policy in conditions.policies
            ],
            "catalogue": {"version": conditions.catalogue.version, "sha256": conditions.catalogue.sha256},
            "waivers": None,
            "order": None,
            "fail_on": conditions.fail_on,
            "warn_within": str(conditions.warn_within) if conditions.warn_within else None,
        },
        "summary": {
            "manifests": sum(tally.counts.values()),
            **tally.counts,
            "waived": 0,
            "warnings": tally.warnings,
        },
        "manifests": entries,
    }


def problems(error: InputError) -> Iterable[Report]:
    """What could not be used of an input, as entries of a report."""
    for problem in error.problems:
        yield {
            "path": problem.location.file,
            "line": problem.location.line,
            "column": problem.location.column,
            "message": problem.message,
            "help": problem.help,
        }


# What weighs most comes first, so that a format that has to cut the list cuts the rest.
_FIRST = ("waiver", "no-fail")


def _weight(relaxation: Report) -> int:
    kind = relaxation["type"]
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)


def relaxations(conditions: Conditions, tally: Tally) -> list[Report]:
    """What makes the answer of a run milder, or moves its date; what weighs most comes first."""
    return sorted(_relaxations(conditions, tally), key=_weight)


def _relaxations(conditions: Conditions, tally: Tally) -> Iterable[Report]:
    effect = "no order is given: the objects are those that the supplier declared"
    yield {"type": "no-order", "id": None, "effect": effect}
    if conditions.as_of_given:
        effect = f"assessed as of {conditions.as_of}, a date given on the command line"
        yield {"type": "as-of", "id": None, "effect": effect}
    if conditions.no_fail:
        yield {"type": "no-fail", "id": None, "effect": "--no-fail: the exit code is 0 although the result is blocked"}
    for file, replaced in conditions.catalogue.extra:
        rows = f", which replace the shipped ones of {', '.join(replaced)}" if replaced else ""
        yield {"type": "catalogue", "id": file, "effect": f"rows of `{file}` are added to the catalogue{rows}"}
    if conditions.config:
        effect = f"defaults are taken from the configuration `{conditions.config}`"
        yield {"type": "config", "id": conditions.config, "effect": effect}
    for policy in conditions.policies:
        for row in policy.requirements:
            if used := tally.accepted[policy.id, row.id]:
                codes = ", ".join(row.accept_unknown)
                often = "once" if used == 1 else f"{used} times"
                effect = f"policy `{policy.id}`, requirement `{row.id}` accepts as unknown: {codes}; used {often}"
                yield {"type": "accept-unknown", "id": f"{policy.id}/{row.id}", "effect": effect}
