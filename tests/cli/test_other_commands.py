"""`validate`, `explain`, `schema`, `policy list`, `--version` and `--help`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from checker import __version__, plausibility
from checker.api import shipped_policies
from checker.authoring.lint.rules import lint_codes
from checker.engine import OBJECT_CODES
from checker.engine.ending import ENDS_SOON
from checker.engine.waiver_codes import LEDGER_CODES
from checker.gates import gates
from tests.cli.command import certgate

CODES = [
    *(code.name for code in OBJECT_CODES),
    *(code.name for gate in gates() for code in gate.codes),
    ENDS_SOON.name,
    *(code.name for code in LEDGER_CODES),
    *plausibility.codes(),
    *lint_codes(),
]
SCHEMAS = sorted(
    path.name.removesuffix(".schema.json") for path in Path(__file__).parents[2].glob("schemas/*.schema.json")
)


def test_validate_counts_what_conforms(folder: Path) -> None:
    ended = certgate("validate", "conforming.yaml", "open.yaml", cwd=folder)
    assert (ended.code, ended.out, ended.err) == (0, "2 schema-conforming, 0 not\n", "")


def test_validate_names_every_fault_and_goes_on(folder: Path) -> None:
    text = (folder / "conforming.yaml").read_text()
    (folder / "bad.yaml").write_text(text.replace("id: qms", "id: listing").replace("2026-11-05", "2023-11-05"))
    ended = certgate("validate", "bad.yaml", "missing.yaml", "open.yaml", cwd=folder)
    assert (ended.code, ended.out) == (2, "1 schema-conforming, 2 not\n")
    assert "bad.yaml:" in ended.err
    assert "`listing`" in ended.err
    assert "missing.yaml: the file does not exist" in ended.err
    assert all(line.startswith("certgate: ") for line in ended.err.splitlines())


def test_validate_reads_standard_input(folder: Path) -> None:
    data = (folder / "conforming.yaml").read_bytes()
    assert certgate("validate", "-", cwd=folder, stdin=data).code == 0


def test_explain_lists_every_code_with_its_meaning(folder: Path) -> None:
    ended = certgate("explain", cwd=folder)
    assert ended.code == 0
    listed = [line.split("  ", 1) for line in ended.out.splitlines()]
    assert [name for name, _ in listed] == list(dict.fromkeys(CODES))
    assert all(meaning.strip() for _, meaning in listed)


@pytest.mark.parametrize("code", ["expired", "no-certificate", "audit-record-missing"])
def test_explain_tells_what_is_asked_why_and_how_to_mend(folder: Path, code: str) -> None:
    ended = certgate("explain", code, cwd=folder)
    assert ended.code == 0
    assert ended.out.startswith(f"{code}: ")
    for part in ("outcome: ", "to mend: ", "Asks:", "Why:", "Passes:", "Does not pass:", "To mend:"):
        assert part in ended.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["explain", "expird"], "certgate: `expird` is no code; did you mean `expired`?\n"),
        (["explain", "zzz"], "certgate: `zzz` is no code; `certgate explain` lists the codes\n"),
        (["schema", "manifst"], "certgate: `manifst` is no schema; did you mean `manifest`?\n"),
    ],
)
def test_an_unknown_name_is_2_with_a_suggestion(folder: Path, arguments: list[str], message: str) -> None:
    ended = certgate(*arguments, cwd=folder)
    assert (ended.code, ended.out, ended.err) == (2, "", message)


def test_schema_lists_the_names(folder: Path) -> None:
    assert certgate("schema", cwd=folder).out.split() == SCHEMAS


def test_schema_prints_a_usable_schema(folder: Path) -> None:
    ended = certgate("schema", "manifest", cwd=folder)
    assert ended.code == 0
    schema = json.loads(ended.out)
    Draft202012Validator.check_schema(schema)
    assert schema["required"] == ["manifest", "prepared", "supplier", "certificates"]


def test_policy_list_shows_every_shipped_policy(folder: Path) -> None:
    ended = certgate("policy", "list", cwd=folder)
    assert (ended.code, ended.err) == (0, "")
    assert [line.split()[0] for line in ended.out.splitlines()] == sorted(shipped_policies())


def test_version(folder: Path) -> None:
    assert certgate("--version", cwd=folder).out == f"certgate {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [[], ["check"], ["validate"], ["explain"], ["schema"], ["import"], ["init"], ["policy"], ["policy", "list"]],
)
def test_help_of_every_command_fits_a_terminal(folder: Path, arguments: list[str]) -> None:
    ended = certgate(*arguments, "--help", cwd=folder)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(f"Usage: certgate {' '.join(arguments)}".rstrip())
    assert max(map(len, ended.out.splitlines())) <= 80


def test_h_is_short_for_help(folder: Path) -> None:
    assert certgate("check", "-h", cwd=folder) == certgate("check", "--help", cwd=folder)


def test_help_tells_the_exit_codes(folder: Path) -> None:
    text = " ".join(certgate("--help", cwd=folder).out.split())
    assert "0 passed, 1 blocked, 2 unusable input or nothing assessed, 3 internal error, 130 interrupted" in text
