"""The run of the next day, of which one in a hundred manifests changed, with a cache."""

from __future__ import annotations

import shutil
from pathlib import Path

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
    source, today = setting.yaml(count), Corpus(count, setting.seed)
    tomorrow = today.next_day(0.01)
    first: list[Spent] = []
    second: list[Spent] = []
    rounds = min(setting.rounds, 3)
    for number in range(rounds):
        cache = setting.folder / "cache"
        shutil.rmtree(cache, ignore_errors=True)
        run = setting.check(source, "--cache", cache.name)
        first.append(command(run, setting.folder))
        _write(tomorrow, source, tomorrow.changes())
        second.append(command(run, setting.folder, setting.folder / "cached.ndjson"))
        if number < rounds - 1:
            _write(today, source, tomorrow.changes())
    command(setting.check(source), setting.folder, setting.folder / "uncached.ndjson")
    same = (setting.folder / "cached.ndjson").read_bytes() == (setting.folder / "uncached.ndjson").read_bytes()
    assert same, "a run with a cache reports something else than one without"
    _write(today, source, tomorrow.changes())
    gain = walls(first).over(walls(second))
    lines = [_line("first run", count, first), _line("second run, 1 % changed", count, second)]
    told = "By the clock, reading and writing the cache included; both reports of the second day are the same bytes."
    head = ("work", "manifests", "/s by the clock", "s, min-max", "s of CPU")
    return Section("Second run", told, head, lines, [ASKED._replace(found=f"{gain:.1f}x", met=gain >= 10)])


def _write(corpus: Corpus, folder: Path, numbers: list[int]) -> None:
    for number in numbers:
        corpus.write_file(folder, number)


def _line(name: str, count: int, spent: list[Spent]) -> tuple[str, ...]:
    wall, cpu = walls(spent), cpus(spent)
    return name, f"{count:,}", rate(count, wall.median), Times(wall.values).span(2), f"{cpu.median:.2f}"
