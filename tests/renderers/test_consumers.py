"""Reports as programs that nobody here wrote read them: schemas, viewers, a browser with accessibility rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.renderers import render
from tests.consumers import accepted
from tests.depth import DEEP
from tests.reports import SAMPLES, sample

# One after the other anyway, because each script installs what it needs; so they keep one worker busy, not all.
pytestmark = pytest.mark.xdist_group("consumers")

SCRIPTS = {"sarif": "verify_sarif.sh", "junit": "verify_junit.sh", "html": "verify_html.sh", "oscal": "verify_oscal.sh"}
SUFFIX = {"sarif": ".sarif", "junit": ".xml", "html": ".html", "oscal": ".json"}


# Each takes long, a browser longest: those that show most at every change, all of them every night.
OFTEN = {"sarif": ("waived",), "junit": ("waived",), "html": ("waived",), "oscal": ("waived",)}
CASES = [(format_, name) for format_ in SCRIPTS for name in SAMPLES if DEEP or name in OFTEN[format_]]


@pytest.mark.parametrize(("format_", "name"), CASES)
def test_a_report_is_accepted(format_: str, name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}{SUFFIX[format_]}"
    file.write_text("".join(render(sample(name), format_)), encoding="utf-8")
    accepted(SCRIPTS[format_], str(file), cwd=tmp_path)
