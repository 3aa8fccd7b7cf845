"""Issues credentials in every form that is read, and breaks them, with keys that are the same in every run."""

from __future__ import annotations

import gzip
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from copy import deepcopy
from hashlib import sha256
from typing import Any

import rfc8785
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from checker.credentials.rdf import canonical_rdf
from checker.model.trust import Trust, TrustedKey
from checker.signing.keys import ED25519, P256
from checker.signing.signers import PrivateKey
from tests.signing.pairs import pair

Json = dict[str, Any]

V2, UNTP = "https://www.w3.org/ns/credentials/v2", "https://vocabulary.uncefact.org/untp/0.7.0/context/"
BODY = "TÜV SÜD Management Service GmbH"
LIST = "https://body.example/status/1"
JCS, RDFC, JWT, ENVELOPED = "eddsa-jcs-2022", "eddsa-rdfc-2022", "vc+jwt", "enveloped"
EDWARDS, ELLIPTIC = pair(ED25519, 11), pair(P256, 11)
STRANGER = pair(ED25519, 12)

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58(data: bytes) -> str:
    """Bytes in base58btc."""
    number, found = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        found = _BASE58[digit] + found
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + found


def base64url(data: bytes) -> str:
    """Bytes in base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def did_key(key: PrivateKey) -> str:
    """The `did:key` of a key."""
    public = key.public.key
    if key.public.algorithm == ED25519:
        return "did:key:z" + base58(b"\xed\x01" + public.public_bytes(Encoding.Raw, PublicFormat.Raw))
    return "did:key:z" + base58(b"\x80\x24" + public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))


def web_key(key: PrivateKey) -> Json:
    """A key as a JSON Web Key."""
    public = key.public.key
    if key.public.algorithm == ED25519:
        return {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": base64url(public.public_bytes(Encoding.Raw, PublicFormat.Raw)),
        }
    point = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return {"kty": "EC", "crv": "P-256", "x": base64url(point[1:33]), "y": base64url(point[33:])}


def did_jwk(key: PrivateKey) -> str:
    """The `did:jwk` of a key."""
    return "did:jwk:" + base64url(json.dumps(web_key(key)).encode())


def did_document(did: str, key: PrivateKey, **changes: object) -> bytes:
    """A DID document with one key for issuing."""
    method = {"id": f"{did}#one", "type": "JsonWebKey", "controller": did, "publicKeyJwk": web_key(key)}
    return json.dumps({"id": did, "verificationMethod": [method], "assertionMethod": ["#one"], **changes}).encode()


def claims(issuer: str | None = did_key(EDWARDS), **changes: object) -> Json:
    """A conformity credential (UNTP 0.7) on the management-system certificate of the normative manifest."""
    found: Json = {
        "@context": [V2, UNTP],
        "type": ["VerifiableCredential", "DigitalConformityCredential"],
        "id": "https://body.example/credentials/1",
        "issuer": {"type": ["CredentialIssuer"], "id": issuer, "name": BODY},
        "validFrom": "2024-05-10T00:00:00Z",
        "validUntil": "2027-05-09T23:59:59Z",
        "credentialSubject": {
            "type": ["ConformityAttestation"],
            "id": "https://body.example/attestations/12%20100%2054321%20TMS",
            "name": "Certificate",
            "attestationType": "certification",
            "issuedToParty": {"type": ["Party"], "name": "Northwind Power Systems GmbH"},
            "referenceProfile": {"type": ["ConformityProfile"], "name": "ISO 9001:2015"},
            "conformityAssessment": [{"type": ["ConformityAssessment"], "conformance": True}],
        },
    }
    return {key: value for key, value in {**found, **changes}.items() if value is not None}


def plain(**changes: Any) -> Json:
    """A credential that the context of the data model defines alone, so that it has a canonical form as RDF."""
    found: Json = {
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "issuer": did_key(EDWARDS),
        "validFrom": "2024-05-10T00:00:00Z",
        "credentialSubject": {"id": "https://body.example/attestations/1"},
    }
    return {key: value for key, value in {**found, **changes}.items() if value is not None}


def subject(values: Json, **changes: object) -> Json:
    """A copy of claims with keys of the subject changed, or taken out with None."""
    found = deepcopy(values)
    merged = {**found["credentialSubject"], **changes}
    found["credentialSubject"] = {key: value for key, value in merged.items() if value is not None}
    return found


def signature(key: PrivateKey, data: bytes) -> bytes:
    """A signature as JOSE writes it: that of P-256 as two numbers side by side."""
    made = key.sign(data)
    if key.public.algorithm == ED25519:
        return made
    first, second = decode_dss_signature(made)
    return first.to_bytes(32, "big") + second.to_bytes(32, "big")


def jwt(payload: Mapping[str, Any], key: PrivateKey = EDWARDS, **head: object) -> bytes:
    """A credential as a JWT; `head` changes the header, None takes a key out."""
    algorithm = "EdDSA" if key.public.algorithm == ED25519 else "ES256"
    header = {"alg": algorithm, "typ": "vc+jwt", **head}
    header = {name: value for name, value in header.items() if value is not None}
    parts = [base64url(json.dumps(each, ensure_ascii=False).encode()) for each in (header, payload)]
    signed = ".".join(parts)
    return f"{signed}.{base64url(signature(key, signed.encode()))}".encode()


def enveloped(token: bytes) -> bytes:
    """A JWT in an envelope."""
    value = {"@context": V2, "type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{token.decode()}"}
    return json.dumps(value).encode()


def integrity(
    values: Json,
    key: PrivateKey = EDWARDS,
    suite: str = JCS,
    contexts: Mapping[str, Json] | None = None,
    **proof: object,
) -> bytes:
    """A credential with a Data Integrity proof; `proof` changes the proof before it is signed."""
    issuer = values["issuer"]
    did = issuer["id"] if isinstance(issuer, dict) else issuer
    fragment = did.removeprefix("did:key:") if did.startswith("did:key:") else "one"
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": "2026-10-01T08:00:00Z",
        "verificationMethod": f"{did}#{fragment}",
        "proofPurpose": "assertionMethod",
        **proof,
    }
    bound = {**options, "@context": values["@context"]}
    forms = [rfc8785.dumps(each) if suite == JCS else canonical_rdf(each, contexts or {}) for each in (bound, values)]
    made = key.sign(b"".join(sha256(each).digest() for each in forms))
    sealed = {**(bound if suite == JCS else options), "proofValue": "z" + base58(made)}
    return json.dumps({**values, "proof": sealed}, indent=1).encode()


def issued(form: str, values: Json, key: PrivateKey = EDWARDS) -> bytes:
    """A credential in a form."""
    if form in {JCS, RDFC}:
        return integrity(values, key, form)
    return jwt(values, key) if form == JWT else enveloped(jwt(values, key))


def entry(index: int = 7, purpose: str = "revocation", url: str = LIST, **changes: object) -> Json:
    """The entry of a credential in a status list."""
    found = {
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": url,
    }
    return {**found, **changes}


def status_list(
    *bits: int, purpose: str = "revocation", issuer: str = did_key(EDWARDS), day: str = "2026-11-01", size: int = 16_384
) -> Json:
    """The claims of a status list with some bits set."""
    found = bytearray(size)
    for bit in bits:
        found[bit // 8] |= 128 >> bit % 8
    return {
        "@context": [V2],
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "id": LIST,
        "issuer": issuer,
        "validFrom": f"{day}T00:00:00Z",
        "credentialSubject": {
            "id": f"{LIST}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": "u" + base64url(gzip.compress(bytes(found), mtime=0)),
        },
    }


def trusting(*keys: TrustedKey, **changes: Any) -> Trust:
    """A trust in keys; without one, in the DID of the usual issuer for the usual body."""
    return Trust(keys=keys or (trusted(),))._replace(**changes)


def trusted(did: str = did_key(EDWARDS), **changes: Any) -> TrustedKey:
    """The usual key, trusted for the usual body."""
    return TrustedKey(id="tuv-2026", did=did, bodies=(BODY,))._replace(**changes)
