"""`trust` in certgate.yaml: read with its files, refused with every place, known by one digest."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.cli.backing import trusted
from checker.cli.config import find_config
from checker.errors import InputError
from checker.model.trust import NOBODY, Trust
from tests.signatures.folder import OTHER, SUPPLIER, trust

EMPTY = "policies: [us-workplace-electrical]\n"


def configured(folder: Path, text: str) -> Trust:
    """The trust of a configuration of this text."""
    (folder / "certgate.yaml").write_text(text)
    return trusted(find_config(str(folder / "certgate.yaml")))


def test_without_trust_nobody_is_trusted(tmp_path: Path) -> None:
    assert configured(tmp_path, EMPTY) == NOBODY
    assert NOBODY.sha256 is None


def test_everything_that_is_stated_arrives(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "a.pub").write_bytes(SUPPLIER.public.pem())
    (tmp_path / "did.json").write_bytes(b"{}")
    (tmp_path / "list.jwt").write_bytes(b"ey")
    found = configured(
        tmp_path,
        """\
trust:
  keys:
    - id: a
      file: keys/a.pub
      suppliers: [{name: A, lei: L}, {duns: "1"}]
      reports: true
      from: 2026-01-01
      until: 2026-12-31
    - {id: b, did: "did:web:b.example", bodies: [ul, TÜV]}
  did_documents: [did.json]
  status_lists: [list.jwt]
  audience: [us]
  require: [policies, manifests, policies]
""",
    )
    first, second = found.keys
    assert first.pem == SUPPLIER.public.pem().decode()
    assert [each.identifiers for each in first.suppliers] == [(("lei", "L"),), (("duns", "1"),)]
    assert (str(first.start), str(first.until), first.reports, first.policies) == (
        "2026-01-01",
        "2026-12-31",
        True,
        False,
    )
    assert (second.did, second.pem, second.bodies, second.suppliers) == ("did:web:b.example", None, ("ul", "TÜV"), ())
    assert [data for _, data in (*found.did_documents, *found.status_lists)] == [b"{}", b"ey"]
    assert (found.audience, found.required) == (("us",), ("manifests", "policies"))


def test_files_of_the_command_line_are_added_and_change_the_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    trust(tmp_path)
    (tmp_path / "more.json").write_bytes(b"{}")
    config = find_config("certgate.yaml")
    plain, more = trusted(config), trusted(config, ["more.json"])
    assert more.did_documents == (("more.json", b"{}"),)
    assert len({plain.sha256, more.sha256, trusted(config, [], ["more.json"]).sha256}) == 3
    assert plain.sha256 == trusted(config).sha256
    assert trusted(find_config(None)._replace(document=None), ["more.json"]).sha256


def test_the_digest_is_of_the_keys_too(tmp_path: Path) -> None:
    trust(tmp_path)
    config = find_config(str(tmp_path / "certgate.yaml"))
    before = trusted(config).sha256
    (tmp_path / "supplier.pub").write_bytes(OTHER.public.pem())
    assert trusted(config).sha256 != before


KEY = "trust:\n  keys:\n    - {id: a, "
REFUSED = [
    (KEY + "file: missing.pub, policies: true}\n", "3:21: `", "missing.pub`: the file does not exist"),
    (KEY + "file: notes.txt, policies: true}\n", "3:21: `", "notes.txt` is no public key in PEM"),
    (KEY + "file: secret.pem, policies: true}\n", "3:21: `", "secret.pem` is a private key; name its public half"),
    (KEY + "policies: true}\n", "3:7: the key `a` names neither a file nor a DID", "give one of `file` and `did`"),
    (KEY + "file: a.pub, did: 'did:key:z', bodies: [ul]}\n", "names both a file and a DID", ""),
    (KEY + "file: a.pub}\n", "3:7: the key `a` is trusted for nothing", "say with `bodies`, `suppliers`"),
    (KEY + "did: 'did:key:z', policies: true}\n", "`policies` needs a public key in a file", "a DID says who issues"),
    (KEY + "file: a.pub, suppliers: [{x-note: all}]}\n", "this names no supplier", "or an identifier such as `lei`"),
    (KEY + "file: a.pub, policies: true, from: 2026-02-01, until: 2026-01-31}\n", "ends before it begins", "swap"),
    (
        KEY + "file: a.pub, policies: true}\n    - {id: a, file: a.pub, reports: true}\n",
        "4:12: two keys have the id",
        "",
    ),
    (KEY + "file: a.pub, polices: true}\n", "`polices`", "did you mean `policies`?"),
    ("trust: {did_documents: [missing.json]}\n", "1:25: `", "missing.json`: the file does not exist"),
    ("trust: {require: [reports]}\n", "1:19: ", "manifests"),
]


@pytest.mark.parametrize(("text", "why", "mend"), REFUSED, ids=[row[1] for row in REFUSED])
def test_what_can_not_be_trusted_is_refused_with_its_place(tmp_path: Path, text: str, why: str, mend: str) -> None:
    (tmp_path / "a.pub").write_bytes(SUPPLIER.public.pem())
    (tmp_path / "notes.txt").write_text("no key\n")
    (tmp_path / "secret.pem").write_text("-----BEGIN PRIVATE KEY-----\n")
    with pytest.raises(InputError) as caught:
        configured(tmp_path, text)
    assert len(caught.value.problems) == 1
    told = str(caught.value)
    assert why in told
    assert mend in told
    assert "certgate.yaml:" in told
