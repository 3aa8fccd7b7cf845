"""Whether a credential was revoked or suspended: Bitstring Status Lists (W3C) that the buyer gave as files.

A list is a credential itself and counts only if whoever issued the credential signed it. It is a snapshot: it speaks
of the day it was issued. Of several snapshots of one list the last one counts.
"""

from __future__ import annotations

import zlib
from datetime import date
from functools import lru_cache

from checker.credentials.encodings import base64url
from checker.credentials.faults import REVOKED, STATUS, SUSPENDED, Fault, RefusedError
from checker.credentials.secured import LIST_BYTES, listed
from checker.credentials.verify import Verified, opened, signed_by
from checker.model.outcome import Outcome
from checker.model.trust import Trust
from checker.records import NamedTuple
from checker.words import shorten

_TYPES = {
    "BitstringStatusListEntry": ("BitstringStatusListCredential", "BitstringStatusList"),
    "StatusList2021Entry": ("StatusList2021Credential", "StatusList2021"),
}
_ADVERSE = {
    "revocation": (REVOKED, "was revoked by its issuer"),
    "suspension": (SUSPENDED, "is suspended by its issuer"),
}
_MOST_BYTES = 16 * 1024 * 1024  # of a list: 128 million certificates
_MOST_ENTRIES = 16
_INDEX_DIGITS = 9
_GZIP = 16 + zlib.MAX_WBITS


class Looked(NamedTuple):
    """What the status lists say of a credential: `good` if one says that it is neither revoked nor suspended.

    `day` is the earliest day of a list that does, `until` the last day on which all of them hold.
    """

    problems: tuple[Fault, ...] = ()
    day: date | None = None
    until: date | None = None
    good: bool = False


class _List(NamedTuple):
    """A status list that could be opened: its claims, who signed it, and its bits as they were packed."""

    shown: str
    found: Verified
    purposes: tuple[str, ...]
    packed: str
    day: date


class _UnknownError(Exception):
    """Raised where a list does not say; carries the rest of `the credential has a status that …`."""


def looked_up(credential: Verified, trust: Trust) -> Looked:
    """What the lists that a credential names say of it; one that names none has no status to be looked up."""
    entries = listed(credential.claims.get("credentialStatus"))
    if not entries or not credential.signed:
        return Looked()
    if len(entries) > _MOST_ENTRIES:
        return Looked((_open(f"names more than {_MOST_ENTRIES} status lists"),))
    problems, days, ends, good = [], [], [], False
    for entry in entries:
        try:
            adverse, row = _entry(entry, credential, trust)
        except _UnknownError as unknown:
            problems.append(_open(str(unknown)))
            continue
        days.append(row.day)
        ends.append(row.found.term.until)
        if adverse:
            code, why = adverse
            told = f"{why}, by the status list `{row.shown}` of {row.day}"
            problems.append(Fault(code, Outcome.FAIL, told, day=row.day))
        good = good or not adverse
    bad = bool(problems)
    until = min((day for day in ends if day), default=None)
    return Looked(tuple(problems), min(days, default=None), until, good and not bad)


def _open(why: str) -> Fault:
    return Fault(STATUS, Outcome.UNDETERMINED, why)


def _entry(entry: object, credential: Verified, trust: Trust) -> tuple[tuple[str, str] | None, _List]:
    """What one entry comes to: None for a bit that is not set, else its code and words; and the list that says so."""
    if not isinstance(entry, dict):
        raise _UnknownError("names a status that is no object")
    kind, purpose = entry.get("type"), entry.get("statusPurpose")
    url, index = entry.get("statusListCredential"), entry.get("statusListIndex")
    if not isinstance(kind, str) or kind not in _TYPES:
        raise _UnknownError(f"names a status of the kind `{shorten(str(kind))}`, which is not known here")
    if not isinstance(purpose, str) or purpose not in _ADVERSE:
        raise _UnknownError(f"names a status for `{shorten(str(purpose))}`, which is not known here")
    digits = str(index) if isinstance(index, str | int) and not isinstance(index, bool) else ""
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _INDEX_DIGITS) or not isinstance(url, str):
        raise _UnknownError("names no place in a status list")
    if entry.get("statusSize", 1) != 1:
        raise _UnknownError("names a status of more than one bit")
    row = _list(url, kind, credential, trust)
    if purpose not in row.purposes:
        raise _UnknownError(f"names the status list `{shorten(url)}` for `{purpose}`, which it is not for")
    return (_ADVERSE[purpose] if _bit(row.packed, int(digits)) else None), row


def _list(url: str, kind: str, credential: Verified, trust: Trust) -> _List:
    """The last snapshot of a list that whoever issued the credential signed."""
    rows = [row for row in _lists(trust) if row[0] == url]
    if not rows:
        raise _UnknownError(f"has a status in the list `{shorten(url)}`, which is not at hand")
    found, why = [], ""
    for _, shown, verified in rows:
        try:
            found.append(_usable(shown, verified, kind, credential))
        except _UnknownError as unknown:
            why = str(unknown)
    if not found:
        raise _UnknownError(why)
    return max(found, key=lambda row: (row.day, row.shown))


@lru_cache(maxsize=8)
def _lists(trust: Trust) -> tuple[tuple[str, str, Verified | str], ...]:
    """The lists given, by the URL that each says it is of; with why it can not be used where that is so."""
    rows: list[tuple[str, str, Verified | str]] = []
    for shown, data in trust.status_lists:
        try:
            secured = opened(data, shown, trust, LIST_BYTES)
        except RefusedError as refused:
            rows.append(("", shown, refused.fault.why))
            continue
        subject = secured.claims["credentialSubject"]
        own = secured.claims.get("id") or str(subject.get("id", "")).partition("#")[0]
        try:
            rows.append((str(own), shown, signed_by(secured, trust)))
        except RefusedError as refused:
            rows.append((str(own), shown, refused.fault.why))
    return tuple(rows)


def _usable(shown: str, found: Verified | str, kind: str, credential: Verified) -> _List:
    """A list that the issuer of the credential signed. Raises _UnknownError for any other."""
    name = f"has a status in the list `{shown}`, which"
    if isinstance(found, str):
        raise _UnknownError(f"{name} {found}")
    if not found.signed:
        raise _UnknownError(f"{name} {found.problems[0].why}")
    if not _same_hand(found, credential):
        raise _UnknownError(f"{name} somebody else than its issuer signed")
    of_list, of_subject = _TYPES[kind]
    subject = found.claims["credentialSubject"]
    packed = subject.get("encodedList")
    fitting = of_list in listed(found.claims.get("type")) and of_subject in listed(subject.get("type"))
    if not fitting or not isinstance(packed, str):
        raise _UnknownError(f"{name} is no `{of_list}`")
    if found.issued is None:
        raise _UnknownError(f"{name} does not say of which day it is")
    purposes = tuple(each for each in listed(subject.get("statusPurpose")) if isinstance(each, str))
    return _List(shown, found, purposes, packed, found.issued)


def _same_hand(one: Verified, other: Verified) -> bool:
    """Whether two credentials are of one issuer, who signed both; by a key found by itself, for the same body."""
    if one.issuer != other.issuer:
        return False
    ours = {body for row in one.trusted for body in row.bodies}
    theirs = {body for row in other.trusted for body in row.bodies}
    return one.keyid == other.keyid or (one.resolved and other.resolved) or bool(ours & theirs)


@lru_cache(maxsize=16)
def _bits(packed: str) -> bytes:
    """The bits of a list: gzip in base64url, in multibase for 2.0. Raises _UnknownError for what is none."""
    try:
        # No packed list begins with a `u` of its own: gzip has fixed first bytes.
        data = base64url(packed.removeprefix("u"))
    except ValueError:
        raise _UnknownError("has a status in a list that is not encoded as one") from None
    unpacking = zlib.decompressobj(_GZIP)
    try:
        found = unpacking.decompress(data, _MOST_BYTES)
    except zlib.error:
        raise _UnknownError("has a status in a list that is not packed as one") from None
    if not unpacking.eof or unpacking.unused_data:
        why = "larger than 16 MB" if unpacking.unconsumed_tail else "cut off, or more than one"
        raise _UnknownError(f"has a status in a list that is {why}")
    return found


def _bit(packed: str, index: int) -> bool:
    """The bit at an index; the first is the highest of the first byte."""
    bits = _bits(packed)
    if index >= 8 * len(bits):
        raise _UnknownError(f"has a status in a list that has no place {index}")
    return bool(bits[index // 8] >> (7 - index % 8) & 1)
