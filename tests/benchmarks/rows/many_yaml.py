"""The same manifests as YAML files, text still text."""

from __future__ import annotations

from functools import partial

import yaml

from tests.benchmarks.rows._many import HEADER, affordable, agree, naive, taken
from tests.benchmarks.setting import Setting
from tests.benchmarks.table import Section, Target

ORDER = 4
OURS = "certgate check -o ndjson, YAML files"
NAIVE = "naive: PyYAML (C), jsonschema, a loop"
WORK = "the same as YAML files, text still text"


def measure(setting: Setting) -> Section:
    """This program, the naive pipeline, and the parser of the given stack alone, in turn."""
    few = setting.yaml(setting.few)
    count = affordable(setting, few)
    same = agree(setting, few)
    texts = setting.texts(min(count, setting.few), "yaml")
    rates = taken(
        setting,
        {
            OURS: (count, setting.check(setting.yaml(count))),
            NAIVE: (setting.few, naive(few)),
            "PyYAML alone (C), in process": (len(texts), partial(_parsed, texts)),
        },
    )
    fastest = min(each.each for each in rates.values())
    ours, slow = rates[OURS], rates[NAIVE]
    faster = slow.each / ours.each
    targets = [
        Target(WORK, ">= 3,500/s", f"{1 / ours.each:,.0f}/s", 1 / ours.each >= 3500),
        Target("the same", ">= 12x the naive pipeline", f"{faster:.1f}x ({1 / slow.each:,.0f}/s)", faster >= 12),
    ]
    told = f"A file for each; verdicts equal on {same:,} of these."
    if count < setting.count:
        told += f" certgate ran on {count:,}, because {setting.count:,} would take over a minute of CPU in each round."
    lines = [each.line(name, fastest) for name, each in rates.items()]
    return Section(f"{setting.count:,} manifests as YAML files", told, HEADER, lines, targets)


def _parsed(texts: list[bytes]) -> None:
    for text in texts:
        yaml.load(text, yaml.CSafeLoader)
