"""`certgate import untp` looks at the signature; `import xlsx` and tables go the way of every import."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.command import certgate
from tests.credentials import issuing
from tests.credentials.issuing import claims, did_key, entry, status_list
from tests.readers.test_untp import credential


def imported(folder: Path, data: bytes, *options: str, name: str = "c.jwt") -> tuple[int, str, Any]:
    """Exit code, stderr, and the manifest that was written."""
    (folder / "evidence").mkdir()
    (folder / "evidence" / name).write_bytes(data)
    ended = certgate("import", "untp", f"evidence/{name}", "-o", "m.yaml", *options, cwd=folder)
    written = folder / "m.yaml"
    return ended.code, ended.err, yaml.safe_load(written.read_text(encoding="utf-8")) if written.exists() else None


@pytest.mark.parametrize(
    ("purpose", "status", "code"),
    [("revocation", "withdrawn", "credential-revoked"), ("suspension", "suspended", "credential-suspended")],
)
def test_what_was_revoked_or_suspended_is_imported_as_such(
    tmp_path: Path, purpose: str, status: str, code: str
) -> None:
    (tmp_path / "list.jwt").write_bytes(issuing.jwt(status_list(7, purpose=purpose)))
    data = issuing.jwt(assessing_facility(credentialStatus=entry(purpose=purpose)))
    exit_code, err, manifest = imported(tmp_path, data, "--status-lists", "list.jwt")
    assert exit_code == 1
    assert code in err
    assert manifest["certificates"][0]["status"]["value"] == status
    assert code in manifest["x-untp-proof"]


def assessing_facility(**changes: Any) -> dict[str, Any]:
    """A signed body's claims about a management system."""
    return claims(did_key(issuing.EDWARDS), **changes)


def test_a_list_that_is_not_given_is_said(tmp_path: Path) -> None:
    exit_code, err, manifest = imported(tmp_path, issuing.jwt(assessing_facility(credentialStatus=entry())))
    assert exit_code == 0
    assert "credential-status-unknown" in err
    assert "status" not in manifest["certificates"][0]


def test_a_changed_credential_is_refused(tmp_path: Path) -> None:
    head, payload, signature = issuing.jwt(assessing_facility()).split(b".")
    other = issuing.base64url(json.dumps(assessing_facility(id="https://other.example/1")).encode()).encode()
    assert payload != other
    exit_code, err, manifest = imported(tmp_path, b".".join((head, other, signature)))
    assert (exit_code, manifest) == (2, None)
    assert "signature-not-verified" in err


@pytest.mark.generated
def test_an_unsigned_credential_is_imported_and_named_as_evidence(tmp_path: Path) -> None:
    exit_code, err, manifest = imported(tmp_path, json.dumps(credential()).encode(), name="c.jsonld")
    assert exit_code == 0
    assert "is not signed" in err
    (evidence,) = manifest["certificates"][0]["evidence"]
    assert (evidence["type"], evidence["file"]) == ("credential", "evidence/c.jsonld")
    assert evidence["sha256"] == manifest["x-imported"]["sha256"]
    assert certgate("validate", "m.yaml", cwd=tmp_path).code in (0, 1)


def test_a_credential_elsewhere_is_no_evidence(tmp_path: Path) -> None:
    (tmp_path / "c.json").write_text(json.dumps(credential()), encoding="utf-8")
    (tmp_path / "in").mkdir()
    assert certgate("import", "untp", "c.json", "-o", "in/m.yaml", cwd=tmp_path).code == 0
    assert "type: credential" not in (tmp_path / "in" / "m.yaml").read_text(encoding="utf-8")


def test_the_template_is_written_once(tmp_path: Path) -> None:
    assert certgate("import", "xlsx", "--template", "t.xlsx", cwd=tmp_path).code == 0
    again = certgate("import", "xlsx", "--template", "t.xlsx", cwd=tmp_path)
    assert (again.code, "is there already" in again.err) == (2, True)
    empty = certgate("import", "xlsx", "t.xlsx", cwd=tmp_path)
    assert (empty.code, empty.out) == (2, "")
    assert "t.xlsx!Supplier!A2: this is still the example row" in empty.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("untp",), "nothing to import is given"),
        (("untp", "--template", "t.xlsx"), "`untp` has no template"),
        (("xlsx", "--template", "t.csv"), "ends in .xlsx"),
        (("untp", "c.json", "--kind", "products"), "did you mean `product`?"),
        (("xlsx", "c.xlsx", "--status-lists", "l.jwt"), "are for credentials"),
        (("untpp", "c.json"), "did you mean `untp`?"),
    ],
)
def test_a_wrong_line_says_what_is_right(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    ended = certgate("import", *arguments, cwd=tmp_path)
    assert ended.code == 2
    assert says in ended.err


def test_several_holders_go_into_a_folder_by_name(tmp_path: Path) -> None:
    rows = "Certificate Number,Status,Type,Certified Entity Name,Standard\n" + "".join(
        f"{number},Active,Management System,{name},ISO 9001:2015\n"
        for number, name in ((1, "North AS"), (2, "South AS"))
    )
    (tmp_path / "export.csv").write_text(rows, encoding="utf-8")
    ended = certgate("import", "iaf-certsearch", "export.csv", "--prepared", "2026-11-01", "-o", "out/", cwd=tmp_path)
    assert (ended.code, ended.err) == (0, "certgate: 2 imported, 0 not\n")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["North-AS.yaml", "South-AS.yaml"]
