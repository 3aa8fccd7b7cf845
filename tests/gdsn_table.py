"""What the EU device policies say of a file of GS1 GDSN records: device class x verdict x leading code, as Markdown.

usage: python -m tests.gdsn_table ITEMS.ndjson[.gz] [--as-of DAY] [-p POLICY ...]

A tool, not a test. The records are checked twice: as they are, and with the start and end of every certificate taken
out. The leading code is the first one of the requirement that has the policy's verdict and comes nearest to passing.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from checker.document import Document
from checker.readers import Source, read

Json = dict[str, Any]
Row = tuple[str, str, str, str]

POLICIES = ("i", "iia", "iib", "iib-implantable", "iii")
_DATES = re.compile(rb'"CertificationEffective(?:Start|End)DateTime":"[^"]*",?')


def main() -> None:
    """Both tables, each with the speed of its run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("items", type=Path)
    parser.add_argument("--as-of", default="2026-11-23")
    parser.add_argument("-p", dest="policies", action="append")
    given = parser.parse_args()
    data = gzip.decompress(given.items.read_bytes()) if given.items.suffix == ".gz" else given.items.read_bytes()
    policies = given.policies or [f"eu-mdr-class-{each}" for each in POLICIES]
    with tempfile.TemporaryDirectory() as folder:
        items = Path(folder) / "items.ndjson"
        for title, content in (("with dates", data), ("without dates", _DATES.sub(b"", data).replace(b",}", b"}"))):
            items.write_bytes(content)
            started = time.perf_counter()
            report = check(items, policies, given.as_of)
            seconds = time.perf_counter() - started
            count = len(report["manifests"])
            print(f"\n{title}: {count} items, {seconds:.1f} s, {count / seconds:.0f} items/s\n")
            print_table(tally(report, categories(items)))


def check(items: Path, policies: list[str], as_of: str) -> Json:
    """The report of the installed command, run as a user runs it."""
    command = [str(Path(sys.executable).with_name("certgate")), "check", str(items), "--as-of", as_of, "-o", "json"]
    for policy in policies:
        command += ["-p", policy]
    done = subprocess.run(command, capture_output=True, check=False)
    if not done.stdout:
        sys.exit(done.stderr.decode())
    found: Json = json.loads(done.stdout)
    return found


def categories(items: Path) -> list[str]:
    """The device class of each record that can be used, in order."""
    found = []
    for document in read(Source.from_path(items)):
        if isinstance(document, Document):
            values: Any = document.values
            found.append(values["products"][0].get("categories", ["none"])[0])
    return found


def tally(report: Json, classes: list[str]) -> Counter[Row]:
    """How often each class has each verdict for each leading code, by policy."""
    rows: Counter[Row] = Counter()
    for manifest, category in zip(report["manifests"], classes, strict=True):
        applying = [policy for policy in manifest["policies"] if policy["requirements"]]
        for policy in applying:
            rows[category, policy["id"], policy["verdict"], leading(policy)] += 1
        if not applying:
            rows[category, "none applies", "not-applicable", ""] += 1
    return rows


def leading(policy: Json) -> str:
    """The first code of the requirement that has the policy's verdict and comes nearest to passing."""
    deciding = [row for row in policy["requirements"] if row["outcome"] == policy["verdict"]] or policy["requirements"]
    row = max(deciding, key=gates_passed)
    findings = [each for target in row["objects"] for each in target["findings"] if not each["accepted"]]
    findings.sort(key=lambda each: (each["outcome"] != policy["verdict"], each["severity"] == "note"))
    return findings[0]["code"] if findings else ""


def gates_passed(row: Json) -> int:
    """How many gates the certificates of a requirement pass."""
    return sum(gate["outcome"] == "pass" for target in row["objects"] for gate in target["gates"])


def print_table(rows: Counter[Row]) -> None:
    """The rows as Markdown, most frequent first within a class and policy."""
    print("| class | policy | verdict | leading code | items |\n|---|---|---|---|--:|")
    for (category, policy, verdict, code), count in sorted(rows.items(), key=lambda row: (row[0][:2], -row[1], row[0])):
        print(f"| {category} | {policy} | {verdict} | {code or '-'} | {count} |")


if __name__ == "__main__":
    main()
