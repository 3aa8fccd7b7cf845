"""A Sigstore instance for tests: an authority that issues certificates, a log of them, a log of signatures, a root.

Nothing of it is served anywhere: the bundles are what such an instance would have given out.
"""

from __future__ import annotations

import json
import struct
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, derive_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from checker.signing.dsse import STATEMENT, pae
from checker.signing.keys import ecdsa

Json = dict[str, Any]

IDENTITY = "https://ci.example/northwind/quality/.github/workflows/certgate.yml@refs/heads/main"
ISSUER = "https://token.ci.example"
SIGNED = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

_SCT_LIST = x509.ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2")
_ISSUER = x509.ObjectIdentifier("1.3.6.1.4.1.57264.1.1")
_ISSUER_DER = x509.ObjectIdentifier("1.3.6.1.4.1.57264.1.8")


class Terms(NamedTuple):
    """What a certificate says, and when the log took the signature; `old` and `new` are the two forms of the issuer."""

    identity: str = IDENTITY
    old: str | None = ISSUER
    new: str | None = ISSUER
    logged: datetime = SIGNED
    listed: bool = True


TERMS = Terms()


@cache
def _key(number: int) -> EllipticCurvePrivateKey:
    return derive_private_key(number + 2**210, SECP256R1())


def _der(key: EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _b64(data: bytes) -> str:
    return b64encode(data).decode()


class Instance:
    """An instance with keys of its own, by a number."""

    def __init__(self, number: int = 1) -> None:
        self.authority, self.certificates, self.log, self.leaf = (_key(10 * number + each) for each in range(4))
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"authority {number}")])
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        self.certificate = (
            self._builder(self.authority, self.name, timedelta(days=3650))
            .add_extension(x509.BasicConstraints(True, 0), True)
            .add_extension(usage, True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(self.authority.public_key()), False)
            .sign(self.authority, SHA256())
        )

    def root(self) -> Json:
        """The trusted root of this instance alone."""
        term = {"start": "2026-01-01T00:00:00Z"}
        authority = {
            "subject": {"organization": "example", "commonName": "authority"},
            "certChain": {"certificates": [{"rawBytes": _b64(self.certificate.public_bytes(Encoding.DER))}]},
            "validFor": term,
        }
        logs = [
            {
                "baseUrl": "https://log.invalid",
                "hashAlgorithm": "SHA2_256",
                "publicKey": {
                    "rawBytes": _b64(_der(key)),
                    "keyDetails": "PKIX_ECDSA_P256_SHA_256",
                    "validFor": term,
                },
                "logId": {"keyId": _b64(sha256(_der(key)).digest())},
            }
            for key in (self.log, self.certificates)
        ]
        return {
            "mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
            "tlogs": logs[:1],
            "certificateAuthorities": [authority],
            "ctlogs": logs[1:],
        }

    def bundle_of_statement(self, payload: bytes, terms: Terms = TERMS, kind: str = STATEMENT) -> Json:
        """A bundle with a signed statement (DSSE)."""
        certificate = self.issue(terms)
        signature = self.leaf.sign(pae(kind, payload), ecdsa())
        envelope = {"payload": _b64(payload), "payloadType": kind, "signatures": [{"sig": _b64(signature)}]}
        row = {"signature": _b64(signature), "verifier": _pem(certificate)}
        digests = {
            "envelopeHash": _digest(json.dumps(envelope).encode()),
            "payloadHash": _digest(payload),
        }
        entry = {"apiVersion": "0.0.1", "kind": "dsse", "spec": {**digests, "signatures": [row]}}
        return {**self._bundle(certificate, entry, terms), "dsseEnvelope": envelope}

    def bundle_of_file(self, data: bytes, terms: Terms = TERMS) -> Json:
        """A bundle with the signature over a file."""
        certificate = self.issue(terms)
        signature = self.leaf.sign(data, ecdsa())
        signed = {"content": _b64(signature), "publicKey": {"content": _pem(certificate)}}
        spec = {"data": {"hash": _digest(data)}, "signature": signed}
        entry = {"apiVersion": "0.0.1", "kind": "hashedrekord", "spec": spec}
        digest = {"algorithm": "SHA2_256", "digest": _b64(sha256(data).digest())}
        message = {"messageDigest": digest, "signature": _b64(signature)}
        return {**self._bundle(certificate, entry, terms), "messageSignature": message}

    def issue(self, terms: Terms) -> x509.Certificate:
        """A certificate of ten minutes, which the log of certificates has taken."""
        usage = x509.KeyUsage(True, False, False, False, False, False, False, False, False)
        name = (
            x509.UniformResourceIdentifier(terms.identity)
            if "://" in terms.identity
            else x509.RFC822Name(terms.identity)
        )
        builder = (
            self._builder(self.leaf, x509.Name([]), timedelta(minutes=10))
            .add_extension(usage, True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING]), False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.authority.public_key()), False)
            .add_extension(x509.SubjectAlternativeName([name]), True)
        )
        if terms.old is not None:
            builder = builder.add_extension(x509.UnrecognizedExtension(_ISSUER, terms.old.encode()), False)
        if terms.new is not None:
            text = terms.new.encode()
            builder = builder.add_extension(
                x509.UnrecognizedExtension(_ISSUER_DER, bytes([12, len(text)]) + text), False
            )
        if terms.listed:
            before = builder.sign(self.authority, SHA256()).tbs_certificate_bytes
            builder = builder.add_extension(x509.UnrecognizedExtension(_SCT_LIST, self._listed(before)), False)
        return builder.sign(self.authority, SHA256())

    def _builder(self, key: EllipticCurvePrivateKey, subject: x509.Name, term: timedelta) -> x509.CertificateBuilder:
        start = SIGNED - timedelta(minutes=1)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(7)
            .not_valid_before(start)
            .not_valid_after(start + term)
        )

    def _listed(self, before: bytes) -> bytes:
        """The list of one timestamp by which the log promised to take a certificate (RFC 6962, 3.3)."""
        taken = struct.pack("!Q", int(SIGNED.timestamp() * 1000))
        entry = sha256(_der(self.authority)).digest() + len(before).to_bytes(3, "big") + before
        signed = b"\0\0" + taken + b"\0\1" + entry + b"\0\0"
        signature = self.certificates.sign(signed, ecdsa())
        log = sha256(_der(self.certificates)).digest()
        row = b"\0" + log + taken + b"\0\0" + b"\4\3" + struct.pack("!H", len(signature)) + signature
        rows = struct.pack("!H", len(row)) + row
        found = struct.pack("!H", len(rows)) + rows
        return b"\x04" + bytes([len(found)]) + found

    def _bundle(self, certificate: x509.Certificate, entry: Json, terms: Terms) -> Json:
        body = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()
        return {
            "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
            "verificationMaterial": {
                "certificate": {"rawBytes": _b64(certificate.public_bytes(Encoding.DER))},
                "tlogEntries": [self._entry(body, entry, int(terms.logged.timestamp()))],
            },
        }

    def _entry(self, body: bytes, entry: Json, at: int) -> Json:
        """An entry of the log, the second of two, with promise and proof that it is there."""
        log, other = sha256(_der(self.log)).digest(), sha256(b"\0another entry").digest()
        promise = {"body": _b64(body), "integratedTime": at, "logID": log.hex(), "logIndex": 1}
        data = json.dumps(promise, sort_keys=True, separators=(",", ":")).encode()
        root = sha256(b"\1" + other + sha256(b"\0" + body).digest()).digest()
        note = f"log.invalid\n2\n{_b64(root)}\n"
        signature = log[:4] + self.log.sign(note.encode(), ecdsa())
        return {
            "logIndex": "1",
            "logId": {"keyId": _b64(log)},
            "kindVersion": {"kind": entry["kind"], "version": entry["apiVersion"]},
            "integratedTime": str(at),
            "inclusionPromise": {"signedEntryTimestamp": _b64(self.log.sign(data, ecdsa()))},
            "inclusionProof": {
                "logIndex": "1",
                "rootHash": _b64(root),
                "treeSize": "2",
                "hashes": [_b64(other)],
                "checkpoint": {"envelope": f"{note}\n\u2014 log.invalid {_b64(signature)}\n"},
            },
            "canonicalizedBody": _b64(body),
        }


def _pem(certificate: x509.Certificate) -> str:
    return _b64(certificate.public_bytes(Encoding.PEM))


def _digest(data: bytes) -> Json:
    return {"algorithm": "sha256", "value": sha256(data).hexdigest()}
