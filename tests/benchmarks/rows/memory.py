"""Peak memory of one process, over few and over many manifests, with a report that is streamed."""

from __future__ import annotations

from tests.benchmarks.measuring import command
from tests.benchmarks.rows._many import affordable
from tests.benchmarks.setting import Setting
from tests.benchmarks.table import Section, Target

ORDER = 6


def measure(setting: Setting) -> Section:
    """A tenth, and all of it; where that takes too long, a tenth of what can be afforded."""
    whole = affordable(setting, setting.ndjson(setting.few)) == setting.count
    counts = (setting.count, setting.large) if whole else (max(50, setting.few // 5), setting.few * 2)
    spent = {count: command(setting.check(setting.ndjson(count)), setting.folder) for count in counts}
    less, more = (spent[count].peak for count in counts)
    lines = [(f"{count:,}", f"{each.peak:.1f}", f"{each.wall:.1f}") for count, each in spent.items()]
    work = f"memory, {counts[0]:,} -> {counts[1]:,} manifests, streaming output"
    grown = Target(work, "grows < 5 MB", f"{more - less:.1f} MB", more - less < 5)
    peak = Target("the same", "peak < 80 MB per process", f"{more:.1f} MB", more < 80)
    told = "Peak resident memory of the process, in MB."
    if not whole:
        told += f" {setting.large:,} would take too long with this engine."
    return Section("Memory", told, ("manifests", "peak MB", "s"), lines, [grown, peak])
