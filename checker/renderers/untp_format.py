"""A summary in the shape of a UNTP Digital Conformity Credential 0.7, without a proof: it is no credential.

| in the report | in the file |
|---|---|
| the run: result, counts, relaxations, unusable inputs, warnings about waivers | the attestation, its `description` |
| the result | `profileScore` |
| an object of a requirement | a conformity assessment |
| it passes, and does not block | `conformance` true |
| it fails, waived or not | `conformance` false |
| it is undetermined, or passes and blocks (`--fail-on warning`) | no `conformance`; the description says why |
| a policy and its requirement; the clause | the criterion; the regulation |
| the certificate that satisfies it | the standard, and a name in the description |
| the last day of the pass | `validUntil`, where everything passes |

certgate is no certification body, and neither is whoever runs it: the issuer is a name without a DID, the assessor
`unspecified`, the assessment `no-endorsement`, the type of attestation `verification`. Nobody should take such a file
for a certificate, and certgate does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.renderers.identifiers import Identifiers
from checker.renderers.json_stream import stream
from checker.renderers.marks import label, object_label, result_line, told
from checker.renderers.moments import end_of, start_of
from checker.renderers.rows import (
    PASS,
    Row,
    findings,
    holding,
    plural,
    rows,
    standing,
    waiver,
    waiver_effect,
)
from checker.renderers.statements import statements

Json = dict[str, Any]

_CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://vocabulary.uncefact.org/untp/0.7.0/context/"]
_NO_CREDENTIAL = (
    "This is a summary by certgate without a proof; it is no credential, and its maker no certification body"
)


def render(report: Json) -> Iterator[str]:
    """The file, an assessment a line."""
    ids = Identifiers(report, "untp")
    until = _until(report)
    yield from stream(
        {
            "type": ["DigitalConformityCredential", "VerifiableCredential"],
            "@context": _CONTEXT,
            "id": f"urn:uuid:{ids.document}",
            "issuer": _node("CredentialIssuer", ids.of("issuer"), "whoever ran certgate; this summary is not signed"),
            "validFrom": start_of(report["as_of"]),
            **({"validUntil": end_of(until)} if until else {}),
            "name": f"Summary by certgate, no credential: {result_line(report)}",
            "credentialSubject": {
                "type": ["ConformityAttestation"],
                "id": f"urn:uuid:{ids.of('attestation')}",
                "name": f"Summary by certgate: {report['result']}",
                "description": "\n".join(_stated(report)),
                "assessorLevel": "unspecified",
                "assessmentLevel": "no-endorsement",
                "attestationType": "verification",
                "issuedToParty": _party(report, ids),
                "referenceScheme": _scheme(report, ids),
                "profileScore": {"code": report["result"], "definition": result_line(report)},
                "conformityAssessment": _assessments(report, ids),
            },
        }
    )
    yield "\n"


def _node(type_: str, uuid: str, name: str) -> Json:
    """A thing with an identifier and a name; what shows nothing has a dash for a name."""
    return {"type": [type_], "id": f"urn:uuid:{uuid}", "name": label(name) or "-"}


def _until(report: Json) -> str | None:
    """The last day on which every pass stands; None unless everything passes and nothing blocks."""
    manifests = report["manifests"]
    if report["result"] != "passed":
        return None
    days = [each["holds"]["until"] if each.get("holds") else None for each in manifests if each["verdict"] == PASS]
    return min(filter(None, days), default=None) if all(days) else None


def _party(report: Json, ids: Identifiers) -> Json:
    """Whom it is about: the supplier, or how many there are; each assessment names its own."""
    names = {manifest["supplier"] for manifest in report["manifests"]}
    if len(names) == 1:
        return _supplier(ids, *names)
    return _node("Party", ids.of("suppliers"), f"{plural(len(names), 'supplier')}, each named by its assessments")


def _supplier(ids: Identifiers, name: str) -> Json:
    return _node("Party", ids.of("supplier", name), name)


def _scheme(report: Json, ids: Identifiers) -> Json:
    named = ", ".join(f"{label(each['id'])} {label(each['version'])}" for each in report["inputs"]["policies"])
    return _node("ConformityScheme", ids.of("policies"), f"policies of certgate: {named or 'none'}")


def _stated(report: Json) -> Iterator[str]:
    """What everybody who reads the file has to know, a line each."""
    yield f"{_NO_CREDENTIAL}."
    for each in statements(report):
        yield each.line
    for manifest in report["manifests"]:
        if not any(policy["requirements"] for policy in manifest["policies"]):
            yield f"No requirement applies: {label(manifest['path'])} of {label(manifest['supplier'])}"


def _assessments(report: Json, ids: Identifiers) -> Iterator[Json]:
    for number, row in enumerate(rows(report)):
        each, requirement = row.object, row.requirement
        conformance = _conformance(row)
        criterion = f"{row.policy['id']}: {requirement['title'] or requirement['id']}"
        at = ids.of("requirement", row.policy["id"], row.policy["version"], requirement["id"])
        yield {
            **_node("ConformityAssessment", ids.of("assessment", number), f"{object_label(each)}: {each['outcome']}"),
            "description": "\n".join(_told(report, row)),
            "assessmentCriteria": [_node("Criterion", at, criterion)],
            "assessmentDate": report["as_of"],
            "assessedPerformance": [],
            **_subject(ids, row),
            "assessedOrganisation": _supplier(ids, row.manifest["supplier"]),
            **_standard(ids, row),
            **_regulation(ids, requirement["citation"]),
            **({"specifiedCondition": [told(text) for text in each["conditions"]]} if each["conditions"] else {}),
            "conformityTopic": [],
            **({} if conformance is None else {"conformance": conformance}),
        }


def _conformance(row: Row) -> bool | None:
    """Yes, no, or nothing where neither is shown."""
    if row.object["outcome"] == PASS:
        return None if row.object["blocks"] else True
    return False if row.object["outcome"] == "fail" else None


def _told(report: Json, row: Row) -> Iterator[str]:
    """An object in words: how it stands and why, a line each."""
    each = row.object
    blocks = "blocks" if each["blocks"] else "does not block"
    held = f"; {holding(each)}" if holding(each) else ""
    asked = f"requirement {label(row.requirement['id'])} of policy {label(row.policy['id'])}"
    yield f"{each['outcome']} ({standing(row)}, {blocks}) against {asked}{held}"
    if each["outcome"] == "undetermined":
        yield "neither shown nor contradicted, which is no pass"
    if each["certificate"]:
        yield f"by certificate {label(each['certificate'])}, basis: {each['basis']}"
    for found in findings(row):
        accepted = ", accepted by the policy" if found["accepted"] else ""
        yield f"{found['severity']} {label(found['code'])}{accepted}: {told(found['message'])}"
    if waived_by := waiver(row):
        yield f"waived: {told(waiver_effect(report, waived_by))}"
    yield f"manifest: {label(row.manifest['path'])}, sha256 {row.manifest['sha256']}"


def _subject(ids: Identifiers, row: Row) -> Json:
    """The product or the facility; an organisation is named by the assessment anyway."""
    each, path = row.object, row.manifest["path"]
    found: Json = {}
    if each["type"] in ("model", "lot", "product"):
        uuid = ids.of("product", path, each["product"] or "", each["id"] or "")
        product = _node("Product", uuid, each["id"] or each["product"] or each["type"])
        product |= {"model": {"modelNumber": product["name"]}, "lot": {"batchNumber": product["name"]}}.get(
            each["type"], {}
        )
        found["assessedProduct"] = [{"product": product, "idVerifiedByCAB": False}]
    if each["site"]:
        facility = _node("Facility", ids.of("site", path, each["site"]), each["site"])
        found["assessedFacility"] = [{"facility": facility, "idVerifiedByCAB": False}]
    return found


def _standard(ids: Identifiers, row: Row) -> Json:
    """The standard of the certificate that satisfies an object."""
    known = {each["id"]: each["standard"] for each in row.manifest["certificates"]}
    name = known.get(row.object["certificate"])
    return {"referenceStandard": [_node("Standard", ids.of("standard", name), name)]} if name else {}


def _regulation(ids: Identifiers, citation: str) -> Json:
    return {"referenceRegulation": [_node("Regulation", ids.of("citation", citation), citation)]} if citation else {}
