"""How formats for machines mark things: texts that no pipeline obeys, paths, digests that tell one from another."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from checker.renderers.rows import ADVISORY, NOT_NEEDED, PASS, WAIVED, headline, name, object_name, sentence
from checker.words import inert

Json = dict[str, Any]

LINE_OF_FILE = re.compile(r"(.+):[0-9]+", re.DOTALL)
"""The path of a manifest that is one line of a file: `suppliers.ndjson:3`."""

_PATH = 4_096  # characters; no file system has longer paths


def fingerprint(*parts: str | None) -> str:
    """What tells one thing from another over many runs: a digest of its parts, each with its length."""
    marked = "".join("-" if part is None else f"{len(part)}:{part}" for part in parts)
    return sha256(marked.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def told(text: str) -> str:
    """A sentence of any origin: on one line, visible, cut, and no command to a pipeline that prints it."""
    return inert(sentence(text))


def label(text: str) -> str:
    """A name of any origin, made fit as `told` does."""
    return inert(name(text))


def unique_label(text: str) -> str:
    """A name that no other text has: where it had to be changed to be shown, with a digest of what it stands for."""
    shown = label(text)
    return shown if shown == text else f"{shown} #{fingerprint(text)[:8]}"


def object_label(each: Json) -> str:
    """An object in words, fit to be shown."""
    return inert(object_name(each))


def result_line(report: Json) -> str:
    """The report in one line with its result, which the headline of a run that nothing applied to does not name."""
    line = headline(report)
    return line if report["result"].upper() in line else f"{line} (result: {report['result']})"


def relaxations(report: Json) -> list[str]:
    """What makes the answer milder, each in one sentence."""
    return [told(row["effect"]) for row in report["relaxations"]]


def finding_word(found: Json, stands: str, *, raised: bool) -> str:
    """What a finding is, for people; `stands`: how its object does, `raised`: it is why that blocks."""
    if found["accepted"]:
        return "undetermined, accepted by the policy"
    if found["outcome"] == PASS:
        return f"{found['severity']}, which blocks" if raised else str(found["severity"])
    mild = stands in (WAIVED, NOT_NEEDED, ADVISORY) and not raised
    return f"{stands}, {found['outcome']}" if mild else str(found["outcome"])


def in_repository(file: str) -> tuple[str, bool]:
    """A path below the root of the repository for a file of a report, and whether the file is there.

    Standard input has no path, and `../x` leaves the repository, which no format of a code host can say.
    """
    if file == "-":
        return "standard-input", False
    parts = [part for part in file.split("/") if part not in ("", ".")]
    inside = not file.startswith("/") and ".." not in parts
    kept = "/".join(part for part in parts if part != "..")[:_PATH] or "unnamed"
    return kept if inside else f"outside-the-repository/{kept}", inside


def first_place(report: Json) -> str:
    """A file that the report is about, for what is said of all of it."""
    for manifest in report["manifests"]:
        path = str(manifest["path"])
        line = LINE_OF_FILE.fullmatch(path)
        return line[1] if line else path
    return str(report["errors"][0]["path"]) if report["errors"] else "-"
