"""`certgate attest`: what is signed, with which key, and where the envelope lies."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from checker.renderers import render
from checker.signing.dsse import opened, signed_by
from checker.signing.keys import ALGORITHMS, ED25519, P256, public_key
from checker.signing.signers import private_pem
from checker.signing.submission import submitted
from tests.consumers import accepted
from tests.replay.desk import Desk
from tests.signing.pairs import pair


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path, capsys)


def test_a_report_is_signed_beside_itself_with_its_statement(desk: Desk) -> None:
    desk.check()
    ended = desk.run("attest", "report.json", "--key", "key.pem")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("report.json.dsse.json: a report as of 2026-11-23, `passed`, stated as WARNED, signed")
    envelope = opened((desk.folder / "report.json.dsse.json").read_bytes(), "e")
    assert envelope.payload == "".join(render(desk.report(), "intoto")).encode()
    assert signed_by(envelope, [pair(ED25519).public]) == (pair(ED25519).keyid,)


def test_the_statement_of_a_run_is_that_of_its_saved_report(desk: Desk) -> None:
    desk.run("check", ".", "-p", "policies", "--as-of", "2026-11-23", "-o", "json=report.json", "-o", "intoto=s.json")
    desk.run("attest", "report.json", "--key", "key.pem")
    assert (
        opened((desk.folder / "report.json.dsse.json").read_bytes(), "e").payload
        == (desk.folder / "s.json").read_bytes()
    )


def test_signing_twice_gives_the_same_bytes(desk: Desk) -> None:
    desk.check()
    for name in ("one.json", "two.json"):
        desk.run("attest", "report.json", "--key", "key.pem", "-o", name)
    assert (desk.folder / "one.json").read_bytes() == (desk.folder / "two.json").read_bytes()


def test_manifests_policies_and_packs_are_signed_as_what_they_are(desk: Desk) -> None:
    assert desk.run("policy", "pack", "policies", "-o", "pack.zip").code == 0
    files = {"conforming.yaml": "manifest", "policies/power-supply.yaml": "policy", "pack.zip": "pack"}
    ended = desk.run("attest", *files, "--key", "key.pem")
    assert (ended.code, ended.out.count("\n")) == (0, 3)
    for name, kind in files.items():
        found = submitted(opened((desk.folder / f"{name}.dsse.json").read_bytes(), "e"), "e")
        assert (found.kind, found.name) == (kind, Path(name).name)


def test_a_file_of_many_manifests_is_signed_as_a_whole(desk: Desk) -> None:
    line = json.dumps({"manifest": 1, "prepared": "2026-11-05", "supplier": {"name": "A"}, "certificates": []})
    desk.write("many.ndjson", f"{line}\n{line}\n")
    ended = desk.run("attest", "many.ndjson", "--key", "key.pem")
    assert "a manifest file of 2" in ended.out
    desk.write("many.ndjson", f"{line}\n{{}}\n")
    assert desk.run("attest", "many.ndjson", "--key", "key.pem").code == 2
    desk.write("many.ndjson", "")
    assert desk.run("attest", "many.ndjson", "--key", "key.pem").code == 2


def test_a_report_on_standard_input(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.check()
    for target in ("out.json", "-"):
        data = io.BytesIO((desk.folder / "report.json").read_bytes())
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
        ended = desk.run("attest", "-", "--key", "key.pem", "-o", target)
        assert ended.code == 0
    assert ended.out == (desk.folder / "out.json").read_text()


def test_a_report_that_does_not_add_up_is_not_signed(desk: Desk) -> None:
    desk.check("wrong-kind.yaml")
    report = desk.report()
    report["result"], report["exit_code"] = "passed", 0
    desk.write("report.json", "".join(render(report, "json")))
    ended = desk.run("attest", "report.json", "--key", "key.pem")
    assert (ended.code, ended.out) == (2, "")
    assert "although something in the report blocks" in ended.err
    assert not (desk.folder / "report.json.dsse.json").exists()


# Keys


def test_a_new_key_signs_and_its_public_half_verifies(desk: Desk) -> None:
    ended = desk.run("attest", "--new-key", "new.pem")
    assert (ended.code, ended.err) == (0, "")
    assert stat.S_IMODE((desk.folder / "new.pem").stat().st_mode) == 0o600
    desk.check()
    assert desk.run("attest", "report.json", "--key", "new.pem").err == ""
    assert desk.replay("--key", "new.pem.pub").code == 0
    known = public_key((desk.folder / "new.pem.pub").read_bytes(), "k")
    assert known.keyid in ended.out


def test_a_key_is_never_replaced(desk: Desk) -> None:
    before = (desk.folder / "key.pem").read_bytes()
    desk.write("half.pem.pub", "")
    for name in ("key.pem", "half.pem"):
        ended = desk.run("attest", "--new-key", name)
        assert (ended.code, ended.err.count("\n")) == (2, 1)
        assert "is there already" in ended.err
    assert (desk.folder / "key.pem").read_bytes() == before
    assert not (desk.folder / "half.pem").exists()
    assert not (desk.folder / "key.pem.pub").exists()
    assert (
        "can not write `no/x.json`" in desk.run("attest", "conforming.yaml", "--key", "key.pem", "-o", "no/x.json").err
    )


def test_an_encrypted_key_is_opened_with_the_passphrase_of_a_variable(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGNING_PASSPHRASE", "open sesame")
    assert desk.run("attest", "--new-key", "new.pem", "--passphrase-from", "SIGNING_PASSPHRASE").code == 0
    assert b"ENCRYPTED" in (desk.folder / "new.pem").read_bytes()
    sign = ("attest", "conforming.yaml", "--key", "new.pem")
    assert "--passphrase-from NAME" in desk.run(*sign).err
    assert desk.run(*sign, "--passphrase-from", "SIGNING_PASSPHRASE").code == 0
    monkeypatch.setenv("SIGNING_PASSPHRASE", "wrong")
    assert "with this passphrase" in desk.run(*sign, "--passphrase-from", "SIGNING_PASSPHRASE").err
    assert "is not set" in desk.run(*sign, "--passphrase-from", "NO_SUCH_VARIABLE").err


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has such modes")
def test_a_key_that_others_can_read_is_warned_of(desk: Desk) -> None:
    (desk.folder / "key.pem").chmod(0o644)
    ended = desk.run("attest", "conforming.yaml", "--key", "key.pem")
    assert ended.code == 0
    assert "run `chmod 600 key.pem`" in ended.err


def test_a_hook_signs_with_the_key_that_it_keeps(desk: Desk) -> None:
    program = desk.write(
        "sign.py",
        "import sys\nfrom checker.signing.signers import signer\n"
        "sys.stdout.buffer.write(signer('key.pem').sign(sys.stdin.buffer.read()))\n",
    )
    sign = ("attest", "conforming.yaml", "--key", f"hook:{sys.executable} {program.name}")
    assert "--public-key" in desk.run(*sign).err
    assert desk.run(*sign, "--public-key", "key.pub").code == 0
    assert "no signature of the key" in desk.run(*sign, "--public-key", "other.pub").err


def test_command_lines_that_say_too_little_or_too_much_are_refused(desk: Desk) -> None:
    for given, told in (
        ((), "name what is to be signed"),
        (("conforming.yaml",), "name what is to be signed"),
        (("conforming.yaml", "--new-key", "x"), "signs nothing"),
        (("conforming.yaml", "wrong-kind.yaml", "--key", "key.pem", "-o", "x"), "one by one"),
        (("-", "--key", "key.pem"), "no place beside which"),
        (("conforming.yaml", "--key", "key.pem", "-o", "conforming.yaml"), "write over `conforming.yaml`"),
        (("conforming.yaml", "--key", "key.pem", "-o", "key.pem"), "write over `key.pem`"),
        (("conforming.yaml", "--key", "key.pub"), "no private key"),
        (("order.yaml", "--key", "key.pem"), "a file of the format `order`"),
    ):
        ended = desk.run("attest", *given)
        assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1), ended
        assert told in ended.err


# Programs of others


@pytest.mark.xdist_group("consumers")
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_other_verifiers_accept_the_envelope(desk: Desk, algorithm: str) -> None:
    """securesystemslib, openssl, @sigstore/verify and in-toto-attestation, where the script for them is there."""
    desk.check()
    desk.write("signer.pem", private_pem(pair(algorithm)).decode()).chmod(0o600)
    desk.write("signer.pub", pair(algorithm).public.pem().decode())
    assert desk.run("attest", "report.json", "--key", "signer.pem").code == 0
    envelope, key = (str(desk.folder / name) for name in ("report.json.dsse.json", "signer.pub"))
    accepted("verify_dsse.sh", envelope, key)


def test_a_key_made_with_openssl_signs(desk: Desk) -> None:
    made = ["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "made.pem"]
    try:
        subprocess.run(made, cwd=desk.folder, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    subprocess.run(["openssl", "pkey", "-in", "made.pem", "-pubout", "-out", "made.pub"], cwd=desk.folder, check=True)
    desk.check()
    assert desk.run("attest", "report.json", "--key", "made.pem").code == 0
    assert desk.replay("--key", "made.pub").code == 0
    assert public_key((desk.folder / "made.pub").read_bytes(), "k").algorithm == P256
