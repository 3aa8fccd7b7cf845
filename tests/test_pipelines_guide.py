"""The hooks, the container recipe and the guide to pipelines hold: what they show is run, and read by its schema."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.renderers import formats
from tests.cli.command import AS_OF, certgate
from tests.pipelines import ACTION, CONFORMING, GUIDE, NONCONFORMING, POLICY, ROOT, gate, needs_bash
from tests.test_readme import blocks

pytestmark = pytest.mark.generated

HOOKS = {each["id"]: each for each in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
CONSUMERS = Path(os.environ.get("CONSUMERS_HOME") or Path.home() / ".cache" / "certgate-consumers")
CHECKER = CONSUMERS / "venvs" / "cjs" / "bin" / "check-jsonschema"


@pytest.fixture
def buyer(tmp_path: Path) -> Path:
    """The repository that the guide speaks of."""
    folder = tmp_path / "buyer"
    shutil.copytree(CONFORMING, folder / "suppliers")
    (folder / "requirements").mkdir()
    (folder / "requirements" / "certgate.yaml").write_text(f"policies: [{POLICY}]\n", encoding="utf-8")
    return folder


# The hooks


@pytest.mark.parametrize(
    ("path", "hooks"),
    [
        ("acme.yaml", {"certgate-check", "certgate-validate"}),
        ("suppliers/acme/2026.yml", {"certgate-check", "certgate-validate"}),
        ("suppliers/all.ndjson", {"certgate-check", "certgate-validate"}),
        ("suppliers/with blanks.json", {"certgate-check", "certgate-validate"}),
        ("policies/own.yaml", {"certgate-validate"}),
        ("certgate.yaml", set()),
        ("suppliers/certgate.yaml", set()),
        (".pre-commit-config.yaml", set()),
        (".github/workflows/ci.yml", set()),
        ("suppliers/acme.expected.yaml", set()),
        ("policies/own.tests.yaml", set()),
        ("README.md", set()),
        ("--config=own.yaml", set()),
        ("-pown.yaml", set()),
    ],
)
def test_hooks_take_what_certgate_takes_from_a_folder(path: str, hooks: set[str]) -> None:
    taken = {
        name for name, hook in HOOKS.items() if re.search(hook["files"], path) and not re.search(hook["exclude"], path)
    }
    assert taken == hooks


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS)
def test_hooks_run_commands_that_exist(hook: dict[str, Any], buyer: Path) -> None:
    name, *arguments = hook["entry"].split()
    assert name == "certgate"
    assert certgate(*arguments, "--help", cwd=buyer).code == 0
    assert hook["description"]


def test_the_check_hook_has_no_policy_of_its_own(buyer: Path) -> None:
    _, *arguments = HOOKS["certgate-check"]["entry"].split()
    ended = certgate(*arguments, "suppliers", cwd=buyer)
    assert ended.code == 2
    assert "no policy is given" in ended.err


# The guide


def snippet(marker: str) -> Any:
    """The YAML of the guide that has a marker in it."""
    (found,) = (block for block in blocks(GUIDE, "yaml") if marker in block)
    return yaml.load(found, yaml.BaseLoader)


def commands() -> list[str]:
    """Every `certgate check` that the guide shows in a pipeline."""
    return re.findall(r"(?:- |script: |sh ')(certgate check [^'\n]*)", GUIDE)


def test_the_guide_has_a_command_for_gitlab_azure_and_jenkins() -> None:
    assert len(commands()) == 3


@pytest.mark.parametrize("command", commands(), ids=["gitlab", "azure", "jenkins"])
def test_the_commands_of_the_guide_pass_and_block_and_leave_their_files(command: str, buyer: Path) -> None:
    _, *arguments = command.split()
    assert certgate(*arguments, "--as-of", AS_OF, cwd=buyer).code == 0
    files = [each.partition("=")[2] for each in arguments if "=" in each]
    assert files
    assert all((buyer / file).stat().st_size for file in files)
    shutil.copy(NONCONFORMING, buyer / "suppliers")
    assert certgate(*arguments, "--as-of", AS_OF, cwd=buyer).code == 1
    shown = GUIDE.replace(command, "")
    assert all(file in shown for file in files)


@needs_bash
def test_the_github_snippet_runs_the_action_as_it_is(buyer: Path, tmp_path: Path) -> None:
    steps = snippet("upload-sarif:")["jobs"]["certgate"]["steps"]
    (given,) = (each["with"] for each in steps if each["uses"] == "./tools/certgate")
    assert set(given) <= set(ACTION["inputs"])
    inputs = {key.replace("-", "_"): value for key, value in given.items() if key != "upload-sarif"}
    ended = gate(buyer, tmp_path / "temp", **inputs)
    assert ended.report["inputs"]["policies"]
    assert (buyer / "certgate.html").is_file()
    assert set(re.findall(r"steps\.gate\.outputs\.([\w-]+)", GUIDE)) <= set(ACTION["outputs"])


def test_the_hooks_and_formats_that_the_guide_names_exist(buyer: Path) -> None:
    (repo,) = snippet("rev: COMMIT")["repos"]
    assert {each["id"] for each in repo["hooks"]} == set(HOOKS)
    (checking,) = (each for each in repo["hooks"] if each["id"] == "certgate-check")
    ended = certgate("check", *checking["args"], "suppliers", "--as-of", AS_OF, cwd=buyer)
    assert ended.code == 0
    named = re.findall(r"^\| [A-Za-z][^|`]* \| ((?:`\w+`(?:, )?)+) \|$", GUIDE, re.MULTILINE)
    assert len(named) == 5
    assert set(re.findall(r"`(\w+)`", " ".join(named))) <= set(formats())


def test_the_container_runs_certgate_as_nobody_in_particular() -> None:
    recipe = (ROOT / ".github" / "Containerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER [1-9]", recipe, re.MULTILINE)
    assert 'ENTRYPOINT ["/opt/certgate/bin/certgate"]' in recipe
    copied = [
        name for line in re.findall(r"^COPY (?!--from)(.*) /source", recipe, re.MULTILINE) for name in line.split()
    ]
    assert copied
    assert all((ROOT / name).exists() for name in copied)


@pytest.mark.skipif(not CHECKER.is_file(), reason="check-jsonschema of the consumers is not installed")
@pytest.mark.parametrize(
    ("marker", "schema"),
    [("upload-sarif:", "github-workflows"), ("codequality:", "gitlab-ci"), ("PublishTestResults", "azure-pipelines")],
)
def test_the_snippets_conform_to_the_schemas_of_their_pipelines(marker: str, schema: str, tmp_path: Path) -> None:
    (text,) = (block for block in blocks(GUIDE, "yaml") if marker in block)
    (tmp_path / "snippet.yml").write_text(text, encoding="utf-8")
    extra = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
    command = [str(CHECKER), "--builtin-schema", f"vendor.{schema}", *extra, str(tmp_path / "snippet.yml")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 0, ended.stdout + ended.stderr
