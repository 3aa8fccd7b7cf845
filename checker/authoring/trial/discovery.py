"""Which files of tests are meant, and which policies there are that have none."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from checker.authoring.trial.subjects import ENDING, SUFFIXES
from checker.document import Document
from checker.errors import InputError, Location, Problem, UsageError, did_you_mean
from checker.policy_files import shipped_policies
from checker.readers import Source, read_one
from checker.readers.discover import in_folder, is_manifest, show_relative
from checker.records import NamedTuple


class Found(NamedTuple):
    """Files of tests, and the policies that are there to be tested: id, and the file that states it."""

    tests: list[Source]
    policies: list[tuple[str, str]]
    problems: list[Problem]


def find_tests(arguments: Sequence[str], cwd: str, *, policies: bool = False) -> Found:
    """What files, folders and shipped ids name; `policies`: the policies beside the tests are looked for as well.

    Raises UsageError for a name that is neither.
    """
    found = Found([], [], [])
    for argument in arguments:
        _Search(argument, cwd, found).run(policies=policies)
    tests = {os.path.realpath(each.path): each for each in found.tests}
    named = sorted(dict.fromkeys(found.policies))
    return Found(sorted(tests.values(), key=lambda each: each.shown), named, list(dict.fromkeys(found.problems)))


class _Search:
    """What one argument names; it is added to what was found."""

    def __init__(self, argument: str, cwd: str, found: Found) -> None:
        self.argument, self.found = argument, found
        self.path = os.path.join(cwd, argument)
        self.shown = show_relative(argument, cwd) if argument else argument

    def run(self, *, policies: bool) -> None:
        if not self.argument or "\0" in self.argument:
            raise UsageError("an empty name is given; name a file of tests, a folder, or the id of a shipped policy")
        if os.path.isdir(self.path):
            self._folder(policies=policies)
        elif os.path.lexists(self.path) or os.sep in self.argument or self.argument.endswith(SUFFIXES):
            self._file()
        else:
            self._shipped()

    def _folder(self, *, policies: bool) -> None:
        tests = list(self._usable(in_folder(self.path, self.shown, lambda name: name.endswith(ENDING))))
        stated = list(self._policies()) if policies else []
        self.found.tests.extend(tests)
        self.found.policies.extend(stated)
        if not tests and not stated:
            self._refuse("the folder holds no policy tests", f"their names end in `{ENDING}`")

    def _usable(self, found: list[Source | InputError]) -> Iterator[Source]:
        for each in found:
            if isinstance(each, Source):
                yield each
            else:
                self.found.problems.extend(each.problems)

    def _policies(self) -> Iterator[tuple[str, str]]:
        """The policies below the folder. A file that can not be read may be one, so it is a problem."""
        takes = in_folder(self.path, self.shown, lambda name: is_manifest(name) and name.endswith(SUFFIXES))
        for source in self._usable(takes):
            try:
                document = read_one(source.path, source.shown)
            except InputError as error:
                self.found.problems.extend(error.problems)
                continue
            if name := _policy_id(document):
                yield name, source.shown

    def _file(self) -> None:
        """A file of tests; or a policy, whose tests stand beside it under its name or its id."""
        source = Source.from_path(self.path, self.shown)
        if self.argument.endswith(ENDING):
            self.found.tests.append(source)
            return
        try:
            document = read_one(source.path, source.shown)
        except InputError as error:
            self.found.problems.extend(error.problems)
            return
        name = _policy_id(document)
        if name is None:
            self.found.tests.append(source)  # reading it says what it is, where it is no file of tests
            return
        self.found.policies.append((name, self.shown))
        stem = os.path.splitext(self.path)[0]
        self._beside([f"{stem}{ENDING}", os.path.join(os.path.dirname(self.path), name + ENDING)], self.shown, name)

    def _beside(self, paths: Sequence[str], shown: str, name: str) -> None:
        for path in paths:
            if os.path.isfile(path):
                place = os.path.join(os.path.dirname(shown), os.path.basename(path))
                self.found.tests.append(Source.from_path(path, place))
                return
        self._refuse(f"policy `{name}` has no tests", f"write `{name}{ENDING}` beside it")

    def _shipped(self) -> None:
        known = shipped_policies()
        if self.argument not in known:
            mend = did_you_mean(self.argument, known) or "`certgate policy list` shows the shipped ones"
            raise UsageError(f"`{self.argument}` is neither a file nor the id of a shipped policy; {mend}")
        shown = f"policies/{os.path.basename(known[self.argument])}"
        self.found.policies.append((self.argument, shown))
        self._beside(
            [os.path.join(os.path.dirname(known[self.argument]), self.argument + ENDING)], shown, self.argument
        )

    def _refuse(self, message: str, mend: str) -> None:
        self.found.problems.append(Problem(message, Location(self.shown), mend))


def _policy_id(document: Document) -> str | None:
    """The id of the policy that a document states; None for a document of another format."""
    values = document.values
    if isinstance(values, dict) and "policy" in values and "tests" not in values and isinstance(values.get("id"), str):
        return str(values["id"])
    return None
