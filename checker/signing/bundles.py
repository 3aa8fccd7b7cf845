"""Sigstore bundles: who signed a file or a statement, vouched for by a certificate of minutes and by a public log.

The library `sigstore` verifies, with the trusted root that is given, and nothing is fetched: certificate under the
root and in force when the log took the signature, taken by a log of certificates, identity and issuer exactly, entry
of the log with proof and checkpoint, signature. What it raises is told in sentences of ours.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from checker.errors import InputError, Location, Problem
from checker.readers import Source
from checker.records import NamedTuple
from checker.signing.dsse import BYTES, Envelope
from checker.signing.needed import cryptography, sigstore
from checker.words import shorten

_TYPE = "application/vnd.dev.sigstore.bundle"
_NAME = 200
_QUOTED = 120

_ANEW = "get the bundle anew from whoever signed it"
_ROOT = "give the trusted root of the Sigstore instance by which it was signed with `--trusted-root`"


class Person(NamedTuple):
    """Whose signature counts: the name in the certificate (an address or a URI), and who identified them (OIDC)."""

    identity: str
    issuer: str


class Bundle(NamedTuple):
    """A bundle, not verified: `statement` says whether it holds a signed statement, else it is about a file.

    `logged` is when the log says that it took the signature; None where it gives no promise.
    """

    read: Any
    statement: bool
    logged: datetime | None


class BundleError(Exception):
    """A bundle does not verify: why, as one sentence, and what to do."""

    def __init__(self, why: str, mend: str) -> None:
        super().__init__(why)
        self.why = why
        self.mend = mend


def opened_bundle(data: bytes, shown: str) -> Bundle:
    """The bundle in the bytes of a file; nothing is verified. Raises InputError for anything else."""
    if len(data) > BYTES:
        raise _refused(shown, f"the bundle is larger than {BYTES >> 20} MB", "have the file itself signed")
    try:
        values = json.loads(data)
        known = values["mediaType"].startswith(_TYPE)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        known = False
    if not known:
        raise _refused(shown, "this is no Sigstore bundle", "give the file that the signer wrote with `--bundle FILE`")
    models = sigstore("models")
    try:
        found = models.Bundle.from_json(data)
        # As the library understood it, whatever else the file says.
        values = json.loads(found.to_json())
    except Exception as error:
        raise _refused(shown, _lacking(values, error), _ANEW) from None
    entry = values["verificationMaterial"]["tlogEntries"][0]
    at = entry.get("integratedTime") if entry.get("inclusionPromise") else None
    return Bundle(found, "dsseEnvelope" in values, _time(at))


def _time(seconds: str | None) -> datetime | None:
    """When the log took a signature; None for a 0, which the library takes for no time and does not verify."""
    try:
        return datetime.fromtimestamp(at, UTC) if (at := int(seconds or 0)) else None
    except (ValueError, OverflowError, OSError):
        return None


def trusted_root(path: str) -> Any:
    """What verifies by the trusted root in a file. Raises InputError for a file that is none."""
    source = Source.from_path(path)
    source.load()  # refuses what is no regular file, or too large, before the library opens it
    models, verify = sigstore("models"), sigstore("verify")
    try:
        return verify.Verifier(trusted_root=models.TrustedRoot.from_file(path))
    except Exception:
        mend = "give the `trusted_root.json` of the Sigstore instance that you trust"
        raise _refused(source.shown, "this is no trusted root of Sigstore that can be used", mend) from None


def verified(bundle: Bundle, root: Any, by: Person, data: bytes) -> Envelope | None:
    """The statement that a person signed; None where they signed exactly these bytes. Raises BundleError."""
    policy = _Exactly(by)
    try:
        if bundle.statement:
            kind, payload = root.verify_dsse(bundle.read, policy)
            return Envelope(payload, kind, ())
        root.verify_artifact(data, bundle.read, policy)
    except BundleError:
        raise
    except Exception as error:
        # Whatever is wrong with a file of somebody else, it is not verified.
        raise _told(bundle, error) from None
    return None


class _Exactly:
    """Asks of a certificate, once it is known to be one of the authority, whether it is that of a person."""

    def __init__(self, by: Person) -> None:
        self.by = by

    def verify(self, certificate: Any) -> None:
        """Raise BundleError unless identity and issuer are those wanted, in each form that the certificate has."""
        policy, refused = sigstore("verify.policy"), sigstore("errors").VerificationError
        forms = [policy.OIDCIssuer, policy.OIDCIssuerV2]
        present = {each.oid for each in certificate.extensions}
        names, issuers = _names(certificate), _issuers(certificate, [each.oid for each in forms])
        try:
            if not names:
                raise refused
            policy.Identity(identity=self.by.identity).verify(certificate)
        except refused:
            told = f"its certificate is that of {_list(names)}, and not of `{shorten(self.by.identity, _NAME)}`"
            raise BundleError(told, "have it signed by whom you trust, or name them with `--identity`") from None
        try:
            policy.AllOf([each(self.by.issuer) for each in forms if each.oid in present]).verify(certificate)
        except refused:
            told = f"the signer was identified by {_list(issuers)}, and not by `{shorten(self.by.issuer, _NAME)}`"
            raise BundleError(told, "name whom you trust to identify the signer with `--issuer`") from None


def _list(names: list[str]) -> str:
    return ", ".join(f"`{shorten(each, _NAME)}`" for each in names) or "nobody who is named"


def _names(certificate: Any) -> list[str]:
    """The names in a certificate."""
    x509 = cryptography("x509")
    rows = [each.value for each in certificate.extensions if each.oid == x509.SubjectAlternativeName.oid]
    names = [each.value for row in rows for each in row]
    return sorted(each if isinstance(each, str) else repr(each) for each in names)


def _issuers(certificate: Any, forms: list[Any]) -> list[str]:
    """Who identified the signer, as a certificate says in its older form and in the newer, a DER string."""
    old, new = forms
    found = [
        (each.value.value if each.oid == old else each.value.value[2:]).decode("utf-8", "replace")
        for each in certificate.extensions
        if each.oid in (old, new)
    ]
    return sorted(set(found))


_CHAIN = "certificate chain"
_AT = "%Y-%m-%d %H:%M:%S"

# What the library says, by a part of it in lower case, and what is told.
_SENTENCES = (
    (_CHAIN, "its certificate was not issued under the trusted root", _ROOT),
    ("sct", "no log of certificates in the trusted root has taken its certificate", _ROOT),
    ("ctfe", "the trusted root names no log of certificates", _ROOT),
    ("invalid log entry", "its entry in the log of signatures does not verify by the trusted root", _ROOT),
    ("log entry", "its entry in the transparency log is about another signature", _ANEW),
    ("verified time", "nothing in it that the trusted root verifies says when it was signed", _ROOT),
    ("timestamp", "its timestamp does not verify by the trusted root", _ROOT),
    ("dsse: invalid", "the statement was changed after it was signed", _ANEW),
    ("invalid for input", "what was signed is another file", "get the report anew from whoever signed it"),
    ("digest mismatch", "what was signed is another file", "get the report anew from whoever signed it"),
)


def _told(bundle: Bundle, error: Exception) -> BundleError:
    """What the library found, in a sentence."""
    certificate, at = bundle.read.signing_certificate, bundle.logged
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    said = " ".join(str(error).split())
    part, told, mend = next((row for row in _SENTENCES if row[0] in said.lower()), ("", "", ""))
    if part == _CHAIN and at and not start <= at <= end:
        told = f"its certificate was in force from {start:{_AT}} to {end:{_AT}} UTC, and the log took it at {at:{_AT}}"
        return BundleError(told, "have it signed anew")
    if told:
        return BundleError(told, mend)
    return BundleError(f"it does not verify; the library says `{shorten(said, _QUOTED)}`", _ANEW)


def _lacking(values: Any, error: Exception) -> str:
    """What a bundle lacks that can not be used."""
    material = values.get("verificationMaterial")
    material = material if isinstance(material, dict) else {}
    if "publicKey" in material:
        return "the bundle is signed with a key and holds no certificate, so that it names nobody"
    entries = material.get("tlogEntries")
    if not isinstance(entries, list) or len(entries) != 1:
        return "the bundle holds no entry of a transparency log, or several"
    if any(each in str(error) for each in ("inclusion", "checkpoint")):
        return "the bundle lacks the proof that the transparency log holds its entry"
    return "the bundle is not of the form that Sigstore has published"


def _refused(shown: str, why: str, mend: str) -> InputError:
    return InputError(Problem(why, Location(shown), mend))
