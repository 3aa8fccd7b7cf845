"""The action as a runner runs it: the scripts in action.yml, with the inputs and the environment that they get."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.command import AS_OF, COMMAND

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "fixtures" / "manifests" / "us-medical-electrical"
CONFORMING = FIXTURES / "conforming"
NONCONFORMING = FIXTURES / "nonconforming" / "listing-only.yaml"
POLICY = "us-medical-electrical"
GUIDE = (ROOT / ".github" / "PIPELINES.md").read_text(encoding="utf-8")
ACTION: dict[str, Any] = yaml.load((ROOT / "action.yml").read_text(encoding="utf-8"), yaml.BaseLoader)

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="the action's scripts need bash")


def step(name: str) -> dict[str, Any]:
    """A step of the action by its name."""
    (found,) = (each for each in ACTION["runs"]["steps"] if each["name"] == name)
    return dict(found)


@dataclass(frozen=True, slots=True)
class Gated:
    """What a run of the action left behind: its log, its outputs, its summary, and how the last step ended."""

    log: str
    outputs: dict[str, str]
    summary: str
    code: int

    @property
    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(Path(self.outputs["report"]).read_text(encoding="utf-8"))
        return found

    @property
    def obeyed(self) -> list[str]:
        """The lines of the log that the runner looks at for commands."""
        (token,) = re.findall(r"^::stop-commands::([0-9a-f]{32})$", self.log, re.MULTILINE)
        before, _, rest = self.log.partition(f"::stop-commands::{token}\n")
        _, resumed, after = rest.partition(f"\n::{token}::\n")
        assert resumed
        return [*before.splitlines(), *after.splitlines()]


def run_step(
    name: str, given: dict[str, str], cwd: Path, temp: Path, env: dict[str, str] | None = None
) -> tuple[int, str, dict[str, str]]:
    """Run the script of a step as the runner does; gives its exit code, its log and its outputs."""
    found = {**os.environ, "RUNNER_TEMP": str(temp), "GITHUB_ACTION_PATH": str(ROOT), **(env or {})}
    for kind in ("OUTPUT", "STEP_SUMMARY"):
        (temp / kind).touch()
        found[f"GITHUB_{kind}"] = str(temp / kind)
    for key, expression in step(name).get("env", {}).items():
        (path,) = re.findall(r"^\$\{\{ ([\w.-]+) \}\}$", expression)
        found[key] = given.get(path.replace("inputs.", ""), "")
    script = temp / "script.sh"
    script.write_text(step(name)["run"], encoding="utf-8")
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
    ended = subprocess.run(command, cwd=cwd, env=found, capture_output=True, check=False, timeout=300)
    outputs = dict(line.split("=", 1) for line in (temp / "OUTPUT").read_text(encoding="utf-8").splitlines())
    return ended.returncode, (ended.stdout + ended.stderr).decode(), outputs


def gate(cwd: Path, temp: Path, command: str | Path = COMMAND, pythonpath: str = "", **inputs: str) -> Gated:
    """Run the action's Check, then its Result, with certgate as it is installed here."""
    temp.mkdir()
    named = {key.replace("_", "-"): value for key, value in inputs.items()}
    given = {"as-of": AS_OF, "steps.install.outputs.certgate": str(command), **named}
    code, log, outputs = run_step("Check", given, cwd, temp, {"PYTHONPATH": pythonpath} if pythonpath else {})
    assert code == 0, log
    ended = {"steps.check.outputs.exit-code": outputs["exit-code"]}
    code, _, _ = run_step("Result", ended, cwd, temp)
    return Gated(log, outputs, (temp / "STEP_SUMMARY").read_text(encoding="utf-8"), code)
