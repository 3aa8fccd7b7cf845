"""Finding the policy under test: one that is given, else the file beside the tests, else one that ships."""

from __future__ import annotations

import os
from collections.abc import Sequence

from checker.authoring.trial.model import Subject, Version
from checker.catalogue import Catalogue
from checker.errors import InputError, Location, Problem, did_you_mean
from checker.loading import load_policies, policy_as_written
from checker.policy_files import documents, shipped_policies
from checker.readers import Source

ENDING = ".tests.yaml"
SUFFIXES = (".yaml", ".yml", ".json")


class Subjects:
    """The policies that tests can be for; `given` are names as `-p` takes them."""

    def __init__(self, given: Sequence[str], catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.given: dict[str, Subject] = self._load(list(given)) if given else {}
        self._found: dict[tuple[str, ...], Subject] = {}

    def of(self, name: str, tests: Source, location: Location) -> Subject:
        """The policy with this id for a tests file, whose `policy` stands at the location. Raises InputError."""
        if name in self.given:
            return self.given[name]
        files = _beside(name, tests) or ([name] if name in shipped_policies() else [])
        if not files:
            known = [*self.given, *shipped_policies()]
            mend = did_you_mean(name, known) or f"put `{name}.yaml` beside the tests, or give it with `-p`"
            raise InputError(
                Problem(f"there is no policy `{name}` beside this file, and none that ships", location, mend)
            )
        key = tuple(files)
        if key not in self._found:
            loaded = self._load(files)
            if name not in loaded:
                message = f"the tests are for policy `{name}`, but the file beside them is `{', '.join(loaded)}`"
                raise InputError(Problem(message, location, "correct `policy`, or the name of one of the files"))
            self._found[key] = loaded[name]
        return self._found[key]

    def _load(self, names: list[str]) -> dict[str, Subject]:
        """Every policy that these names mean, with all of its versions. Raises InputError for any that do not load."""
        load_policies(names, self._catalogue)
        found: dict[str, list[Version]] = {}
        for read, find in documents(names, []):
            document, policy, _ = policy_as_written(read, self._catalogue, find)
            rows = found.setdefault(policy.id, [])
            if policy.sha256 not in {row.policy.sha256 for row in rows}:
                rows.append(Version(policy, document))
        return {name: Subject(name, tuple(sorted(rows, key=_first))) for name, rows in sorted(found.items())}


def _first(version: Version) -> str:
    return str(version.policy.effective.start or "")


def _beside(name: str, tests: Source) -> list[str]:
    """The files of the policy in the folder of the tests: named for its id, with versions; else as the tests are."""
    folder, own = os.path.split(tests.path)
    names = sorted(each for each in os.listdir(folder or ".") if each.endswith(SUFFIXES) and not each.endswith(ENDING))
    stem = own.removesuffix(ENDING)
    named = [each for each in names if _stem(each).partition("@")[0] == name]
    return [os.path.join(folder, each) for each in named or [each for each in names if _stem(each) == stem]]


def _stem(name: str) -> str:
    return os.path.splitext(name)[0]
