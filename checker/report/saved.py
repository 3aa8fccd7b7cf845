"""A report that was saved as JSON, read again to be drawn in other formats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from checker.document import Document
from checker.engine.assess import NOT_APPLICABLE
from checker.engine.result import BLOCKED
from checker.errors import InputError, Location, Problem
from checker.model.outcome import Outcome, all_of
from checker.readers.json_scan import places
from checker.schema import conform

Json = dict[str, Any]


def read_saved(data: bytes, shown: str) -> Document:
    """The document in the bytes of a saved report; raises InputError.

    The limits on what a supplier may send do not hold here: a report of many manifests has millions of values.
    """
    import orjson  # noqa: PLC0415 - of no use to most runs

    try:
        values = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        place = Location(shown, error.lineno, error.colno)
        mend = "give the file that `-o json=FILE` wrote, whole and unchanged"
        raise InputError(Problem("this is no well-formed JSON", place, mend)) from None
    return Document(shown, sha256(data).hexdigest(), values, lambda: places(data.decode()))


def reported(document: Document) -> Json:
    """The report that a document holds.

    Raises InputError for what does not conform to the schema, and for a head that its own manifests contradict:
    somebody changed it, and a page drawn from it would show a verdict that nothing supports.
    """
    found: Any = conform(document, "report")
    if problems := [Problem(message, document.locate(at), _MEND) for at, message in _contradictions(found)]:
        raise InputError(problems)
    report: Json = found
    return report


_MEND = "the report was changed after it was made; make it again with `certgate check`"


def _contradictions(report: Json) -> Iterator[tuple[str, str]]:
    """Where the head does not agree with the manifests, as JSON pointer and message."""
    found = Counter(manifest["verdict"] for manifest in report["manifests"])
    stated = report["summary"]
    for key in (*(each.value for each in Outcome), NOT_APPLICABLE):
        if stated[key] != found[key]:
            yield f"/summary/{key}", f"the summary counts {stated[key]} manifests as {key}, and {found[key]} are"
    if stated["manifests"] != found.total():
        yield "/summary/manifests", f"the summary counts {stated['manifests']} manifests, and there are {found.total()}"
    seen = [each for each in Outcome if found[each.value]]
    verdict = all_of(seen).value if seen else NOT_APPLICABLE
    if report["verdict"] != verdict:
        yield "/verdict", f"the verdict is `{report['verdict']}`, and that of all manifests together is `{verdict}`"
    yield from _sums(report)
    if report["result"] != BLOCKED and (report["errors"] or _blocks(report)):
        yield "/result", f"the result is `{report['result']}`, although something in the report blocks"


def _blocks(report: Json) -> bool:
    return any(each["blocks"] for _, _, each in _objects(report))


def _objects(report: Json) -> Iterator[tuple[str, Json, Json]]:
    """Every object with its requirement and its JSON pointer."""
    for m, manifest in enumerate(report["manifests"]):
        for p, policy in enumerate(manifest["policies"]):
            for r, requirement in enumerate(policy["requirements"]):
                at = f"/manifests/{m}/policies/{p}/requirements/{r}"
                for number, each in enumerate(requirement["objects"]):
                    yield f"{at}/objects/{number}", requirement, each


def _sums(report: Json) -> Iterator[tuple[str, str]]:
    """Where an outcome is not that of its parts: from findings up to manifests."""
    for at, requirement, each in _objects(report):
        against = [found for found in each["findings"] if found["severity"] == "error"]
        if each["outcome"] == Outcome.PASS and against:
            yield f"{at}/outcome", f"the outcome is `pass`, although the finding `{against[0]['code']}` is against it"
        held = each["outcome"] != Outcome.PASS and requirement["counts"] and requirement["needed"]
        if held and not each["blocks"] and not (each["waived_by"] or requirement["waived_by"]):
            yield f"{at}/blocks", "this object does not pass and no waiver lifts it, so it blocks"
    for m, manifest in enumerate(report["manifests"]):
        for p, policy in enumerate(manifest["policies"]):
            for r, requirement in enumerate(policy["requirements"]):
                parts = [each["outcome"] for each in requirement["objects"]]
                at = f"/manifests/{m}/policies/{p}/requirements/{r}"
                yield from _sum(f"{at}/outcome", "outcome", requirement["outcome"], parts)
        verdicts = [policy["verdict"] for policy in manifest["policies"]]
        yield from _sum(f"/manifests/{m}/verdict", "verdict", manifest["verdict"], verdicts)


def _sum(at: str, noun: str, stated: str, parts: list[str]) -> Iterator[tuple[str, str]]:
    seen = [Outcome(each) for each in parts if each != NOT_APPLICABLE]
    together = all_of(seen).value if seen else NOT_APPLICABLE
    if stated != together:
        yield at, f"the {noun} is `{stated}`, and that of its parts together is `{together}`"
