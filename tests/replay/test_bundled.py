"""Sigstore bundles: a good one counts as an envelope does, and none that is not exactly what was asked for.

The instance is made by the tests, so that every part of a bundle can be wrong by itself.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from checker.cli.bundles import BundleRequest
from checker.errors import InputError
from checker.loading import load_report
from checker.renderers import render
from checker.signing.bundles import BundleError, Person, opened_bundle, trusted_root, verified
from tests.replay.desk import Desk, Ended
from tests.signing.instance import IDENTITY, ISSUER, SIGNED, TERMS, Instance, Terms

Json = dict[str, Any]

INSTANCE = Instance()
GIVEN = ("--bundle", "bundle.json", "--trusted-root", "root.json")
BY = ("--identity", IDENTITY, "--issuer", ISSUER)
ALLOWED = ("-p", "policies", "--allow", "as-of", "--allow", "no-order")


@pytest.fixture(params=["statement", "file"])
def form(request: pytest.FixtureRequest) -> str:
    """What of a report is signed."""
    found: str = request.param
    return found


def made(desk: Desk, form: str, terms: Terms = TERMS) -> Json:
    """A run, saved, and the bundle about it."""
    desk.check()
    desk.write("root.json", json.dumps(INSTANCE.root()))
    data = (desk.folder / "report.json").read_bytes()
    if form == "file":
        return INSTANCE.bundle_of_file(data, terms)
    return INSTANCE.bundle_of_statement("".join(render(load_report(data, "r"), "intoto")).encode(), terms)


def verify(desk: Desk, bundle: Json, *arguments: str, by: tuple[str, ...] = BY) -> Ended:
    desk.write("bundle.json", json.dumps(bundle))
    return desk.verify(*GIVEN, *by, *arguments)


def refused(ended: Ended) -> str:
    """Why a bundle does not count, once it is made sure that it was held against the report and nothing else was."""
    assert (ended.code, ended.against, ended.err) == (1, [("signature", None, "fail")], "")
    assert json.loads(ended.out)["result"] is None
    message, mend = ended.checks[0]["message"], ended.checks[0]["help"]
    assert mend
    assert message.startswith("the bundle does not count: ")
    told: str = message.removeprefix("the bundle does not count: ")
    return told


def test_a_good_bundle_is_verified_and_the_report_made_again(desk: Desk, form: str) -> None:
    ended = verify(desk, made(desk, form), "--replay", "-p", "policies")
    bound = ["report"] if form == "statement" else []
    assert (ended.code, [each["check"] for each in ended.checks]) == (0, [*bound, "signature", "replay"])
    message = ended.checks[len(bound)]["message"]
    assert f"signed by `{IDENTITY}`, identified by `{ISSUER}`" in message
    assert "logged 2026-11-23 09:30:00 UTC" in message


def test_a_bundle_does_where_a_signature_is_needed_for_a_policy(desk: Desk, form: str) -> None:
    bundle = made(desk, form)
    assert verify(desk, bundle, *ALLOWED).code == 0
    assert desk.verify(*ALLOWED).code == 2  # without it nothing says who ran it
    assert {each[0] for each in verify(desk, bundle, "-p", "policies").against} == {"relaxations"}


def test_an_envelope_beside_the_report_is_not_looked_at(desk: Desk, form: str) -> None:
    bundle = made(desk, form)
    desk.write("report.json.dsse.json", "no envelope")
    assert verify(desk, bundle, *ALLOWED).code == 0


@pytest.mark.parametrize("identity", ["quality@northwind.example", IDENTITY])
def test_an_identity_is_an_address_or_a_uri(desk: Desk, identity: str) -> None:
    bundle = made(desk, "file", Terms(identity=identity))
    assert verify(desk, bundle, *ALLOWED, by=("--identity", identity, "--issuer", ISSUER)).code == 0


@pytest.mark.parametrize(("old", "new"), [(ISSUER, None), (None, ISSUER)])
def test_either_form_of_the_issuer_does(desk: Desk, old: str | None, new: str | None) -> None:
    assert verify(desk, made(desk, "file", Terms(old=old, new=new)), *ALLOWED).code == 0


# What does not count


@pytest.mark.parametrize(
    ("by", "why"),
    [
        (("--identity", IDENTITY + "x", "--issuer", ISSUER), "its certificate is that of"),
        (("--identity", IDENTITY.upper(), "--issuer", ISSUER), "its certificate is that of"),
        (("--identity", IDENTITY[:-1], "--issuer", ISSUER), "its certificate is that of"),
        (("--identity", ".*", "--issuer", ISSUER), "its certificate is that of"),
        (("--identity", IDENTITY, "--issuer", ISSUER + "/"), "the signer was identified by"),
        (("--identity", IDENTITY, "--issuer", "https://accounts.example"), "the signer was identified by"),
    ],
)
def test_identity_and_issuer_are_exactly_those_given(desk: Desk, form: str, by: tuple[str, ...], why: str) -> None:
    told = refused(verify(desk, made(desk, form), *ALLOWED, by=by))
    assert told.startswith(why)
    assert f"`{by[1]}`" in told or f"`{by[3]}`" in told


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        (Terms(old=None, new=None), "the signer was identified by nobody who is named"),
        (
            Terms(new="https://accounts.example"),
            "the signer was identified by `https://accounts.example`, `https://tok",
        ),
        (
            Terms(old="https://accounts.example"),
            "the signer was identified by `https://accounts.example`, `https://tok",
        ),
        (Terms(listed=False), "no log of certificates in the trusted root has taken its certificate"),
        (
            Terms(logged=SIGNED + timedelta(minutes=10)),
            "its certificate was in force from 2026-11-23 09:29:00 to 2026-",
        ),
        (Terms(logged=SIGNED - timedelta(minutes=2)), "its certificate was in force from 2026-11-23 09:29:00 to 2026-"),
    ],
)
def test_a_certificate_that_is_not_as_it_has_to_be(desk: Desk, form: str, terms: Terms, why: str) -> None:
    assert refused(verify(desk, made(desk, form, terms), *ALLOWED)).startswith(why)


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ("certificateAuthorities", "its certificate was not issued under the trusted root"),
        ("ctlogs", "no log of certificates in the trusted root has taken its certificate"),
        ("tlogs", "its entry in the log of signatures does not verify by the trusted root"),
    ],
)
def test_every_part_of_another_root(desk: Desk, form: str, part: str, why: str) -> None:
    bundle = made(desk, form)
    other = Instance(2).root()
    desk.write("root.json", json.dumps({**INSTANCE.root(), part: other[part]}))
    assert refused(verify(desk, bundle, *ALLOWED)) == why
    desk.write("root.json", json.dumps({**INSTANCE.root(), "ctlogs": []}))
    assert refused(verify(desk, bundle, *ALLOWED)) == "the trusted root names no log of certificates"


def _entry(bundle: Json) -> Json:
    found: Json = bundle["verificationMaterial"]["tlogEntries"][0]
    return found


def _other_root(bundle: Json) -> None:
    _entry(bundle)["inclusionProof"]["rootHash"] = b64encode(bytes(32)).decode()


def _other_body(bundle: Json) -> None:
    entry = _entry(bundle)
    entry["canonicalizedBody"] = b64encode(b64decode(entry["canonicalizedBody"]) + b" ").decode()


def _other_time(bundle: Json) -> None:
    _entry(bundle)["integratedTime"] = str(int(SIGNED.timestamp()) + 1)


def _other_note(bundle: Json) -> None:
    checkpoint = _entry(bundle)["inclusionProof"]["checkpoint"]
    checkpoint["envelope"] = checkpoint["envelope"].replace("\n2\n", "\n3\n")


@pytest.mark.parametrize("change", [_other_root, _other_body, _other_time, _other_note])
def test_an_entry_of_the_log_that_was_changed(desk: Desk, form: str, change: Callable[[Json], None]) -> None:
    bundle = made(desk, form)
    change(bundle)
    assert refused(verify(desk, bundle, *ALLOWED)) == (
        "its entry in the log of signatures does not verify by the trusted root"
    )


def test_the_entry_of_another_signature(desk: Desk, form: str) -> None:
    """ECDSA draws: two signatures of one key over one file differ, and the log has to hold this one."""
    bundle, other = made(desk, form), made(desk, form)
    bundle["verificationMaterial"]["tlogEntries"] = other["verificationMaterial"]["tlogEntries"]
    assert refused(verify(desk, bundle, *ALLOWED)) == "its entry in the transparency log is about another signature"


def test_without_a_time_that_is_verified_nothing_counts(desk: Desk, form: str) -> None:
    bundle = made(desk, form)
    _entry(bundle)["integratedTime"] = "0"
    assert opened_bundle(json.dumps(bundle).encode(), "b").logged is None
    told = "nothing in it that the trusted root verifies says when it was signed"
    assert refused(verify(desk, bundle, *ALLOWED)) == told
    stamp = {"signedTimestamp": b64encode(b"no timestamp").decode()}
    bundle["verificationMaterial"]["timestampVerificationData"] = {"rfc3161Timestamps": [stamp]}
    assert refused(verify(desk, bundle, *ALLOWED)) == "its timestamp does not verify by the trusted root"


def test_what_the_library_says_otherwise_is_told(desk: Desk, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it raises, it is no pass."""
    bundle = made(desk, form)

    def fail(*given: Any, **named: Any) -> Any:
        raise ValueError("of a kind\nthat nobody\x1b knows")

    for name in ("verify_dsse", "verify_artifact"):
        monkeypatch.setattr(f"sigstore.verify.Verifier.{name}", fail)
    told = "it does not verify; the library says `of a kind that nobody\\u001b knows`"
    assert refused(verify(desk, bundle, *ALLOWED)) == told


def test_a_statement_that_was_changed(desk: Desk) -> None:
    bundle = made(desk, "statement")
    envelope = bundle["dsseEnvelope"]
    envelope["payload"] = b64encode(b64decode(envelope["payload"]).replace(b'"WARNED"', b'"PASSED"')).decode()
    assert refused(verify(desk, bundle, *ALLOWED)) == "the statement was changed after it was signed"


def test_the_bundle_of_another_report(desk: Desk, form: str) -> None:
    bundle = made(desk, form)
    desk.check("wrong-kind.yaml")
    ended = verify(desk, bundle, "--replay", "-p", "policies")
    if form == "file":
        assert refused(ended) == "what was signed is another file"
    else:
        assert (ended.code, ended.against) == (1, [("report", None, "fail")])
        assert json.loads(ended.out)["result"] is None


def test_a_statement_that_says_more_than_its_report(desk: Desk) -> None:
    bundle = made(desk, "statement")
    payload = b64decode(bundle["dsseEnvelope"]["payload"]).replace(b'"result":"WARNED"', b'"result":"PASSED"')
    ended = verify(desk, INSTANCE.bundle_of_statement(payload), *ALLOWED)
    assert (ended.code, ended.against) == (1, [("report", None, "fail")])
    assert "says something else than its report" in ended.checks[2]["message"]


def test_a_statement_about_something_else_is_unusable(desk: Desk) -> None:
    made(desk, "statement")
    for payload, kind in ((b"{}", "application/vnd.in-toto+json"), (b"hello", "text/plain")):
        ended = verify(desk, INSTANCE.bundle_of_statement(payload, kind=kind), *ALLOWED)
        assert (ended.code, ended.out) == (2, "")
        assert "no statement on a report of certgate" in ended.err


def test_a_part_that_is_missing_makes_a_bundle_unusable(desk: Desk, form: str) -> None:
    def without(*path: Any) -> Json:
        bundle = made(desk, form)
        inner: Any = bundle
        for key in path[:-1]:
            inner = inner[key]
        del inner[path[-1]]
        return bundle

    material = ("verificationMaterial",)
    entry = (*material, "tlogEntries", 0)
    for bundle, why in (
        (without(*entry), "holds no entry of a transparency log, or several"),
        (without(*material, "tlogEntries"), "holds no entry of a transparency log, or several"),
        (without(*entry, "inclusionPromise"), "lacks the proof that the transparency log holds its entry"),
        (without(*entry, "inclusionProof", "checkpoint"), "lacks the proof that the transparency log holds its entry"),
        (without(*material, "certificate"), "is not of the form that Sigstore has published"),
        ({**made(desk, form), "verificationMaterial": {"publicKey": {"hint": "k"}}}, "holds no certificate"),
        ({**made(desk, form), "dsseEnvelope": {}, "messageSignature": {}}, "not of the form"),
        ({"mediaType": 1}, "this is no Sigstore bundle"),
    ):
        ended = verify(desk, bundle, *ALLOWED)
        assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
        assert why in ended.err


def test_a_root_that_is_none_is_unusable(desk: Desk) -> None:
    bundle = made(desk, "file")
    for root in ("", "{}", "[]", json.dumps(bundle), json.dumps({**INSTANCE.root(), "tlogs": []})):
        desk.write("root.json", root)
        ended = verify(desk, bundle, *ALLOWED)
        assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
        assert "root.json: this is no trusted root of Sigstore that can be used" in ended.err


@pytest.mark.generated
@pytest.mark.parametrize("kind", ["statement", "file"])
def test_no_byte_of_a_bundle_makes_it_speak_of_something_else(tmp_path: Path, kind: str) -> None:
    """A bundle has many forms, and spaces in it are free; what was signed, by whom and when is not."""
    (tmp_path / "root.json").write_text(json.dumps(INSTANCE.root()))
    root, by = trusted_root(str(tmp_path / "root.json")), Person(IDENTITY, ISSUER)
    signed = INSTANCE.bundle_of_statement(b"stated") if kind == "statement" else INSTANCE.bundle_of_file(b"stated")
    data = json.dumps(signed).encode()
    whole = opened_bundle(data, "b")
    draw, counted = Random(2026), 0
    for _ in range(500):
        at, value = draw.randrange(len(data)), draw.randrange(1, 256)
        flipped = data[:at] + bytes([data[at] ^ value]) + data[at + 1 :]
        try:
            bundle = opened_bundle(flipped, "b")
            envelope = verified(bundle, root, by, b"stated")
        except (InputError, BundleError):
            counted += 1
            continue
        assert envelope is None if kind == "file" else envelope and envelope.payload == b"stated"
        assert bundle.logged == whole.logged
    assert counted > 400


# How it is asked for


@pytest.mark.parametrize("at", range(4))
def test_what_belongs_to_a_bundle_is_asked_for(desk: Desk, at: int) -> None:
    made(desk, "file")
    given = [*GIVEN, *BY]
    del given[2 * at : 2 * at + 2]
    ended = desk.verify(*given)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert f"give `{[*GIVEN, *BY][2 * at]}` too" in ended.err
    empty = [*GIVEN, *BY]
    empty[2 * at + 1] = ""
    assert f"give `{[*GIVEN, *BY][2 * at]}` too" in desk.verify(*empty).err


def test_what_does_not_go_with_a_bundle_is_refused(desk: Desk) -> None:
    bundle = made(desk, "file")
    for more in (("--key", "key.pub"), ("--attestation", "e.json")):
        assert "stands in place of `--attestation` and `--key`" in verify(desk, bundle, *more).err
    desk.run("attest", "report.json", "--key", "key.pem")
    ended = desk.verify(*GIVEN, *BY, file="report.json.dsse.json")
    assert (ended.code, "this is an envelope" in ended.err) == (2, True)
    ended = desk.verify(file="bundle.json")
    assert (ended.code, "give the report, and this file with `--bundle`" in ended.err) == (2, True)
    assert desk.verify(*GIVEN, *BY, "-o", "json=root.json").code == 2


def test_a_library_that_is_missing_is_named_and_nothing_passes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = made(desk, "file")
    monkeypatch.setitem(sys.modules, "sigstore.models", None)
    ended = verify(desk, bundle)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert "python3 -m pip install 'certgate[sigstore]'" in ended.err


def test_nothing_is_fetched_and_nothing_kept(desk: Desk, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: Any, **named: Any) -> Any:
        raise AssertionError(given)

    bundle = made(desk, form)
    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    home = desk.folder / "home"
    home.mkdir()
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(home))
    assert verify(desk, bundle, *ALLOWED).code == 0
    assert list(home.iterdir()) == []


def test_the_library_is_loaded_for_a_bundle_alone(desk: Desk) -> None:
    desk.check()
    program = (
        "import sys; from checker.cli.entry import _guarded; "
        "code = _guarded(['verify', 'report.json', '--replay', '-p', 'policies', '-q']); "
        "sys.exit(code or int('sigstore' in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, cwd=desk.folder)
    assert done.returncode == 0, done.stderr


def test_a_request_without_any_option_is_none() -> None:
    assert not BundleRequest(None, None, None, None).wanted("e.json", True, True)
