"""The Action does what it says: the scripts in action.yml are run as a runner would, on a buyer's repository."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.consumers import accepted
from tests.depth import first
from tests.pipelines import ACTION, CONFORMING, GUIDE, NONCONFORMING, POLICY, ROOT, gate, needs_bash, run_step
from tests.reports import ATTACKS, WAIVERS

pytestmark = pytest.mark.generated


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A buyer's repository: some suppliers that pass, one that does not."""
    folder = tmp_path / "workspace"
    shutil.copytree(CONFORMING, folder / "suppliers")
    (folder / "late").mkdir()
    shutil.copy(NONCONFORMING, folder / "late")
    return folder


# The action: what it answers


@needs_bash
def test_certificates_that_prove_what_is_required_let_the_step_succeed(workspace: Path, tmp_path: Path) -> None:
    ended = gate(workspace, tmp_path / "temp", manifests="suppliers", policies=POLICY)
    assert (ended.code, ended.outputs["exit-code"]) == (0, "0")
    assert (ended.outputs["result"], ended.outputs["verdict"]) == ("passed", "pass")
    assert ended.report["result"] == "passed"
    assert json.loads(Path(ended.outputs["sarif"]).read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert "passed" in ended.summary.lower()
    assert "PASSED as of 2026-11-23" in ended.log


@needs_bash
def test_certificates_that_do_not_are_blocked_summarised_and_annotated(workspace: Path, tmp_path: Path) -> None:
    ended = gate(workspace, tmp_path / "temp", manifests="late", policies=POLICY)
    assert (ended.code, ended.outputs["exit-code"]) == (1, "1")
    assert (ended.outputs["result"], ended.outputs["verdict"]) == ("blocked", "fail")
    assert "blocked" in ended.summary.lower()
    annotations = [line for line in ended.obeyed if line.startswith("::error ")]
    assert any("file=late/listing-only.yaml" in line for line in annotations)
    assert Path(ended.outputs["sarif"]).is_file()


@needs_bash
def test_one_unreadable_manifest_is_refused_and_the_rest_is_reported(workspace: Path, tmp_path: Path) -> None:
    (workspace / "suppliers" / "torn.yaml").write_text('manifest: "1\n', encoding="utf-8")
    ended = gate(workspace, tmp_path / "temp", manifests="suppliers", policies=POLICY)
    assert (ended.code, ended.outputs["result"]) == (2, "blocked")
    assert [error["path"] for error in ended.report["errors"]] == ["suppliers/torn.yaml"]
    assert ended.report["summary"]["manifests"] == 3
    assert "torn" in ended.summary


@needs_bash
def test_what_a_waiver_lifts_is_no_failure_of_the_step(workspace: Path, tmp_path: Path) -> None:
    shutil.copy(NONCONFORMING.with_name("quality-system-only.yaml"), workspace / "suppliers")
    shutil.copy(WAIVERS, workspace / "waivers.yaml")
    ended = gate(workspace, tmp_path / "temp", manifests="suppliers", policies=POLICY, waivers="waivers.yaml")
    assert (ended.code, ended.outputs["result"]) == (0, "passed-with-waivers")
    assert ended.outputs["verdict"] == "fail"
    assert "W-17" in ended.summary


@needs_bash
@pytest.mark.parametrize(
    "inputs",
    [
        {"manifests": "suppliers", "policies": "no-such-policy"},
        {"manifests": "suppliers", "policies": ""},
        {"manifests": "", "policies": POLICY},
        {"manifests": "suppliers", "policies": POLICY, "as_of": "tomorrow"},
        {"manifests": "suppliers", "policies": POLICY, "formats": "pdf=report.pdf"},
        {"manifests": "suppliers", "policies": POLICY, "waivers": "waivers.yaml"},
    ],
    ids=lambda inputs: " ".join(inputs.values()),
)
def test_where_nothing_is_assessed_the_step_fails_and_says_so(
    workspace: Path, tmp_path: Path, inputs: dict[str, str]
) -> None:
    ended = gate(workspace, tmp_path / "temp", **inputs)
    assert (ended.code, ended.outputs) == (2, {"result": "blocked", "exit-code": "2"})
    assert "Nothing was assessed (exit code 2)" in ended.summary
    assert [line for line in ended.obeyed if line.startswith("::error title=certgate::nothing was assessed")]
    assert "certgate: " in ended.log


@needs_bash
def test_fail_on_config_and_formats_reach_certgate(workspace: Path, tmp_path: Path) -> None:
    (workspace / "requirements").mkdir()
    (workspace / "requirements" / "certgate.yaml").write_text(f"policies: [{POLICY}]\n", encoding="utf-8")
    ended = gate(
        workspace,
        tmp_path / "temp",
        manifests="suppliers",
        config="requirements/certgate.yaml",
        fail_on="warning",
        formats="html=report of today.html\ncsv=rows.csv\n",
    )
    assert [policy["id"] for policy in ended.report["inputs"]["policies"]] == [POLICY]
    assert ended.report["inputs"]["fail_on"] == "warning"
    assert (workspace / "report of today.html").is_file()
    assert (workspace / "rows.csv").is_file()


# The action: names that suppliers and senders choose


@needs_bash
def test_names_with_blanks_come_one_per_line(workspace: Path, tmp_path: Path) -> None:
    names = ["suppliers/of the north.yaml", "suppliers/$(touch hit) `touch hit` ; touch hit.yaml"]
    for name in names:
        shutil.copy(NONCONFORMING, workspace / name)
    given = f"\n  {names[0]}  \r\n\n{names[1]}"
    ended = gate(workspace, tmp_path / "temp", manifests=given, policies=POLICY)
    assert sorted(each["path"] for each in ended.report["manifests"]) == sorted(names)
    assert ended.code == 1
    assert not (workspace / "hit").exists()


OPTIONS = ["--no-fail", "--help", "--version", "-h", "--", "-", "--config=other.yaml"]


@needs_bash
@pytest.mark.parametrize("name", first(OPTIONS, 3))
def test_no_manifest_becomes_an_option(workspace: Path, tmp_path: Path, name: str) -> None:
    ended = gate(workspace, tmp_path / "temp", manifests=f"late\n{name}", policies=POLICY)
    assert (ended.code, ended.outputs["result"]) == (2, "blocked")
    assert [error["path"] for error in ended.report["errors"]] == [name]
    assert ended.report["summary"]["fail"] == 1


@needs_bash
@pytest.mark.parametrize("name", OPTIONS)
@pytest.mark.parametrize("field", first(["policies", "fail_on", "as_of"], 1))
def test_no_other_input_becomes_an_option(workspace: Path, tmp_path: Path, field: str, name: str) -> None:
    inputs = {"manifests": "late", "policies": POLICY, field: f"{POLICY}\n{name}"}
    ended = gate(workspace, tmp_path / "temp", **inputs)
    assert (ended.code, ended.outputs) == (2, {"result": "blocked", "exit-code": "2"})
    assert re.search(rf"^certgate: .*{re.escape(name)}", ended.log, re.MULTILINE)


@needs_bash
def test_a_manifest_whose_name_looks_like_an_option_is_checked(workspace: Path, tmp_path: Path) -> None:
    shutil.copy(NONCONFORMING, workspace / "--no-fail.yaml")
    ended = gate(workspace, tmp_path / "temp", manifests="--no-fail.yaml", policies=POLICY)
    assert ended.code == 1
    assert [each["path"] for each in ended.report["manifests"]] == ["--no-fail.yaml"]


@needs_bash
def test_a_hostile_manifest_commands_the_runner_nowhere(workspace: Path, tmp_path: Path) -> None:
    values = json.loads(json.dumps(yaml.safe_load(NONCONFORMING.read_text(encoding="utf-8")), default=str))
    values["supplier"]["name"] = "x\n".join(each for each in ATTACKS if len(each) < 1000)
    (workspace / "late" / "listing-only.yaml").unlink()
    (workspace / "late" / "::error::forged.json").write_text(json.dumps(values), encoding="utf-8")
    (workspace / "late" / "##[error]forged.json").write_text('{"\\n::add-mask::e\\n##[group]x": 1}', encoding="utf-8")
    ended = gate(workspace, tmp_path / "temp", manifests="late", policies=POLICY)
    assert (ended.code, ended.report["summary"]["fail"]) == (2, 1)
    assert "forged" in "".join(ended.obeyed)
    for line in ended.obeyed:
        assert re.match(r"::(error|warning|notice)( [^:]*)?::|$", line), line
        assert not re.match(r"::\w+ [^:]*::.*\r", line)


@needs_bash
def test_packages_beside_the_manifests_do_not_replace_certgate(workspace: Path, tmp_path: Path) -> None:
    (workspace / "checker").mkdir()
    (workspace / "checker" / "__init__.py").write_text("raise SystemExit(0)\n", encoding="utf-8")
    ended = gate(workspace, tmp_path / "temp", manifests="late", policies=POLICY, pythonpath=str(workspace))
    assert ended.code == 1


# The action: what goes wrong


@needs_bash
def test_success_without_a_report_is_no_pass(workspace: Path, tmp_path: Path) -> None:
    ended = gate(workspace, tmp_path / "temp", command="true", manifests="late", policies=POLICY)
    assert (ended.code, ended.outputs["result"]) == (3, "blocked")


@needs_bash
def test_a_result_that_never_came_is_no_pass(workspace: Path, tmp_path: Path) -> None:
    code, _, _ = run_step("Result", {}, workspace, tmp_path)
    assert code == 3


@needs_bash
def test_a_runner_without_a_fitting_python_is_told_what_to_do(workspace: Path, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("python3", "python"):
        (tools / name).write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    code, log, outputs = run_step("Install certgate", {}, workspace, tmp_path, {"PATH": path})
    assert (code, outputs) == (2, {})
    assert "set the input `python-version`" in log


@needs_bash
@pytest.mark.skipif(not os.environ.get("CI"), reason="installs from the package index, which is for CI: set CI=1")
def test_the_action_installs_itself_whatever_lies_beside_the_manifests(workspace: Path, tmp_path: Path) -> None:
    for name in ("venv.py", "pip.py", "sys.py"):
        (workspace / name).write_text("raise SystemExit(7)\n", encoding="utf-8")
    code, log, outputs = run_step("Install certgate", {}, workspace, tmp_path, {"PYTHONPATH": str(workspace)})
    assert code == 0, log
    ended = gate(workspace, tmp_path / "temp", command=outputs["certgate"], manifests="late", policies=POLICY)
    assert ended.code == 1


# The action and the workflows: how they are written


def test_every_input_is_described_used_and_in_the_guide() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert ACTION["inputs"]
    for name, each in ACTION["inputs"].items():
        assert each["description"]
        assert f"inputs.{name}" in text
        assert f"`{name}`" in GUIDE
    assert all(f"`{name}`" in GUIDE for name in ACTION["outputs"])


def test_only_the_manifests_have_to_be_given() -> None:
    required = [name for name, each in ACTION["inputs"].items() if each.get("required") == "true"]
    assert required == ["manifests"]
    assert all("default" in each for name, each in ACTION["inputs"].items() if name not in required)


@pytest.mark.parametrize(
    "path", [ROOT / "action.yml", *(ROOT / ".github" / "workflows").glob("*.yml")], ids=lambda path: path.name
)
def test_scripts_hold_no_expression_and_actions_are_pinned(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not [each for each in scripts(yaml.load(text, yaml.BaseLoader)) if "${{" in each]
    for used in re.findall(r"^ *(?:- )?uses: (\S+)", text, re.MULTILINE):
        assert used == "./" or re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", used), used


def scripts(node: Any) -> Iterator[str]:
    """Every `run` below a node."""
    if isinstance(node, dict):
        yield from (value for key, value in node.items() if key == "run")
        for value in node.values():
            yield from scripts(value)
    elif isinstance(node, list):
        for value in node:
            yield from scripts(value)


@pytest.mark.xdist_group("consumers")
def test_the_linters_of_actions_find_nothing() -> None:
    workflows = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / ".github" / "workflows").iterdir())
    accepted("verify_actions.sh", "action.yml", *workflows)
