"""The words that formats of findings on policies share."""

from __future__ import annotations

from typing import Any

from checker.renderers.rows import plural

Json = dict[str, Any]


def headline(found: Json) -> str:
    """The run in one line, the result first."""
    policies = plural(len(found["policies"]), "policy", "policies")
    lost = f"{plural(len({each['path'] for each in found['errors']}), 'file')} could not be used; "
    head = f"{found['result'].upper()} as of {found['as_of']}: {lost if found['errors'] else ''}{policies}"
    return f"{head}, {counts(found['summary'])}"


def counts(summary: Json) -> str:
    """How many findings of each severity there are."""
    parts = [plural(summary[key], key) for key in ("error", "warning", "note") if summary[key]]
    parts += [f"{summary['accepted']} accepted by the author"] if summary["accepted"] else []
    return ", ".join(parts) or "no findings"


def word(each: Json) -> str:
    """How grave a finding is, in a word: an accepted one says so."""
    return "accepted" if each["accepted"] else str(each["severity"])
