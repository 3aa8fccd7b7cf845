"""Workers killed and runs interrupted at random moments, with counts of what became of the manifests.

    python -m tests.parallel.kills --manifests 2000 --kills 20 --interrupts 20

It ends with 1 where a manifest is lost or judged twice, or where an interruption leaves no report that can be read.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from tests.builders import manifest
from tests.cli.command import AS_OF, COMMAND

DATA = Path(__file__).parent.parent / "cli" / "data"


def suppliers(folder: Path, count: int) -> Path:
    """A file with so many manifests."""
    path = folder / "many.ndjson"
    with path.open("w") as file:
        for number in range(count):
            file.write(json.dumps({**manifest(), "x-number": number}) + "\n")
    return path


def started(folder: Path) -> subprocess.Popen[bytes]:
    """A run with two workers, whose report goes to a file."""
    given = ["many.ndjson", "-p", str(DATA / "policies"), "--as-of", AS_OF, "--workers", "2", "-q"]
    outputs = ["-o", "ndjson=r.ndjson", "-o", "text=r.txt"]
    return subprocess.Popen(
        [str(COMMAND), "check", *given, *outputs], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def workers(parent: int) -> list[int]:
    """The workers of a run."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(parent)], capture_output=True, text=True, check=False
    )
    return [int(line.split()[0]) for line in listed.stdout.splitlines() if "spawn_main" in line]


def read(folder: Path) -> tuple[dict[str, object], Counter[str]]:
    """The head of the report, and how often each manifest is in it, whether judged or given up."""
    with (folder / "r.ndjson").open() as file:
        head = json.loads(next(file))
        names = Counter(str(json.loads(line)["path"]) for line in file)
    names.update(f"{row['path']}:{row['line']}" for row in head["errors"] if row.get("kind") == "internal")
    return head, names


def killed(folder: Path, count: int, kills: int, dice: Random) -> bool:
    """Kill a worker every now and then during one run; whether every manifest is in the report exactly once."""
    run, done = started(folder), 0
    while done < kills and run.poll() is None:
        time.sleep(dice.uniform(0.2, 1.0))
        if found := [pid for pid in workers(run.pid) if _busy(pid)]:
            os.kill(dice.choice(found), signal.SIGKILL)
            done += 1
    code = run.wait()
    head, names = read(folder)
    lost = count - len(names)
    twice = sum(times > 1 for times in names.values())
    given_up = sum(row.get("kind") == "internal" for row in head["errors"])  # type: ignore[attr-defined]
    print(
        f"kill -9 of a worker: {done} kills over {count:,} manifests: exit {code}, {lost} lost, {twice} twice, ", end=""
    )
    print(f"{given_up} given up")
    return lost == 0 and twice == 0


def interrupted(folder: Path, count: int, times: int, dice: Random) -> bool:
    """Interrupt runs at random moments; whether each left what it should."""
    before = time.monotonic()
    started(folder).wait()
    whole = time.monotonic() - before
    became: Counter[str] = Counter()
    judged = []
    for _ in range(times):
        for file in ("r.ndjson", "r.txt"):
            (folder / file).unlink(missing_ok=True)
        run = started(folder)
        time.sleep(dice.uniform(0.1, whole))
        run.send_signal(dice.choice([signal.SIGINT, signal.SIGTERM]))
        left = workers(run.pid)
        code = run.wait()
        time.sleep(0.5)
        survivors = [pid for pid in left if Path(f"/proc/{pid}/cmdline").exists() and b"spawn" in _command(pid)]
        became["worker left behind"] += len(survivors)
        if not (folder / "r.ndjson").exists():
            became[f"no report, exit {code}"] += 1
            continue
        head, names = read(folder)
        text = (folder / "r.txt").read_text()
        if head.get("incomplete"):
            good = text.startswith("INCOMPLETE, BLOCKED") and head["result"] == "blocked" and head["exit_code"] == 130
        else:
            good = len(names) == count
        judged.append(len(names))
        extent = "incomplete" if head.get("incomplete") else "whole"
        became[f"{extent} report, exit {code}, {'' if good else 'not '}as it should be"] += 1
    print(f"SIGINT or SIGTERM: {times} times over {count:,} manifests: {dict(became)}")
    print(f"manifests in the reports: {sorted(judged)}")
    # Before a run begins to judge there is nothing to report; while Python itself starts nobody hears the signal.
    allowed = (
        "no report, exit 130",
        "incomplete report, exit 130, as",
        "whole report, exit 130, as",
        "whole report, exit 0, as",
    )
    return all(name.startswith(allowed) for name, often in became.items() if often)


def _busy(pid: int) -> bool:
    """Whether a worker got as far as to have half a second of work behind it, most of which is its start."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") > 0.5


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def main() -> int:
    """Kill and interrupt, and print what became of it."""
    parser = argparse.ArgumentParser(description="Kill workers, interrupt runs, and count.")
    parser.add_argument("--manifests", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--interrupts", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    dice = Random(given.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        suppliers(folder, given.manifests)
        good = [killed(folder, given.manifests, given.kills, dice)] if given.kills else []
        good += [interrupted(folder, given.manifests, given.interrupts, dice)] if given.interrupts else []
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
