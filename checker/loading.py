"""What documents state: manifests, policies, orders, waivers, saved reports; what is wrong comes with every place."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from checker.catalogue import Catalogue, load_catalogue
from checker.decode import decode_manifest, read_policy
from checker.document import Document, Value
from checker.engine import ACCEPTABLE_CODES
from checker.engine.versions import overlap
from checker.errors import InputError, Location, Problem
from checker.model.calendar import next_day, previous_day
from checker.model.manifest import Manifest
from checker.model.policy import Period, Policy
from checker.policy_files import documents, find_base, shipped_policies
from checker.policy_ready import ready_values
from checker.readers import Source, read_one
from checker.readers.discover import show_relative, without_links
from checker.report import Report
from checker.schema import conform

if TYPE_CHECKING:
    from checker.advise.weights import Weights
    from checker.extending import Find
    from checker.model.order import Order
    from checker.model.waivers import Waivers
    from checker.report.baseline import Baseline


def load_manifest(document: Document) -> Manifest:
    """The manifest that a document states. Raises InputError with every place."""
    values: Any = manifest_values(document)
    return decode_manifest(document, values)


def manifest_values(document: Document) -> Value:
    """The values of a manifest as the schema wants them. Raises InputError with every place."""
    refuse_other_format(document, "manifest")
    return conform(document, "manifest")


def load_policy(document: Document, catalogue: Catalogue, find: Find | None = None) -> Policy:
    """The policy that a document states, checked against the catalogue. Raises InputError with every place.

    `find` gives the policy that it extends; left out, one is looked for beside its file and among the shipped ones.
    """
    _, policy, problems = policy_as_written(document, catalogue, find)
    if problems:
        raise InputError(problems)
    return policy


def policy_as_written(
    document: Document, catalogue: Catalogue, find: Find | None = None
) -> tuple[Document, Policy, list[Problem]]:
    """A policy with what it extends: its document of conforming values, what can be made of it, and why it is no use.

    Raises InputError for a document that is no policy, or extends none.
    """
    refuse_other_format(document, "policy")
    if isinstance(document.values, dict) and "extend" in document.values:
        from checker.extending import as_extended  # noqa: PLC0415 - of no use to most policies

        def base(name: str, extending: Document) -> Document:
            found = (find or find_base)(name, extending)
            refuse_other_format(found, "policy")
            return found

        return as_extended(document, catalogue, ACCEPTABLE_CODES, base)
    values: Any = ready_values(document) or conform(document, "policy")
    return document.with_values(values), *read_policy(document, values, catalogue, ACCEPTABLE_CODES)


def load_order(document: Document) -> Order:
    """The order that a document states. Raises InputError with every place."""
    from checker.decode.order import decode_order  # noqa: PLC0415 - of no use to most runs

    refuse_other_format(document, "order")
    values: Any = conform(document, "order")
    return decode_order(document, values)


def load_report(data: bytes, shown: str) -> Report:
    """The saved report in the bytes of a JSON file, to be drawn again. Raises InputError with every place."""
    from checker.report.saved import read_saved, reported  # noqa: PLC0415 - of no use to `check`

    document = read_saved(data, shown)
    refuse_other_format(document, "report")
    return reported(document)


def load_baseline(data: bytes, shown: str) -> Baseline:
    """A saved report, to hold a run against. Raises InputError with every place."""
    from hashlib import sha256  # noqa: PLC0415 - of no use to most runs

    from checker.report.baseline import Baseline  # noqa: PLC0415

    report = load_report(data, shown)
    if report.get("incomplete"):
        message = "the report is incomplete: its run was interrupted, so what is new since then can not be told"
        raise InputError(Problem(message, Location(shown), "give the report of a run that came to its end"))
    return Baseline(report, shown, sha256(data).hexdigest())


def waivers_documents(paths: Iterable[str]) -> list[Document]:
    """The documents of files of waivers, each file once: YAML or JSON, or CSV. Raises InputError."""
    found: list[Document] = []
    problems: list[Problem] = []
    for path in {without_links(path): path for path in paths}.values():
        try:
            found.append(waivers_document(path, show_relative(path, os.getcwd())))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found


def waivers_document(path: str, shown: str) -> Document:
    """The document of one file of waivers, shown under a name. Raises InputError."""
    if not path.lower().endswith(".csv"):
        return read_one(path, shown)
    from checker.readers.waivers_csv import read_waivers_csv  # noqa: PLC0415 - of no use to most runs

    return read_waivers_csv(Source.from_path(path, shown))


def load_waivers(
    documents: Iterable[Document], policies: Sequence[Policy], catalogue: Catalogue, longest: Period | None = None
) -> Waivers:
    """The waivers of all documents, which may name these policies and the shipped ones. Raises InputError."""
    from checker.decode.waivers import Known, decode_waivers  # noqa: PLC0415 - of no use to most runs
    from checker.engine.pages import codes  # noqa: PLC0415
    from checker.engine.waiver_codes import LEDGER_CODES  # noqa: PLC0415

    problems: list[Problem] = []
    files: list[tuple[Document, Any]] = []
    for document in documents:
        try:
            refuse_other_format(document, "waivers")
            files.append((document, conform(document, "waivers")))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    rules: dict[str, dict[str, bool]] = {}
    for policy in policies:  # of one id there may be several versions, and a waiver may be for any of them
        known = rules.setdefault(policy.id, {})
        known |= {name: takes or known.get(name, False) for name, takes in _waivable(policy).items()}
    shipped = shipped_policies()

    def requirements(name: str) -> dict[str, bool]:
        if name not in rules:
            rules[name] = _waivable(load_policy(read_one(shipped[name], f"policies/{name}.yaml"), catalogue))
        return rules[name]

    waivable = [code for code in codes() if code not in {each.name for each in LEDGER_CODES}]
    return decode_waivers(files, Known({*rules, *shipped}, requirements, waivable), longest)


def _waivable(policy: Policy) -> dict[str, bool]:
    """Whether each requirement takes waivers, by its id."""
    return {row.id: row.waivable for row in policy.requirements}


def load_any(document: Document, catalogue: Catalogue | None = None) -> Manifest | Policy:
    """The manifest or policy that a document states, by the shipped catalogue if no other. Raises InputError."""
    if isinstance(document.values, dict) and "policy" in document.values:
        return load_policy(document, load_catalogue() if catalogue is None else catalogue)
    return load_manifest(document)


# The key that every file of a format begins with, and what to do with such a file.
_FORMATS = {
    "tests": "run it with `certgate policy test`",  # before `policy`, which such a file has too
    "manifest": "check it with `certgate check`",
    "policy": "give it with `-p`",
    "catalogue": "give it with `--catalogue`",
    "waivers": "give it with `--waivers`",
    "order": "give it with `--order`",
    "report": "draw it in other formats with `certgate report`",
    "forecast": "it is what `certgate forecast` wrote",
    "weights": "give it with `certgate advise --weights`",
    "advice": "it is what `certgate advise` wrote",
    "diff": "it is what `certgate policy diff` wrote",
    "log": "it is what `certgate check --log` wrote; see `certgate log verify`",
    "verification": "it is what `certgate verify` wrote",
    "payloadType": "it is a signature; name the file that it lies beside",
    "validation": "it is what `certgate validate` wrote",
}


def refuse_other_format(document: Document, wanted: str) -> None:
    """Refuse a file of another format in one sentence, instead of by every key that it has or lacks."""
    values = document.values
    if not isinstance(values, dict) or wanted in values:
        return
    found = next((name for name in _FORMATS if name in values), None)
    if found:
        noun = {"waivers": "file of waivers", "tests": "file of policy tests"}.get(wanted, wanted)
        article = "an" if noun[0] in "aeiou" else "a"
        message = f"this is a file of the format `{found}`, where {article} {noun} is required"
        mend = _FORMATS[found]
        if wanted == "policy":
            mend += "; a folder of policies holds nothing but them and their tests"
        raise InputError(Problem(message, document.locate(f"/{found}"), mend))


def load_policies(names: Sequence[str], catalogue: Catalogue) -> list[Policy]:
    """The policies that files, folders and shipped ids name, every version of each, sorted by id and first day.

    Raises InputError for every policy that can not be used, UsageError for a name that is none.
    """
    found: list[Policy] = []
    versions: dict[str, list[Policy]] = {}
    problems: list[Problem] = []
    for document, find in documents(names, problems):
        try:
            policy = load_policy(document, catalogue, find)
        except InputError as error:
            problems += error.problems
            continue
        twins = versions.setdefault(policy.id, [])
        if policy.digests not in {each.digests for each in twins}:
            problems += [problem for each in twins for problem in rivals(document, policy, each)]
            found.append(policy)
            twins.append(policy)
    if not problems:
        problems += gaps(found)
    if problems:
        raise InputError(problems)
    return sorted(found, key=lambda policy: (policy.id, policy.effective.start or date.min))


def gaps(found: Sequence[Policy]) -> Iterator[Problem]:
    """Days between two versions of a policy on which none is in effect: nothing would be required on them."""
    ordered = sorted(found, key=lambda policy: (policy.id, policy.effective.start or date.min))
    for one, other in pairwise(ordered):
        ended, begins = one.effective.until, other.effective.start
        if one.id == other.id and ended and begins and next_day(ended) < begins:
            message = (
                f"no version of policy `{one.id}` is in effect from {next_day(ended)} until {previous_day(begins)}"
            )
            mend = f"let this version begin on {next_day(ended)}, or let {one.path} end the day before it"
            yield Problem(message, Location(other.path), mend, "versions-gap", "/effective")


def rivals(document: Document, policy: Policy, twin: Policy) -> Iterator[Problem]:
    """Why two files can not be versions of one policy: both are in effect on some day, or go by one version."""
    day = overlap(policy, twin)
    if day is not None:
        message = f"policy id `{policy.id}` is also that of {twin.path}"
        message += f", and both are in effect on {day}" if policy.effective != twin.effective else ""
        mend = "give each policy its own id, or each version an `effective` that ends before the next begins"
        yield Problem(message, document.locate("/id"), mend, "versions-overlap", "/id")
    elif policy.version == twin.version:
        message = f"version `{policy.version}` of policy `{policy.id}` is also that of {twin.path}"
        mend = "give each version its own name"
        yield Problem(message, document.locate("/version"), mend, "version-twice", "/version")


def load_weights(path: str | None) -> Weights:
    """The weights that a file sets, or the usual ones. Raises InputError with every place."""
    from checker.advise.weights import Weights, decode_weights  # noqa: PLC0415

    return decode_weights(read_one(path, Source.from_path(path).shown)) if path else Weights()
