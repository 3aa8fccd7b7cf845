"""CycloneDX 1.6 declarations: who attests what of which organisation and which product, by what evidence.

| in the report | in the file |
|---|---|
| a policy, its requirements | a standard under `definitions`, its requirements |
| suppliers, sites, organisations; models, lots; services, processes | `targets`: organisations; components; services |
| an object that passes | a claim, among `claims` of the requirement, its certificate as `evidence` |
| an object that fails or is undetermined | a claim to the contrary, among `counterClaims`, with `counterEvidence` |
| a requirement that passes, and does not block (`--fail-on warning`) | `conformance` 1 |
| any other: fails, is undetermined, blocks; waived or not | `conformance` 0, the reason in `rationale` |
| the weakest basis of its objects | `confidence`: 0 none, 0.25 declared, 0.5 documented, 0.75 catalogue, 1 confirmed |
| a waiver | evidence, named by `mitigationStrategies` |
| result, date, relaxations, unusable inputs, warnings about waivers, digests | `properties` of the metadata |

There is no affirmation and no signature: nobody affirms anything here. The assessor is whoever ran certgate, no third
party. Confidence is an ordinal to sort by, no probability.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from checker.renderers.cyclonedx_claims import ASSESSOR, Standards, attestations, claims, evidence, targets
from checker.renderers.identifiers import Identifiers
from checker.renderers.json_stream import stream
from checker.renderers.marks import label, result_line
from checker.renderers.moments import start_of
from checker.renderers.statements import statements

Json = dict[str, Any]


def render(report: Json) -> Iterator[str]:
    """The file, a claim a line."""
    standards = Standards(report)
    yield from stream(
        {
            "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "serialNumber": f"urn:uuid:{Identifiers(report, 'cyclonedx').document}",
            "version": 1,
            "metadata": _metadata(report),
            "declarations": {
                "assessors": [_assessor()],
                "attestations": chain([_run(report)], attestations(report, standards)),
                "claims": claims(report),
                "evidence": evidence(report),
                "targets": {kind: targets(report, kind) for kind in ("organizations", "components", "services")},
            },
            "definitions": {"standards": iter(standards.rows())},
        }
    )
    yield "\n"


def _assessor() -> Json:
    return {"bom-ref": ASSESSOR, "thirdParty": False, "organization": {"name": "whoever ran certgate"}}


def _run(report: Json) -> Json:
    """The attestation of the run as a whole, which no requirement stands for."""
    return {"summary": f"the run as a whole: {result_line(report)}", "assessor": ASSESSOR, "map": []}


def _metadata(report: Json) -> Json:
    tool = report["tool"]
    return {
        "timestamp": start_of(report["as_of"]),
        "tools": {
            "components": [{"type": "application", "name": label(tool["name"]), "version": label(tool["version"])}]
        },
        "properties": [{"name": f"certgate:{key}", "value": value} for key, value in _stated(report)],
    }


def _stated(report: Json) -> Iterator[tuple[str, str]]:
    """What everybody who reads the file has to know."""
    yield "result", report["result"]
    yield "verdict", report["verdict"]
    yield "as-of", report["as_of"]
    yield "exit-code", str(report["exit_code"])
    for each in statements(report):
        yield ("summary" if each.kind == "result" else each.kind), each.text
