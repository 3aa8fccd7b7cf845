"""Write a corpus.

usage: python -m tests.benchmarks.corpus --count 10000 --out many.ndjson
       python -m tests.benchmarks.corpus --form yaml --out FOLDER
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.benchmarks.corpus import Corpus


def main() -> None:
    """Write it."""
    parser = argparse.ArgumentParser(description="Manifests for measuring, from a seeded generator.")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--failing", type=float, default=1 / 3, help="share that fails (default: a third)")
    parser.add_argument("--malformed", type=float, default=0.0, help="share that is no manifest")
    parser.add_argument("--changed", type=float, default=0.0, help="share that changed since the day before")
    parser.add_argument("--form", choices=("ndjson", "json", "yaml"), default="ndjson")
    parser.add_argument("--out", type=Path, required=True, help="a file for ndjson, else a folder")
    given = parser.parse_args()
    corpus = Corpus(given.count, given.seed, given.failing, given.malformed, given.changed)
    if given.form == "ndjson":
        corpus.write_ndjson(given.out)
    else:
        corpus.write_files(given.out, given.form)


if __name__ == "__main__":
    main()
