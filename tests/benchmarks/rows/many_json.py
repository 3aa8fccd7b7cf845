"""Many manifests as lines of JSON, ten policies of three requirements, every reason in the report, one process."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import jsonschema_rs
import orjson

from tests.benchmarks.peers.naive.pipeline import SCHEMA, validator
from tests.benchmarks.rows._many import HEADER, Rate, affordable, agree, naive, taken
from tests.benchmarks.setting import Setting
from tests.benchmarks.table import Section, Target

ORDER = 3
OURS = "certgate check -o ndjson"
NAIVE = "naive: json, jsonschema, a loop"
PARSED = "orjson.loads alone, in process"
WORK = "NDJSON, 10 policies x 3, a third failing, every reason reported, one process"


def measure(setting: Setting) -> Section:
    """This program, the naive pipeline, a parser and validators alone, in turn."""
    few = setting.ndjson(setting.few)
    count = affordable(setting, few)
    same = agree(setting, few)
    texts, some = setting.texts(count), setting.texts(min(count, setting.few))
    values = [orjson.loads(text) for text in some]
    rust = jsonschema_rs.validator_for(orjson.loads(SCHEMA.read_bytes()))
    rates = taken(
        setting,
        {
            OURS: (count, setting.check(setting.ndjson(count))),
            NAIVE: (setting.few, naive(few)),
            PARSED: (count, partial(_each, orjson.loads, texts)),
            "jsonschema alone, in process": (len(values), partial(_each, _errors(validator()), values)),
            "jsonschema-rs alone, in process": (len(values), partial(_each, rust.is_valid, values)),
        },
    )
    fastest = min(each.each for each in rates.values())
    told = (
        "Whole processes but where it says otherwise. Every verdict of every policy was equal between certgate and the "
        f"naive pipeline on {same:,} manifests of these."
    )
    if count < setting.count:
        told += f" certgate ran on {count:,}, because {setting.count:,} would take over a minute of CPU in each round."
    lines = [each.line(name, fastest) for name, each in rates.items()]
    return Section(f"{setting.count:,} manifests as NDJSON", told, HEADER, lines, targets(rates))


def targets(rates: dict[str, Rate]) -> list[Target]:
    """What was asked of this work."""
    ours, parsed, slow = rates[OURS], rates[PARSED], rates[NAIVE]
    found = 1 / ours.each
    over, faster = ours.each / parsed.each, slow.each / ours.each
    return [
        Target(WORK, ">= 8,000/s", f"{found:,.0f}/s", found >= 8000),
        Target("the same", "<= 12x `orjson.loads` alone", f"{over:,.1f}x", over <= 12),
        Target("the same", ">= 20x the naive pipeline", f"{faster:.1f}x ({1 / slow.each:,.0f}/s)", faster >= 20),
    ]


def _each(work: Callable[[Any], object], values: list[Any]) -> None:
    for value in values:
        work(value)


def _errors(checked: Any) -> Callable[[Any], object]:
    def run(value: Any) -> object:
        return list(checked.iter_errors(value))

    return run
