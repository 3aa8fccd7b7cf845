"""A seeded generator of manifests of realistic size: the same seed and number always give the same manifest.

Each manifest is drawn from a seed of its own, so a corpus of 100 is the beginning of one of 100,000, and a part of it
can be made anywhere. Two thirds pass every policy of the benchmark that applies; a third fails, for reasons over all
gates that judge what a manifest declares (no file is opened). A share can be malformed, and a share changed: the
register of the next day, for the cache.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random

from tests.benchmarks.corpus import faults_of_force, faults_of_subject
from tests.benchmarks.corpus.case import Case, made
from tests.benchmarks.corpus.faults import FAULTS, broken
from tests.benchmarks.corpus.malformed import malformed
from tests.benchmarks.corpus.vocabulary import AS_OF, Row
from tests.benchmarks.corpus.written import as_json, as_yaml

__all__ = ["AS_OF", "FAULTS", "Corpus", "Drawn", "Row", "as_json", "as_yaml"]

_REGISTERED = (faults_of_force, faults_of_subject)  # importing them enters their faults


@dataclass(frozen=True)
class Drawn:
    """One manifest, what was broken in it, and whether its text is to be malformed."""

    manifest: Row
    faults: tuple[str, ...]
    malformed: bool


@dataclass(frozen=True)
class Corpus:
    """Which manifests: how many, from which seed, and the shares that fail, are malformed, and have changed since."""

    count: int
    seed: int = 7
    failing: float = 1 / 3
    malformed: float = 0.0
    changed: float = 0.0

    def draw(self, number: int) -> Drawn:
        """One manifest by its number, counted from 0."""
        dice = Random(f"{self.seed}/{number}")
        fails, wrong, changes = self._fate(number)
        case = made(dice)
        done = broken(case, dice) if fails else []
        if changes:
            _looked_up_again(case)
        return Drawn(case.manifest, tuple(done), wrong)

    def _fate(self, number: int) -> tuple[bool, ...]:
        """Whether a manifest fails, is malformed, and has changed."""
        fate = Random(f"{self.seed}/fate/{number}")
        return tuple(fate.random() < share for share in (self.failing, self.malformed, self.changed))

    def changes(self) -> list[int]:
        """The numbers of the manifests that have changed."""
        return [number for number in range(self.count) if self._fate(number)[2]]

    def malformed_ones(self) -> list[int]:
        """The numbers of the manifests whose text is to be refused."""
        return [number for number in range(self.count) if self._fate(number)[1]]

    def __iter__(self) -> Iterator[Drawn]:
        return map(self.draw, range(self.count))

    def text(self, number: int, form: str = "json") -> bytes:
        """One manifest as the text of a form, `json` or `yaml`; malformed, where that is its lot."""
        drawn = self.draw(number)
        if drawn.malformed:
            return malformed(Random(f"{self.seed}/malformed/{number}"), drawn.manifest, form)
        return as_json(drawn.manifest) if form == "json" else as_yaml(drawn.manifest).encode()

    def next_day(self, changed: float = 0.01) -> Corpus:
        """The same register with a share of its manifests changed."""
        return replace(self, changed=changed)

    def write_ndjson(self, path: Path) -> Path:
        """One file with a manifest in each line."""
        with path.open("wb") as file:
            for number in range(self.count):
                file.write(self.text(number).replace(b"\n", b" ") + b"\n")
        return path

    def write_files(self, folder: Path, form: str = "yaml") -> Path:
        """One file for each manifest, a thousand in a folder."""
        for number in range(self.count):
            self.write_file(folder, number, form)
        return folder

    def write_file(self, folder: Path, number: int, form: str = "yaml") -> None:
        """The file of one manifest."""
        place = folder / f"{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:07}.{form}").write_bytes(self.text(number, form))


def _looked_up_again(case: Case) -> None:
    """What changes from one day to the next: the manifest is stated anew, after another look into the registers."""
    case.prepared += timedelta(days=2)
    case.manifest["prepared"] = str(case.prepared)
    for row in case.certificates:
        if row.get("status", {}).get("value") == "active":
            row["status"]["checked"] = str(case.prepared - timedelta(days=1))
