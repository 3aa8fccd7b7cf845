"""A signed credential as it was opened: what it claims, what was signed, and by whom it says it is.

The forms that are read: VC-JWT (Securing Verifiable Credentials using JOSE and COSE; EdDSA, ES256) and Data Integrity
proofs (`eddsa-jcs-2022`, `eddsa-rdfc-2022`), of the Verifiable Credentials Data Model 2.0 and 1.1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from checker.credentials.faults import unreadable
from checker.credentials.term import Term, first_day, last_day
from checker.errors import InputError
from checker.readers.json_reader import read_json
from checker.records import NamedTuple

Json = dict[str, Any]

CONTEXTS = ("https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1")
"""The context that a credential begins with: VCDM 2.0 and 1.1."""

BYTES = 1024 * 1024
"""The most bytes of a credential."""

LIST_BYTES = 16 * 1024 * 1024
"""The most bytes of a status list."""

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


class Secured(NamedTuple):
    """A credential, opened and not verified: `signature` is said to be over `signed`, by the key that `method` names.

    `method` is a DID URL; where it is None, the key is the one key of the issuer. `issued` is the day of the signature,
    as the issuer states it. `audience` are those it is addressed to; empty: everybody.
    """

    form: str
    claims: Json
    issuer: str
    method: str | None
    algorithm: str
    signature: bytes
    signed: bytes
    term: Term = Term()
    issued: date | None = None
    audience: tuple[str, ...] = ()


def object_of(data: bytes, shown: str, what: str = "") -> Json:
    """The mapping in the bytes of a JSON text; refuses what two people could read in two ways."""
    try:
        values = read_json(data, shown).values
    except InputError as error:
        problem = error.problems[0]
        where = f" in line {problem.location.line}" if problem.location.line and not what else ""
        raise unreadable(f"is no well-formed JSON{what}: {problem.message}{where}", problem.help) from None
    if not isinstance(values, dict):
        raise unreadable(f"is no JSON object{what}")
    return values


def checked(claims: Json) -> str:
    """The issuer of a credential that has the shape of one."""
    contexts = listed(claims.get("@context"))
    if not contexts or contexts[0] not in CONTEXTS:
        raise unreadable("does not begin with the context of the W3C data model 2.0 or 1.1")
    types = listed(claims.get("type"))
    if "VerifiableCredential" not in types:
        what = "is a presentation, not a credential" if "VerifiablePresentation" in types else "is of another type"
        raise unreadable(f"{what}: `VerifiableCredential` is not among its types", "attach the credential itself")
    if not isinstance(claims.get("credentialSubject"), dict):
        raise unreadable("has no one `credentialSubject`")
    issuer = identifier(claims.get("issuer"))
    if issuer is None:
        raise unreadable("names no issuer by a URL")
    return issuer


def identifier(value: object) -> str | None:
    """The URL by which something is named, whether it stands alone or as `id` of a mapping."""
    found = value.get("id") if isinstance(value, dict) else value
    return found if isinstance(found, str) and _URL.fullmatch(found) else None


def term_of(claims: Mapping[str, Any]) -> Term:
    """From when until when a credential holds, by its own words (2.0, then 1.1)."""
    term = Term(first_day(claims.get("validFrom"), "validFrom"), last_day(claims.get("validUntil"), "validUntil"))
    older = (
        first_day(claims.get("issuanceDate"), "issuanceDate"),
        last_day(claims.get("expirationDate"), "expirationDate"),
    )
    return term.within(*older)


def listed(value: object) -> list[Any]:
    """A value as a list: JSON-LD lets one stand alone."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def texts(value: object, key: str) -> tuple[str, ...]:
    """A text or a list of texts; anything else is refused."""
    found = listed(value)
    if not all(isinstance(each, str) for each in found):
        raise unreadable(f"has a `{key}` that is no text")
    return tuple(found)


def controller(method: str) -> str:
    """Whose key a URL names: the DID of a DID URL, else the URL without its fragment."""
    bare = method.partition("#")[0]
    return bare.partition("?")[0].partition("/")[0] if bare.startswith("did:") else bare
