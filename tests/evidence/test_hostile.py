"""What attackers attach: refused with its place and what to do, in less than two seconds and 300 MB."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from checker.readers import limits
from tests.cli.command import certgate
from tests.evidence.hostile import FILES
from tests.evidence.looking import LINES, attached, evidence, seen
from tests.pdfs import pdf

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and bounds on processes of POSIX")


@pytest.mark.parametrize("name", FILES)
def test_is_refused_with_place_and_mend_at_little_cost(name: str, tmp_path: Path) -> None:
    make, words = FILES[name]
    folder = tmp_path / "inside"
    folder.mkdir()
    path = make(folder)
    small = (folder / path).is_file() and (folder / path).stat().st_size < limits.current().evidence_file_bytes
    digest = sha256((folder / path).read_bytes()).hexdigest() if small else "0" * 64
    before = _seconds()
    (trace,) = seen(folder, evidence(path, digest))
    assert (trace.outcome == "pass", trace.code, trace.pointer) == (
        False,
        "evidence-not-attached",
        "/certificates/0/evidence/0/file",
    )
    assert words in trace.message
    assert trace.mend
    # Of the processor: a machine that does other things too is no slower for it.
    assert _seconds() - before < 2


_ALL_OF_THEM = """
import resource, sys, tempfile
from hashlib import sha256
from pathlib import Path
from checker.readers import limits
from tests.evidence.hostile import FILES
from tests.evidence.looking import evidence, seen
for name, (make, _) in FILES.items():
    folder = Path(tempfile.mkdtemp(dir=sys.argv[1])) / "inside"
    folder.mkdir()
    path = make(folder)
    file = folder / path
    small = file.is_file() and file.stat().st_size < limits.current().evidence_file_bytes
    seen(folder, evidence(path, sha256(file.read_bytes()).hexdigest() if small else "0" * 64))
own = [line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
print(max(int(own[0]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks Linux what memory a program took")
def test_all_of_them_together_take_little_memory(tmp_path: Path) -> None:
    """In a process of its own: what is measured of a child counts the memory of the one that it was forked from."""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", _ALL_OF_THEM, str(tmp_path)], cwd=root, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 300 * 1024


def _seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + used.ru_utime + used.ru_stime


def test_what_follows_a_file_that_cost_too_much_is_not_read(tmp_path: Path) -> None:
    make, _ = FILES["operators without end"]
    make(tmp_path)
    dear = attached(tmp_path, "evidence/a.pdf", (tmp_path / "evidence" / "a.pdf").read_bytes())
    before, after = attached(tmp_path, "b.pdf", pdf(LINES)), attached(tmp_path, "c.pdf", pdf(LINES))
    found = seen(tmp_path, before, dear, after)
    assert [each.outcome.value for each in found] == ["pass", "undetermined", "undetermined"]
    assert "too much time or memory" in found[2].message


def test_the_command_refuses_the_dearest_file_in_its_place(tmp_path: Path) -> None:
    make, _ = FILES["operators without end"]
    path = make(tmp_path)
    digest = sha256((tmp_path / path).read_bytes()).hexdigest()
    values = json.loads(MANIFEST.read_text(encoding="utf-8"))
    values["certificates"][0]["evidence"] = [{"type": "certificate", "file": path, "sha256": digest}]
    (tmp_path / "m.json").write_text(json.dumps(values, indent=1), encoding="utf-8")
    ended = certgate("check", "m.json", "-p", "quality-system-documented", "--as-of", "2026-11-23", cwd=tmp_path)
    assert ended.code == 1
    text = " ".join(ended.out.split())
    assert "`evidence/a.pdf` would take too much time or memory to read [evidence-not-attached] m.json:" in text


MANIFEST = (
    Path(__file__).parent.parent.parent
    / "fixtures/manifests/quality-system-documented/conforming/scan-without-text.json"
)
