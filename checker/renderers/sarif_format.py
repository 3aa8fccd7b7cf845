"""SARIF 2.1.0, a result a line, within what GitHub code scanning takes.

| in the report | in the file |
|---|---|
| a finding for which an object `blocks` | level `error` |
| warning of an object that passes, finding of an advisory one | level `warning` |
| note; finding of an object that is not needed | level `note` |
| finding of an object that is waived | level `note`, `suppressions` with the waiver's reason |
| unusable input; a blocked run in which no object blocks | level `error`, rules `unusable-input`, `nothing-assessed` |
| result, counts, date; relaxations | `toolConfigurationNotifications` of the invocation, and `properties` of the run |
| an object that passes, a policy that does not apply | nothing |

A waived finding is no error even where `suppressions` are not read, as on GitHub. If one result has suppressions, all
have the property: an empty one says that nothing is lifted. There is one result per requirement x code x certificate
with all objects it concerns (see `issues.py`); GitHub takes 25,000 results per run and shows 5,000, so of more than
25,000 the errors go first, and a notification says how many were left out. A rule is a code, its help the code's page.

`partialFingerprints` has no `primaryLocationLineHash`: GitHub's upload action works that out from the file itself, and
warns of each result that brings another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from checker.engine.pages import code_page, code_rows
from checker.json_library import orjson
from checker.records import NamedTuple
from checker.renderers.issues import ERROR, LEVELS, NOTE, UNEXPLAINED, UNUSABLE, WARNING, Issue, issues
from checker.renderers.marks import in_repository, label, relaxations, result_line, told
from checker.renderers.rows import plural, trouble, waiver_effect, without
from checker.words import visible

Json = dict[str, Any]

FINDINGS_ONLY = True

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LIMIT = 25_000  # results per run
_PLACES = 10  # of one result
_OWN_RULES = {
    UNUSABLE: ("an input could not be used", "mend the input; what could not be read was not assessed"),
    UNEXPLAINED: ("nothing was assessed", "name the policies that apply; a run that assesses nothing is no pass"),
}
_PARTS = re.compile(r"^(Asks|Why|Passes|Does not pass|To mend|outcome|to mend):", re.MULTILINE)


class _Census(NamedTuple):
    """What a first walk over the report finds."""

    rules: dict[str, Json]
    numbers: dict[str, int]
    shown: dict[str, int]  # how many results of each level there is room for
    left_out: int
    suppressed: bool


def render(report: Json) -> Iterator[str]:
    """The file: what is known of the run first, then its results."""
    census = _census(report)
    head = orjson.dumps(_run(report, census)).decode()
    yield f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [\n{head[:-1]},\n"results": ['
    room, divider = dict(census.shown), "\n"
    for issue in issues(report):
        if room[issue.level]:
            room[issue.level] -= 1
            yield divider + orjson.dumps(_result(report, issue, census)).decode()
            divider = ",\n"
    yield "\n]}]}\n"


def _census(report: Json) -> _Census:
    rules: dict[str, Json] = {}
    count: Counter[str] = Counter()
    suppressed = False
    for issue in issues(report):
        count[issue.level] += 1
        suppressed = suppressed or issue.waiver is not None
        if issue.code not in rules:
            rules[issue.code] = _rule(issue)
    room, shown = _LIMIT, {}
    for level in LEVELS:
        shown[level] = min(count[level], room)
        room -= shown[level]
    rules = {code: rules[code] for code in sorted(rules)}
    numbers = {code: number for number, code in enumerate(rules)}
    return _Census(rules, numbers, shown, count.total() - sum(shown.values()), suppressed)


# The run


def _run(report: Json, census: _Census) -> Json:
    """All of the run but its results."""
    tool = report["tool"]
    return {
        "tool": {
            "driver": {
                "name": tool["name"],
                "version": tool["version"],
                "semanticVersion": tool["version"],
                "language": "en-US",
                "rules": list(census.rules.values()),
            }
        },
        # No `automationDetails`: its id would outweigh the category of the upload, by which a buyer keeps two runs over
        # other suppliers apart; the later one would then replace the earlier.
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "the folder in which certgate ran"}}},
        "invocations": [_invocation(report, census)],
        "properties": {
            "as_of": report["as_of"],
            "verdict": report["verdict"],
            "result": report["result"],
            "summary": report["summary"],
            "relaxations": _shown(report["relaxations"]),
            "inputs": _shown(report["inputs"]),
            "results_left_out": census.left_out,
        },
    }


def _policies(report: Json) -> str:
    rows = [f"{label(row['id'])} {label(row['version'])}" for row in report["inputs"]["policies"]]
    return f"policies: {', '.join(rows)}"


def _invocation(report: Json, census: _Census) -> Json:
    """How the run went, with what a reader has to know to take it for what it is."""
    stated = [(f"{result_line(report)}; {_policies(report)}", NOTE, "result")]
    stated += [(f"note: {text}", NOTE, "relaxation") for text in relaxations(report)]
    if census.left_out:
        text = f"{plural(census.left_out, 'result')} left out, because a run may have {_LIMIT:,}; `-o json` shows all"
        stated.append((text, WARNING, "results-left-out"))
    if report["errors"]:
        text = f"{trouble(report)}; {without(report)}"
        stated.append((text, ERROR, UNUSABLE))
    return {
        # Whether it did its work: a blocked supplier is work done, an input that can not be read is not.
        "executionSuccessful": report["exit_code"] in (0, 1),
        "exitCode": report["exit_code"],
        "exitCodeDescription": report["result"],
        "toolConfigurationNotifications": [
            {"descriptor": {"id": name}, "level": level, "message": _message(text)} for text, level, name in stated
        ],
    }


def _shown(value: Any) -> Any:
    """A part of the report with every text in it made fit to be shown."""
    if isinstance(value, dict):
        return {label(key): _shown(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_shown(each) for each in value]
    return told(value) if isinstance(value, str) else value


# Rules


def _rule(issue: Issue) -> Json:
    """The rule of a code; where this version does not know it, as in a saved report, by the finding's words."""
    known = code_rows().get(issue.code)
    if known is not None:
        page = code_page(issue.code)
        title, mend, level = known.title, known.mend, known.severity
        help_ = {"text": page, "markdown": _markdown(page)}
    else:
        title, mend = _OWN_RULES.get(issue.code, (issue.code.replace("-", " "), issue.help))
        level, help_ = issue.level, {"text": mend or title}
    rule = {
        "id": issue.code,
        "shortDescription": _message(title),
        "fullDescription": _message(f"{title}. To mend: {mend}." if mend else f"{title}."),
        "help": help_,
        "defaultConfiguration": {"level": level},
        "properties": {"tags": ["input" if issue.code in _OWN_RULES else "certificate"]},
    }
    # A name that is the id in other letters says nothing more, and is not to be.
    return rule | ({"name": "".join(map(str.capitalize, issue.code.split("-")))} if "-" in issue.code else {})


def _markdown(page: str) -> str:
    """A page as Markdown: its parts in bold, each a paragraph."""
    return re.sub(r"\n{3,}", "\n\n", _PARTS.sub(r"\n**\1:**", page))


# Results


def _result(report: Json, issue: Issue, census: _Census) -> Json:
    found: Json = {
        "ruleId": issue.code,
        "ruleIndex": census.numbers[issue.code],
        "level": issue.level,
        "message": _message(issue.text),
        "locations": [_location(issue.file, issue.line, issue.column)],
        "partialFingerprints": {"certgate/v1": issue.fingerprint},
    }
    if issue.places:
        near = issue.places[:_PLACES]
        found["relatedLocations"] = [_location(each["file"], each["line"], each["column"]) for each in near]
    if census.suppressed:
        found["suppressions"] = [_suppression(report, issue.waiver)] if issue.waiver else []
    if issue.facts:
        found["properties"] = issue.facts
    return found


def _suppression(report: Json, waived_by: str) -> Json:
    text = f"waived by {label(waived_by)}: {told(waiver_effect(report, waived_by))}"
    return {"kind": "external", "status": "accepted", "justification": text}


def _location(file: str, line: int, column: int) -> Json:
    """A place; a file as a whole is its first line, for a region has to have one."""
    path, _ = in_repository(file)
    region = {"startLine": max(line, 1)} | ({"startColumn": column} if line and column else {})
    uri = quote(path, safe="/", errors="replace")
    return {"physicalLocation": {"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}, "region": region}}


def _message(text: str) -> Json:
    """A text as a message; SARIF would read `[a](b)` in it as a link."""
    return {"text": "\n".join(map(visible, text.split("\n"))).replace("](", "] (")}
