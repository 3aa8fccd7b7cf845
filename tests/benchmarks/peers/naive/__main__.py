"""`python -m tests.benchmarks.peers.naive PATH`: the naive pipeline as a process, its report on standard output.

PATH is a file with a manifest in each line, or a folder of YAML files.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.peers.naive.pipeline import policies, report


def texts(path: Path) -> Iterator[bytes]:
    """The manifests, one after the other."""
    if path.is_file():
        with path.open("rb") as file:
            yield from file
    else:
        yield from (each.read_bytes() for each in sorted(path.rglob("*.yaml")))


if __name__ == "__main__":
    given = Path(sys.argv[1])
    for line in report(texts(given), policies(), "json" if given.is_file() else "yaml"):
        sys.stdout.write(line + "\n")
