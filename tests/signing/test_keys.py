"""Keys: two algorithms, known by what they are; every file that holds none says what to do."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from checker.errors import InputError, UsageError
from checker.signing import hooks
from checker.signing.keys import ALGORITHMS, ED25519, P256, public_key
from checker.signing.signers import new_key, private_key, private_pem, signer
from tests.signing.pairs import pair


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_public_key_is_known_by_its_digest(algorithm: str) -> None:
    key = pair(algorithm)
    found = public_key(key.public.pem(), "k.pub")
    der = key.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert (found.keyid, found.algorithm) == (sha256(der).hexdigest(), algorithm)
    assert found.verifies(key.sign(b"data"), b"data")
    assert not found.verifies(key.sign(b"data"), b"date")
    assert not found.verifies(b"", b"data")


def test_a_key_of_another_algorithm_is_refused() -> None:
    other = ec.generate_private_key(ec.SECP384R1())
    large = rsa.generate_private_key(65537, 2048)
    for key in (other, large):
        pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        with pytest.raises(InputError, match="neither Ed25519 nor P-256"):
            public_key(pem, "k.pub")
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        with pytest.raises(InputError, match="neither Ed25519 nor P-256"):
            private_key(private, "k.pem")


def test_a_private_key_where_a_public_one_is_wanted_is_refused() -> None:
    with pytest.raises(InputError, match=r"private key.*pubout"):
        public_key(private_pem(pair(ED25519)), "k.pem")


@pytest.mark.parametrize("text", [b"", b"no key", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"])
def test_what_is_no_key_is_refused(text: bytes) -> None:
    with pytest.raises(InputError, match="no public key"):
        public_key(text, "k.pub")
    with pytest.raises(InputError, match="no private key"):
        private_key(text, "k.pem")


def test_a_certificate_is_not_taken_for_a_key() -> None:
    with pytest.raises(InputError, match="openssl x509"):
        public_key(b"-----BEGIN CERTIFICATE-----\n", "c.pem")


def test_an_encrypted_key_wants_its_passphrase(tmp_path: Path) -> None:
    file = tmp_path / "k.pem"
    file.write_bytes(private_pem(pair(P256), b"open sesame"))
    with pytest.raises(InputError, match="--passphrase-from"):
        signer(str(file))
    with pytest.raises(InputError, match="with this passphrase"):
        signer(str(file), b"open barley")
    assert signer(str(file), b"open sesame").keyid == pair(P256).keyid


def test_older_forms_of_private_keys_are_read() -> None:
    key = pair(P256).key
    for lock in (NoEncryption(), BestAvailableEncryption(b"x")):
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, lock)
        assert private_key(pem, "k.pem", b"x").keyid == pair(P256).keyid


def test_a_public_key_that_is_not_the_other_half_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "k.pem"
    file.write_bytes(private_pem(pair(ED25519)))
    with pytest.raises(UsageError, match="not the public half"):
        signer(str(file), public=pair(ED25519, 2).public)


def test_new_keys_differ() -> None:
    assert new_key().keyid != new_key().keyid


# Hooks


def hook(tmp_path: Path, code: str, algorithm: str = ED25519) -> str:
    """A program that signs with the test's key, given as the user would name it."""
    (tmp_path / "k.pem").write_bytes(private_pem(pair(algorithm)))
    file = tmp_path / "sign it.py"
    file.write_text(code, encoding="utf-8")
    return f"hook:{sys.executable} '{file}' '{tmp_path / 'k.pem'}'"


SIGNS = """
import sys
from checker.signing.signers import signer
sys.stdout.buffer.write(signer(sys.argv[1]).sign(sys.stdin.buffer.read()))
"""


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_hook_signs(tmp_path: Path, algorithm: str) -> None:
    found = signer(hook(tmp_path, SIGNS, algorithm), public=pair(algorithm).public)
    assert found.keyid == pair(algorithm).keyid
    assert pair(algorithm).public.verifies(found.sign(b"data"), b"data")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("print('signed')", "is no signature of the key"),
        ("import sys; sys.exit('the token is locked')", "ended with 1 and signed nothing: the token is locked"),
        ("import time; time.sleep(60)", "took more than 1 seconds"),
    ],
)
def test_a_hook_that_does_not_sign_says_why(
    tmp_path: Path, code: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hooks, "TIMEOUT", 1)
    with pytest.raises(UsageError, match=told):
        signer(hook(tmp_path, code), public=pair(ED25519).public).sign(b"data")


def test_a_hook_needs_a_program_and_a_public_key(tmp_path: Path) -> None:
    public = pair(ED25519).public
    with pytest.raises(UsageError, match="--public-key"):
        signer("hook:sign")
    with pytest.raises(UsageError, match="names no program"):
        signer("hook:", public=public)
    with pytest.raises(UsageError, match="quotation mark"):
        signer("hook:sign 'x", public=public)
    with pytest.raises(UsageError, match="can not be started"):
        signer(f"hook:{tmp_path}/no-such-program", public=public).sign(b"")


def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    there = tmp_path / "there"
    with pytest.raises(UsageError):
        signer(f"hook:true; touch {there}", public=pair(ED25519).public).sign(b"")
    assert not there.exists()


def test_without_the_library_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.serialization", None)
    with pytest.raises(UsageError, match=r"certgate\[sign\]"):
        public_key(b"", "k.pub")
