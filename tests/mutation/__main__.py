"""Try the mutants of modules and write down what became of each.

usage: python -m tests.mutation [MODULE ...] [--sample N] [--draw N] [--seed N] [--jobs N] [--budget SECONDS]
    [--results FILE] [--minutes N] [--again] [--since COMMIT]

MODULE is a file or folder; without one all of engine, gates, forecast and advise, and the model of a manifest. Mutants
come in an order drawn by the seed, so that a run that is ended early is a sample; `--sample` ends it after so many of
each module, `--draw` after so many of each package. `--since` takes those on lines that have changed since a commit.
Results are JSON lines, appended; what is there already is not tried again, but with `--again` the survivors are, and
nothing else.
`python -m tests.mutation.table` makes the table.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import os
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from functools import cache
from math import inf
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.mutation.lane import Lane, write_line
from tests.mutation.mutants import PACKAGES, Mutant, Mutated, changed_lines, modules, read
from tests.mutation.suite import Trial, measure, passes
from tests.mutation.swap import Loaded

TESTS = ("tests/gates", "tests/engine", "tests/forecast", "tests/advise", "tests/waivers", "tests/judge")
OPTIONS = ("-q", "-s", "-pno:cacheprovider", "--assert=plain", "--tb=no", "-n0", "-m", "not deep")


class Mutating:
    """The pytest plugin: instead of running what was collected, run it against every mutant."""

    def __init__(self, given: argparse.Namespace) -> None:
        self.given = given
        self.paths = modules(given.modules or PACKAGES)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out what draws many cases: it takes long, and kills hardly anything that the rest does not."""
        items[:] = [each for each in items if each.path.stem == "test_told" or not each.get_closest_marker("generated")]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Measure every test once, then try the mutants, a lane for each job; what killed before is tried first."""
        trials, known = self._trials(session.items), self._known()
        chosen = [(each, mutant) for each in map(read, self.paths) for mutant in self._wanted(each, known)]
        random.Random(self.given.seed).shuffle(chosen)
        chosen = self._drawn(chosen)
        print(f"{len(trials)} tests, {sum(each.seconds for each in trials):.0f} s; {len(chosen)} mutants", flush=True)
        loaded = Loaded()
        gc.collect()
        gc.freeze()  # a collection would write to every page that the forks share
        lane = Lane(trials, self.given.budget, loaded)
        for row in known.values():
            if "by" in row:
                lane.learn(row["module"], row["function"], row["by"])
        lanes = [self._lane(lane, chosen[at :: self.given.jobs]) for at in range(self.given.jobs)]
        if any(os.waitpid(each, 0)[1] for each in lanes):
            pytest.exit("a lane broke off", returncode=3)
        return True

    def _trials(self, items: list[pytest.Item]) -> list[Trial]:
        """As an earlier run wrote them down; tests that it did not know, or whose file changed, are measured now."""
        path = self.given.reach
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        known = dict(json.loads(line) for line in lines)
        rows = [(item, *known[_key(item)]) for item in items if _key(item) in known]
        _warm([(item, seconds) for item, seconds, _ in rows])
        trials = [
            Trial(item, seconds, frozenset((one, two) for one, two in reached)) for item, seconds, reached in rows
        ]
        for each in measure([item for item in items if _key(item) not in known], modules()):
            trials.append(each)
            line = json.dumps([_key(each.item), [round(each.seconds, 4), sorted(each.reached)]])
            with path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
        return [each for each in trials if each.reached]

    def _known(self) -> dict[str, dict[str, Any]]:
        """What earlier runs found out."""
        if not self.given.results.exists():
            return {}
        rows = [json.loads(line) for line in self.given.results.read_text(encoding="utf-8").splitlines()]
        return {row["mutant"]: row for row in rows}

    def _wanted(self, mutated: Mutated, known: dict[str, dict[str, Any]]) -> Iterator[Mutant]:
        """What was not tried yet; or, asked for again, what survived."""
        for mutant in self._sample(mutated):
            came = known.get(mutant.name, {}).get("result")
            if came not in (None, "killed") if self.given.again else came is None:
                yield mutant

    def _sample(self, mutated: Mutated) -> list[Mutant]:
        many, found = self.given.sample, list(mutated.mutants)
        if self.given.since:
            lines = changed_lines(mutated.path, self.given.since)
            found = [each for each in found if each.line in lines]
        if many is None or many >= len(found):
            return found
        return random.Random(f"{self.given.seed} {mutated.path}").sample(found, many)

    def _drawn(self, chosen: list[tuple[Mutated, Mutant]]) -> list[tuple[Mutated, Mutant]]:
        """The first so many of each package, as they were shuffled."""
        if self.given.draw is None:
            return chosen
        drawn: Counter[Path] = Counter()
        kept = []
        for each, mutant in chosen:
            package = Path(mutant.module).parent
            drawn[package] += 1
            if drawn[package] <= self.given.draw:
                kept.append((each, mutant))
        return kept

    def _lane(self, lane: Lane, chosen: list[tuple[Mutated, Mutant]]) -> int:
        child = os.fork()
        if child:
            return child
        code = 1
        try:
            counts, begin = Counter[str](), time.monotonic()
            for at, (mutated, mutant) in enumerate(chosen, 1):
                if time.monotonic() - begin > 60 * self.given.minutes:
                    break
                told = lane.attempt(mutated, mutant) | {"seed": self.given.seed}
                write_line(self.given.results, told)
                counts[told["result"]] += 1
                if at % 50 == 0 or at == len(chosen):
                    print(
                        f"{mutant.name}: {at} of {len(chosen)}, {dict(counts)}, {time.monotonic() - begin:.0f} s",
                        flush=True,
                    )
            code = 0
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(code)


def _key(item: pytest.Item) -> str:
    """A test by its name and the text of its file: a changed one may reach something else."""
    return f"{item.nodeid} {_digest(item.path)}"


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def _warm(rows: list[tuple[pytest.Item, float]]) -> None:
    """Run the cheapest test of each file, so that what is loaded once is loaded before the forks."""
    cheapest: dict[Path, tuple[pytest.Item, float]] = {}
    for item, seconds in rows:
        if item.path not in cheapest or seconds < cheapest[item.path][1]:
            cheapest[item.path] = item, seconds
    for item, _ in cheapest.values():
        passes(item)


def main() -> int:
    """Collect the tests in this process, and try the mutants on them."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--sample", type=int)
    parser.add_argument("--draw", type=int, help="so many mutants of each package, at most")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--budget", type=float, default=20.0)
    parser.add_argument("--results", type=Path, default=Path("build/mutation/results.jsonl"))
    parser.add_argument(
        "--reach", type=Path, default=Path("build/mutation/reach.jsonl"), help="where to keep which test reaches what"
    )
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--since", metavar="COMMIT", help="only what has changed since then")
    parser.add_argument("--minutes", type=float, default=inf, help="when to begin no more mutants")
    parser.add_argument("--tests", nargs="*", default=TESTS)
    given = parser.parse_args()
    given.results.parent.mkdir(parents=True, exist_ok=True)
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    checks = list(hypothesis.HealthCheck)
    hypothesis.settings.register_profile(
        "mutation", database=None, derandomize=True, phases=phases, deadline=None, suppress_health_check=checks
    )
    hypothesis.settings.load_profile("mutation")
    return int(pytest.main([*OPTIONS, *given.tests], plugins=[Mutating(given)]))


if __name__ == "__main__":
    sys.exit(main())
