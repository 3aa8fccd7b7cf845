"""One JSON document per line, for tools that read large results as a stream.

The first line is the report (schema: `report`) without `manifests`: verdict, result, relaxations, errors, counts. Each
further line is the entry of one manifest, without `certificates`, `source` and the gates, which `-o json` has. So

    certgate check suppliers -p policies -o ndjson | jq -r 'select(.verdict == "fail") | .supplier // empty'

names the suppliers that fail. The first line has `report`, the others have `path`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from checker.json_library import orjson
from checker.renderers.json_text import dumps, inert_json, is_inert

Json = dict[str, Any]

FINDINGS_ONLY = True

_FILLED = (b'"gates":[{', b'"certificates":[{', b'"source":[{', b'"source":["')


def render(report: Json) -> Iterator[str]:
    """The report as lines of JSON."""
    return (part.decode() for part in encoded(report))


def encoded(report: Json) -> Iterator[bytes]:
    """The report as lines of JSON, in UTF-8."""
    yield _line({key: value for key, value in report.items() if key != "manifests"})
    manifests = report["manifests"]
    if not hasattr(manifests, "blocks"):
        yield from (_line(_brief(manifest)) for manifest in manifests)
        return
    # A run keeps the text of each.
    for block in manifests.blocks():
        texts = [_inert(text, known=manifests.brief) for text in block]
        if len(texts) == 1:  # large: not to be copied once more
            yield from (texts[0], b"\n")
        else:
            yield b"".join(chain.from_iterable((text, b"\n") for text in texts))


def _inert(text: bytes, *, known: bool) -> bytes:
    """The JSON text of a manifest as its line has it; `known` to have nothing that is to be left out."""
    if not (known or _is_brief(text)):
        return dumps(_brief(orjson.loads(text))).encode()
    return text if is_inert(text) else inert_json(text.decode()).encode()


def _is_brief(text: bytes) -> bool:
    """Whether the JSON text of a manifest has nothing to be left out: no list with one of these names is filled.

    A quotation mark within a text is escaped, so that none that stands there can be taken for a name.
    """
    return not any(filled in text for filled in _FILLED)


def _line(value: Json) -> bytes:
    return f"{dumps(value)}\n".encode()


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
