"""One JSON document per line, for tools that read large results as a stream.

The first line is the report (schema: `report`) without `manifests`: verdict, result, relaxations, errors, counts. Each
further line is the entry of one manifest, without `certificates`, `source` and the gates, which `-o json` has. So

    certgate check suppliers -p policies -o ndjson | jq -r 'select(.verdict == "fail") | .supplier // empty'

names the suppliers that fail. The first line has `report`, the others have `path`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.renderers.json_text import dumps

Json = dict[str, Any]

FINDINGS_ONLY = True


def render(report: Json) -> Iterator[str]:
    """The report as lines of JSON."""
    yield _line({key: value for key, value in report.items() if key != "manifests"})
    for manifest in report["manifests"]:
        yield _line(_brief(manifest))


def _line(value: Json) -> str:
    return f"{dumps(value)}\n"


def _brief(manifest: Json) -> Json:
    """A manifest without what `FINDINGS_ONLY` leaves out of a run: the line is the same, whatever the run kept."""
    policies = [
        {**policy, "requirements": [_requirement(each) for each in policy["requirements"]]}
        for policy in manifest["policies"]
    ]
    return {**manifest, "policies": policies, "certificates": [], "source": []}


def _requirement(requirement: Json) -> Json:
    return {**requirement, "objects": [_object(each) for each in requirement["objects"]]}


def _object(each: Json) -> Json:
    brief = {**each, "gates": []}
    if "candidates" in each:
        brief["candidates"] = [{**candidate, "gates": []} for candidate in each["candidates"]]
    return brief
