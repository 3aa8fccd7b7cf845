"""Ctrl-C and SIGTERM at any moment: exit 130 and one sentence, never a traceback, never a crash inside of a library."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MANIFEST = "fixtures/manifests/us-medical-electrical/conforming/patient-monitor.yaml"
CHECK = ["check", MANIFEST, "-p", "us-medical-electrical", "--as-of", "2026-11-23", "-q"]
EARLY = "certgate: interrupted before it had begun: nothing was judged or written\n"

# The first argument names a module; what is done where Python looks for it is the second.
FINDER = """
import signal, sys
name, done = sys.argv[1:3]
class Finder:
    def find_spec(self, wanted, path, target=None):
        if done == "told" and "." not in wanted:
            print(wanted)
        elif wanted == name:
            sys.meta_path.remove(self)
            if done == "raised":
                raise KeyboardInterrupt
            signal.raise_signal(getattr(signal, done))
"""
LOAD = """
try:
    if name == "decimal":
        from checker.schema import load_judge
        sys.meta_path.insert(0, Finder())
        load_judge()
    else:
        sys.meta_path.insert(0, Finder())
        import checker.json_library
except KeyboardInterrupt:
    sys.exit(130)
"""
# A shell that runs the tests in the background hands down an ignored SIGINT, which Python would keep ignoring.
RUN = """
import atexit
from checker.cli.entry import run
for each in (signal.SIGINT, signal.SIGTERM):
    signal.signal(each, signal.SIG_IGN if name == "ignored" else signal.default_int_handler)
if name == "ignored":
    name = "checker.run"
if name == "exit":
    atexit.register(lambda: signal.raise_signal(getattr(signal, done)))
sys.meta_path.insert(0, Finder())
sys.argv[1:] = sys.argv[3:]
run()
"""


def program(text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What became of a program in a process of its own."""
    command = [sys.executable, "-c", FINDER + text, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("name", ["dataclasses", "datetime", "enum", "json", "uuid", "decimal"])
def test_an_interruption_while_a_library_loads_is_no_crash(name: str) -> None:
    ended = program(LOAD, name, "raised")
    # What Python has loaded by itself by then can not be interrupted any more.
    assert (ended.returncode, ended.stderr) in ((130, ""), (0, "")), "a module that orjson needs is loaded too late"


def test_orjson_loads_nothing_that_was_not_there() -> None:
    ended = program(LOAD, "", "told")
    assert ended.stdout.split()[-1] == "orjson", "a release of orjson loads what checker/json_library.py does not"


@pytest.mark.parametrize(("library", "home"), [("orjson", "json_library.py"), ("jsonschema_rs", "schema.py")])
def test_a_library_is_loaded_in_one_place(library: str, home: str) -> None:
    pattern = re.compile(rf"^\s*(?:import|from) {library}\b|import_module\(\"{library}\"", re.MULTILINE)
    found = [path.name for path in (ROOT / "checker").rglob("*.py") if pattern.search(path.read_text("utf-8"))]
    assert found == [home]


@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("moment", ["checker.cli.options", "checker.cli.session", "decimal", "checker.cli.main"])
def test_before_a_command_begins_it_says_that_nothing_was_written(moment: str, number: str) -> None:
    arguments = ["report", "-"] if moment == "checker.cli.main" else CHECK
    ended = program(RUN, moment, number, *arguments)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", EARLY)


@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM"])
def test_a_command_that_writes_is_interrupted_by_an_exception(number: str) -> None:
    ended = program(RUN, "checker.cli.forecasting", number, "forecast", *CHECK[1:6])
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "certgate: interrupted\n")


def test_once_all_is_written_the_exit_code_stays() -> None:
    ended = program(RUN, "exit", "SIGINT", *CHECK)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_who_asked_not_to_be_interrupted_is_not() -> None:
    ended = program(RUN, "ignored", "SIGINT", *CHECK)
    assert (ended.returncode, ended.stderr) == (0, "")
