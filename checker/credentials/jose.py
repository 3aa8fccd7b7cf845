"""VC-JWT: a credential as the payload of a JSON Web Signature in compact form (RFC 7515, RFC 7519)."""

from __future__ import annotations

from typing import Any

from checker.credentials.encodings import base64url
from checker.credentials.faults import forged, unreadable, unsigned
from checker.credentials.secured import Json, Secured, checked, controller, object_of, term_of, texts
from checker.credentials.term import seconds_first, seconds_last
from checker.signing.keys import ED25519, P256
from checker.signing.needed import cryptography
from checker.words import shorten

ALGORITHMS = {"EdDSA": ED25519, "Ed25519": ED25519, "ES256": P256}
"""`alg` of the header, and the algorithm of the key that it has to be. Nothing else is read, `none` least of all."""

_TYPES = {"vc+jwt", "vc+ld+jwt", "jwt", "vc+ld+json+jwt"}
_HALF = 32  # bytes of each of the two numbers of a P-256 signature


def opened(text: str, shown: str) -> Secured:
    """The credential in a compact JWS, not verified."""
    parts = text.split(".")
    if len(parts) != 3:
        raise unreadable("is no JWT of three parts", "attach the JWT in its compact form, without disclosures")
    head = object_of(_part(parts[0], "header"), shown, " in its header")
    algorithm = _algorithm(head)
    payload = object_of(_part(parts[1], "payload"), shown, " in its payload")
    claims = _claims(payload)
    issuer = checked(claims)
    signature = _signature(_part(parts[2], "signature"), algorithm)
    term = term_of(claims).within(seconds_first(payload.get("nbf"), "nbf"), seconds_last(payload.get("exp"), "exp"))
    return Secured(
        form="vc+jwt",
        claims=claims,
        issuer=issuer,
        method=_method(head, issuer),
        algorithm=algorithm,
        signature=signature,
        signed=f"{parts[0]}.{parts[1]}".encode(),
        term=term,
        issued=seconds_first(payload.get("iat"), "iat") or term.start,
        audience=texts(payload.get("aud"), "aud"),
    )


def _algorithm(head: Json) -> str:
    name = head.get("alg")
    if not isinstance(name, str) or name.lower() == "none":
        raise unsigned("is not signed: its `alg` is `none`", "ask the body for the signed credential")
    if "crit" in head or "b64" in head:
        raise unreadable("demands an extension (`crit`) that is not known here")
    if name not in ALGORITHMS:
        known = " or ".join(f"`{each}`" for each in ALGORITHMS)
        raise unreadable(f"is signed with `{shorten(name)}`, where {known} is required")
    kind = head.get("typ", "JWT")
    if not isinstance(kind, str) or kind.lower().removeprefix("application/") not in _TYPES:
        raise unreadable(f"is a JWT of type `{shorten(str(kind))}`, not `vc+jwt`")
    return ALGORITHMS[name]


def _claims(payload: Json) -> Json:
    """The credential of a payload: the payload itself (VCDM 2.0), or its `vc` with what the JWT states (1.1)."""
    inner = payload.get("vc")
    issuer = payload.get("iss")
    if inner is None:
        stated = payload.get("issuer")
        named = stated.get("id") if isinstance(stated, dict) else stated
        if issuer is not None and issuer != named:
            raise forged("names two issuers: its `iss` is not its `issuer`")
        return payload
    if not isinstance(inner, dict):
        raise unreadable("has a `vc` that is no object")
    merged = dict(inner)
    for key, value in (("issuer", issuer), ("id", payload.get("jti"))):
        stated = merged.get(key)
        named = stated.get("id") if isinstance(stated, dict) else stated
        if value is not None and named is not None and named != value:
            raise forged(f"names two of `{key}`: that of the JWT is not that of the credential")
        if value is not None and stated is None:
            merged[key] = value
    return merged


def _method(head: Json, issuer: str) -> str | None:
    """The DID URL of the key; a bare name of a key is one of the issuer's."""
    kid = head.get("kid")
    if kid is None:
        return None
    if not isinstance(kid, str):
        raise unreadable("has a `kid` that is no text")
    if kid.startswith("did:"):
        if controller(kid) != issuer:
            raise forged("is signed with a key of somebody else than its issuer")
        return kid
    return f"{issuer}{kid if kid.startswith('#') else f'#{kid}'}" if issuer.startswith("did:") else None


def _part(text: str, name: str) -> bytes:
    try:
        return base64url(text)
    except ValueError:
        raise unreadable(f"is no JWT: its {name} is no base64url") from None


def _signature(data: bytes, algorithm: str) -> bytes:
    """The signature as the library wants it: that of P-256 is two numbers side by side, and DER there."""
    if algorithm != P256:
        return data
    if len(data) != 2 * _HALF:
        raise forged("has a signature of the wrong length")
    forms: Any = cryptography("hazmat.primitives.asymmetric.utils")
    first, second = int.from_bytes(data[:_HALF], "big"), int.from_bytes(data[_HALF:], "big")
    found: bytes = forms.encode_dss_signature(first, second)
    return found
