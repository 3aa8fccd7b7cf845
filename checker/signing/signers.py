"""What makes signatures: a private key in a PEM file, or a program that the user names (`hook:`)."""

from __future__ import annotations

from typing import Any, Protocol

from checker.errors import UsageError
from checker.readers import Source
from checker.records import NamedTuple
from checker.signing.hooks import HOOK, Hook
from checker.signing.keys import ED25519, PublicKey, ecdsa, known, refused
from checker.signing.needed import cryptography


class Signer(Protocol):
    """Signs bytes with the key that `keyid` names."""

    @property
    def keyid(self) -> str:
        """The digest by which the public half is known."""

    def sign(self, data: bytes) -> bytes:
        """The signature over exactly these bytes."""


class PrivateKey(NamedTuple):
    """A private key held in memory, with its public half."""

    public: PublicKey
    key: Any

    @property
    def keyid(self) -> str:
        """The digest by which the public half is known."""
        return self.public.keyid

    def sign(self, data: bytes) -> bytes:
        """The signature over exactly these bytes: 64 bytes for Ed25519, a DER sequence for P-256."""
        made: bytes = self.key.sign(data) if self.public.algorithm == ED25519 else self.key.sign(data, ecdsa())
        return made


def signer(spec: str, passphrase: bytes | None = None, public: PublicKey | None = None) -> Signer:
    """What signs, as named on the command line: a PEM file, or `hook:COMMAND` with the public key it signs for.

    Raises InputError for a file that holds no key of use, UsageError for what does not go together.
    """
    if spec.startswith(HOOK):
        if public is None:
            raise UsageError("a hook signs with a key that stays where it is; give its public half with `--public-key`")
        return Hook.parse(spec, public)
    source = Source.from_path(spec)
    found = private_key(source.load(), source.shown, passphrase)
    if public is not None and public.keyid != found.keyid:
        raise UsageError(f"`--public-key` is not the public half of `{source.shown}`; leave it out, or give the other")
    return found


def private_key(pem: bytes, shown: str, passphrase: bytes | None = None) -> PrivateKey:
    """The private key in the bytes of a PEM file. Raises InputError for anything else."""
    forms = cryptography("hazmat.primitives.serialization")
    unsupported = cryptography("exceptions").UnsupportedAlgorithm
    if b"PRIVATE KEY-----" not in pem:
        why = "this is no private key in PEM"
        raise refused(shown, why, "make one with `certgate attest --new-key FILE`")
    locked = b"ENCRYPTED" in pem
    if locked and passphrase is None:
        mend = "name the environment variable that holds its passphrase with `--passphrase-from NAME`"
        raise refused(shown, "the private key is encrypted", mend)
    try:
        key = forms.load_pem_private_key(pem, passphrase if locked else None)
    except (ValueError, TypeError, unsupported):
        why = "the private key can not be read" + (" with this passphrase" if locked else "")
        raise refused(shown, why, "give the PEM file (PKCS#8) as it was made") from None
    public = key.public_key() if hasattr(key, "public_key") else None
    return PrivateKey(known(public, shown), key)


def new_key() -> PrivateKey:
    """A new Ed25519 key, from the randomness of the system."""
    key = cryptography("hazmat.primitives.asymmetric.ed25519").Ed25519PrivateKey.generate()
    return PrivateKey(known(key.public_key(), "-"), key)


def private_pem(key: PrivateKey, passphrase: bytes | None = None) -> bytes:
    """A private key as a PEM file holds it (PKCS#8), encrypted where a passphrase is given."""
    forms = cryptography("hazmat.primitives.serialization")
    lock = forms.BestAvailableEncryption(passphrase) if passphrase else forms.NoEncryption()
    found: bytes = key.key.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, lock)
    return found
