"""Holds the fast engine against the plain one: the same bytes of the entry, the same count, whatever the manifest.

usage: python -m tests.fast.agreement --count 100000     [--disturbed] (each under two policies of ten, by its number)
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import orjson

from checker.api import Conditions, load_catalogue, load_policies
from checker.catalogue import Catalogue
from checker.document import Document
from checker.errors import InputError
from checker.judging import Judge, Record
from checker.loading import manifest_values
from checker.model.policy import Policy
from checker.readers.json_reader import read_json
from tests.benchmarks.corpus import AS_OF, Corpus
from tests.fast.disturbed import disturbed

POLICIES = Path(__file__).parents[1] / "benchmarks" / "policies"


@dataclass
class Agreement:
    """What came of holding one against the other."""

    seen: int = 0
    fast: int = 0
    passing: int = 0
    differing: list[str] = field(default_factory=list)

    def compare(self, judge: Judge, document: Document) -> None:
        """One document under the conditions of a judge; what can not be used has to be refused by both."""
        try:
            values: Any = manifest_values(document)
        except InputError:
            return
        self.seen += 1
        found = judge.fast.entry(document, values) if judge.fast.usable else None
        if found is None:
            return
        self.fast += 1
        plain = plainly(judge, document)
        if plain is None or orjson.dumps(plain.entry) != found[0] or plain.tally != found[1]:
            self.differing.append(difference(document, plain, found))
            return
        self.passing += plain.tally.verdict == "pass"


def plainly(judge: Judge, document: Document) -> Record | None:
    """What the plain engine makes of a document; None: it refuses it."""
    try:
        return judge.plain(*judge.taken(document))
    except InputError:
        return None


def difference(document: Document, plain: Record | None, found: tuple[bytes, Any]) -> str:
    """Where two entries part, with what stands around."""
    if plain is None:
        return f"{document.name}: the plain engine refuses it"
    one, other = orjson.dumps(plain.entry).decode(), found[0].decode()
    at = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), -1)
    parts = [f"{name}: …{text[max(0, at - 200) : at + 150]}…" for name, text in (("plain", one), ("fast", other))]
    return "\n".join([f"{document.name}: {plain.tally} and {found[1]}", *parts])


def judge_of(policies: Sequence[Policy], catalogue: Catalogue, as_of: date, **given: Any) -> Judge:
    """A judge as a run over findings alone makes it."""
    return Judge(Conditions(as_of, policies, catalogue, full=False, **given))


def generated(count: int, seed: int = 11, *, start: int = 0) -> Iterator[tuple[int, Document]]:
    """Manifests of the benchmark's generator with their numbers, two of three with a fault."""
    corpus = Corpus(start + count, seed, failing=2 / 3)
    for number in range(start, start + count):
        yield number, read_json(corpus.text(number), f"{number}.json")


def drawn_judges(catalogue: Catalogue, seed: int = 5, many: int = 60) -> list[Judge]:
    """Judges of two or three of the benchmark's policies, on days from a year before to two years after its own."""
    dice = Random(seed)
    policies = load_policies([str(POLICIES)], catalogue)
    day = date.fromisoformat(str(AS_OF))
    return [
        judge_of(
            dice.sample(policies, dice.choice((2, 3))),
            catalogue,
            day + timedelta(days=dice.choice((0, 0, 0, dice.randrange(-30, 800)))),
            fail_on=dice.choice((None, None, "undetermined", "warning")),
        )
        for _ in range(many)
    ]


def over(documents: Iterable[tuple[int, Document]], judges: Sequence[Judge]) -> Agreement:
    """The agreement over numbered documents, each under one of the judges."""
    found = Agreement()
    for number, document in documents:
        found.compare(judges[number % len(judges)], document)
    return found


def main() -> None:
    """Compare as many as are asked, and say where they differ."""
    parser = argparse.ArgumentParser(description="Hold the fast engine against the plain one.")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--disturbed", action="store_true", help="facts moved, lost, doubled, as no generator would")
    given = parser.parse_args()
    made = disturbed if given.disturbed else generated
    found = over(made(given.count, start=given.start), drawn_judges(load_catalogue()))
    for each in found.differing[:10]:
        print(each)
    share = f"{found.fast} by the fast engine ({found.passing} of them pass)"
    print(f"{found.seen} manifests, {share}: {len(found.differing)} differ")
    sys.exit(bool(found.differing))


if __name__ == "__main__":
    main()
