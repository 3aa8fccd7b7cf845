"""Whether what a manifest states can be so, without any policy.

A rule is a module with a `RULE`, one per file; its docstring is its documentation page. A new rule is one new file
here. Modules whose name starts with `_` are parts of rules. Nothing here is a verdict: a manifest without findings
may fail every policy.
"""

from __future__ import annotations

import os
import re
from functools import cache
from importlib import import_module

from checker.catalogue import Catalogue
from checker.document import Value
from checker.model.manifest import Manifest
from checker.plausibility.base import ERROR, NOTE, SEVERITIES, WARNING, Code, Finding, Rule, Subject
from checker.words import shorten

__all__ = [
    "ERROR",
    "NOTE",
    "SEVERITIES",
    "WARNING",
    "Code",
    "Finding",
    "Rule",
    "code_page",
    "codes",
    "implausible",
    "rules",
]

_NAME = 120  # characters of a name that a message repeats
_LONG = re.compile(rf"`([^`]{{{_NAME + 1},}})`")


def _shortened(found: re.Match[str]) -> str:
    return f"`{shorten(found[1], _NAME)}`"


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, by id. Raises ValueError when two share an id or a code."""
    names = sorted(name.removesuffix(".py") for name in os.listdir(__path__[0]) if name.endswith(".py"))
    modules = [import_module(f"{__name__}.{name}") for name in names if not name.startswith("_")]
    found: list[Rule] = [module.RULE for module in modules if hasattr(module, "RULE")]
    for what in ([rule.id for rule in found], [code.name for rule in found for code in rule.codes]):
        if len(set(what)) != len(what):
            raise ValueError(f"two rules of plausibility share an id or a code: {what}")
    return tuple(sorted(found, key=lambda rule: rule.id))


@cache
def _rows() -> dict[str, tuple[Rule, Code]]:
    return {code.name: (rule, code) for rule in rules() for code in rule.codes}


def codes() -> dict[str, str]:
    """Every code with its meaning in one sentence, rule by rule."""
    return {name: code.title for name, (_, code) in _rows().items()}


def code_page(name: str) -> str:
    """The documentation page of a code: its meaning, severity and mend, then the page of its rule."""
    rule, code = _rows()[name]
    head = f"{code.name}: {code.title}\n\noutcome: {code.severity} of `certgate validate`\nto mend: {code.mend}\n"
    page = rule.page.strip()
    for part in ("Asks", "Why", "Passes", "Does not pass", "To mend"):
        page = page.replace(f"**{part}**", f"{part}:")
    return f"{head}\nplausibility `{rule.id}`: {page}\n"


def implausible(manifest: Manifest, values: Value, catalogue: Catalogue) -> tuple[Finding, ...]:
    """What can not be so, or looks wrong, errors first; `values` are what the manifest was read from."""
    subject = Subject(manifest, values, catalogue)
    found: dict[Finding, None] = {}
    for rule in rules():
        for doubt in rule.find(subject):
            code = _rows()[doubt.code][1]
            message, mend = (_LONG.sub(_shortened, text) for text in (doubt.message, doubt.help or code.mend))
            found[Finding(code.name, code.severity, message, doubt.pointer, mend)] = None
    return tuple(sorted(found, key=lambda each: SEVERITIES.index(each.severity)))
