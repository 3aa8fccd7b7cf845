"""What a plain check of one manifest loads: a start that grows is seen here, without a clock.

Each of these costs a noticeable part of a check of one manifest. Who needs one imports it where it is needed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
FOLDER = "fixtures/manifests/us-medical-electrical/conforming"
SCRIPT = """
import json, sys, typing
from checker.cli.entry import run
sys.argv = ["certgate", *sys.argv[1:]]
try:
    run()
except SystemExit as ended:
    ours = {name: module for name, module in sys.modules.items() if name.startswith("checker.")}
    slow = [name for name, module in ours.items() if getattr(module, "NamedTuple", None) is typing.NamedTuple]
    print(json.dumps({"code": ended.code, "modules": sorted(sys.modules), "slow": slow}), file=sys.stderr)
"""
# Of other people.
HEAVY = {
    *("typer", "click", "rich", "jinja2", "jsonschema", "referencing", "rpds", "attr"),
    *("asyncio", "concurrent", "ctypes", "dataclasses", "difflib", "email.utils", "inspect", "ipaddress", "locale"),
    *("logging", "multiprocessing", "orjson", "pathlib", "pickle", "platform", "pprint", "random", "shutil", "socket"),
    *("sqlite3", "ssl", "subprocess", "tempfile", "textwrap", "threading", "traceback", "urllib", "uuid", "zipfile"),
    *("zoneinfo", "csv", "xml", "calendar"),
}
# Of our own, which other commands and options need.
OTHERS = {
    *("advise", "api", "authoring", "cli.main", "cli.registers_given", "cli.spans", "cli.writing", "compare"),
    *("catalogue.rowtext", "credentials", "decision_log", "decode.order", "decode.trust", "decode.waivers"),
    *("engine.ending", "engine.ledger", "engine.pages", "engine.waiver_codes", "engine.waiving", "evidence"),
    *("extending", "fast", "forecast.ahead", "forecast.due", "forecast.segments", "library", "model.waivers"),
    *("packing", "plausibility", "registers", "renderers.backing", "renderers.html", "renderers.plans"),
    *("renderers.text_gates", "replay", "report.baseline", "report.forecasts", "schema_faults", "signatures"),
    *("signing",),
}


@pytest.fixture(scope="module", params=["patient-monitor.yaml", "recertified-early.json"])
def loaded(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What was loaded when a check that passes is through."""
    arguments = ["check", f"{FOLDER}/{request.param}", "-p", "us-medical-electrical", "--as-of", "2026-11-23"]
    command = [sys.executable, "-c", SCRIPT, *arguments]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    found: dict[str, Any] = json.loads(ended.stderr.splitlines()[-1])
    assert found["code"] == 0, ended.stderr
    return found


def test_nothing_heavy_is_loaded(loaded: dict[str, Any]) -> None:
    measured = {name for name in loaded["modules"] if name.startswith("coverage")}
    # Measuring coverage loads much of its own.
    assert measured or HEAVY & set(loaded["modules"]) == set()


def test_nothing_of_other_commands_is_loaded(loaded: dict[str, Any]) -> None:
    wanted = {f"checker.{name}" for name in OTHERS}
    assert {
        name for name in loaded["modules"] if any(name == each or name.startswith(f"{each}.") for each in wanted)
    } == set()


def test_modules_of_our_own_are_no_more_than_they_were(loaded: dict[str, Any]) -> None:
    ours = [name for name in loaded["modules"] if name.startswith("checker.")]
    assert len(ours) <= 135, "each takes a third of a millisecond: is every one of them needed?"


def test_named_tuples_are_the_quick_ones(loaded: dict[str, Any]) -> None:
    assert loaded["slow"] == [], "import `NamedTuple` from checker.records"
