"""Draw `RESULTS.md` from the results: per module mutants, killed, survived, score; and every survivor by line.

usage: python -m tests.mutation.table [RESULTS.jsonl] > tests/mutation/RESULTS.md

Survivors that nobody can tell from the program are in `equivalent.yaml`, with the reason; they count as survivors in
the score all the same. Mutants that were tried more than once count as they came out last.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.mutation.mutants import modules, read

Json = dict[str, Any]
ALIVE = ("survived", "no test", "not loaded")
HERE = Path(__file__).parent
LEAST = 90
"""So many of a hundred have to be killed."""

INTRODUCTION = """\
# Mutation testing

Every operator of mutmut, in every function and method of what decides: engine, gates, forecasts, advice, the model of a
manifest. What is evaluated while a module is imported (tables, defaults of classes, decorators) is not mutated. `make
mutate` goes on where it was ended, in an order drawn by a seed, so that what was tried is a random sample of each
module until all is; the nightly job tries as many as it has time for. The score is of what was tried, and equivalent
mutants count as survivors. *No test*: no test enters the function after it was imported.

## How mutants came out at first

A survivor is a reason to write tests, and is tried again then; so the table of modules says more than a stranger's
mutant would find. Here each mutant counts as it came out when it was tried first, before anything was written for it,
by the seed of the draw: what the suite does with mutants that nobody wrote a test for. Of each draw the same number is
tried in every package. The half-width is that of an interval of 95 %, in points.
"""
STRICT = re.compile(r",? ?\bstrict=\w+")
"""Of `zip`: the change shows only where the two are of different lengths, which nothing here lets happen."""


def results(path: Path) -> list[Json]:
    """The last result of each mutant, in the order of module and number."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    last = {(row["module"], row["before"], row["after"], row["mutant"]): row for row in rows}
    return sorted(last.values(), key=lambda row: (row["module"], int(row["mutant"].rsplit(":", 1)[1])))


def first(path: Path) -> list[Json]:
    """The first result of each mutant: as it came out before anybody could write a test for it."""
    found: dict[tuple[str, ...], Json] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.setdefault((row["module"], row["before"], row["after"], row["mutant"]), row)
    return list(found.values())


def draws(rows: list[Json]) -> Iterator[str]:
    """A line for each draw: how many of a hundred were killed at first, in each package and in all."""
    packages = sorted({_groups(row["module"])[1] for row in rows})
    seeds = sorted({row["seed"] for row in rows})
    yield f"| seed | tried | {' | '.join(f'`{each}`' for each in packages)} | all | half-width |"
    yield f"| --- | ---: |{' ---: |' * (len(packages) + 2)}"
    for seed in seeds:
        found = [row for row in rows if row["seed"] == seed]
        parts = [[row for row in found if _groups(row["module"])[1] == each] for each in packages]
        told = [f"{score(part):.1f} % of {len(part)}" if part else "" for part in parts]
        share = score(found)
        half = 1.96 * math.sqrt(share * (100 - share) / len(found))
        yield f"| {seed} | {len(found)} | {' | '.join(told)} | {share:.1f} % | {half:.1f} |"


def reason(known: dict[tuple[str, str, str], str], row: Json) -> str | None:
    """Why a survivor can not be told from the program, where somebody saw that or it is so by a rule."""
    before, after = row["before"], row["after"]
    if "zip(" in before and STRICT.sub("", before) == STRICT.sub("", after.replace(", )", ")")):
        return "both are of one length; `strict` would only tell of a mistake"
    return known.get((row["module"], before, after))


def reasons() -> dict[tuple[str, str, str], str]:
    """Why some survivors can not be told from the program, by module and the line before and after."""
    rows = yaml.safe_load((HERE / "equivalent.yaml").read_text(encoding="utf-8")) or []
    return {(row["module"], row["before"], row["after"]): row["why"] for row in rows}


def table(rows: list[Json], every: Counter[str]) -> Iterator[str]:
    """A line for each module, each package, and all; `every` counts the mutants that there are of each module."""
    known = reasons()
    groups: dict[str, list[Json]] = {name: [] for module in every for name in _groups(module)}
    there: Counter[str] = Counter()
    for module, many in every.items():
        there.update(dict.fromkeys(_groups(module), many))
    for row in rows:
        for name in _groups(row["module"]):
            groups[name].append(row)
    yield "| module | mutants | tried | killed | of these by time-out | survived | of these equivalent | score |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name in sorted(groups, key=lambda name: (name == "all", name)):
        found = groups[name]
        alive = [row for row in found if row["result"] in ALIVE]
        same = sum(reason(known, row) is not None for row in alive)
        late = sum(row["result"] == "timeout" for row in found)
        shown = f"**{name}**" if name.endswith("/") or name == "all" else f"`{name}`"
        told = f"{score(found):.1f} %" if found else ""
        killed = len(found) - len(alive)
        yield f"| {shown} | {there[name]} | {len(found)} | {killed} | {late} | {len(alive)} | {same} | {told} |"


def _groups(module: str) -> tuple[str, str, str]:
    return module, module.rsplit("/", 1)[0] + "/", "all"


def score(rows: list[Json]) -> float:
    """How many of a hundred are killed."""
    return 100 * sum(row["result"] not in ALIVE for row in rows) / len(rows)


def survivors(rows: list[Json]) -> Iterator[str]:
    """Every survivor: line, what it was and what it became, and why it is equivalent where somebody saw that."""
    known = reasons()
    module = ""
    for row in rows:
        if row["result"] not in ALIVE:
            continue
        if row["module"] != module:
            module = row["module"]
            yield from ("", f"### `{module}`", "")
        why = reason(known, row)
        note = f" *Equivalent:* {why}" if why else "" if row["result"] == "survived" else f" *{row['result']}*"
        yield f"- {row['line']}: {_code(row['before'])} → {_code(row['after'])}{note}"


def _code(text: str) -> str:
    marks = "``" if "`" in text else "`"
    space = " " if "`" in text else ""
    return f"{marks}{space}{text}{space}{marks}" if text else "(nothing)"


def main() -> int:
    """Print the page; 1 where fewer than LEAST of a hundred are killed."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "build/mutation/results.jsonl")
    rows = results(path)
    every = Counter({path: len(read(path).mutants) for path in modules()})
    print(INTRODUCTION, *draws(first(path)), sep="\n")
    print("\n## Modules as they are now", "", *table(rows, +every), sep="\n")
    print("\n## Survivors", *survivors(rows), sep="\n")
    return int(score(rows) < LEAST)


if __name__ == "__main__":
    raise SystemExit(main())
