"""Envelopes: one form, every byte of it covered, and a signature counts for its key alone."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from random import Random

import pytest

from checker.errors import InputError
from checker.signing.dsse import Envelope, Signature, opened, pae, seal, signed_by
from checker.signing.keys import ALGORITHMS, ED25519, P256
from tests.signing.pairs import pair

PAYLOAD = b'{"a": [1, 2, "\xc3\xa9"]}'
KIND = "application/vnd.in-toto+json"


def detected(data: bytes, algorithm: str) -> bool:
    """Whether an envelope is refused, or is signed by nobody who is trusted."""
    try:
        return not signed_by(opened(data, "e.json"), [pair(algorithm).public])
    except InputError:
        return True


def test_the_encoding_of_the_specification() -> None:
    """The example of the DSSE specification, protocol.md."""
    assert (
        pae("http://example.com/HelloWorld", b"hello world")
        == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )
    assert pae("", b"") == b"DSSEv1 0  0 "


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_what_was_sealed_is_opened_and_verifies(algorithm: str) -> None:
    data = seal(PAYLOAD, KIND, pair(algorithm))
    envelope = opened(data, "e.json")
    assert (envelope.payload, envelope.payload_type) == (PAYLOAD, KIND)
    assert signed_by(envelope, [pair(algorithm, 2).public, pair(algorithm).public]) == (pair(algorithm).keyid,)
    assert signed_by(envelope, [pair(algorithm, 2).public]) == ()
    assert signed_by(envelope, []) == ()


def test_ed25519_seals_the_same_bytes_every_time() -> None:
    assert seal(PAYLOAD, KIND, pair(ED25519)) == seal(PAYLOAD, KIND, pair(ED25519))


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_thousand_flipped_bytes_are_a_thousand_detections(algorithm: str) -> None:
    data = seal(PAYLOAD * 40, KIND, pair(algorithm))
    draw = Random(6)
    missed = []
    for _ in range(1_000):
        at, by = draw.randrange(len(data)), draw.randrange(1, 256)
        if not detected(data[:at] + bytes([data[at] ^ by]) + data[at + 1 :], algorithm):
            missed.append((at, by))
    assert missed == []


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_every_bit_of_every_byte_counts(algorithm: str) -> None:
    data = seal(b"{}", KIND, pair(algorithm))
    for at in range(len(data)):
        for bit in range(8):
            assert detected(data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :], algorithm), (at, bit)
        assert detected(data[:at], algorithm)


def test_another_form_of_the_same_envelope_is_refused() -> None:
    data = seal(PAYLOAD, KIND, pair(ED25519))
    values = json.loads(data)
    url_safe = {**values, "payload": b64encode(b64decode(values["payload"]), b"-_").decode()}
    forms = [
        json.dumps(values).encode(),
        data.rstrip(),
        data + b"\n",
        json.dumps({**values, "more": 1}, separators=(",", ":")).encode() + b"\n",
        json.dumps(url_safe, separators=(",", ":")).encode() + b" \n",
        data.replace(b'{"payload"', b'{"payload":"e30=","payload"'),
        b"[]",
        b"{}",
        b"\xff",
        b"",
        b"[" * 100_000,
    ]
    for form in forms:
        with pytest.raises(InputError):
            opened(form, "e.json")


def test_a_signature_counts_only_for_the_key_it_names() -> None:
    one, two = pair(ED25519), pair(ED25519, 2)
    signature = one.sign(pae(KIND, PAYLOAD))
    lying = opened(Envelope(PAYLOAD, KIND, (Signature(two.keyid, signature),)).written(), "e.json")
    assert signed_by(lying, [one.public, two.public]) == ()


def test_type_and_payload_can_not_flow_into_each_other() -> None:
    key = pair(P256)
    signature = key.sign(pae("a", b"b c"))
    moved = opened(Envelope(b"c", "a 3 b", (Signature(key.keyid, signature),)).written(), "e.json")
    assert signed_by(moved, [key.public]) == ()


def test_no_signature_and_too_many_are_refused() -> None:
    row = Signature("0", b"1")
    for rows in ((), (row,) * 17):
        with pytest.raises(InputError, match="signatures"):
            opened(Envelope(PAYLOAD, KIND, rows).written(), "e.json")
