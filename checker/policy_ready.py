"""The shipped policies made ready: what their files come to once the schema has been applied to them.

`python -m tests.ready` writes it, a test compares. It serves start-up alone, which then need not load and compile the
schema of policies: for a file of any other bytes, or a schema of any other, nothing of it is used.

The first line holds the digest of the schema and that of all that follows; every other one the digest of a policy file
and its values as JSON. Between the two stands a tab.
"""

from __future__ import annotations

import hashlib
import os
from functools import cache
from typing import TYPE_CHECKING

from checker.resources import resource_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.document import Document, Value

READY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "policies.tsv")


def ready_values(document: Document) -> Value | None:
    """The values of a policy as its schema wants them, if its bytes are those of a shipped one; else None."""
    values = _lines().get(document.sha256)
    if values is None:
        return None
    import json  # noqa: PLC0415 - of no use to most commands

    ready: Value = json.loads(values)
    return ready


@cache
def _lines() -> dict[str, str]:
    """What is ready, by the digest of the file; nothing, if it was made by another schema."""
    try:
        with open(READY, "rb") as file:
            head, _, body = file.read().partition(b"\n")
    except OSError:  # taken out of an installation: the schema is there
        return {}
    if head.decode(errors="replace") != _head(body):
        return {}
    return {digest: values for digest, _, values in (line.partition("\t") for line in body.decode().splitlines())}


def written(policies: Iterable[tuple[Document, Value]]) -> str:
    """What the file has to hold for policies of these values."""
    import json  # noqa: PLC0415 - of no use to a run

    lines = [f"{document.sha256}\t{json.dumps(values, separators=(',', ':'))}" for document, values in policies]
    body = "\n".join(lines) + "\n"
    return f"{_head(body.encode())}\n{body}"


def _head(body: bytes) -> str:
    """The first line over a body: what the schema is today, and the body itself."""
    with open(os.path.join(resource_folder("schemas"), "policy.schema.json"), "rb") as file:
        schema = hashlib.sha256(file.read()).hexdigest()
    return f"{schema}\t{hashlib.sha256(body).hexdigest()}"
