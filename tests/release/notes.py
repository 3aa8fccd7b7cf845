"""The notes of a release: its section of the changelog.

`python -m tests.release.notes TAG` prints them, and ends with 1 where the tag is not that of the version.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from checker import __version__

CHANGELOG = Path(__file__).parents[2] / "CHANGELOG.md"


def section(text: str, version: str) -> str:
    """The section of a released version, without its heading. Ends with 1 where there is none, or it is empty."""
    heading = rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d\n"
    found = re.search(rf"{heading}(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if found is None or not found[1].strip():
        raise SystemExit(f"CHANGELOG.md has no section `## [{version}] - YEAR-MONTH-DAY`, or it says nothing")
    return found[1].strip() + "\n"


def main(tag: str) -> None:
    """Print the notes of the release that a tag names."""
    if tag != f"v{__version__}":
        raise SystemExit(f"the tag is `{tag}`, and checker/__init__.py says {__version__}: tag it `v{__version__}`")
    sys.stdout.write(section(CHANGELOG.read_text(encoding="utf-8"), __version__))


if __name__ == "__main__":
    main(*sys.argv[1:])
