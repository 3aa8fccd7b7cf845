"""The run of the next day, of which one in a hundred manifests changed, with a cache."""

from __future__ import annotations

import shutil

from tests.benchmarks.corpus import Corpus
from tests.benchmarks.measuring import Spent, Times, command, cpus, walls
from tests.benchmarks.rows._many import affordable
from tests.benchmarks.setting import Setting
from tests.benchmarks.table import Section, Target, rate

ORDER = 8
ASKED = Target("second run, 1 % changed, YAML", ">= 10x the first", "`--cache` is not there yet", None)


def measure(setting: Setting) -> Section:
    """A first run with an empty cache, then the changed folder with the cache that it left."""
    if "--cache" not in setting.options:
        return Section("Second run", "`certgate check` has no `--cache` yet.", (), (), [ASKED])
    count = affordable(setting, setting.yaml(setting.few))
    source, tomorrow = setting.yaml(count), Corpus(count, setting.seed, changed=0.01)
    first: list[Spent] = []
    second: list[Spent] = []
    for _ in range(min(setting.rounds, 3)):
        cache = setting.folder / "cache"
        shutil.rmtree(cache, ignore_errors=True)
        run = setting.check(source, "--cache", cache.name)
        Corpus(count, setting.seed).write_files(source)
        first.append(command(run, setting.folder))
        tomorrow.write_files(source)
        second.append(command(run, setting.folder, setting.folder / "cached.ndjson"))
    command(setting.check(source), setting.folder, setting.folder / "uncached.ndjson")
    same = (setting.folder / "cached.ndjson").read_bytes() == (setting.folder / "uncached.ndjson").read_bytes()
    assert same, "a run with a cache reports something else than one without"
    Corpus(count, setting.seed).write_files(source)
    gain = walls(first).over(walls(second))
    lines = [_line("first run", count, first), _line("second run, 1 % changed", count, second)]
    told = "By the clock, reading and writing the cache included; both reports of the second day are the same bytes."
    head = ("work", "manifests", "/s by the clock", "s, min-max", "s of CPU")
    return Section("Second run", told, head, lines, [ASKED._replace(found=f"{gain:.1f}x", met=gain >= 10)])


def _line(name: str, count: int, spent: list[Spent]) -> tuple[str, ...]:
    wall, cpu = walls(spent), cpus(spent)
    return name, f"{count:,}", rate(count, wall.median), Times(wall.values).span(2), f"{cpu.median:.2f}"
