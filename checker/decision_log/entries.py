"""What the log keeps of a run: one entry for each manifest that was decided, drawn from the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from checker.decision_log.line import Entry
from checker.records import NamedTuple
from checker.words import shorten

Json = dict[str, Any]

# Of texts that others wrote; a line is to stay one that a person can read.
_NAME = 200
# What of the inputs of a report is no policy, in the order of the report.
_INPUTS = ("catalogue", "waivers", "order", "registers", "trust", "fail_on", "warn_within")


class Circumstances(NamedTuple):
    """What a log keeps beside the report: when it ran (UTC), who said to run it, and the reports that were written."""

    at: str
    by: str | None = None
    reports: Sequence[tuple[str, str]] = ()  # format and SHA-256 of each


def entries_of(report: Json, results: Iterable[str], given: Circumstances) -> Iterator[Entry]:
    """The entries of a run in the order of its manifests; `results` are what each would come to by itself."""
    around = _around(report, given)
    named = {(policy["id"], policy["version"]): policy for policy in report["inputs"]["policies"]}
    for manifest, result in zip(report["manifests"], results, strict=True):
        stated = {key: manifest[key] for key in ("path", "sha256")}
        signed = {"signed_by": manifest["signed_by"]} if manifest.get("signed_by") else {}
        yield {
            **around,
            "subject": {**stated, "supplier": shorten(manifest["supplier"], _NAME), **signed},
            "policies": [
                {**named[row["id"], row["version"]], "verdict": row["verdict"]} for row in manifest["policies"]
            ],
            "verdict": manifest["verdict"],
            "result": result,
            "waived_by": _waivers(manifest),
        }


def _around(report: Json, given: Circumstances) -> Entry:
    """What all entries of a run share."""
    inputs = report["inputs"]
    return {
        "at": given.at,
        "by": given.by,
        "as_of": report["as_of"],
        "tool": report["tool"],
        "inputs": {key: inputs.get(key) for key in _INPUTS},
        "relaxations": [{"type": row["type"], "id": row["id"]} for row in report["relaxations"]],
        "run": {"result": report["result"], "exit_code": report["exit_code"], "errors": len(report["errors"])},
        "reports": [{"format": name, "sha256": digest} for name, digest in sorted(given.reports)],
    }


def _waivers(manifest: Json) -> list[str]:
    """The waivers that lift something of a manifest, by their ids."""
    rows = (row for policy in manifest["policies"] for row in policy["requirements"])
    texts = {each["waived_by"] for row in rows for each in row["objects"] if each["waived_by"]}
    return sorted({name for text in texts for name in text.split(", ")})
