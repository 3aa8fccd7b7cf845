"""Whatever is typed, piped or lies in a file: an exit code that the contract knows, one line of why, and never a pass.

Most runs go through the entry of the command in this process, so that there can be many; some through the installed
one.
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from checker.api import load_manifest
from checker.cli.entry import _guarded
from checker.errors import InputError
from checker.readers import Source, read
from tests.builders import manifest
from tests.cli.command import AS_OF, Ended, certgate
from tests.depth import DEEP

pytestmark = pytest.mark.generated

CODES = {0, 1, 2, 130}
POLICY = ("-p", "us-workplace-electrical", "--as-of", AS_OF)
GOOD = json.dumps(manifest()).encode()

COMMANDS = (
    ("check",), ("forecast",), ("report",), ("advise",), ("validate",), ("explain",), ("schema",), ("import",),
    ("init",), ("verify",), ("policy",), ("policy", "diff"), ("policy", "doc"), ("policy", "lint"),
    ("policy", "list"), ("policy", "pack"), ("policy", "test"), ("policy", "verify"), ("registers", "check"),
    ("registers", "import"), ("registers", "show"), ("waivers", "list"), ("waivers",), ("log", "show"),
    ("log", "verify"), (),
)  # fmt: skip
WORDS = (
    "m.json", "m.yaml", "bad.json", "none.json", "-", ".", "*.json", "us-workplace-electrical",
    "fda-qmsr-supplier", "-p", "--policy", "-o", "json", "text", "html", "csv", "xlsx", "json=out.json", "html=",
    "--as-of", AS_OF, "2026-02-30", "--fail-on", "warning", "--no-fail", "-v", "-q", "--verbose", "--order",
    "--catalogue", "--waivers", "--baseline", "--advise", "--warn-within", "90d", "0d", "--register", "own=m.json",
    "own=m.json@2026-11-01", "--stdin-filename", "--config", "certgate.yaml", "--color", "never", "--until",
    "2027-01-01", "gs1-gdsn", "untp", "iaf-certsearch", "--prepared", "--kind", "product", "--all-candidates",
    "--help", "--version", "--", "-h", "manifest", "policy", "code", "expired", "--log", "log.ndjson",
    "--require-signature", "--explain", "--fix", "--template", "t.xlsx", "--output", "=",
)  # fmt: skip
# No path leads out of the folder, nothing is started, and no shell is set up.
TEXT = st.text(max_size=12).filter(lambda text: not set(text) & set("/\\~") and ".." not in text and "hook" not in text)
ARGUMENTS = st.tuples(st.sampled_from(COMMANDS), st.lists(st.sampled_from(WORDS) | TEXT, max_size=7)).map(
    lambda drawn: [*drawn[0], *drawn[1]]
)

FEW = settings(max_examples=500 if DEEP else 20, deadline=None, suppress_health_check=list(HealthCheck))


@contextmanager
def folder() -> Iterator[Path]:
    """A folder with a manifest that passes and one that can not be read; the current one while it lasts."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        (path / "m.json").write_bytes(GOOD)
        (path / "m.yaml").write_bytes(GOOD)
        (path / "bad.json").write_bytes(b'{"manifest": 1,')
        os.chdir(path)
        try:
            yield path
        finally:
            os.chdir(before)


def run(*arguments: str, stdin: bytes = b"") -> Ended:
    """The command in this process, as `checker.cli.entry.run` runs it."""
    streams = [io.TextIOWrapper(io.BytesIO(data), encoding="utf-8") for data in (stdin, b"", b"")]
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = streams
    try:
        code = _guarded(list(arguments))
    finally:
        for stream in streams[1:]:
            stream.flush()
        sys.stdin, sys.stdout, sys.stderr = before
    out, err = (stream.buffer.getvalue() for stream in streams[1:])
    return Ended(code, out.decode("utf-8", "replace"), err.decode())


def sound(ended: Ended) -> Ended:
    """What holds of every run."""
    assert ended.code in CODES, ended
    assert "internal error" not in ended.err, ended
    for text in (ended.out, ended.err):
        assert "Traceback" not in text
    assert ended.code != 2 or ended.err or ended.out, "nothing says why"
    assert all(line.isprintable() for line in ended.err.splitlines()), ended.err
    return ended


def stated(data: bytes, name: str) -> int:
    """How many manifests the bytes state; -1 where something among them is none."""
    count = 0
    for found in read(Source.from_stdin(data, name)):
        try:
            if isinstance(found, InputError):
                raise found
            load_manifest(found)
        except InputError:
            return -1
        count += 1
    return count


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Bytes, from nothing but noise to a manifest that passes with one place changed."""
    if draw(st.booleans()):
        return draw(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
    at = draw(st.integers(0, len(GOOD)))
    until = draw(st.integers(at, min(len(GOOD), at + 40)))
    return (
        GOOD[:at]
        + draw(st.binary(max_size=8) | st.sampled_from([b"\n", b'"', b",", b"{", b"]", b"\xff"]))
        + GOOD[until:]
    )


@given(ARGUMENTS)
@FEW
@example(["check", "m.json", "-p"])
@example(["\x1b[31m"])
@example(["check", "m.json", "-p", "\ud800"])
def test_any_argument_list_ends_as_agreed(arguments: list[str]) -> None:
    with folder():
        sound(run(*arguments, stdin=GOOD))


@given(files(), st.sampled_from(["m.json", "m.yaml", "m.ndjson"]))
@FEW
def test_a_file_of_any_bytes_never_passes_unread(data: bytes, name: str) -> None:
    with folder() as path:
        (path / name).write_bytes(data)
        ended = sound(run("check", name, *POLICY))
        if stated(data, name) < 1:
            assert ended.code == 2
        validated = sound(run("validate", name))
        assert stated(data, name) >= 1 or validated.code != 0


@given(files())
@FEW
def test_standard_input_of_any_bytes_never_passes_unread(data: bytes) -> None:
    with folder():
        ended = sound(run("check", "-", *POLICY, stdin=data))
        found = list(read(Source.from_stdin(data)))
        if not found or any(isinstance(each, InputError) for each in found):
            assert ended.code == 2


KEYS = ("policies", "catalogue", "registers", "fail_on", "waivers", "warn_within", "limits", "trust", "x-a")
INNER = ("name", "file", "files", "keys", "id", "depth", "values", "document_bytes")
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.sampled_from(["warning", "90 days", "m.json", "energy-star", ""])
)
SETTINGS = st.dictionaries(
    st.sampled_from(KEYS),
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(INNER), inner, max_size=3),
        max_leaves=6,
    ),
)


@given(SETTINGS.map(lambda values: json.dumps(values).encode()) | st.binary(max_size=100))
@FEW
@example(b"limits: {document_bytes: 99999 GB}\n")
@example(b"limits: {depth: 99999999999999999999}\n")
def test_any_configuration_is_kept_to_or_refused(data: bytes) -> None:
    with folder() as path:
        (path / "certgate.yaml").write_bytes(data)
        ended = sound(run("check", "bad.json", *POLICY))
        assert ended.code == 2
        sound(run("check", "m.json", *POLICY))
        sound(run("policy", "list"))


@given(ARGUMENTS, files())
@settings(max_examples=40 if DEEP else 4, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_installed_command_ends_as_agreed(arguments: list[str], data: bytes) -> None:
    plain = [each.replace("\0", "") for each in arguments if each.isprintable()]
    with folder() as path:
        sound(certgate(*plain, cwd=path, stdin=data))
