"""Can an editor help with the file?

**Asks** of a YAML file whether its first lines say where its schema is (`# yaml-language-server: $schema=...`).

**Why** with it an editor completes keys, shows what they mean, and marks mistakes while they are made.

**Shows** no manifest: it is about the file. `--fix` adds the line.

**To mend** run `certgate policy lint --fix`, or copy the first line of a shipped policy.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.lint.case import Case
from checker.authoring.lint.finding import NOTE, Code, Edit, Found, Rule
from checker.authoring.lint.witness import OF_TEXT

MISSING = "modeline-missing"
CODES = (Code(MISSING, "no line tells an editor where the schema is", "add the line", NOTE),)


def look(case: Case) -> Iterator[Found]:
    """A YAML file without the line among those before its first value."""
    head = case.document.source.splitlines()[:5]
    if case.document.path.endswith((".yaml", ".yml")) and not any("$schema=" in line for line in head if "#" in line):
        message = "no `# yaml-language-server: $schema=` line stands at the top"
        yield Found(MISSING, "", message, unwitnessed=OF_TEXT, edit=Edit("modeline"))


RULE = Rule("modeline", CODES, look, __doc__ or "", loadable=False)
