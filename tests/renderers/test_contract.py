"""What holds of every report format, later ones included: one answer, stated in full, steered by nobody."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from checker.renderers import findings_only, formats, is_binary, render, render_bytes
from checker.renderers.rows import counts
from tests.depth import first
from tests.renderers.made import SHA, a_report
from tests.renderers.workbook import text_of
from tests.reports import ATTACKS, FIXTURES, SAMPLES, report_of, sample

pytestmark = pytest.mark.generated

Json = dict[str, Any]

POLICIES = sorted(path.name for path in FIXTURES.iterdir())
# GitHub shows ten annotations of a level; what is beyond is counted.
ONLY_COUNTS_ERRORS = {"github"}


@cache
def _fixtures(policy: str) -> str:
    return json.dumps(report_of(policy, policies=(policy,), all_candidates=True))


def report_named(name: str) -> Json:
    """A sample, or the report of all fixtures of a policy."""
    found: Json = sample(name) if name in SAMPLES else json.loads(_fixtures(name))
    return found


def drawn(report: Json, name: str) -> str:
    """A report in a format; of one that is no text, the text in it."""
    if is_binary(name):
        return text_of(b"".join(render_bytes(report, name)))
    return "".join(render(report, name))


def words(text: str) -> str:
    """The letters and digits of a text, its escapes undone, so that one sentence is the same in every format."""
    text = re.sub(r"\\u([0-9a-f]{4})", lambda found: f" {found[1]} ", text)
    text = unquote(html.unescape(html.unescape(text)))
    text = re.sub(r"<[^<>]*>", "", text)
    return " ".join(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize("name", first([*SAMPLES, *POLICIES], len(SAMPLES) + 1))
@pytest.mark.parametrize("format_", formats())
def test_result_date_counts_and_relaxations_are_the_same_everywhere(format_: str, name: str) -> None:
    report = report_named(name)
    text = drawn(report, format_)
    said = words(text)
    assert words(report["result"]) in said
    assert words(report["as_of"]) in said
    for relaxation in report["relaxations"]:
        assert words(relaxation["effect"]) in said, relaxation
    _same_counts(report, format_, text, said)
    if format_ not in ONLY_COUNTS_ERRORS:
        for error in report["errors"][:20]:
            assert words(error["message"]) in said, error


@pytest.mark.parametrize("level", [None, "warning"])
@pytest.mark.parametrize("format_", formats())
def test_warnings_about_waivers_are_told_everywhere(format_: str, level: str | None) -> None:
    report = sample("waived")
    (expired,) = report["ledger"]
    if level:
        report["inputs"]["fail_on"], report["result"], report["exit_code"] = level, "blocked", 1
    said = words(drawn(report, format_))
    assert words(expired["message"]) in said
    assert words(expired["help"]) in said
    assert words(expired["code"]) in said


def _same_counts(report: Json, format_: str, text: str, said: str) -> None:
    if format_ in ("json", "ndjson"):
        head = json.loads(text if format_ == "json" else text.split("\n", 1)[0])
        assert (head["summary"], head["verdict"]) == (report["summary"], report["verdict"])
    elif format_ == "csv":
        rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
        verdicts = {row["manifest"]: row["manifest_verdict"] for row in rows if row["manifest_verdict"]}
        seen = Counter(verdicts.values())
        assert all(seen[key] == report["summary"][key] for key in ("pass", "fail", "undetermined", "not-applicable"))
    else:
        assert words(counts(report["summary"])) in said


@pytest.mark.parametrize("name", first([*SAMPLES, *POLICIES], len(SAMPLES) + 1))
@pytest.mark.parametrize("format_", formats())
def test_nothing_that_can_not_be_seen_gets_through(format_: str, name: str) -> None:
    text = drawn(report_named(name), format_)
    odd = {character for character in text if not character.isprintable()} - {"\n", "\r", "\ufeff"}
    assert not odd
    assert "\r" not in text.replace("\r\n", "")
    assert text.endswith("\n")


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("format_", formats())
def test_a_format_of_findings_alone_is_the_same_without_the_rest(format_: str, name: str) -> None:
    report = sample(name)
    whole = drawn(report, format_)
    assert drawn(sample(name), format_) == whole, "the report is not changed by drawing it"
    if findings_only(format_):
        for manifest in report["manifests"]:
            manifest["certificates"], manifest["source"] = [], []
            for policy in manifest["policies"]:
                for requirement in policy["requirements"]:
                    for each in requirement["objects"]:
                        each["gates"] = []
        assert drawn(report, format_) == whole


def _text(text: str) -> None:
    for line in text.splitlines():
        assert not line.lstrip().startswith("::")
        assert not re.search(r"##\w*\[", line)


def _github(text: str) -> None:
    kinds: Counter[str] = Counter()
    for line in text.splitlines():
        found = re.fullmatch(r"::(error|warning|notice)( [^\s:][^:]*)?::(.*)", line)
        assert found, line
        kinds[found[1]] += 1
    assert all(count <= 11 for count in kinds.values())


def _csv(text: str) -> None:
    table = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    assert len({len(row) for row in table}) == 1
    for row in table:
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell
            assert len(cell) <= 32_767


def _markdown(text: str) -> None:
    assert len(text.encode()) < 60_000


def _xml(text: str) -> None:
    tags = {each.tag for each in ElementTree.fromstring(text).iter()}
    assert tags <= {
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
        "error",
        "skipped",
        "properties",
        "property",
        "system-out",
        "system-err",
    }


class _Tags(HTMLParser):
    """Scripts, handlers, and what a page loads or leads to."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts = 0
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        for key, value in attrs:
            assert not key.startswith("on"), (tag, key)
            if key in ("href", "src", "xlink:href", "action", "srcset", "data"):
                self.targets.append(value or "")


def _html(text: str) -> None:
    page = _Tags()
    page.feed(text)
    assert page.scripts <= 1
    assert all(target.startswith(("#", "data:")) for target in page.targets)
    assert "<script>alert" not in text


def _json_lines(text: str) -> None:
    assert all(isinstance(json.loads(line), dict) for line in text.splitlines())


GUARDS: dict[str, Callable[[str], Any]] = {
    "text": _text,
    "github": _github,
    "csv": _csv,
    "markdown": _markdown,
    "junit": _xml,
    "html": _html,
    "ndjson": _json_lines,
    "json": json.loads,
    "sarif": json.loads,
    "gitlab": json.loads,
    "oscal": json.loads,
    "cyclonedx": json.loads,
    "untp": json.loads,
    "intoto": json.loads,
}


@pytest.mark.parametrize("name", [*SAMPLES, "energy-star", "us-drinking-water-components"])
@pytest.mark.parametrize("format_", GUARDS)
def test_no_supplier_text_becomes_markup_a_command_or_a_formula(format_: str, name: str) -> None:
    GUARDS[format_](drawn(report_named(name), format_))


@pytest.mark.parametrize("format_", GUARDS)
def test_no_text_of_a_waiver_or_of_an_earlier_report_becomes_one_either(format_: str) -> None:
    location = {"file": ATTACKS[5], "line": 1, "column": 1}
    entry = {"waiver": "W", "code": "waiver-expired", "severity": "warning", "help": "", "location": location}
    change: Json = {"policy": "p", "requirement": "r", "type": "model", "product": None, "site": None, "codes": []}
    since = {"path": ATTACKS[8], "sha256": SHA, "as_of": "2026-11-16", "fixed": [], "fixed_count": 0}
    since |= {"new": [{**change, "manifest": each, "id": each} for each in ATTACKS], "new_count": len(ATTACKS)}
    report = a_report(
        ledger=[{**entry, "waiver": each, "message": each} for each in ATTACKS],
        baseline={**since, "unchanged": 0, "gone": 0},
    )
    text = drawn(report, format_)
    GUARDS[format_](text)
    assert not {character for character in text if not character.isprintable()} - {"\n", "\r", "\ufeff"}
