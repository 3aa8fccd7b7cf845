"""The declarations of a CycloneDX document: standards, targets, claims, evidence, attestations."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, join
from typing import Any
from urllib.parse import quote

from checker.renderers.marks import fingerprint, in_repository, label, object_label, told
from checker.renderers.moments import end_of, start_of
from checker.renderers.rows import PASS, Row, findings, holding, met, standing, through, waiver, waiver_effect

Json = dict[str, Any]

ASSESSOR = "assessor"

# An ordinal for the basis of an answer, so that a program can sort by it; no probability.
_CONFIDENCE = {None: 0, "declared": 0.25, "documented": 0.5, "catalogue": 0.75, "confirmed": 1}
_PREDICATES = {PASS: "meets", "fail": "does not meet", "undetermined": "is not shown to meet"}
_ORGANISATIONS = ("site", "organisation")
_SERVICES = ("product",)  # a product that is judged as such, not by model or lot: a service or process


class Standards:
    """The policies of a report and their requirements, each with its reference."""

    def __init__(self, report: Json) -> None:
        self._policies: dict[tuple[str, str], tuple[Json, dict[str, Json]]] = {}
        for manifest in report["manifests"]:
            for policy in manifest["policies"]:
                _, requirements = self._policies.setdefault((policy["id"], policy["version"]), (policy, {}))
                for each in policy["requirements"]:
                    requirements.setdefault(each["id"], each)
        self._numbers = {key: number for number, key in enumerate(self._policies)}

    def reference(self, policy: Json, requirement: Json) -> str:
        """By what a requirement is referred to."""
        return f"requirement:{self._numbers[policy['id'], policy['version']]}:{fingerprint(requirement['id'])}"

    def rows(self) -> Iterator[Json]:
        """The policies as standards."""
        for policy, requirements in self._policies.values():
            yield {
                "bom-ref": f"standard:{self._numbers[policy['id'], policy['version']]}",
                "name": label(policy["id"]),
                "version": label(policy["version"]),
                "description": "; ".join([told(policy["title"]), *map(told, policy["citations"])]),
                "requirements": [self._requirement(policy, each) for each in requirements.values()],
            }

    def _requirement(self, policy: Json, each: Json) -> Json:
        told_of = f"asks for a {each['kind']} certificate; {each['enforcement']}"
        return {
            "bom-ref": self.reference(policy, each),
            "identifier": label(each["id"]),
            "title": told(each["title"]),
            "descriptions": [told_of, *([told(each["citation"])] if each["citation"] else [])],
        }


def attestations(report: Json, standards: Standards) -> Iterator[Json]:
    """What is attested of each manifest, a policy each."""
    for m, manifest in enumerate(report["manifests"]):
        for p, policy in enumerate(manifest["policies"]):
            rows = [
                _mapped((m, p, r), standards.reference(policy, each), each)
                for r, each in enumerate(policy["requirements"])
            ]
            yield {"summary": _summary(manifest, policy), "assessor": ASSESSOR, "map": rows}
        if not manifest["policies"]:
            summary = f"{label(manifest['path'])} of {label(manifest['supplier'])}: no policy applies"
            yield {"summary": summary, "assessor": ASSESSOR, "map": []}


def _summary(manifest: Json, policy: Json) -> str:
    found = f"{label(manifest['path'])} of {label(manifest['supplier'])} against {label(policy['id'])}"
    told_of = [f"{found}: {policy['verdict']}{through(policy)}", *filter(None, [holding(policy)])]
    told_of += [f"not for {label(each['product'])}: {told(each['reason'])}" for each in policy["products_left_out"]]
    return "; ".join(told_of)


def _mapped(at: tuple[int, int, int], reference: str, requirement: Json) -> Json:
    """A requirement with the claims for and against it."""
    objects = requirement["objects"]
    sides: dict[str, list[str]] = {"claims": [], "counterClaims": []}
    for o, each in enumerate(objects):
        sides["claims" if each["outcome"] == PASS else "counterClaims"].append(_claim_of(*at, o))
    basis = min((each["basis"] for each in objects), key=_CONFIDENCE.__getitem__, default=None)
    assumed = "; rests on assumed rows of the catalogue" if any(e["confidence"] == "assumed" for e in objects) else ""
    waived = [_waiver_of(each) for each in dict.fromkeys(filter(None, (o["waived_by"] for o in objects)))]
    return {
        "requirement": reference,
        **{side: references for side, references in sides.items() if references},
        "conformance": {
            "score": 1 if met(requirement) else 0,
            "rationale": _rationale(requirement),
            **({"mitigationStrategies": waived} if waived else {}),
        },
        "confidence": {
            "score": 0 if requirement["outcome"] == "undetermined" else _CONFIDENCE[basis],
            "rationale": f"basis: {basis or 'none'}{assumed}; an ordinal, no probability",
        },
    }


def _rationale(requirement: Json) -> str:
    outcome: str = requirement["outcome"]
    parts = [outcome]
    if outcome == "undetermined":
        parts = ["undetermined: neither shown nor contradicted, which is no pass"]
    if outcome == PASS and not met(requirement):
        parts.append("blocks by its warnings")
    if requirement["waived_by"]:
        parts.append(f"waived by {label(requirement['waived_by'])}")
    if not requirement["counts"]:
        parts.append("advisory, or not in effect on the date")
    if not requirement["needed"]:
        parts.append("not needed, for the decision passes without it")
    return "; ".join(parts)


def claims(report: Json) -> Iterator[Json]:
    """A claim for each object, whichever way it goes."""
    for m, manifest in enumerate(report["manifests"]):
        known = {each["id"]: number for number, each in enumerate(manifest["certificates"])}
        for p, policy in enumerate(manifest["policies"]):
            for r, requirement in enumerate(policy["requirements"]):
                for o, each in enumerate(requirement["objects"]):
                    row = Row(manifest, policy, requirement, each)
                    yield _claim(_claim_of(m, p, r, o), m, known.get(each["candidate"]), row)


def _claim(reference: str, m: int, certificate: int | None, row: Row) -> Json:
    each = row.object
    side = "evidence" if each["outcome"] == PASS else "counterEvidence"
    asked = f"requirement {label(row.requirement['id'])} of policy {label(row.policy['id'])}"
    return {
        "bom-ref": reference,
        "target": _target_of(m, each),
        "predicate": f"{object_label(each)} {_PREDICATES[each['outcome']]} {asked}",
        **({"mitigationStrategies": [_waiver_of(waiver(row) or "")]} if each["waived_by"] else {}),
        "reasoning": "; ".join(_reasoning(row)),
        **({side: [_evidence_of(m, certificate)]} if certificate is not None else {}),
    }


def _reasoning(row: Row) -> Iterator[str]:
    each = row.object
    yield f"{standing(row)}, {'blocks' if each['blocks'] else 'does not block'}"
    if each["certificate"]:
        yield f"by certificate {label(each['certificate'])}"
    if held := holding(each):
        yield held
    for found in findings(row):
        accepted = ", accepted by the policy" if found["accepted"] else ""
        mend = f" (to mend: {told(found['help'])})" if found["help"] and found["severity"] != "note" else ""
        yield f"{label(found['code'])}{accepted}: {told(found['message'])}{mend}"
    for text in each["conditions"]:
        yield f"condition of acceptability: {told(text)}"


def evidence(report: Json) -> Iterator[Json]:
    """The certificates as the manifests state them; the waivers."""
    waivers: dict[str, None] = {}
    for m, manifest in enumerate(report["manifests"]):
        for number, each in enumerate(manifest["certificates"]):
            yield _certificate(_evidence_of(m, number), manifest, each)
        for policy in manifest["policies"]:
            for requirement in policy["requirements"]:
                waivers |= dict.fromkeys(o["waived_by"] for o in requirement["objects"] if o["waived_by"])
    for each in waivers:
        told_of = f"a concession of the buyer, which mends nothing: {waiver_effect(report, each)}"
        yield {"bom-ref": _waiver_of(each), "propertyName": "certgate:waiver", "description": told(told_of)}


def _certificate(reference: str, manifest: Json, each: Json) -> Json:
    facts = {key: each[key] for key in ("kind", "standard", "number", "body", "holder", "scope")}
    told_of = "; ".join(f"{key}: {told(value)}" for key, value in facts.items() if value)
    data = [{"name": "manifest", "contents": _link(manifest["path"])}]
    for file in each["evidence"]:
        digest = f", sha256 {file['sha256']} as stated" if file["sha256"] else ""
        named = f"{label(file['type'] or 'evidence')}: {label(file['file'] or 'no file')}{digest}"
        data.append({"name": named, "contents": _link(join(dirname(manifest["path"]), file["file"] or ""))})
    return {
        "bom-ref": reference,
        "propertyName": "certgate:certificate",
        "description": f"certificate {label(each['id'])}, as stated in {label(manifest['path'])}: {told_of}",
        "data": data,
        **({"created": start_of(each["issued"])} if each["issued"] else {}),
        **({"expires": end_of(each["expires"])} if each["expires"] else {}),
    }


def _link(path: str) -> Json:
    """The contents of a file by its path, where that is one below the folder of the run."""
    kept, inside = in_repository(path)
    return {"url": quote(kept, safe="/", errors="replace")} if inside and not path.endswith("/") else {}


def targets(report: Json, kind: str) -> Iterator[Json]:
    """What claims are about, of one kind: `organizations`, `components` or `services`."""
    for m, manifest in enumerate(report["manifests"]):
        supplier = label(manifest["supplier"])
        if kind == "organizations":
            yield {"bom-ref": f"supplier:{m}", "name": supplier}
        seen: set[str] = set()
        for policy in manifest["policies"]:
            for requirement in policy["requirements"]:
                for each in requirement["objects"]:
                    reference = _target_of(m, each)
                    if reference not in seen and _kind(each) == kind:
                        seen.add(reference)
                        yield _target(reference, kind, supplier, each)


def _kind(each: Json) -> str:
    if each["type"] in _ORGANISATIONS:
        return "organizations"
    return "services" if each["type"] in _SERVICES else "components"


def _target(reference: str, kind: str, supplier: str, each: Json) -> Json:
    name = object_label(each)
    if kind == "organizations":
        return {"bom-ref": reference, "name": f"{name} of {supplier}"}
    if kind == "services":
        return {"bom-ref": reference, "name": name, "provider": {"name": supplier}}
    return {"type": "device", "bom-ref": reference, "name": name, "supplier": {"name": supplier}}


def _claim_of(*at: int) -> str:
    return f"claim:{'.'.join(map(str, at))}"


def _evidence_of(m: int, number: int) -> str:
    return f"certificate:{m}.{number}"


def _waiver_of(identifier: str) -> str:
    return f"waiver:{fingerprint(identifier)}"


def _target_of(m: int, each: Json) -> str:
    return f"target:{m}:{fingerprint(each['type'], each['product'], each['site'], each['id'])}"
