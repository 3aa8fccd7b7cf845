"""`make check`: run the installed command over the fixtures, and hold its report against what each fixture expects.

usage: python -m tests.expected FOLDER -p POLICIES --as-of DAY [--config FILE]

Every `<policy>/{conforming,nonconforming}/<case>.yaml` has a `<case>.expected.yaml` beside it, which states verdict,
codes and exit code for the policy that the folder names. The report of the whole run is printed first.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

Json = dict[str, Any]


def certgate(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The installed command, run as a user runs it."""
    command = Path(sys.executable).with_name("certgate")
    return subprocess.run([str(command), *arguments], capture_output=True, text=True, check=False, encoding="utf-8")


def expectations(folder: Path) -> dict[Path, Json]:
    """What each fixture expects, by manifest."""
    found = {}
    for path in sorted(folder.rglob("*.expected.yaml")):
        with path.open(encoding="utf-8") as file:
            found[manifest_of(path)] = yaml.load(file, yaml.BaseLoader)
    return found


def manifest_of(expected: Path) -> Path:
    """The manifest that an expectation is about."""
    stem = expected.name.removesuffix(".expected.yaml")
    found = [path for path in expected.parent.glob(f"{stem}.*") if not path.name.endswith(".expected.yaml")]
    if len(found) != 1:
        raise SystemExit(f"{expected}: there is no one manifest named {stem}.* beside it")
    return found[0]


def codes_of(policy: Json) -> list[str]:
    """The codes of all errors and warnings under one policy of a report, sorted."""
    found = {
        finding["code"]
        for requirement in policy["requirements"]
        for each in requirement["objects"]
        for finding in each["findings"]
        if finding["severity"] != "note"
    }
    return sorted(found)


def differences(report: Json, wanted: dict[Path, Json]) -> list[str]:
    """Where the report differs from what the fixtures expect, a line each."""
    entries = {entry["path"]: entry for entry in report["manifests"]}
    lines = []
    for path, expected in wanted.items():
        name = path.as_posix()
        if name not in entries:
            lines.append(f"{name}: was not assessed")
            continue
        policy_id = path.parent.parent.name
        policy = next((each for each in entries[name]["policies"] if each["id"] == policy_id), None)
        if policy is None:
            lines.append(f"{name}: no policy `{policy_id}` in the report")
            continue
        found: Json = {"verdict": policy["verdict"], "codes": codes_of(policy)}
        for key, value in found.items():
            want = sorted(expected[key]) if key == "codes" else expected[key]
            if value != want:
                lines.append(f"{name}: {key} {value}, expected {want}")
        outcomes = {row["id"]: row["outcome"] for row in policy["requirements"]}
        for requirement, outcome in expected.get("requirements", {}).items():
            if outcomes.get(requirement) != outcome:
                lines.append(f"{name}: {requirement} is {outcomes.get(requirement)}, expected {outcome}")
    return lines


def main() -> int:
    """Print the report of the main job, then whether every verdict is the expected one."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("-p", dest="policies", required=True)
    parser.add_argument("--as-of", required=True)
    parser.add_argument("--config", default="fixtures/buyer.yaml")
    given = parser.parse_args()
    wanted = expectations(given.folder)
    lines = []
    for day in sorted({expected["as_of"] for expected in wanted.values()} | {given.as_of}):
        cases = {path: expected for path, expected in wanted.items() if expected["as_of"] == day}
        arguments = ["check", str(given.folder), "-p", given.policies, "--as-of", day, "--config", given.config]
        if day == given.as_of:
            printed = certgate(*arguments)
            print(printed.stdout, printed.stderr, sep="\n")
        run = certgate(*arguments, "-o", "json")
        if run.returncode not in (0, 1):
            print(run.stderr, file=sys.stderr)
            return run.returncode
        lines += differences(json.loads(run.stdout), cases)
    print(*lines, sep="\n" if lines else "")
    print(f"{len(wanted)} fixtures, {len(lines)} differences from what they expect")
    return 1 if lines or not wanted else 0


if __name__ == "__main__":
    raise SystemExit(main())
