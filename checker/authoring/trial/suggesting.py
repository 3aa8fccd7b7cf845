"""The case that would notice a mutant, as YAML to be pasted into a file of tests."""

from __future__ import annotations

from typing import Any

from checker.authoring.changes import Json
from checker.authoring.trial.catching import Catch
from checker.authoring.written import as_yaml


def suggested(mutant: str, catch: Catch) -> Json:
    """The file that the case belongs into, and its text; its name is to be replaced by a sentence of what it shows."""
    case: Json = {"name": f"notices {mutant}", **dict(catch.base.stated)}
    if catch.as_of != catch.base.as_of:
        case["as_of"] = catch.as_of.isoformat()
    if catch.changes:
        case["change"] = [_change(each) for each in catch.changes]
    expect: Json = {"verdict": catch.verdict}
    if catch.requirements:
        expect["requirements"] = dict(catch.requirements)
    if catch.codes:
        expect["codes"] = list(catch.codes)
    case["expect"] = expect
    return {"file": catch.base.file, "for": catch.first or None, "text": _indented(as_yaml([case], compact=True))}


def _change(change: Json) -> Json:
    """A change with its operation before its value, as people write it."""
    ordered: dict[str, Any] = {key: change[key] for key in ("set", "add", "remove") if key in change}
    return {**ordered, **({"value": change["value"]} if "value" in change else {})}


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())
