"""Fuzz the targets, one after the other: `python -m tests.fuzz.run [--seconds N] [--work FOLDER] [TARGET ...]`.

Prints for each how long it ran, how often it tried, and what it found; findings are files in `FOLDER/<target>/findings`
with a text beside each that says what went wrong. Ends with 1 if there are any.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.fuzz.targets import names, target

CORPUS = Path(__file__).parent / "corpus"
LONGEST = 8_192
"""The most bytes of an input; what takes more than that to go wrong is measured elsewhere, by size."""


class Came(NamedTuple):
    """What came of fuzzing a target."""

    target: str
    seconds: float
    executions: int
    findings: list[str]


def fuzz(name: str, seconds: int, work: Path) -> Came:
    """Fuzz one target for so long."""
    found, seeds, kept = (work / name / each for each in ("findings", "seeds", "kept"))
    for folder in (found, seeds, kept):
        folder.mkdir(parents=True, exist_ok=True)
    for seed in target(name).seeds():
        (seeds / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    words = work / name / "words"
    lines = [f'"{"".join(f"{chr(92)}x{byte:02x}" for byte in word)}"' for word in target(name).WORDS]
    words.write_text("\n".join(lines) + "\n", encoding="ascii")
    command = [sys.executable, "-m", "tests.fuzz.child", name, str(found), str(kept), str(seeds)]
    command += [str(CORPUS / name)] if (CORPUS / name).is_dir() else []
    command += [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-dict={words}", "-print_final_stats=1"]
    command += ["-timeout=300", "-report_slow_units=300", "-rss_limit_mb=3000", f"-artifact_prefix={found}/stopped-"]
    start = time.monotonic()
    with (work / name / "log").open("w+", encoding="utf-8", errors="replace") as log:
        ended = subprocess.run(command, check=False, stdout=log, stderr=subprocess.STDOUT)
        log.seek(0)
        told = log.read()
    texts = [path.read_text(encoding="utf-8").partition("\n")[0] for path in sorted(found.glob("*.txt"))]
    texts += [f"the fuzzer stopped: {path.name}" for path in sorted(found.glob("stopped-*"))]
    tried = [int(number) for number in re.findall(r"(?:number_of_executed_units: |^#)(\d+)", told, re.MULTILINE)]
    if ended.returncode and not texts:
        texts = [f"the fuzzer ended with {ended.returncode}; see {work / name / 'log'}"]
    return Came(name, time.monotonic() - start, max(tried, default=0), texts)


def main() -> int:
    """Fuzz what the arguments ask for; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(names())}; if none, all")
    parser.add_argument("--seconds", type=int, default=1800, help="how long each is fuzzed (1800)")
    parser.add_argument("--work", type=Path, help="where inputs and findings are kept; a new folder if left out")
    given = parser.parse_args()
    if unknown := sorted(set(given.targets) - set(names())):
        parser.error(f"no such target: {', '.join(unknown)}; there are {', '.join(names())}")
    work = given.work or Path(tempfile.mkdtemp(prefix="certgate-fuzz-"))
    came = []
    for name in given.targets or names():
        came.append(fuzz(name, given.seconds, work))
        print(json.dumps(came[-1]._asdict()), flush=True)
    if any(each.findings for each in came):
        print(f"findings are in {work}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
