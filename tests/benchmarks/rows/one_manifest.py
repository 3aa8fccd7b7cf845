"""One manifest, whole processes: what a supplier waits for in a pre-commit hook."""

from __future__ import annotations

import importlib.util
import json
import sys
from functools import partial
from typing import Any

from tests.benchmarks.corpus import AS_OF
from tests.benchmarks.measuring import Times, command, turns, walls
from tests.benchmarks.setting import CERTGATE, PASS, ROOT, WITHOUT_GRAMMARS, Setting
from tests.benchmarks.table import Section, Target

ORDER = 1
POLICY = "us-medical-electrical"
ONE = ROOT / "fixtures" / "manifests" / POLICY / "conforming" / "patient-monitor.yaml"
SCHEMA = ROOT / "schemas" / "manifest.schema.json"
CHECK = "certgate check, one manifest"
PEER = "check-jsonschema, the same file"
FOR_EDITORS = ("defaultSnippets", "description", "examples", "title", "enumDescriptions")
EMPTY = "python -c pass"
# As its command starts it, but without a library that some other package of this environment brings, which `jsonschema`
# loads where it is there, and which takes two seconds; whoever installs check-jsonschema alone does not have it.
VALIDATOR = [sys.executable, "-c", f"{WITHOUT_GRAMMARS}; from check_jsonschema import main; main()"]


def measure(setting: Setting) -> Section:
    """Round by round: an empty process, this program, a validator."""
    arguments = [str(ONE), "-p", POLICY, "--as-of", str(AS_OF)]
    commands = {
        EMPTY: PASS,
        "certgate --version": [CERTGATE, "--version"],
        CHECK: [CERTGATE, "check", *arguments],
        "certgate check, the same, one JSON report": [CERTGATE, "check", *arguments, "-o", "json"],
        "certgate forecast, one manifest": [CERTGATE, "forecast", *arguments],
    }
    there = importlib.util.find_spec("check_jsonschema") is not None
    if there:
        bare = setting.folder / "bare.schema.json"
        bare.write_text(json.dumps(_bare(json.loads(SCHEMA.read_text(encoding="utf-8")))), encoding="utf-8")
        commands[PEER] = [*VALIDATOR, "--schemafile", str(bare), str(ONE)]
        commands["check-jsonschema, the schema as it ships"] = [*VALIDATOR, "--schemafile", str(SCHEMA), str(ONE)]
    for each in commands.values():
        command(each, setting.folder)
    spent = turns(setting.starts, {name: partial(command, each, setting.folder) for name, each in commands.items()})
    times = {name: walls(each) for name, each in spent.items()}
    lines = [
        (name, f"{each.median * 1000:.0f}", each.span(0, 1000), f"{each.over(times[EMPTY]):.1f}")
        for name, each in times.items()
    ]
    told = (
        "Milliseconds by the clock of whole processes, and how many empty ones that is. check-jsonschema gets the "
        "schema without what it has for editors, which it would check too, at length."
    )
    if not there:
        told += " check-jsonschema is not installed (extra `bench`)."
    return Section("One manifest", told, ("command", "median ms", "min-max", "x empty"), lines, _targets(times))


def _bare(schema: Any) -> Any:
    """A schema without what it says to people and editors; names of properties are not keywords."""
    if isinstance(schema, list):
        return [_bare(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: {name: _bare(each) for name, each in value.items()} if key in ("properties", "$defs") else _bare(value)
        for key, value in schema.items()
        if key not in FOR_EDITORS
    }


def _targets(times: dict[str, Times]) -> list[Target]:
    empty = times[CHECK].over(times[EMPTY])
    found = [Target("one manifest, whole process", "<= 8x `python -c pass`", f"{empty:.1f}x", empty <= 8)]
    peer = times[CHECK].over(times[PEER]) if PEER in times else None
    told = f"1/{1 / peer:.1f}" if peer else "check-jsonschema is not installed"
    return [*found, Target("the same", "<= 1/3 of check-jsonschema", told, peer <= 1 / 3 if peer else None)]
