"""What formats of policy tests have in common: counts and sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from checker.renderers.rows import name, plural, sentence

Json = dict[str, Any]

_VERBS = {"passed": "PASSED", "failed": "FAILED", "unusable": "UNUSABLE"}


def counted(cases: Sequence[Json]) -> str:
    """How many cases there are, and how many are not as expected."""
    counts = Counter(each["result"] for each in cases)
    parts = [f"{counts['failed']} not as expected"] if counts["failed"] else []
    parts += [f"{counts['error']} can not be run"] if counts["error"] else []
    good = "as expected" if len(cases) == 1 else "all as expected"
    return f"{plural(len(cases), 'case')}, {', '.join(parts) or good}"


def coverage_line(found: Json) -> str:
    """Coverage in one sentence."""
    least = found["threshold"]
    short = f", less than the {least} % that are asked" if least is not None and found["percent"] < least else ""
    return f"coverage {found['percent']} % ({found['reached']} of {found['total']}){short}"


def missing(row: Json) -> str:
    """A gate that no case passed or failed, and the codes that a case for it would raise."""
    where = f"{name(row['requirement'])}, gate `{row['gate']}`"
    if row["way"] == "passed":
        return f"{where}: no case passes it; add one whose certificate passes there"
    codes = ", ".join(f"`{code}`" for code in row["codes"])
    return f"{where}: no case fails it; add one that raises {'one of ' if len(row['codes']) > 1 else ''}{codes}"


def mutants_line(found: Json) -> str:
    """The fates of mutants, counted."""
    parts = [f"{found['killed']} noticed", f"{found['survived']} not noticed"]
    parts += [f"{found['equivalent']} stated as equivalent"] if found["equivalent"] else []
    parts += [f"{found['refused']} refused by certgate itself"] if found["refused"] else []
    return f"{plural(found['total'], 'mutant')}: {', '.join(parts)}"


def mutant_line(row: Json) -> str:
    """One mutant, and what became of it."""
    told = {"killed": f", noticed by: {sentence(row['by'] or '')}"}.get(row["fate"], "")
    why = f": {sentence(row['reason'])}" if row["reason"] else ""
    return f"{row['fate']} {sentence(row['id'])} ({row['direction']}){told}{why}"


def summary(trial: Json) -> tuple[str, str]:
    """The result in one word, and the run in one sentence."""
    counts = trial["summary"]
    parts = [plural(counts["policies"], "policy", "policies"), plural(counts["cases"], "case")]
    parts += [f"{counts['failed']} not as expected"] if counts["failed"] else []
    parts += [f"{counts['error']} can not be run"] if counts["error"] else []
    parts += [f"{plural(len(trial['untested']), 'policy', 'policies')} without tests"] if trial["untested"] else []
    parts += [plural(len(trial["errors"]), "error")] if trial["errors"] else []
    found = [each["coverage"] for each in trial["policies"] if each["coverage"]]
    if found:
        least = min(each["percent"] for each in found)
        parts.append(f"coverage {'at least ' if len(found) > 1 and least < 100 else ''}{least} %")
    rows = [each["mutants"] for each in trial["policies"] if each["mutants"]]
    if rows:
        survived = sum(each["survived"] for each in rows)
        parts.append(f"{plural(sum(each['total'] for each in rows), 'mutant')}, {survived} not noticed")
    if any(each["mutants_left_out"] for each in trial["policies"]):
        parts.append("mutants not run for all")
    return _VERBS[trial["result"]], ", ".join(parts)
