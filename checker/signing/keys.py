"""Public keys: Ed25519 and ECDSA on P-256 with SHA-256, from PEM files, known by the digest of what they are.

Two algorithms, and the key says which: nothing in a signature or an envelope can choose another.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from checker.errors import InputError, Location, Problem
from checker.records import NamedTuple
from checker.signing.needed import cryptography

ED25519, P256 = "ed25519", "ecdsa-p256-sha256"
"""The algorithms, by the names that reports and messages use."""

ALGORITHMS = (ED25519, P256)

_WANTED = "give an Ed25519 or P-256 key, as `certgate attest --new-key FILE` makes one"


class PublicKey(NamedTuple):
    """A key by which signatures are verified; `keyid` is the SHA-256 digest of its SubjectPublicKeyInfo in DER."""

    keyid: str
    algorithm: str
    key: Any

    def verifies(self, signature: bytes, data: bytes) -> bool:
        """Whether this key made the signature over exactly these bytes."""
        refused = cryptography("exceptions").InvalidSignature
        try:
            if self.algorithm == ED25519:
                self.key.verify(signature, data)
            else:
                self.key.verify(signature, data, ecdsa())
        except refused:
            return False
        return True

    def pem(self) -> bytes:
        """The key as a PEM file holds it."""
        forms = cryptography("hazmat.primitives.serialization")
        found: bytes = self.key.public_bytes(forms.Encoding.PEM, forms.PublicFormat.SubjectPublicKeyInfo)
        return found


def ecdsa() -> Any:
    """The one form of ECDSA in use: with SHA-256, the signature as a DER sequence of two integers."""
    digest = cryptography("hazmat.primitives.hashes").SHA256()
    return cryptography("hazmat.primitives.asymmetric.ec").ECDSA(digest)


def public_key(pem: bytes, shown: str) -> PublicKey:
    """The public key in the bytes of a PEM file. Raises InputError for anything else, and for other algorithms."""
    forms = cryptography("hazmat.primitives.serialization")
    unsupported = cryptography("exceptions").UnsupportedAlgorithm
    if b"PRIVATE KEY-----" in pem:
        why = "this is a private key, which nobody but its owner may have"
        raise refused(shown, why, "give the public half: `openssl pkey -in KEY -pubout -out KEY.pub`")
    if b"-----BEGIN CERTIFICATE-----" in pem:
        why = "this is an X.509 certificate, where a public key is required"
        raise refused(shown, why, "take the key out of it: `openssl x509 -in FILE -noout -pubkey`")
    try:
        key = forms.load_pem_public_key(pem)
    except (ValueError, unsupported):
        why = "this is no public key in PEM"
        raise refused(shown, why, "the file begins with `-----BEGIN PUBLIC KEY-----`") from None
    return known(key, shown)


def known(key: Any, shown: str) -> PublicKey:
    """A public key of the library as ours. Raises InputError for one of another algorithm."""
    edwards = cryptography("hazmat.primitives.asymmetric.ed25519").Ed25519PublicKey
    elliptic = cryptography("hazmat.primitives.asymmetric.ec")
    forms = cryptography("hazmat.primitives.serialization")
    if isinstance(key, edwards):
        algorithm = ED25519
    elif isinstance(key, elliptic.EllipticCurvePublicKey) and isinstance(key.curve, elliptic.SECP256R1):
        algorithm = P256
    else:
        raise refused(shown, "the key is neither Ed25519 nor P-256", _WANTED)
    der = key.public_bytes(forms.Encoding.DER, forms.PublicFormat.SubjectPublicKeyInfo)
    return PublicKey(sha256(der).hexdigest(), algorithm, key)


def refused(shown: str, why: str, mend: str) -> InputError:
    """The error for a file that holds no key of use."""
    return InputError(Problem(why, Location(shown), mend))
