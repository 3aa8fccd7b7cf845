"""Keys for tests, the same in every run: nothing that they sign has to stay secret."""

from __future__ import annotations

from functools import cache

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from checker.signing.keys import ED25519
from checker.signing.signers import PrivateKey, private_key


@cache
def pair(algorithm: str, number: int = 1) -> PrivateKey:
    """The key of an algorithm that goes by a number."""
    made = (
        Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
        if algorithm == ED25519
        else derive_private_key(number + 2**200, SECP256R1())
    )
    return private_key(made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), "key.pem")
