"""A program as a user of the library would write it; `make types` holds it to `mypy --strict`, as does `test_typed`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import checker


def blocked(folder: Path, day: date) -> Iterator[tuple[str, str]]:
    """Every manifest of a folder that does not pass, with its verdict."""
    catalogue: checker.Catalogue = checker.load_catalogue()
    policies: list[checker.Policy] = checker.load_policies("us-medical-electrical", catalogue=catalogue)
    report: checker.Report = checker.make_report([folder], policies, as_of=day, catalogue=catalogue)
    for entry in report["manifests"]:
        if entry["verdict"] != "pass":
            yield entry["path"], entry["verdict"]


def wrong(text: str) -> list[str]:
    """What is wrong with a manifest as text, each with its place."""
    try:
        manifest: checker.Manifest = checker.parse_manifest(text, "manifest.yaml")
    except checker.InputError as error:
        return [f"{problem.location.line}: {problem.message}; {problem.help}" for problem in error.problems]
    return [] if manifest.sha256 else [manifest.name]


def written(report: checker.Report, file: Path) -> int:
    """How many bytes a report has as a page."""
    return file.write_bytes(b"".join(checker.render(report, "html")))
