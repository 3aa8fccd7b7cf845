"""What `certgate attest` signs: a statement on a report, or that a manifest, policy or pack is submitted."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from hashlib import sha256

from checker.api import load_manifest, load_report
from checker.cli.keys import signer_of, write_pair
from checker.cli.outputs import refuse_inputs
from checker.cli.streams import put
from checker.cli.writing import write_file
from checker.errors import InputError, Location, Problem, UsageError
from checker.json_library import orjson
from checker.policy_files import is_pack, load_pack
from checker.readers import Source, one_of, read
from checker.records import NamedTuple
from checker.renderers.statement import statement
from checker.signing.dsse import STATEMENT, beside, seal
from checker.signing.submission import Submission
from checker.words import visible

_MANY = (".ndjson", ".jsonl")


class AttestRequest(NamedTuple):
    """What `attest` was asked to do, as given on the command line."""

    files: Sequence[str]
    key: str | None
    public_key: str | None
    passphrase_from: str | None
    output: str | None
    new_key: str | None


class Signing(NamedTuple):
    """What is to be signed, and how it is told in a line."""

    payload: bytes
    told: str


def attest_run(given: AttestRequest) -> None:
    """Make a key, or sign files, and tell what was done. Raises UsageError and InputError; nothing is signed then."""
    _refuse(given)
    if given.new_key is not None:
        made = write_pair(given.new_key, given.passphrase_from)
        put(visible(f"{given.new_key}: a new {made.algorithm} key; keep it") + "\n")
        put(visible(f"{given.new_key}.pub: its public half, {made.keyid}") + "\n")
        return
    key = given.key or ""
    # All are looked at before the first is signed.
    found = [(path, to_sign(path)) for path in given.files]
    by = signer_of(key, given.public_key, given.passphrase_from)
    for path, each in found:
        target = given.output or beside(path)
        envelope = seal(each.payload, STATEMENT, by)
        if target == "-":
            put(envelope.decode())
            continue
        refuse_inputs([("attest", target)], [path, key])
        write_file(target, [envelope])
        put(visible(f"{target}: {each.told}, signed with the key {by.keyid[:12]}") + "\n")


def _refuse(given: AttestRequest) -> None:
    """Refuse a command line that says too little, or two things at once."""
    if given.new_key is not None:
        if given.files or given.key:
            raise UsageError("`--new-key` makes a key and signs nothing; sign with a second command")
        return
    if not given.files or not given.key:
        raise UsageError("name what is to be signed, and the key: `certgate attest FILE --key KEY`")
    if len(given.files) > 1 and given.output:
        raise UsageError("`-o` names one file, and several are to be signed; leave it out, or sign them one by one")
    if "-" in given.files and not given.output:
        raise UsageError("standard input has no place beside which an envelope could lie; name one with `-o`")


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
