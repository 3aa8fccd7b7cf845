"""What is no credential, or tries to pass for one: each is refused, with its code, and nobody is believed."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from checker.cli.backing import trusted as configured
from checker.cli.config import find_config
from checker.credentials import Verified, verified
from checker.credentials.encodings import base58, base64url, multibase
from checker.decode.trust import digest_of
from checker.errors import InputError, UsageError
from checker.model.outcome import Outcome
from checker.model.trust import TrustedKey
from tests.credentials import issuing
from tests.credentials.issuing import EDWARDS, ELLIPTIC, JCS, RDFC, STRANGER, claims, did_key, plain, trusted, trusting

DID = did_key(EDWARDS)
FAIL, OPEN = Outcome.FAIL, Outcome.UNDETERMINED
WEB = "did:web:body.example"


def read(data: bytes, **changes: Any) -> Verified:
    return verified(data, "c", trusting(**changes))


def reason(data: bytes, **changes: Any) -> tuple[str, Outcome]:
    """The one code against a credential, and what it comes to."""
    (fault,) = read(data, **changes).problems
    assert not fault.why[0].isupper()
    return fault.code, fault.outcome


def forged(head: dict[str, object], key: bytes = b"") -> bytes:
    """A JWT with a header of one's own, signed by HMAC with a key that everybody knows, or not at all."""
    text = ".".join(issuing.base64url(json.dumps(each).encode()) for each in (head, claims()))
    return f"{text}.{issuing.base64url(hmac.digest(key, text.encode(), sha256)) if key else ''}".encode()


def sealed(**proof: object) -> Callable[[], bytes]:
    return lambda: issuing.integrity(claims(), **proof)  # type: ignore[arg-type]


def after(change: Callable[[dict[str, Any]], object], suite: str = JCS) -> Callable[[], bytes]:
    """A signed credential that is changed afterwards."""

    def made() -> bytes:
        values = json.loads(issuing.issued(suite, plain() if suite == RDFC else claims()))
        change(values)
        return json.dumps(values).encode()

    return made


UNREADABLE = ("credential-unreadable", OPEN)
CHANGED = ("signature-not-verified", FAIL)
UNSIGNED = ("signature-not-verified", OPEN)
PEM = EDWARDS.public.pem()

REFUSED: dict[str, tuple[Callable[[], bytes], tuple[str, Outcome]]] = {
    "alg none": (lambda: forged({"alg": "none", "typ": "vc+jwt"}), UNSIGNED),
    "alg None in other letters": (lambda: forged({"alg": "nOnE"}), UNSIGNED),
    "no alg": (lambda: forged({"typ": "vc+jwt"}), UNSIGNED),
    "hmac with the public key": (lambda: forged({"alg": "HS256", "typ": "vc+jwt"}, PEM), UNREADABLE),
    "another algorithm": (lambda: issuing.jwt(claims(), alg="RS256"), UNREADABLE),
    "the other algorithm of ours": (lambda: issuing.jwt(claims(), ELLIPTIC), CHANGED),
    "ES256 with the key of EdDSA": (lambda: issuing.jwt(claims(), EDWARDS, alg="ES256"), CHANGED),
    "crit": (lambda: issuing.jwt(claims(), crit=["exp"]), UNREADABLE),
    "b64": (lambda: issuing.jwt(claims(), b64=False), UNREADABLE),
    "another typ": (lambda: issuing.jwt(claims(), typ="at+jwt"), UNREADABLE),
    "a key in the header": (lambda: issuing.jwt(claims(), STRANGER, jwk=issuing.web_key(STRANGER)), CHANGED),
    "kid of somebody else": (lambda: issuing.jwt(claims(), STRANGER, kid=f"{did_key(STRANGER)}#one"), CHANGED),
    "kid that the issuer has not": (lambda: issuing.jwt(claims(), kid=f"{DID}#two"), CHANGED),
    "kid that is no text": (lambda: issuing.jwt(claims(), kid=1), UNREADABLE),
    "two issuers": (lambda: issuing.jwt({**claims(), "iss": did_key(STRANGER)}), CHANGED),
    "two issuers, 1.1": (lambda: issuing.jwt({"iss": did_key(STRANGER), "vc": claims()}), CHANGED),
    "vc that is no object": (lambda: issuing.jwt({"iss": DID, "vc": []}), UNREADABLE),
    "exp that is no number": (lambda: issuing.jwt({**claims(), "exp": "2027"}), UNREADABLE),
    "exp beyond all years": (lambda: issuing.jwt({**claims(), "exp": 1e300}), UNREADABLE),
    "signature of half the length": (
        lambda: issuing.jwt(claims(did_key(ELLIPTIC)), ELLIPTIC).rpartition(b".")[0] + b".AAAA",
        CHANGED,
    ),
    "disclosures": (lambda: issuing.jwt(claims()) + b"~WyJhIl0~", UNREADABLE),
    "five parts": (lambda: issuing.jwt(claims()) + b".a.b", UNREADABLE),
    "padding": (lambda: issuing.jwt(claims()) + b"==", UNREADABLE),
    "no proof": (lambda: json.dumps(claims()).encode(), UNSIGNED),
    "several proofs": (after(lambda v: v.update(proof=[v["proof"], v["proof"]])), UNREADABLE),
    "proof that is a text": (after(lambda v: v.update(proof="yes")), UNREADABLE),
    "another suite": (after(lambda v: v["proof"].update(cryptosuite="ecdsa-jcs-2019")), UNREADABLE),
    "an older proof": (after(lambda v: v["proof"].update(type="Ed25519Signature2020")), UNREADABLE),
    "another purpose": (sealed(proofPurpose="authentication"), CHANGED),
    "key of somebody else": (sealed(verificationMethod=f"{did_key(STRANGER)}#one"), CHANGED),
    "key that is none": (sealed(verificationMethod=5), UNREADABLE),
    "a proof upon another": (sealed(previousProof="urn:uuid:1"), UNREADABLE),
    "a context added": (after(lambda v: v["@context"].append("https://evil.example/")), CHANGED),
    "a context changed under jcs": (after(lambda v: v["@context"].pop()), CHANGED),
    "a word that no context defines": (after(lambda v: v.update(number="1"), RDFC), CHANGED),
    "a word within that no context defines": (
        after(lambda v: v["credentialSubject"].update(number="1"), RDFC),
        CHANGED,
    ),
    "a name that is no IRI": (after(lambda v: v["credentialSubject"].update(id="one"), RDFC), CHANGED),
    "a type that is no IRI": (after(lambda v: v["type"].append("Odd"), RDFC), CHANGED),
    "a context within": (after(lambda v: v["credentialSubject"].update({"@context": {}}), RDFC), UNREADABLE),
    "a context of its own": (
        after(lambda v: v["@context"].append({"number": "https://schema.org/name"}), RDFC),
        UNREADABLE,
    ),
    "a keyword": (after(lambda v: v.update({"@included": []}), RDFC), UNREADABLE),
    "a proof cut off": (after(lambda v: v["proof"].update(proofValue="z1")), CHANGED),
    "a proof in another base": (after(lambda v: v["proof"].update(proofValue="uAAAA")), CHANGED),
    "a key given twice": (lambda: b'{"a": 1, ' + issuing.integrity(claims())[1:-1] + b', "a": 2}', UNREADABLE),
    "NaN": (lambda: b'{"a": NaN}', UNREADABLE),
    "a number without canonical form": (after(lambda v: v.update(number=2**60)), UNREADABLE),
    "a list": (lambda: b"[]", UNREADABLE),
    "nothing": (lambda: b"", UNREADABLE),
    "not text": (lambda: b"\xff\xfe\x00", UNREADABLE),
    "deep nesting": (lambda: b'{"a":' * 10_000, UNREADABLE),
    "too large": (lambda: b"{" + b" " * 2_000_000 + b"}", UNREADABLE),
    "an envelope around a link": (
        lambda: b'{"type": "EnvelopedVerifiableCredential", "id": "https://body.example/c"}',
        UNREADABLE,
    ),
    "an envelope around something else": (lambda: issuing.enveloped(b"data"), UNREADABLE),
    "a presentation": (lambda: issuing.jwt(claims(type=["VerifiablePresentation"])), UNREADABLE),
    "another data model": (lambda: issuing.jwt({**claims(), "@context": ["https://schema.org"]}), UNREADABLE),
    "no issuer": (lambda: issuing.jwt(claims(issuer=None)), UNREADABLE),
    "issuer without a URL": (lambda: issuing.jwt({**claims(), "issuer": "somebody"}), UNREADABLE),
    "several subjects": (lambda: issuing.jwt(claims(credentialSubject=[{}, {}])), UNREADABLE),
    "a term that is none": (lambda: issuing.jwt(claims(validUntil="soon")), UNREADABLE),
    "a key of another curve": (
        lambda: issuing.jwt(claims("did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc")),
        UNREADABLE,
    ),
    "did:jwk of a private key": (
        lambda: issuing.jwt(claims("did:jwk:" + issuing.base64url(b'{"kty":"OKP","crv":"Ed25519","d":"x"}'))),
        UNREADABLE,
    ),
    "did:jwk of nothing": (lambda: issuing.jwt(claims("did:jwk:%%")), UNREADABLE),
    "an unknown issuer": (lambda: issuing.jwt(claims(WEB)), ("credential-key-not-trusted", OPEN)),
    "an unknown context": (
        after(lambda v: v["@context"].append(issuing.UNTP), RDFC),
        ("credential-context-unknown", OPEN),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_credential_is_refused(name: str) -> None:
    make, expected = REFUSED[name]
    data = make()
    assert reason(data) == expected
    assert not read(data).trusted


@pytest.mark.parametrize("name", ["a context changed under jcs", "no proof", "a key given twice", "NaN"])
def test_a_refusal_says_what_to_do_or_its_code_does(name: str) -> None:
    (fault,) = read(REFUSED[name][0]()).problems
    assert "Error" not in fault.why
    assert not fault.why.endswith(".")


def test_parts_that_look_alike_do_not_take_for_ever() -> None:
    url, part = "https://body.example/context", "https://body.example/part"
    given = ((url, json.dumps({"@context": {"part": part}}).encode()),)
    seen = {"type": part}
    values = plain(**{"@context": [issuing.V2, url]}, part=[{**seen, "part": [seen] * 9}] * 2)
    values["proof"] = json.loads(issuing.issued(RDFC, plain()))["proof"]
    assert reason(json.dumps(values).encode(), contexts=given) == UNREADABLE


def test_a_context_that_the_buyer_gives_is_used() -> None:
    own = {"@context": {"note": "https://body.example/note"}}
    url = "https://body.example/context"
    data = issuing.integrity(plain(**{"@context": [issuing.V2, url]}, note="x"), suite=RDFC, contexts={url: own})
    assert reason(data) == ("credential-context-unknown", OPEN)
    assert not read(data, contexts=((url, json.dumps(own).encode()),)).problems
    other = {"@context": {"note": "https://body.example/other"}}
    assert reason(data, contexts=((url, json.dumps(other).encode()),)) == CHANGED
    with pytest.raises(InputError, match="no JSON-LD context"):
        read(data, contexts=((url, b"{}"),))


@pytest.mark.parametrize("key", [EDWARDS, ELLIPTIC])
def test_issuers_are_known_by_their_documents(key: Any) -> None:
    given = ("body.json", issuing.did_document(WEB, key))
    trust = trusting(trusted(WEB), did_documents=(given,))
    for head in ({}, {"kid": "one"}, {"kid": f"{WEB}#one"}, {"kid": "#one"}):
        assert not verified(issuing.jwt(claims(WEB), key, **head), "c", trust).problems
    assert (
        verified(issuing.jwt(claims(WEB), key, kid="two"), "c", trust).problems[0].code == "credential-key-not-trusted"
    )
    assert verified(issuing.jwt(claims(WEB), STRANGER), "c", trust).problems[0].code == "signature-not-verified"


def test_a_key_in_a_file_is_trusted_whatever_its_issuer_is_called() -> None:
    row = TrustedKey("pem", pem=ELLIPTIC.public.pem().decode(), bodies=("x",))
    for issuer in (WEB, "https://body.example/issuer"):
        found = verified(issuing.jwt(claims(issuer), ELLIPTIC), "c", trusting(row))
        assert not found.problems
        assert found.trusted == (row,)
    assert not verified(issuing.jwt(claims(issuing.did_jwk(ELLIPTIC)), ELLIPTIC), "c", trusting(row)).problems


def test_a_key_that_is_trusted_for_no_body_issues_nothing() -> None:
    row = TrustedKey("supplier", pem=EDWARDS.public.pem().decode(), policies=True, reports=True)
    assert verified(issuing.jwt(claims()), "c", trusting(row)).problems[0].code == "credential-key-not-trusted"


DOCUMENTS: dict[str, dict[str, Any]] = {
    "key for another purpose": {"assertionMethod": []},
    "key of another controller": {
        "verificationMethod": [
            {"id": "#one", "controller": DID, "type": "JsonWebKey", "publicKeyJwk": issuing.web_key(EDWARDS)}
        ]
    },
    "two keys in one": {
        "verificationMethod": [
            {"id": "#one", "publicKeyJwk": issuing.web_key(EDWARDS), "publicKeyMultibase": DID.removeprefix("did:key:")}
        ]
    },
    "no key": {"verificationMethod": []},
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_keys_that_a_document_does_not_give_for_issuing_do_not_count(name: str) -> None:
    given = ("body.json", issuing.did_document(WEB, EDWARDS, **DOCUMENTS[name]))
    found = verified(issuing.jwt(claims(WEB)), "c", trusting(trusted(WEB), did_documents=(given,)))
    assert found.problems
    assert not found.signed


def test_a_key_that_was_revoked_holds_until_the_day_before() -> None:
    method = {"id": "#one", "type": "Multikey", "publicKeyMultibase": DID.removeprefix("did:key:")}
    row = {**method, "revoked": "2026-03-01T12:00:00Z"}
    given = ("body.json", issuing.did_document(WEB, EDWARDS, verificationMethod=[row]))
    found = verified(issuing.jwt(claims(WEB)), "c", trusting(trusted(WEB), did_documents=(given,)))
    assert not found.problems
    assert found.term.until == date(2026, 2, 28)


@pytest.mark.parametrize("data", [b"{}", b"[]", b"{", b'{"id": "https://body.example"}'])
def test_a_document_that_is_none_is_an_error_of_the_buyer(data: bytes) -> None:
    with pytest.raises(InputError, match=r"body\.json"):
        verified(issuing.jwt(claims()), "c", trusting(did_documents=(("body.json", data),)))


def test_two_documents_of_one_issuer_are_an_error_of_the_buyer() -> None:
    files = [("a", issuing.did_document(WEB, EDWARDS)), ("b", issuing.did_document(WEB, STRANGER))]
    with pytest.raises(InputError, match="different document"):
        verified(issuing.jwt(claims()), "c", trusting(did_documents=tuple(files)))


@pytest.mark.parametrize(
    ("own", "audience", "codes"),
    [
        ((), None, []),
        ((), "https://buyer.example", ["credential-audience"]),
        (("https://other.example",), ["https://buyer.example"], ["credential-audience"]),
        (("https://buyer.example",), ["https://x.example", "https://buyer.example"], []),
    ],
)
def test_what_is_addressed_counts_for_whom_it_names(own: tuple[str, ...], audience: Any, codes: list[str]) -> None:
    token = issuing.jwt({**claims(), **({"aud": audience} if audience else {})})
    assert [each.code for each in read(token, audience=own).problems] == codes
    proof = issuing.integrity(claims(), **({"domain": audience} if audience else {}))
    assert [each.code for each in read(proof, audience=own).problems] == codes


@pytest.mark.parametrize(
    ("until", "day"),
    [
        ("2027-05-09", date(2027, 5, 9)),
        ("2027-05-09T23:59:59Z", date(2027, 5, 9)),
        ("2027-05-09T23:59:59.999+02:00", date(2027, 5, 9)),
        ("2027-05-09T00:00:00Z", date(2027, 5, 8)),
        ("2027-05-09T12:00:00", date(2027, 5, 8)),
        (None, None),
    ],
)
def test_a_day_that_a_term_cuts_short_does_not_count(until: str | None, day: date | None) -> None:
    assert read(issuing.jwt(claims(validUntil=until))).term.until == day


@pytest.mark.parametrize("text", ["0", "O", "l", "é", "1" * 300])
def test_base58_refuses_what_it_has_no_letter_for(text: str) -> None:
    with pytest.raises(ValueError, match="base58"):
        base58(text)


@pytest.mark.parametrize("text", ["QQ==", "QR", "Q", "Q+", "é", "Q Q"])
def test_base64url_has_one_form(text: str) -> None:
    with pytest.raises(ValueError, match="base64url"):
        base64url(text)


def test_multibase_names_its_base() -> None:
    assert multibase("uQQ") == b"A"
    assert multibase("z111") == bytes(3)
    with pytest.raises(ValueError, match="multibase"):
        multibase("f00")


def test_contexts_come_from_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "own.jsonld").write_text('{"@context": {}}')
    row = "  - {url: 'https://body.example/context', file: own.jsonld}\n"
    config = tmp_path / "certgate.yaml"
    config.write_text(f"trust:\n  contexts:\n{row}")
    found = configured(find_config(str(config)))
    assert found.contexts == (("https://body.example/context", b'{"@context": {}}'),)
    assert found.sha256 != digest_of(found._replace(contexts=()))
    config.write_text(f"trust:\n  contexts:\n{row}{row}")
    with pytest.raises(InputError, match=r"certgate\.yaml:4:11: two contexts have the URL"):
        configured(find_config(str(config)))


def test_a_library_that_is_missing_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    data = issuing.integrity(claims())
    monkeypatch.setattr("checker.extras.import_module", missing)
    with pytest.raises(UsageError, match=r"`rfc8785`; install it with `python3 -m pip install 'certgate\[sign\]'`"):
        read(data)


def test_a_key_of_another_kind_is_an_error_of_the_buyer() -> None:
    pem = (
        rsa.generate_private_key(65537, 2048).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    with pytest.raises(InputError, match=r"key old of trust: the key is neither Ed25519 nor P-256"):
        verified(issuing.jwt(claims()), "c", trusting(TrustedKey("old", pem=pem.decode(), bodies=("x",))))
