"""Whether a credential was revoked or suspended: by lists that its issuer signed, as of their day; else it is open."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from checker.credentials import Verified, verified
from checker.model.outcome import Outcome
from checker.model.trust import TrustedKey
from tests.credentials import issuing
from tests.credentials.issuing import (
    EDWARDS,
    ELLIPTIC,
    JCS,
    JWT,
    STRANGER,
    claims,
    did_key,
    entry,
    status_list,
    trusted,
    trusting,
)
from tests.signing.pairs import pair

UNKNOWN = "credential-status-unknown"


def read(credential: dict[str, Any], *lists: bytes) -> Verified:
    given = tuple((f"list-{number}", data) for number, data in enumerate(lists))
    return verified(issuing.jwt(credential), "c", trusting(status_lists=given))


def codes(found: Verified) -> list[str]:
    return [each.code for each in found.problems]


def packed(values: dict[str, Any], bits: str) -> bytes:
    """A signed list with another text for its bits."""
    return issuing.jwt(issuing.subject(values, encodedList=bits))


@pytest.mark.parametrize("form", [JWT, JCS, issuing.ENVELOPED, issuing.RDFC])
@pytest.mark.parametrize(
    ("purpose", "bits", "expected"),
    [
        ("revocation", (6, 8), []),
        ("revocation", (7,), ["credential-revoked"]),
        ("suspension", (7,), ["credential-suspended"]),
        ("suspension", (), []),
    ],
)
def test_a_bit_that_is_set_fails(form: str, purpose: str, bits: tuple[int, ...], expected: list[str]) -> None:
    data = issuing.issued(form, status_list(*bits, purpose=purpose))
    found = read(claims(credentialStatus=entry(purpose=purpose)), data)
    assert codes(found) == expected
    assert found.day == (date(2026, 10, 1) if form in {JCS, issuing.RDFC} else date(2026, 11, 1))
    assert all(each.outcome is Outcome.FAIL and each.day == found.day for each in found.problems)
    assert found.status == (not expected)


def test_a_list_that_is_not_given_leaves_it_open() -> None:
    found = read(claims(credentialStatus=entry()))
    assert codes(found) == [UNKNOWN]
    assert found.problems[0].outcome is Outcome.UNDETERMINED
    assert issuing.LIST in found.problems[0].why


def test_without_status_there_is_nothing_to_look_up() -> None:
    found = read(claims(), issuing.jwt(status_list(7)))
    assert not found.problems
    assert not found.status
    assert found.day is None


def test_the_last_snapshot_counts() -> None:
    lists = [issuing.jwt(status_list(*bits, day=day)) for bits, day in [((), "2026-11-01"), ((7,), "2026-11-02")]]
    for given in (lists, lists[::-1]):
        found = read(claims(credentialStatus=entry()), *given)
        assert codes(found) == ["credential-revoked"]
        assert found.problems[0].day == date(2026, 11, 2)


def test_both_purposes_are_looked_up() -> None:
    both = [entry(3), entry(4, "suspension", f"{issuing.LIST}2")]
    first = issuing.jwt(status_list())
    second = issuing.jwt({**status_list(4, purpose="suspension"), "id": f"{issuing.LIST}2"})
    assert codes(read(claims(credentialStatus=both), first, second)) == ["credential-suspended"]
    one = read(claims(credentialStatus=both), first)
    assert codes(one) == [UNKNOWN]
    assert not one.status


def test_a_list_holds_as_long_as_it_says() -> None:
    data = issuing.jwt({**status_list(), "validUntil": "2026-12-01T00:00:00Z"})
    assert read(claims(credentialStatus=entry()), data).term.until == date(2026, 11, 30)


LISTS: dict[str, Callable[[], bytes]] = {
    "not signed": lambda: json.dumps(status_list()).encode(),
    "changed": lambda: issuing.jwt(status_list())[:-4] + b"AAAA",
    "of somebody else": lambda: issuing.jwt(status_list(issuer=did_key(STRANGER)), STRANGER),
    "said to be of the issuer": lambda: issuing.jwt(status_list(), STRANGER),
    "of another type": lambda: issuing.jwt({**status_list(), "type": ["VerifiableCredential"]}),
    "about something else": lambda: issuing.jwt(issuing.subject(status_list(), type="Other")),
    "for another purpose": lambda: issuing.jwt(status_list(purpose="suspension")),
    "at another place": lambda: issuing.jwt({**status_list(), "id": "https://body.example/status/2"}),
    "of no day": lambda: issuing.jwt({k: v for k, v in status_list().items() if k != "validFrom"}),
    "without bits": lambda: issuing.jwt(issuing.subject(status_list(), encodedList=None)),
    "too short": lambda: packed(status_list(), "u" + issuing.base64url(gzip.compress(b""))),
    "not packed": lambda: packed(status_list(), "u" + issuing.base64url(b"\x1f\x8bnot")),
    "not encoded": lambda: packed(status_list(), "u===="),
    "cut off": lambda: packed(status_list(), "u" + issuing.base64url(gzip.compress(bytes(99))[:-9])),
    "two in one": lambda: packed(status_list(), "u" + issuing.base64url(gzip.compress(bytes(99)) * 2)),
    "a bomb": lambda: packed(status_list(), "u" + issuing.base64url(gzip.compress(bytes(1 << 26)))),
    "no credential": lambda: b"{}",
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_does_not_count_leaves_it_open(name: str) -> None:
    found = read(claims(credentialStatus=entry()), LISTS[name]())
    assert codes(found) == [UNKNOWN]
    assert not found.status


ENTRIES = [
    entry(purpose="message"),
    entry(purpose="refresh"),
    entry(type="RevocationList2020Status"),
    entry(10**9),
    entry(200_000),
    entry(statusListIndex="-1"),
    entry(statusListIndex="٣"),
    entry(statusListIndex=True),
    entry(statusListIndex=None),
    entry(statusSize=2),
    entry(statusListCredential=5),
    "revoked",
    [entry()] * 17,
]


@pytest.mark.parametrize("odd", ENTRIES)
def test_an_entry_that_can_not_be_looked_up_leaves_it_open(odd: Any) -> None:
    found = read(claims(credentialStatus=odd), issuing.jwt(status_list()))
    assert set(codes(found)) == {UNKNOWN}
    assert not found.status


def test_another_key_may_sign_the_list_if_it_is_trusted_for_the_same_body() -> None:
    web, other = "https://body.example", pair("ed25519", 13)
    rows = [
        TrustedKey(name, pem=key.public.pem().decode(), bodies=(body,))
        for name, key, body in [("a", EDWARDS, "x"), ("b", ELLIPTIC, "x"), ("c", other, "y")]
    ]
    credential = issuing.jwt(claims(web, credentialStatus=entry()))
    for key, expected in [(EDWARDS, []), (ELLIPTIC, []), (other, [UNKNOWN])]:
        given = (("list", issuing.jwt(status_list(issuer=web), key)),)
        found = verified(credential, "c", trusting(*rows, status_lists=given))
        assert codes(found) == expected, key.public.algorithm


def test_an_older_list_is_read_too() -> None:
    values = issuing.subject(status_list(7), type="StatusList2021")
    values["type"] = ["VerifiableCredential", "StatusList2021Credential"]
    bits = values["credentialSubject"]["encodedList"].removeprefix("u")
    data = packed(values, bits)
    assert codes(read(claims(credentialStatus=entry(type="StatusList2021Entry")), data)) == ["credential-revoked"]
    assert codes(read(claims(credentialStatus=entry()), data)) == [UNKNOWN]


def test_what_nobody_trusts_can_still_be_revoked() -> None:
    lists = (("list", issuing.jwt(status_list(7))),)
    data = issuing.jwt(claims(credentialStatus=entry()))
    found = verified(data, "c", trusting(trusted(did_key(STRANGER)), status_lists=lists))
    assert codes(found) == ["credential-key-not-trusted", "credential-revoked"]
