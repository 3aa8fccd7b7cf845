"""Which key a DID URL stands for: `did:key` and `did:jwk` hold it, all others need their document, given as a file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from checker.credentials.encodings import base64url
from checker.credentials.faults import KEY, RefusedError, forged, unknown, unreadable
from checker.credentials.keys import multikey, web_key
from checker.credentials.secured import Json, listed, object_of
from checker.credentials.term import last_day
from checker.errors import InputError, Location, Problem
from checker.records import NamedTuple
from checker.signing.keys import PublicKey
from checker.words import shorten

_KEY, _JWK = "did:key:", "did:jwk:"
_MEND = "give the DID document as its controller publishes it"


class Method(NamedTuple):
    """A key of a DID that may issue credentials, until it was revoked or expires."""

    did: str
    key: PublicKey
    until: date | None = None


class Resolver:
    """Finds keys by DID URLs, among the documents that the buyer gave; nothing is fetched."""

    def __init__(self, documents: Iterable[tuple[str, bytes]]) -> None:
        """`documents` are names of files and their bytes. Raises InputError for one that is no DID document."""
        self._documents: dict[str, Json] = {}
        for shown, data in documents:
            document = _document(data, shown)
            other = self._documents.setdefault(document["id"], document)
            if other != document:
                why = f"another file holds a different document of `{shorten(document['id'])}`"
                raise InputError(Problem(why, Location(shown), "give the one that is in effect"))

    def key(self, issuer: str, method: str | None) -> Method | None:
        """The key of an issuer that a DID URL names, or its one key; None where the issuer is no DID that is known.

        Raises RefusedError where the DID is known and has no such key for issuing credentials.
        """
        if issuer.startswith(_KEY):
            return _of_did_key(issuer, method)
        if issuer.startswith(_JWK):
            return _of_did_jwk(issuer, method)
        document = self._documents.get(issuer)
        return _of_document(document, method) if document is not None else None


def _document(data: bytes, shown: str) -> Json:
    try:
        found = object_of(data, shown)
    except RefusedError as refused:
        raise InputError(Problem(f"the file {refused.fault.why}", Location(shown), _MEND)) from None
    did = found.get("id")
    if not isinstance(did, str) or not did.startswith("did:"):
        raise InputError(Problem("this is no DID document: it has no `id` that is a DID", Location(shown), _MEND))
    return found


def _of_did_key(issuer: str, method: str | None) -> Method:
    text = issuer.removeprefix(_KEY)
    if method not in {None, f"{issuer}#{text}"}:
        raise forged("names a key that its issuer does not have")
    return Method(issuer, _key(lambda: multikey(text), issuer))


def _of_did_jwk(issuer: str, method: str | None) -> Method:
    if method not in {None, f"{issuer}#0"}:
        raise forged("names a key that its issuer does not have")
    try:
        data = base64url(issuer.removeprefix(_JWK))
    except ValueError:
        data = b""
    row = object_of(data, issuer, " in the key of its issuer")
    return Method(issuer, _key(lambda: web_key(row), issuer))


def _of_document(document: Json, method: str | None) -> Method:
    """The key among those with which a DID may issue credentials (`assertionMethod`)."""
    did = document["id"]
    allowed = [_absolute(each, did) for each in listed(document.get("assertionMethod"))]
    rows = [each for each in [*listed(document.get("verificationMethod")), *allowed] if isinstance(each, dict)]
    by_id = {_absolute(row.get("id"), did): row for row in rows}
    names = [each["id"] if isinstance(each, dict) else each for each in allowed]
    fitting = names if method is None else [each for each in names if each == method]
    row = by_id.get(fitting[0]) if len(fitting) == 1 else None
    if row is None:
        which = f"no key `{shorten(method)}`" if method else "no single key"
        raise unknown(KEY, f"can not be verified: the DID document of `{shorten(did)}` has {which} to issue with")
    if row.get("controller", did) != did:
        raise forged("names a key that somebody else than its issuer controls")
    key = _key(lambda: _of_row(row), did)
    ends = [last_day(row.get(name), name) for name in ("revoked", "expires")]
    return Method(did, key, min((day for day in ends if day), default=None))


def _absolute(value: Any, did: str) -> Any:
    """A DID URL, or a mapping with one, of which a document may leave out the DID."""
    if isinstance(value, dict):
        return {**value, "id": _absolute(value.get("id"), did)}
    return f"{did}{value}" if isinstance(value, str) and value.startswith("#") else value


def _of_row(row: Json) -> PublicKey:
    jwk, multibase = row.get("publicKeyJwk"), row.get("publicKeyMultibase")
    if isinstance(jwk, dict) and multibase is None:
        return web_key(jwk)
    if isinstance(multibase, str) and jwk is None:
        return multikey(multibase)
    raise ValueError("no key, or two")


def _key(read: Any, did: str) -> PublicKey:
    try:
        found: PublicKey = read()
    except (ValueError, InputError):
        raise unreadable(f"names a key of `{shorten(did)}` that is neither Ed25519 nor P-256") from None
    return found
