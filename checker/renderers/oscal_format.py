"""OSCAL assessment results 1.2 (NIST), for GRC systems: a result for the run, then one for each manifest.

| in the report | in the file |
|---|---|
| the run, its result, relaxations, unusable inputs, warnings about waivers | the first of `results` |
| a manifest | one of `results`; what was judged is a component in its `local-definitions` |
| an object of a requirement | an observation; `expires` with its pass, or with the term of its certificate |
| a requirement that passes | a finding `satisfied`, reason `pass` |
| a requirement that fails | `not-satisfied`, reason `fail` |
| a requirement that is undetermined, or passes and blocks (`--fail-on warning`) | `not-satisfied`, reason `other` |
| a requirement that is needed and not met | a risk `open`, its remedy a recommendation |
| one that nothing but a waiver keeps from blocking | a risk `deviation-approved`; the finding stays `not-satisfied` |
| policies, catalogue, waivers, order by digest | resources of the back matter; the policies are the assessment plan |

Times are those of the date of the assessment, identifiers are made of the report: the same report, the same file.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from checker.renderers.identifiers import Identifiers
from checker.renderers.json_stream import stream
from checker.renderers.marks import result_line
from checker.renderers.moments import end_of, start_of
from checker.renderers.oscal_manifest import Paper, manifest_result
from checker.renderers.oscal_words import lines, markup, named, props, stated, title
from checker.renderers.rows import ledger, ledger_blocks, ledger_line, place
from checker.renderers.statements import inputs_of, statements

Json = dict[str, Any]

_VERSION = "1.2.1"
_STATED = ("result", "fail-on", "relaxation", "since", "new", "fixed")
_STATES = {"passed": ("satisfied", "pass"), "passed-with-waivers": ("not-satisfied", "other")}


def render(report: Json) -> Iterator[str]:
    """The file, a result a line."""
    paper = Paper(report, Identifiers(report, "oscal"))
    resources = list(_resources(paper))
    results = (manifest_result(paper, number, each) for number, each in enumerate(report["manifests"]))
    yield from stream(
        {
            "assessment-results": {
                "uuid": paper.ids.document,
                "metadata": {**_metadata(report), "links": [_link(each) for each in resources[1:]]},
                "import-ap": {"href": f"#{paper.ids.of('policies')}"},
                "results": chain([_run(paper)], results),
                "back-matter": {"resources": resources},
            }
        }
    )
    yield "\n"


def _metadata(report: Json) -> Json:
    return {
        "title": f"certgate: {markup(result_line(report))}",
        "last-modified": start_of(report["as_of"]),
        "version": report["as_of"],
        "oscal-version": _VERSION,
        "props": props(
            ("result", report["result"]),
            ("verdict", report["verdict"]),
            ("as-of", report["as_of"]),
            ("exit-code", str(report["exit_code"])),
        ),
        "remarks": _stated(report),
    }


def _link(resource: Json) -> Json:
    return {"href": f"#{resource['uuid']}", "rel": "reference", "text": resource["title"]}


def _stated(report: Json) -> str:
    """What everybody who reads the file has to know, and no observation or resource tells."""
    told = [f"{each.kind.capitalize()}: {markup(each.text)}" for each in statements(report) if each.kind in _STATED]
    return lines([*told, "Dates are days, the last of a term inclusive; times are those of the day assessed for."])


def _run(paper: Paper) -> Json:
    """The result of the run as a whole."""
    report = paper.report
    observations = [*_unusable(paper), *_about_waivers(paper)]
    state, reason = _STATES.get(report["result"], ("not-satisfied", "fail" if report["verdict"] == "fail" else "other"))
    status = {"state": state, "reason": reason, "remarks": f"The result is {report['result']}."}
    target = {"type": "objective-id", "target-id": "certgate-result", "title": "The run passes", "status": status}
    finding = {
        "uuid": paper.ids.of("finding"),
        "title": f"The run: {report['result']}",
        "description": f"Result: {markup(result_line(report))}",
        "target": target,
        **stated("related-observations", [{"observation-uuid": each["uuid"]} for each in observations]),
    }
    return {
        "uuid": paper.ids.of("result"),
        "title": f"The run as a whole: {report['result']}",
        "description": f"Result: {markup(result_line(report))}",
        "start": start_of(report["as_of"]),
        "end": end_of(report["as_of"]),
        "local-definitions": {"assessment-assets": _assets(paper)},
        "reviewed-controls": {"control-selections": [{"include-controls": [{"control-id": "certgate-result"}]}]},
        **stated("observations", observations),
        "findings": [finding],
        "remarks": _stated(report),
    }


def _assets(paper: Paper) -> Json:
    """What assessed: this program, run by whoever ran it."""
    tool = paper.report["tool"]
    component = {
        "uuid": paper.tool,
        "type": "software",
        "title": title(tool["name"]),
        "description": "Decides whether certificates evidence what policies require; run by whoever made this file.",
        "props": props(("tool-version", tool["version"])),
        "status": {"state": "operational"},
    }
    platform = {
        "uuid": paper.ids.of("platform"),
        "title": "Wherever certgate ran",
        "uses-components": [{"component-uuid": paper.tool}],
    }
    return {"components": [component], "assessment-platforms": [platform]}


def _unusable(paper: Paper) -> Iterator[Json]:
    """Inputs that could not be used, as observations."""
    for number, each in enumerate(paper.report["errors"]):
        mend = f"; to mend: {markup(each['help'])}" if each["help"] else ""
        yield {
            "uuid": paper.ids.of("error", number),
            "title": "An input could not be used, and was not assessed",
            "description": f"At {named(place(each))}: {markup(each['message'])}{mend}",
            **paper.observed,
        }


def _about_waivers(paper: Paper) -> Iterator[Json]:
    """Warnings about the waivers themselves, as observations."""
    blocks = "yes" if ledger_blocks(paper.report) else "no"
    for number, each in enumerate(ledger(paper.report)):
        yield {
            "uuid": paper.ids.of("ledger", number),
            "title": f"A warning about the waiver {title(each['waiver'])}",
            "description": f"Warning: {markup(ledger_line(each))}",
            "props": props(("code", each["code"]), ("blocks", blocks)),
            **paper.observed,
        }


def _resources(paper: Paper) -> Iterator[Json]:
    """What the answer was computed from, by digest."""
    yield {
        "uuid": paper.ids.of("policies"),
        "title": "What was assessed against",
        "description": "The policies, which stand for an assessment plan; each is a resource below.",
    }
    for number, each in enumerate(inputs_of(paper.report)):
        yield {
            "uuid": paper.ids.of("input", number),
            "title": f"{each.kind.capitalize()} {title(each.name or each.version)}",
            "props": props(("version", each.version), ("sha256", each.sha256)),
        }
