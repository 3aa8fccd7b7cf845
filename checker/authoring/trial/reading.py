"""From a file of tests to cases that can be run: bases, changes, expectations, each mistake with its place."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from datetime import date
from typing import Any

from checker.authoring.asking import document_of, manifest_of
from checker.authoring.changes import ChangeError, Json, apply
from checker.authoring.trial.expecting import Expecting
from checker.authoring.trial.model import Base, Broken, Case, Equivalent, Expected, Subject, TestsFile
from checker.authoring.trial.subjects import Subjects
from checker.document import Document
from checker.errors import InputError, Location, Problem
from checker.loading import load_order, refuse_other_format
from checker.model.order import Order
from checker.readers import Source, read_one
from checker.resources import resource_folder
from checker.schema import conform


def read_tests(source: Source, subjects: Subjects) -> TestsFile:
    """The tests of a file. Raises InputError with every place for what keeps all of it from being run."""
    document = read_one(source.path, source.shown)
    refuse_other_format(document, "tests")
    values: Any = conform(document, "policy-tests")
    subject = subjects.of(values["policy"], source, document.locate("/policy"))
    return _Reader(source, document, values, subject).tests()


class _Reader:
    """One file of tests; `problems` are what makes the file as a whole unusable."""

    def __init__(self, source: Source, document: Document, values: Json, subject: Subject) -> None:
        self.source, self.document, self.values, self.subject = source, document, values, subject
        self.problems: list[Problem] = []
        self.read: dict[str, Document] = {}
        self.paths: list[str] = []
        self.orders: dict[str, Order] = {}
        self.bases: dict[tuple[str, date, str], Base] = {}

    def tests(self) -> TestsFile:
        self._names()
        expecting = Expecting(self.document, self.subject)
        rows = self.values["cases"]
        wanted = [expecting.read(raw["expect"], f"/cases/{at}/expect", self._day(raw)) for at, raw in enumerate(rows)]
        if problems := [*self.problems, *expecting.problems]:
            raise InputError(sorted(problems, key=lambda problem: problem.location))
        # What every case needs is one error, not one for each of them.
        self._file(self.values["base"], "/base", "base")
        self._order(-1, {})
        cases, broken = [], []
        for number, raw in enumerate(rows):
            try:
                cases.append(self._case(number, raw, wanted[number]))
            except InputError as error:
                location = self.document.locate(f"/cases/{number}/name")
                broken += [Broken(raw["name"], location, problem) for problem in error.problems]
        return TestsFile(
            self.source.shown,
            self.document.sha256,
            self.subject,
            tuple(cases),
            tuple(broken),
            tuple(self.bases.values()),
            tuple(self._equivalent()),
            tuple(sorted(self.paths)),
        )

    def _names(self) -> None:
        """Refuse two cases of one name: a report could not tell them apart."""
        seen: set[str] = set()
        for number, raw in enumerate(self.values["cases"]):
            if raw["name"] in seen:
                message = f"two cases have the name `{raw['name']}`"
                self._refuse(f"/cases/{number}/name", message, "say in each name what the case shows")
            seen.add(raw["name"])

    def _equivalent(self) -> Iterator[Equivalent]:
        for number, raw in enumerate(self.values.get("equivalent", ())):
            location = self.document.locate(f"/equivalent/{number}/mutant")
            yield Equivalent(raw["mutant"], raw["reason"], location)

    def _refuse(self, pointer: str, message: str, mend: str) -> None:
        self.problems.append(Problem(message, self.document.locate(pointer), mend))

    def _day(self, raw: Json) -> date:
        return date.fromisoformat(raw.get("as_of") or self.values["as_of"])

    def _case(self, number: int, raw: Json, expected: Expected) -> Case:
        """A case; its base, day and order are kept, to look for others there."""
        at = f"/cases/{number}"
        pointer, path = (f"{at}/base", raw["base"]) if "base" in raw else ("/base", self.values["base"])
        base = self._file(path, pointer, "base")
        day, order = self._day(raw), raw.get("order") or self.values.get("order", "")
        manifest = self._changed(base, number)
        key = (path, day, order)
        if key not in self.bases:
            values: Any = conform(base, "manifest")
            self.bases[key] = Base(self.source.shown, path, values, day, self._order(number, raw), self._stated(raw))
        location = self.document.locate(f"{at}/name")
        return Case(raw["name"], location, base.path, day, manifest, expected, self._order(number, raw))

    def _stated(self, raw: Json) -> tuple[tuple[str, str], ...]:
        """What a case states otherwise than the file as a whole."""
        keys = ("base", "as_of", "order")
        return tuple((key, raw[key]) for key in keys if key in raw and raw[key] != self.values.get(key))

    def _changed(self, base: Document, number: int) -> Any:
        """The manifest after the changes. Their values are those of the file as read: plain, as they would be there."""
        written: Any = self.document.values
        values: Any = base.values
        at = f"/cases/{number}/change"
        for index, change in enumerate(written["cases"][number].get("change", ())):
            try:
                values = apply(values, [change])
            except ChangeError as error:
                place = self.document.locate(f"{at}/{index}")
                raise InputError(Problem(str(error), place, f"look at the base, `{base.path}`")) from None
        if values is base.values:
            return manifest_of(base)
        try:
            return manifest_of(document_of(values, base.path))
        except InputError as error:
            first = error.problems[0]
            message = f"the changes make a manifest that can not be used: {first.message}"
            mend = f"{first.help}; a policy never sees such a manifest" if first.help else "change something else"
            raise InputError(Problem(message, self.document.locate(at), mend)) from None

    def _order(self, number: int, raw: Json) -> Order | None:
        """The order of a case."""
        pointer = f"/cases/{number}/order" if "order" in raw else "/order"
        path = raw.get("order") or self.values.get("order")
        if path is None:
            return None
        if path not in self.orders:
            self.orders[path] = load_order(self._file(path, pointer, "order"))
        return self.orders[path]

    def _file(self, path: str, pointer: str, what: str) -> Document:
        """The document that a path names, read once. Raises InputError, placed where the tests name it."""
        if path in self.read:
            return self.read[path]
        place = self.document.locate(pointer)
        if os.path.isabs(path) or ":" in path[:3]:
            mend = "name it relative to this file, so that the tests run on every machine"
            raise InputError(Problem(f"`{what}: {path}` is an absolute path", place, mend))
        full = os.path.join(os.path.dirname(self.source.path), path)
        if os.path.islink(full):
            raise InputError(Problem(f"`{what}: {path}` is a symbolic link", place, "name the file itself"))
        self.paths.append(full)
        shown = posixpath.normpath(posixpath.join(posixpath.dirname(self.source.shown), path))
        try:
            self.read[path] = read_one(full, shown)
        except InputError as error:
            raise InputError(self._unread(error.problems, path, what, place)) from None
        return self.read[path]

    def _unread(self, problems: tuple[Problem, ...], path: str, what: str, place: Location) -> tuple[Problem, ...]:
        """Why a file could not be read, placed in the tests where the file as a whole is at fault."""
        first = problems[0]
        if first.location.line:
            return problems
        ships = os.path.dirname(self.source.path) == resource_folder("policies")
        mend = "the manifests of shipped tests come with the source distribution alone" if ships else first.help
        return (Problem(f"`{what}: {path}`: {first.message}", place, mend),)
