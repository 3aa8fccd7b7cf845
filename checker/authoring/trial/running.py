"""A run of policy tests: every file read, every case asked, and what was found as one document to be drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from checker.authoring.trial.asking import run_case
from checker.authoring.trial.coverage import Aim, coverage, percent
from checker.authoring.trial.discovery import Found
from checker.authoring.trial.drawing import draw
from checker.authoring.trial.model import Base, Broken, Equivalent, Ran, Subject, TestsFile
from checker.authoring.trial.mutation import SURVIVED, Fate, fates, stale
from checker.authoring.trial.reading import read_tests
from checker.authoring.trial.subjects import Subjects
from checker.catalogue import Catalogue
from checker.errors import InputError, Problem
from checker.records import NamedTuple
from checker.report.head import Report


class Asked(NamedTuple):
    """What a run is asked for beside the cases; `threshold` is the least coverage in percent."""

    coverage: bool = False
    threshold: int | None = None
    mutate: bool = False
    require_tests: bool = False


class OfFile(NamedTuple):
    """A file of tests with the cases that were run."""

    tests: TestsFile
    ran: tuple[Ran, ...]

    @property
    def broken(self) -> tuple[Broken, ...]:
        """The cases that could not be run."""
        return self.tests.broken


class OfPolicy(NamedTuple):
    """What the cases of all files show about one policy. `fates` is None where mutants were not run."""

    subject: Subject
    aims: tuple[Aim, ...] | None = None
    fates: tuple[Fate, ...] | None = None
    stale: tuple[tuple[Equivalent, str], ...] = ()

    def meets(self, asked: Asked) -> bool:
        """Whether nothing survives, and as much is covered as is asked for."""
        survivors = any(each.fate == SURVIVED for each in self.fates or ())
        covered = self.aims is None or asked.threshold is None or percent(self.aims) >= asked.threshold
        return covered and not survivors


class Trial:
    """One run."""

    def __init__(self, found: Found, subjects: Subjects, catalogue: Catalogue, asked: Asked) -> None:
        self.found, self.subjects, self.catalogue, self.asked = found, subjects, catalogue, asked
        self.problems: list[Problem] = list(found.problems)
        self.files: list[OfFile] = []

    def run(self, step: Callable[[int], None] = lambda _done: None) -> Report:
        """Run every case; `step` is called after each file and policy with the number of files that are through."""
        for done, source in enumerate(self.found.tests):
            try:
                tests = read_tests(source, self.subjects)
            except InputError as error:
                self.problems += error.problems
                continue
            ran = tuple(run_case(case, tests.subject.policies, self.catalogue) for case in tests.cases)
            self.files.append(OfFile(tests, ran))
            step(done)
        policies = []
        for subject in self._subjects():
            policies.append(self._policy(subject))
            step(len(self.found.tests))
        for each in policies:
            self.problems += [_stale(*row) for row in each.stale]
        return draw(self.files, policies, self._untested(), self.problems, self.asked, self.catalogue)

    @property
    def read(self) -> list[str]:
        """The paths of all manifests and orders that were read."""
        return sorted({path for each in self.files for path in each.tests.read})

    @property
    def policies(self) -> list[str]:
        """The paths of the policies under test, as they are shown."""
        return sorted({row.policy.path for each in self.files for row in each.tests.subject.versions})

    def _subjects(self) -> list[Subject]:
        return list(
            {(each.tests.subject.id, _digests(each.tests.subject)): each.tests.subject for each in self.files}.values()
        )

    def _policy(self, subject: Subject) -> OfPolicy:
        """Coverage and mutants; mutants only where every case comes as expected, because others tell nothing."""
        files = [each for each in self.files if each.tests.subject == subject]
        ran = [row for each in files for row in each.ran]
        asks = self.asked.coverage or self.asked.threshold is not None
        aims = tuple(coverage(subject, ran)) if asks else None
        if not self.asked.mutate or any(row.differences for row in ran) or any(each.broken for each in files):
            return OfPolicy(subject, aims)
        stated = [row for each in files for row in each.tests.equivalent]
        found = tuple(fates(subject, ran, _bases(files), stated, self.catalogue))
        return OfPolicy(subject, aims, found, tuple(stale(stated, found)))

    def _untested(self) -> list[tuple[str, str]]:
        """The policies that no file of tests is for, each with its file."""
        if not self.asked.require_tests:
            return []
        tested = {each.tests.subject.id for each in self.files}
        given = [(name, each.versions[0].policy.path) for name, each in self.subjects.given.items()]
        return sorted({row for row in (*self.found.policies, *given) if row[0] not in tested})


def _digests(subject: Subject) -> tuple[str, ...]:
    return tuple(each.policy.sha256 for each in subject.versions)


def _bases(files: Iterable[OfFile]) -> Sequence[Base]:
    return [base for each in files for base in each.tests.bases]


def _stale(stated: Equivalent, why: str) -> Problem:
    return Problem(f"`{stated.mutant}` is stated to be equivalent, and {why}", stated.location, "take it out")
