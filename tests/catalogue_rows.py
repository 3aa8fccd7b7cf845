"""Makes the rows of the shipped catalogue ready for start-up.

usage: python -m tests.catalogue_rows

Rewrites `checker/catalogue/rows.tsv` from the YAML files beside it; `tests/catalogue/test_ready.py` compares. Run it
after any change of a catalogue file. Without it certgate reads the YAML files, and starts some 40 ms later.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from checker.catalogue.loader import cut_files, shipped_files
from checker.catalogue.ready import READY, written


def made() -> str:
    """What the file has to hold."""
    files = shipped_files()
    return written(hashlib.sha256(b"".join(files.values())).hexdigest(), *cut_files(files))


def main() -> None:
    """Write the file."""
    Path(READY).write_text(made(), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
