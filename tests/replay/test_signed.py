"""Signed reports: every changed byte is found, and a signature counts only for what its key is trusted for."""

from __future__ import annotations

import json
from random import Random

import pytest

from checker.errors import InputError
from checker.loading import load_report
from checker.renderers import render
from checker.replay import Trusted, bound, claim_of, claim_of_report, signed
from checker.signing.dsse import STATEMENT, opened, seal, signed_by
from checker.signing.keys import ALGORITHMS, ED25519
from tests.replay.desk import AS_OF, Desk
from tests.signing.pairs import pair

FLIPS = 1_000


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_thousand_flips_of_a_signed_report_and_of_its_envelope_are_found(desk: Desk, algorithm: str) -> None:
    """One bit or several of one byte, anywhere in either file; the other file is as it was."""
    desk.check()
    report = (desk.folder / "report.json").read_bytes()
    desk.run("attest", "report.json", "--key", "key.pem")
    statement = opened((desk.folder / "report.json.dsse.json").read_bytes(), "e").payload
    envelope = seal(statement, STATEMENT, pair(algorithm))
    assert _accepted(report, envelope, algorithm)
    draw = Random(2026)
    missed = []
    for data, of_report in ((report, True), (envelope, False)):
        for _ in range(FLIPS):
            at, by = draw.randrange(len(data)), draw.randrange(1, 256)
            flipped = data[:at] + bytes([data[at] ^ by]) + data[at + 1 :]
            if _accepted(flipped, envelope, algorithm) if of_report else _accepted(report, flipped, algorithm):
                missed.append((of_report, at, by))
    assert missed == []


def _accepted(report: bytes, data: bytes, algorithm: str) -> bool:
    """Whether a report and an envelope go together, and the envelope is signed."""
    key = pair(algorithm).public
    try:
        envelope = opened(data, "e")
        return bool(signed_by(envelope, [key])) and bound(report, claim_of(envelope, "e")).outcome == "pass"
    except InputError:
        return False


def test_flipped_bytes_are_found_by_the_command_too(desk: Desk) -> None:
    desk.check()
    desk.run("attest", "report.json", "--key", "key.pem")
    draw = Random(6)
    for name in ("report.json", "report.json.dsse.json"):
        file = desk.folder / name
        data = file.read_bytes()
        for _ in range(10):
            at = draw.randrange(len(data))
            file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
            assert desk.replay("--key", "key.pub").code in (1, 2)
        file.write_bytes(data)
    assert desk.replay("--key", "key.pub").code == 0


# Whose signature counts


def test_a_signed_report_is_verified_with_its_key_and_made_again(desk: Desk) -> None:
    desk.check()
    desk.run("attest", "report.json", "--key", "key.pem", "-o", "signed.json")
    ended = desk.replay("--attestation", "signed.json", "--key", "other.pub", "--key", "key.pub")
    assert ended.code == 0
    assert [each["check"] for each in ended.checks] == ["report", "signature", "replay"]


def test_the_key_of_somebody_else_does_not_do(desk: Desk) -> None:
    desk.check()
    desk.run("attest", "report.json", "--key", "other.pem")
    ended = desk.replay("--key", "key.pub")
    assert (ended.code, ended.against) == (1, [("signature", None, "fail")])
    assert "trusted for reports: `key.pub`" in ended.checks[1]["message"]


def test_a_report_with_the_signature_of_another_one_is_not_read(desk: Desk) -> None:
    desk.check()
    desk.run("attest", "report.json", "--key", "key.pem")
    desk.check("wrong-kind.yaml")
    ended = desk.replay("--key", "key.pub")
    assert (ended.code, ended.against) == (1, [("report", None, "fail")])
    assert json.loads(ended.out)["result"] is None


def test_a_statement_that_says_more_than_its_report_is_found(desk: Desk) -> None:
    """Whoever has the key can sign what they like; what they signed has to be what the report leads to."""
    desk.check("wrong-kind.yaml")
    desk.run("attest", "report.json", "--key", "key.pem")
    envelope = desk.folder / "report.json.dsse.json"
    stated = opened(envelope.read_bytes(), "e").payload.replace(b'"result":"FAILED"', b'"result":"PASSED"')
    envelope.write_bytes(seal(stated, STATEMENT, pair(ED25519)))
    ended = desk.replay("--key", "key.pub")
    assert (ended.code, ended.against) == (1, [("report", None, "fail")])
    assert "says something else than its report" in ended.checks[2]["message"]


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ("reports: true", ""),
        ("reports: true, until: 2026-11-22", "not trusted on 2026-11-23"),
        ("reports: true, from: 2026-11-24", "not trusted on 2026-11-23"),
        ("policies: true", "with `reports: true`"),
        ("reports: true, suppliers: [{name: northwind  POWER Systems GmbH}]", ""),
        ("reports: true, suppliers: [{name: Halvorsen Rack Power Inc.}]", "not trusted for the supplier"),
    ],
)
def test_the_configuration_says_whose_signature_counts(desk: Desk, terms: str, why: str) -> None:
    desk.check()
    desk.run("attest", "report.json", "--key", "key.pem", "-o", "signed.json")
    desk.write("certgate.yaml", f"trust: {{keys: [{{id: auditor, file: key.pub, {terms}}}]}}\n")
    ended = desk.run("verify", "report.json", "--replay", "-p", "policies", "--attestation", "signed.json")
    assert why in ended.out + ended.err
    assert bool(ended.code) == bool(why)


def test_a_statement_alone_does_not_do_for_a_key_of_some_suppliers(desk: Desk) -> None:
    desk.check()
    report = load_report((desk.folder / "report.json").read_bytes(), "r")
    key = Trusted("k", pair(ED25519).public, frozenset({"Northwind Power Systems GmbH"}))
    statement = "".join(render(report, "intoto")).encode()
    envelope = opened(seal(statement, STATEMENT, pair(ED25519)), "e")
    claim = claim_of(envelope, "e")
    assert "names none" in signed(envelope, claim, [key], {claim.as_of}).message
    own = claim_of_report(report, claim.report)
    assert signed(envelope, own, [key], {claim.as_of}).outcome == "pass"
    assert own._replace(suppliers=None) == claim


def test_what_is_asked_without_a_key_is_said(desk: Desk) -> None:
    desk.check()
    desk.run("attest", "report.json", "--key", "key.pem")
    quiet = desk.replay()
    assert quiet.code == 0
    assert "was not verified; give the key" in quiet.err
    told = desk.run("verify", "report.json", "--replay", "-p", "policies").out
    assert told.splitlines()[-1].startswith("MADE AGAIN, no signature verified: ")
    for given in (("--attestation", "report.json.dsse.json"), ("-p", "policies")):
        ended = desk.run("verify", "report.json", *given)
        assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
        assert "--key" in ended.err
    (desk.folder / "report.json.dsse.json").unlink()
    assert "no signature is given" in desk.run("verify", "report.json", "--key", "key.pub").err
    assert f"as of {AS_OF}" in desk.run("verify", "report.json", "--replay", "-p", "policies").out
