"""Each report format: seconds, size and memory, over few and over more manifests."""

from __future__ import annotations

from pathlib import Path

from checker.renderers import formats
from tests.benchmarks.corpus import AS_OF
from tests.benchmarks.measuring import command
from tests.benchmarks.peers.base import SINGLE
from tests.benchmarks.setting import CERTGATE, Setting
from tests.benchmarks.table import Section

ORDER = 10


def measure(setting: Setting) -> Section:
    """One policy, one run for each format and number."""
    counts = (max(4, setting.few // 5), setting.few)
    lines = [_line(setting, name, count) for name in formats() for count in counts]
    told = "One policy; every gate is judged where a format shows gates. Peak memory of the process in MB."
    return Section("Report formats", told, ("format", "manifests", "s of CPU", "report MB", "peak MB"), lines)


def _line(setting: Setting, name: str, count: int) -> tuple[str, ...]:
    out = setting.folder / "report"
    asked = [str(setting.ndjson(count).relative_to(setting.folder)), "-p", str(SINGLE / "policy.yaml")]
    spent = command([CERTGATE, "check", *asked, "--as-of", str(AS_OF), "-o", f"{name}={out}", "-q"], setting.folder)
    return name, f"{count:,}", f"{spent.cpu:.2f}", f"{_size(out) / 1e6:.2f}", f"{spent.peak:.0f}"


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0
