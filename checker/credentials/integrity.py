"""Data Integrity: a proof within the credential, over its canonical form (`eddsa-jcs-2022`, `eddsa-rdfc-2022`)."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from checker.credentials.encodings import multibase
from checker.credentials.faults import forged, unreadable, unsigned
from checker.credentials.rdf import canonical_rdf
from checker.credentials.secured import Json, Secured, checked, controller, listed, term_of, texts
from checker.credentials.term import first_day, last_day
from checker.extras import extra
from checker.signing.keys import ED25519
from checker.words import shorten

JCS, RDFC = "eddsa-jcs-2022", "eddsa-rdfc-2022"
SUITES = (JCS, RDFC)
"""How a credential is brought into its canonical form: as JSON (RFC 8785), or as RDF (RDFC-1.0)."""

_SIGNATURE = 64  # bytes


def opened(claims: Json, contexts: Mapping[str, Json]) -> Secured:
    """The credential with its one proof, not verified; `contexts` are those at hand, by their URLs."""
    proofs = listed(claims.get("proof"))
    if not proofs:
        raise unsigned("is not signed: it has no `proof`", "ask the body for the signed credential")
    if len(proofs) > 1 or not isinstance(proofs[0], dict):
        raise unreadable("has several proofs, or one that is no object", "attach it with one proof")
    proof: Json = proofs[0]
    issuer = checked(claims)
    _check(proof, issuer)
    document = {key: value for key, value in claims.items() if key != "proof"}
    if "@context" in proof and proof["@context"] != claims["@context"]:
        raise forged("has another `@context` than the one that was signed")
    options = {key: value for key, value in proof.items() if key != "proofValue"}
    term = term_of(claims).within(None, last_day(proof.get("expires"), "proof.expires"))
    return Secured(
        form=proof["cryptosuite"],
        claims=document,
        issuer=issuer,
        method=proof["verificationMethod"],
        algorithm=ED25519,
        signature=_value(proof),
        signed=_hashed(document, options, contexts),
        term=term,
        issued=first_day(proof.get("created"), "proof.created") or term.start,
        audience=texts(proof.get("domain"), "proof.domain"),
    )


def _check(proof: Json, issuer: str) -> None:
    suite = proof.get("cryptosuite")
    if proof.get("type") != "DataIntegrityProof" or suite not in SUITES:
        named = suite if isinstance(suite, str) else proof.get("type")
        known = " or ".join(f"`{each}`" for each in SUITES)
        raise unreadable(f"has a proof of the kind `{shorten(str(named))}`, where {known} is required")
    if proof.get("proofPurpose") != "assertionMethod":
        raise forged("has a proof that was made for another purpose than to issue it")
    if "previousProof" in proof:
        raise unreadable("has a proof that rests on another one", "attach it with one proof")
    method = proof.get("verificationMethod")
    if not isinstance(method, str):
        raise unreadable("has a proof that names no key")
    if controller(method) != issuer:
        raise forged("is signed with a key of somebody else than its issuer")


def _value(proof: Json) -> bytes:
    value = proof.get("proofValue")
    try:
        found = multibase(value) if isinstance(value, str) and value.startswith("z") else b""
    except ValueError:
        found = b""
    if len(found) != _SIGNATURE:
        raise forged("has a signature that is none: its `proofValue` was cut or changed")
    return found


def _hashed(document: Json, options: Json, contexts: Mapping[str, Json]) -> bytes:
    """What is signed: the digest of the proof without its signature, then that of the credential without its proof."""
    if options["cryptosuite"] == JCS:
        made = [_canonical_json({"@context": document["@context"], **options}), _canonical_json(document)]
    else:
        options = {**options, "@context": document["@context"]}
        made = [canonical_rdf(options, contexts), canonical_rdf(document, contexts)]
    return b"".join(sha256(each).digest() for each in made)


def _canonical_json(values: Json) -> bytes:
    """The one form of a JSON value (JCS, RFC 8785)."""
    jcs = extra("rfc8785", "sign", "signed credentials")
    try:
        found: bytes = jcs.dumps(values)
    except (jcs.CanonicalizationError, RecursionError):
        raise unreadable("holds a number or text that has no canonical form") from None
    return found
