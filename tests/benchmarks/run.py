"""`make bench`: what a run costs, with what else could do the work, in one session, as a Markdown table.

usage: python -m tests.benchmarks.run [--quick] [--only ROW ...] [--out FILE]

Writes `tests/benchmarks/RESULTS.md`. `--quick` takes about a minute and shows whether everything still runs; its
figures are no evidence. Rounds take turns, because machines are shared: only ratios of one run mean something.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType

from tests.benchmarks import rows
from tests.benchmarks.machine import machine, versions
from tests.benchmarks.setting import Setting
from tests.benchmarks.table import Section, drawn, targets

RESULTS = Path(__file__).with_name("RESULTS.md")


def found_rows() -> dict[str, ModuleType]:
    """The rows by name, in their order."""
    names = [each.name for each in pkgutil.iter_modules(rows.__path__) if not each.name.startswith("_")]
    modules = {name: importlib.import_module(f"{rows.__name__}.{name}") for name in names}
    return dict(sorted(modules.items(), key=lambda pair: pair[1].ORDER))


def page(sections: list[Section], setting: Setting, quick: bool) -> str:
    """The whole file."""
    size = f"{setting.count:,} manifests (seed {setting.seed}), {setting.rounds} rounds, {setting.starts} starts"
    told = (
        f"Written by `make bench`: {size}. {machine()} What is compared takes turns, round by round; a ratio is the "
        "median of the ratios of the rounds. Rates are per second of CPU unless it says otherwise."
    )
    note = ["**A quick run: it shows that everything runs, not how fast.**"] if quick else []
    parts = [
        "# What a run costs",
        *note,
        told,
        "## Targets",
        targets(sections),
        *map(drawn, sections),
        "## Versions",
        versions(),
    ]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description="What a run of certgate costs.")
    modules = found_rows()
    parser.add_argument("--quick", action="store_true", help="few manifests and rounds")
    parser.add_argument("--only", choices=list(modules), nargs="+", default=list(modules), metavar="ROW")
    parser.add_argument("--manifests", type=int, default=10_000)
    parser.add_argument("--few", type=int, default=500, help="manifests where something slow is measured")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--starts", type=int, default=21, help="rounds of whole processes on one manifest")
    parser.add_argument(
        "--out", type=Path, default=RESULTS, help="the file to write (default: RESULTS.md, beside this)"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        setting = Setting(Path(folder), given.manifests, given.few, given.rounds, given.starts)
        if given.quick:
            setting = Setting(Path(folder), count=20, few=20, rounds=1, starts=2, large=40)
        sections = []
        for name in given.only:
            started = time.perf_counter()
            sections.append(modules[name].measure(setting))
            print(f"{name}: {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
        text = page(sections, setting, given.quick)
    given.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
