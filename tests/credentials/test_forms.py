"""Every form in which a credential is read: as it was signed it verifies, changed it does not."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

import pytest

from checker.credentials import Verified, verified
from checker.model.outcome import Outcome
from checker.model.trust import Trust
from tests.credentials import issuing
from tests.credentials.issuing import ELLIPTIC, JCS, JWT, RDFC, STRANGER, claims, did_key, plain, trusted, trusting

pytestmark = pytest.mark.generated

FORMS = [issuing.JWT, issuing.ENVELOPED, JCS, RDFC]
FLIPS = 1_000


def of(form: str) -> dict[str, object]:
    """Claims that the form can sign without a context from elsewhere."""
    return plain() if form == RDFC else claims()


def codes(found: Verified) -> list[str]:
    return [each.code for each in found.problems]


@pytest.mark.parametrize("form", FORMS)
def test_a_credential_verifies_with_a_trusted_key(form: str) -> None:
    found = verified(issuing.issued(form, of(form)), "c", trusting())
    assert not found.problems
    assert found.signed
    assert found.claims == of(form)
    assert [row.id for row in found.trusted] == ["tuv-2026"]
    assert found.form == (form if form in {JCS, RDFC} else "vc+jwt")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("trust", [Trust(), trusting(trusted(did_key(STRANGER)))])
def test_a_key_that_nobody_trusts_verifies_and_does_not_count(form: str, trust: Trust) -> None:
    found = verified(issuing.issued(form, of(form)), "c", trust)
    assert found.signed
    assert codes(found) == ["credential-key-not-trusted"]
    assert found.problems[0].outcome is Outcome.UNDETERMINED


@pytest.mark.parametrize("form", FORMS)
def test_a_signature_of_another_key_is_none(form: str) -> None:
    found = verified(issuing.issued(form, of(form), STRANGER), "c", trusting())
    assert codes(found) == ["signature-not-verified"]
    assert found.problems[0].outcome is Outcome.FAIL


@pytest.mark.parametrize("form", FORMS)
def test_no_flipped_byte_of_1000_goes_unseen(form: str) -> None:
    data = issuing.issued(form, of(form))
    whole = verified(data, "c", trusting())
    draw = random.Random(20261123)
    for _ in range(FLIPS):
        at, mask = draw.randrange(len(data)), draw.randrange(1, 256)
        flipped = bytearray(data)
        flipped[at] ^= mask
        found = verified(bytes(flipped), "c", trusting())
        # White space, and what stands around a JWT, says nothing: the credential is the same as before then.
        assert found.problems or found._replace(problems=()) == whole, (at, mask)
        if form == JWT:
            assert found.problems or bytes(flipped).strip() == data


def test_p256_signs_jwts() -> None:
    data = issuing.jwt(claims(did_key(ELLIPTIC)), ELLIPTIC)
    found = verified(data, "c", trusting(trusted(did_key(ELLIPTIC))))
    assert not found.problems
    assert verified(data + b"\n", "c", trusting(trusted(did_key(ELLIPTIC)))) == found


def test_a_data_model_1_1_jwt_states_issuer_and_term_outside_the_credential() -> None:
    inner = claims(issuer=None, validFrom=None, validUntil=None)
    inner["@context"][0] = "https://www.w3.org/2018/credentials/v1"
    del inner["issuer"]
    payload = {"iss": did_key(issuing.EDWARDS), "nbf": 1_715_299_200, "exp": 1_809_907_199, "vc": inner}
    found = verified(issuing.jwt(payload, typ="JWT"), "c", trusting())
    assert not found.problems
    assert found.issuer == did_key(issuing.EDWARDS)
    assert found.term == (date(2024, 5, 10), date(2027, 5, 9))


def test_credentials_of_another_program_verify() -> None:
    """Written by `@digitalbazaar/vc` (`vc_node.mjs issue`), kept here."""
    folder = Path(__file__).parent / "data"
    read = {name: (folder / f"{name}.vc.json").read_bytes() for name in ("good", "revoked", "statuslist")}
    did = json.loads(read["good"])["issuer"]
    trust = trusting(trusted(did), status_lists=(("statuslist.vc.json", read["statuslist"]),))
    good = verified(read["good"], "good", trust)
    assert not good.problems
    assert good.status
    assert codes(verified(read["revoked"], "revoked", trust)) == ["credential-revoked"]
    tampered = {**json.loads(read["good"]), "validUntil": "2039-01-01T00:00:00Z"}
    assert codes(verified(json.dumps(tampered).encode(), "c", trust)) == ["signature-not-verified"]
