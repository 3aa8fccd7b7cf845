"""The statement that somebody stands behind a file."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from checker.errors import InputError
from checker.signing.dsse import STATEMENT, opened, seal
from checker.signing.keys import ED25519
from checker.signing.submission import KINDS, Submission, submitted
from tests.signing.pairs import pair

DIGEST = "0" * 64


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_submitted_is_read_again(kind: str) -> None:
    given = Submission(kind, 'Bestätigung "1".yaml', DIGEST)
    assert submitted(opened(seal(given.payload(), STATEMENT, pair(ED25519)), "e"), "e") == given


@dataclass(frozen=True)
class Statement:
    """A statement near the one that is wanted."""

    payload: bytes
    kind: str = STATEMENT


def near() -> list[Statement]:
    plain = Submission("manifest", "m.yaml", DIGEST).payload()
    values = json.loads(plain)
    made = [
        {**values, "predicateType": "https://in-toto.io/attestation/test-result/v0.1"},
        {**values, "subject": values["subject"] * 2},
        {**values, "subject": []},
        {**values, "predicate": {"kind": "report"}},
        {**values, "predicate": {"kind": ["manifest"]}},
        {**values, "more": 1},
        [],
    ]
    compact = [json.dumps(each, separators=(",", ":")).encode() + b"\n" for each in made]
    loose = [b"", b"\xff", json.dumps(values).encode(), plain + b" "]
    return [Statement(each) for each in compact + loose] + [Statement(plain, "application/json")]


@pytest.mark.parametrize("given", near())
def test_any_other_statement_is_refused(given: Statement) -> None:
    envelope = opened(seal(given.payload, given.kind, pair(ED25519)), "e")
    with pytest.raises(InputError, match="no statement"):
        submitted(envelope, "e")
