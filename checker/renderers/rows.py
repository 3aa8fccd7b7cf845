"""What renderers share: the walk over a report, and the words for what is found there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from checker.engine.result import INTERNAL, INTERRUPTED
from checker.records import NamedTuple
from checker.words import shorten

Json = dict[str, Any]

NAME = 120
"""How many characters of a name or path a report for people shows."""
SENTENCE = 1200
"""How many characters of a message a report for people shows."""
_CODES = 2  # of those that end a pass, how many are named


class Row(NamedTuple):
    """One object of one requirement of one policy on one manifest: all as in the report."""

    manifest: Json
    policy: Json
    requirement: Json
    object: Json


def rows(report: Json) -> Iterator[Row]:
    """Every object of a report, in its order."""
    for manifest in report["manifests"]:
        yield from manifest_rows(manifest)


def manifest_rows(manifest: Json) -> Iterator[Row]:
    """Every object of one manifest."""
    for policy in manifest["policies"]:
        for requirement in policy["requirements"]:
            for each in requirement["objects"]:
                yield Row(manifest, policy, requirement, each)


PASS = "pass"  # noqa: S105 - a word for people
WAIVED = "waived"
NOT_NEEDED = "not needed"
ADVISORY = "advisory"


def standing(row: Row) -> str:
    """How an object stands: its outcome; or, where that is no pass, why it does not block.

    `waived`: a waiver lifts it. `not needed`: the decision passes by another branch. `advisory`: the requirement is
    advisory, or not in effect on the date.
    """
    outcome: str = row.object["outcome"]
    if outcome == PASS:
        return PASS
    if waiver(row):
        return WAIVED
    if not row.requirement["needed"]:
        return NOT_NEEDED
    return outcome if row.requirement["counts"] else ADVISORY


def met(requirement: Json) -> bool:
    """Whether a requirement passes and nothing of it blocks: what a format that knows only yes and no calls met."""
    return requirement["outcome"] == PASS and not any(each["blocks"] for each in requirement["objects"])


def waiver(row: Row) -> str | None:
    """The id of the waiver that lifts an object or its whole requirement."""
    found: str | None = row.object["waived_by"] or row.requirement["waived_by"]
    return found


def waiver_effect(report: Json, waived_by: str) -> str:
    """What the waivers named do, as the report states it among its relaxations."""
    names = waived_by.split(", ")
    effects = [row["effect"] for row in report["relaxations"] if row["type"] == "waiver" and row["id"] in names]
    return sentence("; ".join(effects)) if effects else f"waived by {name(waived_by)}"


def ledger(report: Json) -> list[Json]:
    """The warnings about waivers, which a report of an earlier release does not have."""
    return [each for each in report.get("ledger", ()) if each["severity"] != "note"]


def ledger_line(each: Json) -> str:
    """A finding about a waiver in one sentence, with what to do."""
    return sentence(f"{each['message']}; to mend: {each['help']} (`{each['code']}`)")


def ledger_blocks(report: Json) -> bool:
    """Whether warnings about waivers block the run."""
    return bool(report["inputs"]["fail_on"] == "warning" and ledger(report))


CHANGES = 10
"""How many objects of each kind the comparison with an earlier report names."""


def since(report: Json) -> str:
    """What changed since the earlier report, counted; empty where there was none to compare with."""
    found = report.get("baseline")
    if not found:
        return ""
    gone = f", {found['gone']:,} not in this run" if found["gone"] else ""
    counted = f"{found['new_count']:,} new, {found['fixed_count']:,} fixed, {found['unchanged']:,} unchanged{gone}"
    return f"what blocks, compared with {name(found['path'])} as of {found['as_of']}: {counted}"


def changes(report: Json) -> Iterator[tuple[str, str]]:
    """The objects that block anew, then those that block no more: the word, and the object in a sentence."""
    found = report.get("baseline") or {}
    for word in ("new", "fixed"):
        for each in found.get(word, ())[:CHANGES]:
            told = f"{name(each['manifest'])}: {name(each['policy'])}, {name(each['requirement'])}: {object_name(each)}"
            yield word, f"{told} ({', '.join(map(name, each['codes']))})" if each["codes"] else told
        if (rest := found.get(f"{word}_count", 0) - CHANGES) > 0:
            yield word, f"and {plural(rest, 'more object')}; `-o json=FILE` names them"


def findings(row: Row) -> list[Json]:
    """The findings of an object, errors first, then warnings, then notes."""
    order = {"error": 0, "warning": 1, "note": 2}
    return sorted(row.object["findings"], key=lambda each: order[each["severity"]])


def object_name(each: Json) -> str:
    """An object in words: `model NP-500-A of np-500 from linz`; as stated by the supplier, cut short, made visible."""
    found = f"{each['type']} {name(each['id'])}" if each["id"] else str(each["type"])
    if each["product"] and each["product"] != each["id"]:
        found += f" of {name(each['product'])}"
    if each["site"] and each["site"] != each["id"]:
        found += f" from {name(each['site'])}"
    return found


def name(text: str) -> str:
    """A name or path, of any origin, on one line: long ones cut short, what can not be seen made visible."""
    return shorten(text, NAME)


def sentence(text: str) -> str:
    """A message, of any origin, on one line: long ones cut short, what can not be seen made visible."""
    return shorten(text, SENTENCE)


def through(policy: Json) -> str:
    """The days through which a policy was judged, in words; empty where it was judged on the date alone."""
    period = policy.get("period")
    return f", through {period['from']} to {period['until']}" if period else ""


def holding(each: Json) -> str:
    """How long a pass lasts, in words: of a manifest, policy, requirement or object; empty where it is no pass.

    A report made before there was such a key has none.
    """
    holds = each.get("holds")
    if not holds or each.get("outcome", each.get("verdict")) != PASS:
        return ""
    until = f"holds until {name(holds['until'])}"
    return f"{until}, then {_then(holds)}" if holds["then"] else f"{until} at least"


def _then(holds: Json) -> str:
    """What comes after a pass: the codes of a failure; for anything else its name as well."""
    codes = ", ".join(name(code) for code in holds["codes"][:_CODES])
    if len(holds["codes"]) > _CODES:
        codes += f" and {len(holds['codes']) - _CODES} more"
    word = str(holds["then"]).replace("-", " ")
    return codes if codes and word == "fail" else f"{word}: {codes}" if codes else word


def headline(report: Json) -> str:
    """The report in one line, the result first."""
    nothing = report["verdict"] == "not-applicable" and report["result"] == "passed"
    word = "NOT APPLICABLE, nothing that blocks is in effect," if nothing else report["result"].upper()
    before = lost(report)
    for each in report["errors"] if report.get("incomplete") else ():
        if each.get("kind") == INTERRUPTED:
            word, before = f"INCOMPLETE, {word}", f"{sentence(each['message'].partition(':')[0])}; {before}"
    return f"{word} as of {report['as_of']}: {before}{counts(report['summary'])}"


def lost(report: Json) -> str:
    """How many inputs could not be used, as the beginning of a sentence that counts the others; empty for none."""
    unusable = len({each["path"] for each in report["errors"] if each.get("kind") != INTERRUPTED})
    return f"{plural(unusable, 'file')} could not be used; " if unusable else ""


def trouble(report: Json) -> str:
    """What kept manifests from being judged, counted, in words; empty where nothing did."""
    kinds = Counter(each.get("kind", "") for each in report["errors"])
    parts = [f"{plural(kinds[''], 'problem')} with the input"] if kinds[""] else []
    parts += [plural(kinds[INTERNAL], "internal error")] if kinds[INTERNAL] else []
    return " and ".join([*parts, "an interruption"] if kinds[INTERRUPTED] else parts)


def without(report: Json) -> str:
    """What it means that something kept manifests from being judged."""
    own = any(each.get("kind") for each in report["errors"])
    return f"what could not be {'judged' if own else 'read'} was not assessed"


MEANT = "; did you mean "
"""What a reason why a product is left out holds where it is likely a misprint."""


def counts(summary: Json) -> str:
    """The counts of a report in words."""
    parts = [f"{summary[key]:,} {key}" for key in ("pass", "fail", "undetermined") if summary[key] or key == "pass"]
    if summary["not-applicable"]:
        parts.append(f"{summary['not-applicable']:,} not applicable")
    if summary["waived"]:
        parts.append(f"{plural(summary['waived'], 'requirement')} waived")
    if summary["warnings"]:
        parts.append(plural(summary["warnings"], "warning"))
    return f"{plural(summary['manifests'], 'manifest')}, {', '.join(parts)}"


def plural(count: int, noun: str, nouns: str = "") -> str:
    """A count with its noun."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def place(location: Json) -> str:
    """A place as `file:line:column`; the file alone where the place is the file as a whole."""
    file = name(location.get("file") or location.get("path") or "-")
    return f"{file}:{location['line']}:{location['column']}" if location["line"] else file
