"""One manifest as a result of OSCAL: components, observations, risks and findings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import quote

from checker.renderers.identifiers import Identifiers
from checker.renderers.marks import in_repository
from checker.renderers.moments import end_of, start_of
from checker.renderers.oscal_risk import risk_of
from checker.renderers.oscal_words import lines, markup, named, props, stated, title, token
from checker.renderers.rows import (
    PASS,
    WAIVED,
    Row,
    findings,
    holding,
    met,
    object_name,
    standing,
    through,
    waiver,
    waiver_effect,
)

Json = dict[str, Any]


class Paper:
    """What all parts of a document share."""

    def __init__(self, report: Json, ids: Identifiers) -> None:
        self.report = report
        self.ids = ids
        self.tool = ids.of("tool")
        self.observed: Json = {
            "methods": ["EXAMINE"],
            "origins": [{"actors": [{"type": "tool", "actor-uuid": self.tool}]}],
            "collected": start_of(report["as_of"]),
        }


class _Sheet:
    """One manifest in the making: what is found of it, by kind."""

    def __init__(self, paper: Paper, number: int, manifest: Json) -> None:
        self.paper, self.number, self.manifest = paper, number, manifest
        self.certificates = {each["id"]: each for each in manifest["certificates"]}
        self.components: dict[str, Json] = {}
        self.controls: dict[str, None] = {}
        self.observations: list[Json] = []
        self.risks: list[Json] = []
        self.findings: list[Json] = []

    def id(self, *parts: str | int) -> str:
        """The identifier of a part of this manifest."""
        return self.paper.ids.of("manifest", self.number, *parts)


def manifest_result(paper: Paper, number: int, manifest: Json) -> Json:
    """The result of a manifest; `number` is its place in the report."""
    sheet = _Sheet(paper, number, manifest)
    remarks = [*_policies(sheet)]
    selection: Json = {"description": "No requirement of any policy applies to this manifest."}
    if sheet.controls:
        selection = {"include-controls": [{"control-id": each} for each in sheet.controls]}
    told = holding(manifest)
    return {
        "uuid": sheet.id("result"),
        "title": f"{title(manifest['path'])}: {manifest['verdict'].replace('-', ' ')}",
        "description": f"The manifest of supplier {named(manifest['supplier'])}: {manifest['verdict']}"
        + (f"; {markup(told)}" if told else ""),
        "start": start_of(paper.report["as_of"]),
        "end": end_of(paper.report["as_of"]),
        "props": props(
            ("manifest", manifest["path"]),
            ("sha256", manifest["sha256"]),
            ("supplier", manifest["supplier"]),
            ("prepared", manifest["prepared"]),
            ("verdict", manifest["verdict"]),
        ),
        **({"local-definitions": {"components": list(sheet.components.values())}} if sheet.components else {}),
        "reviewed-controls": {"control-selections": [selection]},
        **stated("observations", sheet.observations),
        **stated("risks", sheet.risks),
        **stated("findings", sheet.findings),
        **({"remarks": lines(remarks)} if remarks else {}),
    }


def _policies(sheet: _Sheet) -> Iterator[str]:
    """Fill the sheet; what is to be said of each policy."""
    for p, policy in enumerate(sheet.manifest["policies"]):
        told = f"Policy {named(policy['id'])}, version {named(policy['version'])}: {policy['verdict']}"
        yield f"{told}{markup(through(policy))}; {markup(policy['title'])}"
        for each in policy["products_left_out"]:
            yield f"Not applicable to product {named(each['product'])}: {markup(each['reason'])}"
        for r, requirement in enumerate(policy["requirements"]):
            _requirement(sheet, (p, r), policy, requirement)


def _requirement(sheet: _Sheet, at: tuple[int, int], policy: Json, requirement: Json) -> None:
    """Observations, risk and finding of one requirement."""
    rows = [Row(sheet.manifest, policy, requirement, each) for each in requirement["objects"]]
    observed = [_observation(sheet, (*at, o), row) for o, row in enumerate(rows)]
    sheet.observations += observed
    control = token(f"{policy['id']}.{requirement['id']}")
    sheet.controls[control] = None
    risk = risk_of(partial(sheet.id, *at), sheet.paper.report, rows)
    sheet.risks += [risk] if risk else []
    sheet.findings.append(
        {
            "uuid": sheet.id("finding", *at),
            "title": f"{title(requirement['title'] or requirement['id'])}: {requirement['outcome']}",
            "description": _asked(policy, requirement),
            "props": _of_requirement(policy, requirement),
            "origins": sheet.paper.observed["origins"],
            "target": {"type": "objective-id", "target-id": control, "status": _status(requirement, rows)},
            **stated("related-observations", [{"observation-uuid": each["uuid"]} for each in observed]),
            **stated("related-risks", [{"risk-uuid": risk["uuid"]}] if risk else []),
        }
    )


def _asked(policy: Json, requirement: Json) -> str:
    told = f"Requirement {named(requirement['id'])} of policy {named(policy['id'])}: {requirement['outcome']}"
    return told + (f" [{markup(requirement['citation'])}]" if requirement["citation"] else "")


def _of_requirement(policy: Json, requirement: Json) -> list[Json]:
    return props(
        ("policy", policy["id"]),
        ("requirement", requirement["id"]),
        ("kind", requirement["kind"]),
        ("outcome", requirement["outcome"]),
        ("enforcement", requirement["enforcement"]),
        ("counts", "yes" if requirement["counts"] else "no"),
        ("needed", "yes" if requirement["needed"] else "no"),
        ("waived-by", requirement["waived_by"]),
        ("citation", requirement["citation"]),
    )


def _status(requirement: Json, rows: list[Row]) -> Json:
    """Whether a requirement is satisfied. What is not known, waived, or blocks although it passes is not."""
    outcome = requirement["outcome"]
    if met(requirement):
        return {"state": "satisfied", "reason": "pass"}
    told = f"The outcome is {outcome}"
    if outcome == "undetermined":
        told += ": the evidence neither shows nor contradicts it, which is no pass"
    if not any(row.object["blocks"] for row in rows):
        standings = list(dict.fromkeys(standing(row) for row in rows if row.object["outcome"] != PASS))
        told += f"; it does not block ({', '.join(standings)})"
    elif outcome == PASS:
        told += "; it blocks by its warnings (`--fail-on`)"
    return {"state": "not-satisfied", "reason": "fail" if outcome == "fail" else "other", "remarks": f"{told}."}


def _observation(sheet: _Sheet, at: tuple[int, int, int], row: Row) -> Json:
    """One object, with what was found of it and on what that rests."""
    each = row.object
    accepted = [found["code"] for found in each["findings"] if found["accepted"]]
    certificate = sheet.certificates.get(each["candidate"])
    expires = _expires(each, certificate)
    return {
        "uuid": sheet.id("observation", *at),
        "title": f"{title(object_name(each))}: {each['outcome']}",
        "description": lines(_told(sheet, row)),
        "props": props(
            ("outcome", each["outcome"]),
            ("standing", standing(row)),
            ("blocks", "yes" if each["blocks"] else "no"),
            ("certificate", each["candidate"]),
            ("basis", each["basis"]),
            ("confidence", each["confidence"]),
            ("waived-by", waiver(row)),
            ("accepted", ", ".join(accepted)),
            *(("code", code) for code in dict.fromkeys(found["code"] for found in each["findings"])),
        ),
        **sheet.paper.observed,
        "types": ["control-objective"],
        "subjects": [{"subject-uuid": _component(sheet, row), "type": "component"}],
        "relevant-evidence": [_evidence(sheet.manifest, certificate)],
        **({"expires": end_of(expires)} if expires else {}),
        **_gates(each),
    }


def _told(sheet: _Sheet, row: Row) -> Iterator[str]:
    """An object in words, its findings, and what lifts them."""
    each = row.object
    by = f", by certificate {named(each['certificate'])}" if each["certificate"] else ""
    held = f"; {markup(holding(each))}" if holding(each) else ""
    yield f"The {markup(object_name(each))}: {each['outcome']}{by}{held}"
    for found in findings(row):
        word = "undetermined, accepted by the policy" if found["accepted"] else found["severity"]
        mend = f"; to mend: {markup(found['help'])}" if found["help"] and found["severity"] != "note" else ""
        yield f"{word.capitalize()} {named(found['code'])}: {markup(found['message'])}{mend}"
    for text in each["conditions"]:
        yield f"Condition of acceptability: {markup(text)}"
    if standing(row) == WAIVED:
        yield f"Waived: {markup(waiver_effect(sheet.paper.report, waiver(row) or ''))}"


def _gates(each: Json) -> Json:
    """The gates of an object, each with what was asked and found; those not asked are left out."""
    gates = [gate for gate in each["gates"] if gate["outcome"] not in ("not-asked", "not-run")]
    told = [
        f"Gate {named(gate['gate'])}: {gate['outcome']}; expected {markup(gate['expected'])}, "
        f"found {markup(gate['actual'])} ({gate['basis']})"
        for gate in gates
    ]
    return {"remarks": lines(told)} if told else {}


def _expires(each: Json, certificate: Json | None) -> str | None:
    """The last day on which what was observed stands: that of the pass, else the term of the certificate."""
    if each["outcome"] != PASS:
        return None
    holds = each.get("holds")
    found: str | None = holds["until"] if holds else certificate["expires"] if certificate else None
    return found


def _evidence(manifest: Json, certificate: Json | None) -> Json:
    """What was examined: the manifest, at the certificate."""
    path, inside = in_repository(manifest["path"])
    href = {"href": quote(path, safe="/", errors="replace")} if inside else {}
    if certificate is None:
        return {**href, "description": f"The manifest {named(manifest['path'])}, which names no such certificate"}
    number = f", number {named(certificate['number'])}" if certificate["number"] else ""
    body = f", of {named(certificate['body'])}" if certificate["body"] else ""
    told = f"The certificate {named(certificate['id'])} to {named(certificate['standard'])}{number}{body}"
    return {**href, "description": f"{told}, as stated in the manifest {named(manifest['path'])}"}


def _component(sheet: _Sheet, row: Row) -> str:
    """The identifier of what was judged; it is a component of the sheet from then on."""
    each = row.object
    uuid = sheet.id("component", each["type"], each["product"] or "", each["site"] or "", each["id"] or "")
    if uuid not in sheet.components:
        sheet.components[uuid] = {
            "uuid": uuid,
            "type": token(each["type"]),
            "title": title(object_name(each)),
            "description": f"An object of supplier {named(sheet.manifest['supplier'])}: {markup(object_name(each))}",
            **stated("props", props(("product", each["product"]), ("site", each["site"]), ("id", each["id"]))),
            "status": {"state": "other", "remarks": "Whether it is in use is not known."},
        }
    return uuid
