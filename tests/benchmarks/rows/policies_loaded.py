"""A thousand policies loaded, of which ten can apply, against these ten alone."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import orjson

from tests.benchmarks.many_policies import write
from tests.benchmarks.measuring import command, cpus, turns
from tests.benchmarks.setting import Setting
from tests.benchmarks.table import Section, Target, rate

ORDER = 7


def measure(setting: Setting) -> Section:
    """The same manifests; loading is part of it, and measured alone too, on one manifest."""
    many = write(setting.folder / "policies", 1000)
    count = max(20, setting.count // 10)
    few, one = applicable(setting, count), applicable(setting, 1)
    work = {
        "10 policies": setting.check(few),
        "1,000 policies, 10 apply": setting.check(few, policies=many),
        "10 policies, one manifest": setting.check(one),
        "1,000 policies, one manifest": setting.check(one, policies=many),
    }
    rounds = min(setting.rounds, 3)
    spent = turns(rounds, {name: partial(command, each, setting.folder) for name, each in work.items()})
    times = {name: cpus(each) for name, each in spent.items()}
    ten, thousand, alone, loaded = times.values()
    counts = (count, count, 1, 1)
    lines = [
        (name, f"{number:,}", f"{each.median:.2f}", each.span(2), rate(number, each.median))
        for (name, each), number in zip(times.items(), counts, strict=True)
    ]
    judging = (thousand.median - loaded.median) / max(ten.median - alone.median, 1e-6)
    whole = thousand.over(ten)
    found = f"{whole:.2f}x; without loading {judging:.2f}x"
    target = Target("1,000 policies loaded, 10 applicable", "<= 1.5x of 10 loaded", found, whole <= 1.5)
    told = (
        f"Seconds of CPU of whole processes over {count:,} manifests. Loading 990 more policies takes "
        f"{loaded.median - alone.median:.1f} s once, and is part of what the target is held against. Left out are the "
        "manifests (one in a hundred) that do not say what their products are: each of the 1,000 may apply to these, "
        "and is judged."
    )
    return Section("1,000 policies", told, ("work", "manifests", "s of CPU", "min-max", "/s of CPU"), lines, [target])


def applicable(setting: Setting, count: int) -> Path:
    """The first so many manifests of the corpus that state the categories of their products, one in a line."""
    path = setting.folder / f"stated-{count}.ndjson"
    if not path.exists():
        lines = (text for text in setting.texts(count + max(10, count // 10)) if _states(orjson.loads(text)))
        path.write_bytes(b"".join(line.rstrip() + b"\n" for line, _ in zip(lines, range(count), strict=False)))
    return path


def _states(manifest: dict[str, list[dict[str, object]]]) -> bool:
    return bool(manifest.get("products")) and all(each.get("categories") for each in manifest["products"])
