"""What everybody who reads a report has to know of the run as a whole, for formats that have no words of their own.

| kind | text |
|---|---|
| `result` | the result, its date and the counts, in one line |
| `fail-on` | what blocks beside mandatory requirements |
| `relaxation` | what makes the answer milder, or moves its date |
| `unusable-input` | an input that was not assessed: where, why, how to mend it |
| `warning-about-waiver` | a warning about a waiver itself |
| `since`, `new`, `fixed` | what changed since an earlier report |
| `policy`, `catalogue`, `waivers`, `order` | what the answer was computed from, by digest |
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from checker.renderers.marks import label, result_line, told
from checker.renderers.rows import changes, ledger, ledger_line, place, since

Json = dict[str, Any]


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
        yield Statement("warning-about-waiver", f"{label(each['waiver'])}: {told(ledger_line(each))}")
    if found := since(report):
        yield Statement("since", told(found))
    for word, text in changes(report):
        yield Statement(word, told(text))
    yield from _inputs(report["inputs"])


def _inputs(inputs: Json) -> Iterator[Statement]:
    for each in inputs["policies"]:
        yield Statement("policy", f"{label(each['id'])} {label(each['version'])}, sha256 {each['sha256']}")
    catalogue = inputs["catalogue"]
    yield Statement("catalogue", f"{label(catalogue['version'])}, sha256 {catalogue['sha256']}")
    for key in ("waivers", "order"):
        if inputs[key]:
            yield Statement(key, f"{label(inputs[key]['path'])}, sha256 {inputs[key]['sha256']}")
