"""Public keys as credentials name them: Multikey (multicodec in multibase) and JSON Web Key (RFC 7517)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.credentials.encodings import base64url, multibase
from checker.signing.keys import PublicKey, known
from checker.signing.needed import cryptography

# Varint prefixes of the multicodec table: ed25519-pub 0xed, p256-pub 0x1200.
_ED25519, _P256 = b"\xed\x01", b"\x80\x24"
_COORDINATE = 32


def multikey(text: str) -> PublicKey:
    """The key of a multibase text. Raises ValueError for anything but an Ed25519 or P-256 key."""
    data = multibase(text)
    code, rest = data[:2], data[2:]
    if code == _ED25519:
        return _edwards(rest)
    if code == _P256 and len(rest) == _COORDINATE + 1:
        return _elliptic(rest)
    raise ValueError("neither Ed25519 nor P-256")


def web_key(row: Mapping[str, Any]) -> PublicKey:
    """The key of a JSON Web Key. Raises ValueError for anything but an Ed25519 or P-256 key."""
    kind = row.get("kty"), row.get("crv")
    if "d" in row:
        raise ValueError("a private key")
    if kind == ("OKP", "Ed25519"):
        return _edwards(_coordinate(row.get("x")))
    if kind == ("EC", "P-256"):
        return _elliptic(b"\x04" + _coordinate(row.get("x")) + _coordinate(row.get("y")))
    raise ValueError("neither Ed25519 nor P-256")


def _coordinate(value: object) -> bytes:
    found = base64url(value) if isinstance(value, str) else b""
    if len(found) != _COORDINATE:
        raise ValueError("no coordinate")
    return found


def _edwards(data: bytes) -> PublicKey:
    forms = cryptography("hazmat.primitives.asymmetric.ed25519")
    return known(forms.Ed25519PublicKey.from_public_bytes(data), "-")


def _elliptic(point: bytes) -> PublicKey:
    forms = cryptography("hazmat.primitives.asymmetric.ec")
    return known(forms.EllipticCurvePublicKey.from_encoded_point(forms.SECP256R1(), point), "-")
