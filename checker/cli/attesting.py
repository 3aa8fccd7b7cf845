"""What `certgate attest` signs: a statement on a report, or that a manifest, policy or pack is submitted."""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from typing import NamedTuple

import orjson

from checker.api import load_manifest, load_report
from checker.errors import InputError, Location, Problem
from checker.policy_files import is_pack, load_pack
from checker.readers import Source, one_of, read
from checker.renderers.statement import statement
from checker.signing.submission import Submission

_MANY = (".ndjson", ".jsonl")


class Signing(NamedTuple):
    """What is to be signed, and how it is told in a line."""

    payload: bytes
    told: str


def to_sign(path: str) -> Signing:
    """The statement about a file. Raises InputError for a file that is none of those that are signed.

    A report has to add up: nobody should put their name to one that was changed.
    """
    if is_pack(path):
        return _pack(path)
    if path.lower().endswith(_MANY):
        return _many(path)
    given = Source.from_stdin(sys.stdin.buffer.read()) if path == "-" else Source.from_path(path)
    with given.stream() as stream:
        source = given._replace(path="", data=stream.read())
    if _is_report(source):
        return _report(source)
    document = one_of(source)
    if isinstance(document.values, dict) and "policy" in document.values and "tests" not in document.values:
        return _submission("policy", path, source.data)
    load_manifest(document)
    return _submission("manifest", path, source.data)


def _is_report(source: Source) -> bool:
    if source.suffix not in ("", ".json"):
        return False
    try:
        values = orjson.loads(source.data)
    except orjson.JSONDecodeError:
        return False
    return isinstance(values, dict) and "report" in values


def _report(source: Source) -> Signing:
    report = load_report(source.data, source.shown)
    payload = "".join(statement(report, sha256(source.data).hexdigest())).encode()
    result = orjson.loads(payload)["predicate"]["result"]
    return Signing(payload, f"a report as of {report['as_of']}, `{report['result']}`, stated as {result}")


def _pack(path: str) -> Signing:
    pack = load_pack(path)
    return _submission("pack", path, Source.from_path(path).load(), f" `{pack.listing['name']}`")


def _many(path: str) -> Signing:
    """A file of many manifests, signed as a whole."""
    source = Source.from_path(path)
    count = 0
    for found in read(source):
        if isinstance(found, InputError):
            raise found
        load_manifest(found)
        count += 1
    if not count:
        raise InputError(Problem("the file holds no manifest", Location(source.shown), "write one on each line"))
    with source.stream() as stream:
        data = stream.read()
    return _submission("manifest", path, data, f" file of {count}")


def _submission(kind: str, path: str, data: bytes, more: str = "") -> Signing:
    digest = sha256(data).hexdigest()
    made = Submission(kind, os.path.basename(path), digest)
    return Signing(made.payload(), f"a {kind}{more}, sha256 {digest[:12]}")
