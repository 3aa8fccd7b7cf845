"""Two processes against one, by the clock."""

from __future__ import annotations

from functools import partial

from tests.benchmarks.measuring import command, cpus, turns, walls
from tests.benchmarks.rows._many import affordable
from tests.benchmarks.setting import Setting
from tests.benchmarks.table import Section, Target, rate

ORDER = 5


def measure(setting: Setting) -> Section:
    """One worker and two over the same lines, in turn."""
    title, asked = "Two processes", Target("two processes", ">= 1.8x one", "`--workers` is not there yet", None)
    if "--workers" not in setting.options:
        return Section(title, "`certgate check` has no `--workers` yet.", (), (), [asked])
    count = affordable(setting, setting.ndjson(setting.few))
    source = setting.ndjson(count)
    out = {name: setting.folder / f"workers-{name}.ndjson" for name in ("1", "2")}
    work = {name: partial(command, setting.check(source, "--workers", name), setting.folder, out[name]) for name in out}
    spent = turns(setting.rounds, work)
    assert out["1"].read_bytes() == out["2"].read_bytes(), "two workers report something else than one"
    wall, cpu = ({name: kind(each) for name, each in spent.items()} for kind in (walls, cpus))
    gain = wall["1"].over(wall["2"])
    lines = [
        (
            f"--workers {name}",
            f"{count:,}",
            rate(count, wall[name].median),
            wall[name].span(2),
            f"{cpu[name].median:.2f}",
        )
        for name in out
    ]
    told = "By the clock: a busy machine has no second core to give. The reports are the same bytes."
    head = ("work", "manifests", "/s by the clock", "s, min-max", "s of CPU")
    return Section(title, told, head, lines, [asked._replace(found=f"{gain:.2f}x", met=gain >= 1.8)])
