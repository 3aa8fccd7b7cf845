"""Peak memory of one process, over few and over many manifests, with a report that is streamed."""

from __future__ import annotations

from tests.benchmarks.measuring import command
from tests.benchmarks.rows._many import LONGEST, affordable
from tests.benchmarks.setting import Setting
from tests.benchmarks.table import Section, Target

ORDER = 6


def measure(setting: Setting) -> Section:
    """A tenth of the most that can be afforded, and all of that."""
    few = setting.ndjson(setting.few)
    most = next(
        (each for each in (setting.large, setting.count) if affordable(setting, few, each) == each), setting.few
    )
    counts = (most // 10, most)
    spent = {count: command(setting.check(setting.ndjson(count)), setting.folder) for count in counts}
    less, more = (spent[count].peak for count in counts)
    lines = [(f"{count:,}", f"{each.peak:.1f}", f"{each.wall:.1f}") for count, each in spent.items()]
    work = f"memory, {counts[0]:,} -> {counts[1]:,} manifests, streaming output"
    grown = Target(work, "grows < 5 MB", f"{more - less:.1f} MB", more - less < 5)
    peak = Target("the same", "peak < 80 MB per process", f"{more:.1f} MB", more < 80)
    told = "Peak resident memory of the process, in MB."
    if most < setting.large:
        told += f" {setting.large:,} manifests would take over {LONGEST:.0f} s of CPU with this engine."
    return Section("Memory", told, ("manifests", "peak MB", "s"), lines, [grown, peak])
