"""The public surface: load policies and manifests, assess them, draw the report.

Input errors are `InputError`s with every place; nothing here reads the clock, the environment or the network.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from checker.catalogue import Catalogue, load_catalogue
from checker.decode import decode_manifest, decode_policy
from checker.document import Document
from checker.engine import ACCEPTABLE_CODES, assess
from checker.engine.ending import with_warnings
from checker.engine.pages import code_page, codes, gate_pages
from checker.engine.result import Tally
from checker.errors import InputError, Problem, UsageError, did_you_mean
from checker.forecast import falling_due, forecast, with_holds
from checker.model.assessment import Assessment
from checker.model.calendar import add
from checker.model.manifest import Manifest
from checker.model.policy import Period, Policy
from checker.readers import Source, discover, read, read_one
from checker.report import Conditions, Drawing, Entries, Report, build
from checker.resources import resource_folder
from checker.schema import conform

__all__ = [
    "HORIZON",
    "Conditions",
    "ForecastRun",
    "Run",
    "assess",
    "code_page",
    "codes",
    "gate_pages",
    "load_catalogue",
    "load_manifest",
    "load_policies",
    "load_policy",
    "load_report",
    "shipped_policies",
]


HORIZON = Period(months=36)
"""How far a run looks ahead unless it is told otherwise."""


def load_manifest(document: Document) -> Manifest:
    """The manifest that a document states. Raises InputError with every place."""
    _is_a(document, "manifest")
    values: Any = conform(document, "manifest")
    return decode_manifest(document, values)


def load_policy(document: Document, catalogue: Catalogue) -> Policy:
    """The policy that a document states, checked against the catalogue. Raises InputError with every place."""
    _is_a(document, "policy")
    values: Any = conform(document, "policy")
    return decode_policy(document, values, catalogue, ACCEPTABLE_CODES)


def load_report(data: bytes, shown: str) -> Report:
    """The saved report in the bytes of a JSON file, to be drawn again. Raises InputError with every place."""
    from checker.report.saved import read_saved, reported  # noqa: PLC0415 - of no use to `check`

    document = read_saved(data, shown)
    _is_a(document, "report")
    return reported(document)


def load_any(document: Document) -> Manifest | Policy:
    """The manifest or policy that a document states. Raises InputError with every place."""
    if isinstance(document.values, dict) and "policy" in document.values:
        return load_policy(document, load_catalogue())
    return load_manifest(document)


# The key that every file of a format begins with, and what to do with such a file.
_FORMATS = {
    "manifest": "check it with `certgate check`",
    "policy": "give it with `-p`",
    "catalogue": "give it with `--catalogue`",
    "waivers": "this version does not read waivers",
    "order": "this version does not read orders",
    "tests": "this version does not run policy tests",
    "report": "draw it in other formats with `certgate report`",
}


def _is_a(document: Document, wanted: str) -> None:
    """Refuse a file of another format in one sentence, instead of by every key that it has or lacks."""
    values = document.values
    if not isinstance(values, dict) or wanted in values:
        return
    found = next((name for name in _FORMATS if name in values), None)
    if found:
        message = f"this is a file of the format `{found}`, where a {wanted} is required"
        raise InputError(Problem(message, document.locate(f"/{found}"), _FORMATS[found]))


def shipped_policies() -> dict[str, str]:
    """The policies that ship with certgate: id and file, sorted by id. The file is named for the id."""
    folder = resource_folder("policies")
    names = [name for name in os.listdir(folder) if name.endswith(".yaml") and not name.endswith(".tests.yaml")]
    ids = sorted(name.removesuffix(".yaml") for name in names)
    return {name: os.path.join(folder, f"{name}.yaml") for name in ids}


def load_policies(names: Sequence[str], catalogue: Catalogue) -> list[Policy]:
    """The policies that files, folders and shipped ids name, sorted by id.

    Raises InputError for every policy that can not be used, UsageError for a name that is none.
    """
    found: dict[str, Policy] = {}
    problems: list[Problem] = []
    for document in _policy_documents(names, problems):
        try:
            policy = load_policy(document, catalogue)
        except InputError as error:
            problems += error.problems
            continue
        twin = found.get(policy.id)
        if twin is None:
            found[policy.id] = policy
        elif twin.sha256 != policy.sha256:
            message = f"policy id `{policy.id}` is also that of {twin.path}"
            problems.append(Problem(message, document.locate("/id"), "give each policy its own id"))
    if problems:
        raise InputError(problems)
    return [found[key] for key in sorted(found)]


def _policy_documents(names: Sequence[str], problems: list[Problem]) -> Iterator[Document]:
    for name in names:
        for source in _policy_sources(name):
            try:
                if isinstance(source, InputError):
                    raise source
                yield read_one(source.path, source.shown)
            except InputError as error:
                problems += error.problems


def _policy_sources(name: str) -> Iterable[Source | InputError]:
    """A file or folder, or else a shipped id; a name with a slash or a suffix can only be a path."""
    if os.path.exists(name) or os.sep in name or name.endswith((".yaml", ".yml", ".json")):
        return discover([name], os.getcwd())
    known = shipped_policies()
    if name not in known:
        mend = did_you_mean(name, known) or "`certgate policy list` shows the shipped ones"
        raise UsageError(f"`{name}` is neither a file nor the id of a shipped policy; {mend}")
    return [Source.from_path(known[name], shown=f"policies/{name}.yaml")]


class Run:
    """One run of policies over many manifests; what can not be read is kept beside, and the rest goes on."""

    def __init__(self, conditions: Conditions) -> None:
        self.conditions = conditions
        self.entries = Entries()
        self.errors: list[InputError] = []
        self.tally = Tally(conditions.fail_on)

    def check(self, sources: Iterable[Source | InputError], step: Callable[[int], None] = lambda _done: None) -> Report:
        """Assess every manifest of every source in the order of their names, and build the report.

        `step` is called after each manifest with the number of sources that are through.
        """
        self._walk(sources, step)
        return build(self.conditions, self.entries, self.errors, self.tally)

    def _walk(self, sources: Iterable[Source | InputError], step: Callable[[int], None]) -> None:
        for done, source in enumerate(sorted(sources, key=_name)):
            for found in [source] if isinstance(source, InputError) else read(source):
                self._take(found)
                step(done)

    def _take(self, found: Document | InputError) -> None:
        try:
            if isinstance(found, InputError):
                raise found
            manifest = load_manifest(found)
        except InputError as error:
            self.errors.append(error)
            return
        self._add(found, manifest)

    def _add(self, found: Document, manifest: Manifest) -> None:
        assessment = self.assess(manifest)
        self.tally.add(assessment)
        given = self.conditions
        drawing = Drawing(found, given.as_of, given.all_candidates, given.full, given.fail_on)
        self.entries.append(drawing.manifest(assessment))

    def assess(self, manifest: Manifest) -> Assessment:
        """The verdict of the run's policies on one manifest, and how long what passes will last."""
        given = self.conditions
        found = assess(manifest, given.policies, given.catalogue, given.as_of)
        soon = add(given.as_of, given.warn_within) if given.warn_within else given.as_of
        found = with_holds(found, given.catalogue, given.as_of, max(add(given.as_of, HORIZON), soon))
        return with_warnings(found, soon) if given.warn_within else found


class ForecastRun(Run):
    """One run that looks ahead up to a day instead of judging one."""

    def __init__(self, conditions: Conditions, until: date) -> None:
        super().__init__(conditions)
        from checker.report.forecasts import Course  # noqa: PLC0415 - of no use to `check`

        self.until = until
        self.course = Course()

    def look(self, sources: Iterable[Source | InputError], step: Callable[[int], None] = lambda _done: None) -> Report:
        """The forecast of every manifest of every source; see `check`."""
        from checker.report.forecasts import build_forecast  # noqa: PLC0415

        self._walk(sources, step)
        return build_forecast(self.conditions, self.until, self.entries, self.errors, self.course)

    def _add(self, found: Document, manifest: Manifest) -> None:
        from checker.report.forecasts import forecast_entry  # noqa: PLC0415

        given = self.conditions
        ahead = forecast(manifest, given.policies, given.catalogue, given.as_of, self.until)
        due = falling_due(manifest, given.policies, given.catalogue, given.as_of, self.until)
        self.course.add(ahead.segments)
        self.entries.append(forecast_entry(ahead, due, found))


def _name(source: Source | InputError) -> str:
    return source.problems[0].location.file if isinstance(source, InputError) else source.shown


def schema_names() -> list[str]:
    """The names of all schemas, sorted."""
    ending = ".schema.json"
    return sorted(name.removesuffix(ending) for name in os.listdir(resource_folder("schemas")) if name.endswith(ending))


def schema_text(name: str) -> str:
    """A schema as it ships."""
    with open(os.path.join(resource_folder("schemas"), f"{name}.schema.json"), encoding="utf-8") as file:
        return file.read()
