"""Other people's programs: what they issue verifies here, what tests issue verifies there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker.credentials import verified
from checker.signing.signers import PrivateKey
from tests.consumers import accepted
from tests.credentials import issuing
from tests.credentials.issuing import EDWARDS, ELLIPTIC, Json, claims, did_key, trusted, trusting
from tests.depth import nightly

pytestmark = pytest.mark.xdist_group("consumers")


def test_credentials_of_another_library_verify_here(tmp_path: Path) -> None:
    accepted("vc_node.mjs", "issue", str(tmp_path))
    files = {path.name.partition(".")[0]: path.read_bytes() for path in tmp_path.iterdir()}
    key = trusted(json.loads(files["good"])["issuer"])
    trust = trusting(key, status_lists=(("statuslist.vc.json", files["statuslist"]),))
    codes = {name: [each.code for each in verified(files[name], name, trust).problems] for name in files}
    assert codes["good"] == []
    assert codes["revoked"] == ["credential-revoked"]
    assert codes["tampered"] == ["signature-not-verified"]
    unlisted = verified(files["good"], "good", trusting(key))
    assert [each.code for each in unlisted.problems] == ["credential-status-unknown"]


def test_another_library_verifies_a_proof_that_is_issued_here(tmp_path: Path) -> None:
    path = tmp_path / "credential"
    path.write_bytes(issuing.integrity(claims()))
    accepted("verify_vc.sh", str(path))


@nightly
@pytest.mark.parametrize("envelope", [False, True])
def test_another_library_verifies_a_jwt_and_its_status(envelope: bool, tmp_path: Path) -> None:
    credential = _older(claims(credentialStatus=issuing.entry()), EDWARDS)
    listed = issuing.integrity(issuing.status_list(6, 8))
    path, status = tmp_path / "credential", tmp_path / "status"
    path.write_bytes(issuing.enveloped(credential) if envelope else credential)
    status.write_bytes(listed)
    accepted("verify_vc.sh", str(path), str(status))
    found = verified(path.read_bytes(), "c", trusting(status_lists=(("list", listed),)))
    assert not found.problems
    assert found.status


@nightly
def test_another_library_verifies_p256(tmp_path: Path) -> None:
    issuer = did_key(ELLIPTIC)
    path = tmp_path / "credential"
    path.write_bytes(_older(claims(issuer), ELLIPTIC))
    accepted("verify_vc.sh", str(path))
    assert not verified(path.read_bytes(), "c", trusting(trusted(issuer))).problems


def _older(values: Json, key: PrivateKey) -> bytes:
    """A JWT with the credential under `vc`, as in data model 1.1: that library reads no other."""
    return issuing.jwt({"iss": values["issuer"]["id"], "vc": values}, key, typ="JWT")
