"""One manifest of many models, sites and certificates, each of which covers one: how time grows with its size."""

from __future__ import annotations

from functools import partial

from checker import api
from checker.document import Document
from checker.forecast import with_holds
from checker.model.manifest import Manifest
from checker.readers import limits
from tests.benchmarks.corpus import AS_OF
from tests.benchmarks.measuring import cpus, seconds, turns
from tests.benchmarks.rows.looking_ahead import LAST
from tests.benchmarks.setting import Setting
from tests.benchmarks.table import Section
from tests.engine.many import RULES, many

ORDER = 8.5
_SIZES = (50, 100, 200, 400, 800)


def measure(setting: Setting) -> Section:
    """Sizes that double, under three requirements."""
    catalogue = api.load_catalogue()

    def judge(manifest: Manifest) -> None:
        found = api.assess(manifest, RULES, catalogue, AS_OF)
        with_holds(found, RULES, catalogue, AS_OF, LAST)

    sizes = [size for size in _SIZES if size <= setting.count] or [setting.count]
    usual = limits.current()
    limits.apply(usual._replace(places=sizes[-1] ** 2))
    made = {size: api.load_manifest(Document("made.json", "0" * 64, many(size), dict)) for size in sizes}
    limits.apply(usual)
    spent = turns(3, {str(size): seconds(partial(judge, each)) for size, each in made.items()})
    times = [cpus(each) for each in spent.values()]
    lines = [
        (f"{size:,}", f"{2 * size:,}", f"{each.median * 1000:.0f}", f"{each.over(before):.1f}" if before else "")
        for size, each, before in zip(sizes, times, [None, *times], strict=False)
    ]
    head = ("models, and sites", "certificates", "ms of CPU", "x the line before")
    told = "In this process, under three requirements, with the day until which each object holds."
    return Section("One large manifest", told, head, lines)
