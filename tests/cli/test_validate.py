"""`certgate validate`: plausibility on the command line, its formats and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from syrupy.assertion import SnapshotAssertion

from checker.api import schema_text
from tests.cli.command import certgate

ROOT = Path(__file__).parents[2]


@pytest.fixture
def doubtful(folder: Path) -> Path:
    """A folder with a manifest that has an error, a warning and a note."""
    text = (folder / "conforming.yaml").read_text(encoding="utf-8")
    text = text.replace("standard: ISO 9001:2015", "standard: ISO 90001:2015", 1)
    text = text.replace("kind: product", "kind: management-system", 1).replace("checked: 2026-10-01, ", "", 1)
    (folder / "doubtful.yaml").write_text(text, encoding="utf-8")
    return folder


def test_says_what_where_and_how_to_mend(doubtful: Path, snapshot: SnapshotAssertion) -> None:
    ended = certgate("validate", "doubtful.yaml", "open.yaml", cwd=doubtful)
    assert (ended.code, ended.err) == (1, "")
    assert ended.out == snapshot


@pytest.mark.generated
def test_errors_fail_and_warnings_only_when_asked(folder: Path) -> None:
    text = (folder / "conforming.yaml").read_text(encoding="utf-8")
    (folder / "warned.yaml").write_text(text.replace("ISO 9001:2015", "ISO 9001:2014"), encoding="utf-8")
    assert certgate("validate", "warned.yaml", cwd=folder).code == 0
    strict = certgate("validate", "warned.yaml", "--strict", cwd=folder)
    assert strict.code == 1
    assert strict.out.endswith("plausibility: 1 warning; --strict: warnings fail\n")
    assert certgate("validate", "conforming.yaml", "--strict", cwd=folder).code == 0


def test_what_can_not_be_used_outweighs_what_can_not_be_so(doubtful: Path) -> None:
    ended = certgate("validate", "doubtful.yaml", "missing.yaml", cwd=doubtful)
    assert ended.code == 2
    assert "[kind-against-standard]" in ended.out
    assert "missing.yaml: the file does not exist" in ended.err


def test_quiet_shows_errors_and_counts(doubtful: Path) -> None:
    ended = certgate("validate", "-q", "doubtful.yaml", cwd=doubtful)
    assert "error: " in ended.out
    assert "warning: " not in ended.out
    assert ended.out.splitlines()[-1].startswith("1 schema-conforming, 0 not; plausibility: 1 error")


def test_json_conforms_to_its_schema(doubtful: Path) -> None:
    ended = certgate("validate", ".", "policies", "-o", "json", "-o", "text=out.txt", cwd=doubtful)
    jsonschema.validate(ended.report, json.loads(schema_text("validation")))
    assert ended.report["exit_code"] == ended.code
    assert "policy" in {each["format"] for each in ended.report["documents"]}
    lines = (doubtful / "out.txt").read_text(encoding="utf-8").splitlines()
    assert lines[-1].startswith(f"{ended.report['summary']['conforming']} schema-conforming")


def test_github_shows_each_finding_at_its_line(doubtful: Path) -> None:
    (doubtful / "bad.yaml").write_text("manifest: 1\n", encoding="utf-8")
    ended = certgate("validate", "doubtful.yaml", "bad.yaml", "-o", "github", cwd=doubtful)
    lines = ended.out.splitlines()
    assert lines[0].startswith("::notice title=certgate%3A validate::1 schema-conforming, 1 not; plausibility: ")
    assert any(line.startswith("::error file=bad.yaml,line=1,col=1,title=certgate%3A unusable::") for line in lines)
    assert any("title=certgate%3A kind-against-standard::" in line for line in lines)
    assert all(line.startswith("::") for line in lines)


def test_github_counts_what_it_does_not_show(folder: Path) -> None:
    text = (folder / "conforming.yaml").read_text(encoding="utf-8").replace("ISO 9001:2015", "ISO 9001:2014")
    for number in range(12):
        (folder / f"many-{number:02}.yaml").write_text(text, encoding="utf-8")
    lines = certgate("validate", "many-*.yaml", "-o", "github", cwd=folder).out.splitlines()
    assert sum(line.startswith("::warning") for line in lines) == 10
    assert "3 warnings are not shown here" in lines[-1]


def test_a_standard_of_a_further_catalogue_is_known(folder: Path) -> None:
    text = (folder / "conforming.yaml").read_text(encoding="utf-8").replace("ISO 9001:2015", "ACME 1")
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    (folder / "rows.yaml").write_text(
        "catalogue: 1\nstandards:\n  - id: ACME 1\n    title: Our own\n    accreditation: ISO/IEC 17021-1\n"
        "    source: us\n    confidence: assumed\n    as_of: 2026-01-01\n",
        encoding="utf-8",
    )
    assert "designation-unknown" in certgate("validate", "own.yaml", cwd=folder).out
    assert "designation-unknown" not in certgate("validate", "own.yaml", "--catalogue", "rows.yaml", cwd=folder).out


def test_an_unknown_format_is_a_usage_error(folder: Path) -> None:
    ended = certgate("validate", "conforming.yaml", "-o", "jsn", cwd=folder)
    assert (ended.code, ended.out) == (2, "")
    assert "did you mean `json`?" in ended.err


def test_a_placeholder_is_no_fact_for_check_either(folder: Path) -> None:
    text = (folder / "conforming.yaml").read_text(encoding="utf-8")
    (folder / "left.yaml").write_text(text.replace("NP-500-A", "FILL-IN"), encoding="utf-8")
    for command in (["validate", "left.yaml"], ["check", "left.yaml", "-p", "policies"]):
        ended = certgate(*command, cwd=folder)
        assert ended.code == 2
        assert "`FILL-IN` is left to be filled in; write what the certificate states" in ended.out + ended.err


@pytest.mark.parametrize("code", ["term-too-long", "designation-unknown"])
def test_explain_knows_what_validate_says(folder: Path, code: str) -> None:
    ended = certgate("explain", code, cwd=folder)
    assert ended.code == 0
    for part in (f"{code}: ", "outcome: warning of `certgate validate`", "to mend: ", "Asks:", "Does not pass:"):
        assert part in ended.out
