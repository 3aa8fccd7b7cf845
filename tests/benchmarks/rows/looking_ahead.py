"""A forecast over three years against one assessment, in this process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from checker import api
from checker.document import Document
from checker.engine import turning_days
from checker.forecast import forecast, with_holds
from tests.benchmarks.corpus import AS_OF, Corpus
from tests.benchmarks.many_policies import POLICIES
from tests.benchmarks.measuring import cpus, seconds, turns
from tests.benchmarks.setting import Setting
from tests.benchmarks.table import Section, Target

ORDER = 9
LAST = date(AS_OF.year + 3, AS_OF.month, AS_OF.day)


def measure(setting: Setting) -> Section:
    """Some manifests of the corpus that pass, under the ten policies."""
    catalogue = api.load_catalogue()
    policies = api.load_policies([str(POLICIES)], catalogue)
    lines, ratios = [], []
    for number in range(6):
        manifest = api.load_manifest(Document("made.json", "0" * 64, Corpus(6, failing=0).draw(number).manifest, dict))
        found = api.assess(manifest, policies, catalogue, AS_OF)
        days = turning_days(manifest, policies, catalogue, AS_OF, LAST, known=AS_OF)
        work: dict[str, Callable[[], object]] = {
            "assess": partial(api.assess, manifest, policies, catalogue, AS_OF),
            "holds": partial(with_holds, found, policies, catalogue, AS_OF, LAST),
            "forecast": partial(forecast, manifest, policies, catalogue, AS_OF, LAST),
        }
        spent = turns(max(3, setting.rounds // 2), {name: seconds(each) for name, each in work.items()})
        assess, holds, ahead = (cpus(each) for each in spent.values())
        ratios.append(ahead.over(assess))
        ms = f"{assess.median * 1000:.1f}"
        lines.append((f"manifest {number}", ms, f"{holds.over(assess):.2f}", f"{ratios[-1]:.1f}", str(len(days) + 1)))
    worst = max(ratios)
    target = Target("forecast, 3 years", "<= 15x one check", f"{min(ratios):.1f}-{worst:.1f}x", worst <= 15)
    head = ("manifest", "assess, ms of CPU", "until when it holds, x", "forecast, x", "days judged")
    return Section("Looking ahead", "In this process, under ten policies.", head, lines, [target])
