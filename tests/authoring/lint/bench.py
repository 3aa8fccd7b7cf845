"""Runs the linter in process, over texts as if they were files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from checker.authoring.lint.case import Bench, Case
from checker.authoring.lint.finding import Rule
from checker.authoring.lint.rules import rules
from checker.authoring.lint.running import Finding, case_of, lint_case
from checker.errors import InputError
from checker.readers import Source, read
from tests.builders import TODAY, catalogue

DAY = date.fromisoformat(TODAY)
BENCH = Bench(catalogue(), DAY)


def cases(*texts: str) -> list[Case]:
    """Policies on the bench, each from the text of a YAML file."""
    found: list[Case] = []
    for number, text in enumerate(texts):
        (document,) = read(Source.from_stdin(text.encode(), f"p{number}.yaml"))
        assert not isinstance(document, InputError), document.problems
        found.append(case_of(document, BENCH, found))
    return found


@cache
def findings(*texts: str) -> list[Finding]:
    """What the rules find in policies that are looked at together."""
    return asked(rules(), *texts)


def asked(some: Sequence[Rule], *texts: str) -> list[Finding]:
    """What some rules find in policies that are looked at together."""
    return [each for case in cases(*texts) for each in lint_case(case, some)]


def codes(*texts: str) -> set[str]:
    """The codes of what is found and not accepted."""
    return {each.code.name for each in findings(*texts) if not each.accepted}
