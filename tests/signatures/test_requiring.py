"""Where signatures are required, only what a trusted key signed is assessed; why not is one sentence each."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.cli.backing import trusted
from checker.cli.config import find_config
from checker.cli.entry import _guarded
from checker.readers import Source
from checker.signatures import Signatures
from checker.signing.keys import P256
from tests.signatures.folder import OTHER, QUALITY, STRANGER, SUPPLIER, sign, trust
from tests.signing.pairs import pair

DATA = Path(__file__).parent.parent / "cli" / "data"
AS_OF = "2026-11-23"


class Buyer:
    """A folder with a signed manifest and a signed policy, and the command run in it."""

    def __init__(self, folder: Path, captured: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.captured = captured
        self.manifest, self.policy = folder / "conforming.yaml", folder / "policies" / "power-supply.yaml"
        trust(folder)
        sign(self.manifest, SUPPLIER)
        sign(self.policy, QUALITY, "policy")

    def check(self, *arguments: str, policies: str = "policies", as_of: str = AS_OF) -> tuple[int, Any, str]:
        """Exit code, report and stderr of a run."""
        given = arguments or ("conforming.yaml",)
        code = _guarded(["check", *given, "-p", policies, "--as-of", as_of, "-o", "json"])
        out, err = self.captured.readouterr()
        return code, json.loads(out) if out else None, err

    def refused(self, why: str, *arguments: str, policies: str = "policies", as_of: str = AS_OF) -> None:
        """The run ends with 2, assesses nothing, and says why in one line."""
        code, report, err = self.check(*arguments, policies=policies, as_of=as_of)
        assert (code, err.count("\n")) == (2, 1), err
        assert report is None or not report["manifests"]
        assert why in err


@pytest.fixture
def buyer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Buyer:
    shutil.copytree(DATA, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return Buyer(tmp_path, capsys)


# What is let in


def test_a_manifest_signed_by_its_supplier_passes_and_the_report_says_by_which_keys(buyer: Buyer) -> None:
    code, report, err = buyer.check()
    assert (code, err) == (0, "")
    assert report["manifests"][0]["signed_by"] == ["supplier-2026"]
    assert report["inputs"]["policies"][0]["signed_by"] == ["quality"]
    assert report["inputs"]["trust"]["required"] == ["manifests", "policies"]
    assert report["inputs"]["trust"]["path"] == "certgate.yaml"


def test_nothing_is_claimed_where_no_signature_was_required(buyer: Buyer) -> None:
    trust(buyer.folder, require="x-note: nothing")
    code, report, _ = buyer.check()
    assert code == 0
    assert "signed_by" not in report["manifests"][0]
    assert "signed_by" not in report["inputs"]["policies"][0]
    assert report["inputs"]["trust"]["required"] == []


def test_the_option_requires_what_the_configuration_does_not(buyer: Buyer) -> None:
    trust(buyer.folder, require="x-note: nothing")
    buyer.manifest.with_name("conforming.yaml.dsse.json").unlink()
    assert buyer.check()[0] == 0
    buyer.refused("it has to be signed", "conforming.yaml", "--require-signature")


def test_a_p_256_key_will_do(buyer: Buyer) -> None:
    key = pair(P256)
    (buyer.folder / "supplier.pub").write_bytes(key.public.pem())
    sign(buyer.manifest, key)
    assert buyer.check()[0] == 0


def test_a_file_may_be_renamed_with_its_signature(buyer: Buyer) -> None:
    for ending in ("", ".dsse.json"):
        (buyer.folder / f"conforming.yaml{ending}").rename(buyer.folder / f"renamed.yaml{ending}")
    assert buyer.check("renamed.yaml")[0] == 0


def test_shipped_policies_are_as_trusted_as_the_program(buyer: Buyer) -> None:
    code, report, _ = buyer.check(policies="us-workplace-electrical")
    assert code in (0, 1)
    assert "signed_by" not in report["inputs"]["policies"][0]


def test_signatures_are_no_manifests_in_a_folder(buyer: Buyer) -> None:
    for name in ("open.yaml", "wrong-kind.yaml"):
        sign(buyer.folder / name, SUPPLIER)
    shutil.move(buyer.folder / "policies", buyer.folder.parent / "elsewhere")
    code, report, _ = buyer.check(".", policies="../elsewhere")
    assert (code, report["errors"]) == (1, [])
    assert len(report["manifests"]) == 3


# What is not


def forget(buyer: Buyer) -> None:
    buyer.manifest.with_name("conforming.yaml.dsse.json").unlink()


def change(buyer: Buyer) -> None:
    buyer.manifest.write_text(buyer.manifest.read_text() + "# changed\n")


def other_supplier(buyer: Buyer) -> None:
    sign(buyer.manifest, OTHER)


def stranger(buyer: Buyer) -> None:
    sign(buyer.manifest, STRANGER)


def policy_key(buyer: Buyer) -> None:
    sign(buyer.manifest, QUALITY)


def other_file(buyer: Buyer) -> None:
    sign(buyer.manifest, SUPPLIER, of=buyer.folder / "open.yaml")


def other_kind(buyer: Buyer) -> None:
    sign(buyer.manifest, SUPPLIER, "policy")


def forge(buyer: Buyer) -> None:
    """A stranger signs, and writes the name of the trusted key over their own."""
    beside = sign(buyer.manifest, STRANGER)
    beside.write_text(beside.read_text().replace(STRANGER.keyid, SUPPLIER.keyid))


def break_envelope(buyer: Buyer) -> None:
    beside = buyer.manifest.with_name("conforming.yaml.dsse.json")
    beside.write_bytes(beside.read_bytes()[:-1])


def link_nowhere(buyer: Buyer) -> None:
    beside = buyer.manifest.with_name("conforming.yaml.dsse.json")
    beside.unlink()
    beside.symlink_to("nowhere")


REFUSED: list[tuple[Callable[[Buyer], None], str]] = [
    (forget, "conforming.yaml: it has to be signed, and no `conforming.yaml.dsse.json` lies beside it; whoever"),
    (change, "conforming.yaml: it was changed after it was signed: its digest is another; have it signed anew"),
    (
        other_supplier,
        "conforming.yaml:4:3: the manifest is of `Northwind Power Systems GmbH`, and was signed with the key",
    ),
    (stranger, "conforming.yaml: it is signed with a key that nobody trusts: `"),
    (policy_key, "`quality`, which is trusted for no supplier; have the supplier sign it"),
    (other_file, "conforming.yaml: the signature beside it is of another file, `open.yaml`; put the signature of"),
    (other_kind, "conforming.yaml: the signature beside it is of a policy, where that of a manifest is required"),
    (forge, "conforming.yaml: the signature beside it names the key `supplier-2026` and does not verify"),
    (break_envelope, "conforming.yaml.dsse.json: "),
    (link_nowhere, "conforming.yaml.dsse.json: the symbolic link is broken"),
]


@pytest.mark.parametrize(("spoil", "why"), REFUSED, ids=[spoil.__name__ for spoil, _ in REFUSED])
def test_a_manifest_that_no_key_of_its_supplier_signed_is_not_assessed(
    buyer: Buyer, spoil: Callable[[Buyer], None], why: str
) -> None:
    spoil(buyer)
    buyer.refused(why)


@pytest.mark.parametrize(
    ("term", "as_of", "passes"),
    [
        (", until: 2026-11-23", "2026-11-23", True),
        (", until: 2026-11-22", "2026-11-23", False),
        (", from: 2026-11-23", "2026-11-23", True),
        (", from: 2026-11-24", "2026-11-23", False),
    ],
)
def test_a_key_counts_on_its_days_both_inclusive(buyer: Buyer, term: str, as_of: str, passes: bool) -> None:
    trust(buyer.folder, extra=term)
    if passes:
        assert buyer.check(as_of=as_of)[0] == 0
    else:
        buyer.refused("conforming.yaml:4:3: the key that signed it is not trusted on 2026-11-23: `supplier-2026` ")


def test_one_that_is_not_signed_does_not_stop_the_others_and_the_run_is_no_pass(buyer: Buyer) -> None:
    code, report, _ = buyer.check("conforming.yaml", "open.yaml")
    assert (code, report["result"]) == (2, "blocked")
    assert [row["path"] for row in report["manifests"]] == ["conforming.yaml"]
    assert [row["path"] for row in report["errors"]] == ["open.yaml"]


def test_a_name_and_an_identifier_that_disagree_are_no_supplier_of_the_key(buyer: Buyer) -> None:
    """Who has a key for one company can not sign for another by writing its own identifier beside the other's name."""
    text = (buyer.folder / "certgate.yaml").read_text()
    named = "{name: Halvorsen Rack Power Inc., lei: 529900T8BM49AURSDO55}"
    (buyer.folder / "certgate.yaml").write_text(text.replace("{name: Halvorsen Rack Power Inc.}", named))
    stated = buyer.manifest.read_text().replace(
        "  name: Northwind Power Systems GmbH\n",
        "  name: Northwind Power Systems GmbH\n  identifiers: {lei: 529900T8BM49AURSDO55}\n",
        1,
    )
    buyer.manifest.write_text(stated)
    sign(buyer.manifest, OTHER)
    buyer.refused("and was signed with the key `other`")


# Standard input, and many manifests in one file


def test_standard_input_needs_a_name_beside_which_a_signature_lies(
    buyer: Buyer, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stdin:
        buffer = buyer.manifest.open("rb")

    monkeypatch.setattr("sys.stdin", Stdin)
    buyer.refused("standard input has no name beside which a signature could lie; give the file, or", "-")
    Stdin.buffer.seek(0)
    assert buyer.check("-", "--stdin-filename", "conforming.yaml")[0] == 0
    Stdin.buffer.close()


def ndjson(buyer: Buyer) -> Path:
    """Two manifests in one file, the second of another supplier."""

    def plain(text: str) -> Any:
        return yaml.load(text, yaml.BaseLoader)

    first = plain(buyer.manifest.read_text())
    first["manifest"] = 1
    first["certificates"] = []
    second = json.loads(json.dumps(first))
    second["supplier"]["name"] = "Halvorsen Rack Power Inc."
    file = buyer.folder / "many.ndjson"
    file.write_text(json.dumps(first) + "\n" + json.dumps(second) + "\n")
    return file


def test_a_file_of_many_is_signed_as_a_whole_and_each_has_to_be_of_a_supplier_of_the_key(buyer: Buyer) -> None:
    file = ndjson(buyer)
    buyer.refused("many.ndjson: it has to be signed", "many.ndjson")
    sign(file, SUPPLIER)
    code, report, _ = buyer.check("many.ndjson")
    assert code == 2
    assert [(row["path"], row["signed_by"]) for row in report["manifests"]] == [("many.ndjson:1", ["supplier-2026"])]
    assert [(row["path"], row["line"]) for row in report["errors"]] == [("many.ndjson", 2)]
    file.write_text(file.read_text() + "\n")
    buyer.refused("it was changed after it was signed", "many.ndjson")


# Policies


def test_a_policy_has_to_be_signed_by_a_key_for_policies(buyer: Buyer) -> None:
    sign(buyer.policy, SUPPLIER, "policy")
    buyer.refused("policies/power-supply.yaml: it was signed with `supplier-2026`, not trusted to sign policies")
    buyer.policy.with_name("power-supply.yaml.dsse.json").unlink()
    buyer.refused("policies/power-supply.yaml: it has to be signed, and no `power-supply.yaml.dsse.json` lies beside")


def test_a_policy_that_was_changed_is_not_applied(buyer: Buyer) -> None:
    buyer.policy.write_text(buyer.policy.read_text() + "# looser\n")
    buyer.refused("policies/power-supply.yaml: it was changed after it was signed")


def test_what_a_policy_extends_has_to_be_signed_too(buyer: Buyer) -> None:
    own = buyer.folder / "own"
    own.mkdir()
    (own / "ours.yaml").write_text(
        "policy: 1\nid: ours\ntitle: Ours\nversion: '1'\nextend: ../policies/power-supply.yaml\n"
    )
    sign(own / "ours.yaml", QUALITY, "policy")
    assert buyer.check(policies="own")[0] == 0
    buyer.policy.with_name("power-supply.yaml.dsse.json").unlink()
    buyer.refused("policies/power-supply.yaml: it has to be signed", policies="own")


def test_the_signature_of_a_pack_is_for_all_that_is_in_it(buyer: Buyer) -> None:
    pack = buyer.folder / "pack.zip"
    assert _guarded(["policy", "pack", "policies", "-o", "pack.zip"]) == 0
    buyer.captured.readouterr()
    buyer.refused("pack.zip: it has to be signed", policies="pack.zip")
    sign(pack, QUALITY, "pack")
    code, report, _ = buyer.check(policies="pack.zip")
    assert (code, report["inputs"]["policies"][0]["signed_by"]) == (0, ["quality"])
    pack.write_bytes(pack.read_bytes().replace(b"pack.json", b"pack.jsom"))
    code, report, _ = buyer.check(policies="pack.zip")
    assert (code, report) == (2, None)


def test_who_requires_signatures_has_to_trust_somebody(buyer: Buyer) -> None:
    (buyer.folder / "certgate.yaml").write_text("trust: {require: [manifests]}\n")
    buyer.refused("manifests have to be signed, and no key is trusted to sign them; name one with `suppliers` under")
    (buyer.folder / "certgate.yaml").unlink()
    buyer.refused("have to be signed, and no key is trusted", "conforming.yaml", "--require-signature")


def test_a_forecast_and_advice_take_in_no_manifest_that_a_check_would_not(buyer: Buyer) -> None:
    forget(buyer)
    for command in ("forecast", "advise"):
        code = _guarded([command, "conforming.yaml", "-p", "policies", "--as-of", AS_OF])
        assert code == 2
        assert "it has to be signed" in "".join(buyer.captured.readouterr())


# Nothing is read twice


@pytest.mark.parametrize("name", ["conforming.yaml", "many.ndjson"])
def test_a_file_exchanged_after_its_signature_was_verified_is_not_what_is_read(buyer: Buyer, name: str) -> None:
    file = buyer.manifest if name == "conforming.yaml" else ndjson(buyer)
    sign(file, SUPPLIER)
    verified = file.read_bytes()
    found = Signatures(trusted(find_config("certgate.yaml")), date(2026, 11, 23)).opened(Source.from_path(name))
    file.write_text("exchanged")
    with found.source.stream() as stream:
        assert stream.read() == verified
    assert (found.source.shown, found.source.suffix) == (name, file.suffix)
    assert [key.id for key in found.keys] == ["supplier-2026"]


def test_the_text_report_says_what_had_to_be_signed_and_with_which_keys(buyer: Buyer) -> None:
    assert _guarded(["check", "conforming.yaml", "-p", "policies", "--as-of", AS_OF]) == 0
    told = " ".join(buyer.captured.readouterr().out.split())
    assert "manifests and policies had to be signed by a trusted key; signed with `quality`, `supplier-2026`" in told
    trust(buyer.folder, require="x-note: nothing")
    assert _guarded(["check", "conforming.yaml", "-p", "policies", "--as-of", AS_OF]) == 0
    assert "signed" not in buyer.captured.readouterr().out
