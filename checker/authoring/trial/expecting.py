"""What a case expects, checked against the policy: requirements and codes that there are, days that lie ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.authoring.changes import Json
from checker.authoring.trial.model import Expected, Subject
from checker.document import Document
from checker.engine import OBJECT_CODES
from checker.errors import Problem, did_you_mean
from checker.gates import gate_of_code

_PASS = "pass"  # noqa: S105 - a verdict


class Expecting:
    """Reads expectations; what is wrong is collected in `problems`, with its place."""

    def __init__(self, document: Document, subject: Subject) -> None:
        self._document = document
        self._subject = subject
        self._known = {rule.id for each in subject.policies for rule in each.requirements}
        self._codes = {*gate_of_code(), *(code.name for code in OBJECT_CODES)}
        self.problems: list[Problem] = []

    def read(self, raw: Json, pointer: str, as_of: date) -> Expected:
        """The expectation that schema-conforming values state; `as_of` is the day of its case."""
        until = raw.get("holds_until")
        if "holds_until" in raw and raw["verdict"] != _PASS:
            mend = "take it out, or expect the verdict `pass`"
            self._refuse(f"{pointer}/holds_until", f"`holds_until` is of a pass, not of `{raw['verdict']}`", mend)
        return Expected(
            raw["verdict"],
            tuple(self._requirements(raw, f"{pointer}/requirements")),
            tuple(self._code(code, f"{pointer}/codes/{number}") for number, code in enumerate(raw.get("codes", ()))),
            tuple(self._on(raw, f"{pointer}/on", as_of)),
            "holds_until" in raw,
            date.fromisoformat(until) if until else None,
        )

    def _requirements(self, raw: Json, pointer: str) -> Iterator[tuple[str, str]]:
        for name, outcome in raw.get("requirements", {}).items():
            if name in self._known:
                yield name, outcome
            elif not name.startswith("x-"):
                mend = did_you_mean(name, self._known) or f"known: {', '.join(sorted(self._known))}"
                self._refuse(f"{pointer}/{name}", f"`{name}` is no requirement of `{self._subject.id}`", mend)

    def _code(self, code: str, pointer: str) -> str:
        if code not in self._codes:
            mend = did_you_mean(code, self._codes) or "`certgate explain` lists the codes"
            self._refuse(pointer, f"`{code}` is no code of a finding", mend)
        return code

    def _on(self, raw: Json, pointer: str, as_of: date) -> Iterator[tuple[date, str]]:
        for text, verdict in raw.get("on", {}).items():
            if text.startswith("x-"):
                continue
            try:
                day = date.fromisoformat(text)
            except ValueError:
                self._refuse(f"{pointer}/{text}", f"`{text}` is no day of the calendar", "write YYYY-MM-DD")
                continue
            if day <= as_of:
                mend = "write a later day, or give a case of that day its own `as_of`"
                self._refuse(f"{pointer}/{text}", f"`{text}` does not lie after {as_of}, the day of the case", mend)
            yield day, verdict

    def _refuse(self, pointer: str, message: str, mend: str) -> None:
        self.problems.append(Problem(message, self._document.locate(pointer), mend))
