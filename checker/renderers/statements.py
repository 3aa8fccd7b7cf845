"""What everybody who reads a report has to know of the run as a whole, for formats that have no words of their own.

| kind | text |
|---|---|
| `result` | the result, its date and the counts, in one line |
| `fail-on` | what blocks beside mandatory requirements |
| `relaxation` | what makes the answer milder, or moves its date |
| `unusable-input` | an input that was not assessed: where, why, how to mend it |
| `warning-about-waiver` | a warning about a waiver itself |
| `since`, `new`, `fixed` | what changed since an earlier report |
| `policy`, `catalogue`, … | what the answer was computed from, by digest |
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.records import NamedTuple
from checker.renderers.marks import label, result_line, told
from checker.renderers.rows import changes, ledger, ledger_line, place, since

Json = dict[str, Any]

_ONE_OF = {"policies": "policy", "registers": "register"}


class Statement(NamedTuple):
    """One thing to know; the text is fit to be shown."""

    kind: str
    text: str

    @property
    def line(self) -> str:
        """It in a line."""
        return f"{self.kind.replace('-', ' ').capitalize()}: {self.text}"


def statements(report: Json) -> Iterator[Statement]:
    """Everything to be stated of a run, what it was computed from last."""
    yield Statement("result", told(result_line(report)))
    if report["inputs"]["fail_on"]:
        yield Statement("fail-on", report["inputs"]["fail_on"])
    for row in report["relaxations"]:
        yield Statement("relaxation", told(row["effect"]))
    for each in report["errors"]:
        mend = f"; to mend: {told(each['help'])}" if each["help"] else ""
        yield Statement("unusable-input", f"{label(place(each))}: {told(each['message'])}{mend}")
    for each in ledger(report):
        yield Statement("warning-about-waiver", told(ledger_line(each)))
    if compared := since(report):
        yield Statement("since", told(compared))
    for word, text in changes(report):
        yield Statement(word, told(text))
    for found in inputs_of(report):
        named = " ".join(label(part) for part in (found.name, found.version) if part)
        yield Statement(found.kind, f"{named}, sha256 {found.sha256}")


class Input(NamedTuple):
    """Something that the answer was computed from; `name` and `version` as in the report."""

    kind: str
    name: str
    version: str
    sha256: str


def inputs_of(report: Json) -> Iterator[Input]:
    """Everything that the answer was computed from and that has a digest, whatever a later version adds to it."""
    for key, value in report["inputs"].items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict) and each.get("sha256"):
                name = each.get("id") or each.get("path") or each.get("name") or ""
                yield Input(_ONE_OF.get(key, key), name, each.get("version") or "", each["sha256"])
