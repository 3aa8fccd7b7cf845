"""The rows of the shipped catalogue files made ready: cut, folded for the search, and parsed into JSON.

`python -m tests.ready` writes them, a test compares. They serve start-up alone: the YAML files are what
counts, and rows that were made of any other bytes than theirs are not used.

The first line holds the digest of the YAML files, that of all that follows, and the version that they state; every
other one a row: the list that it belongs to, its id, its file, its letters and digits, and its values as JSON. Between
two of these stands a tab.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from checker.catalogue.shelf import Cut

if TYPE_CHECKING:
    from collections.abc import Mapping

READY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "rows.tsv")


def ready_rows(sha256: str) -> tuple[str, dict[str, list[Cut]]] | None:
    """The version and the rows by list, if they were made of the files with this digest; else None."""
    try:
        with open(READY, "rb") as file:
            head, _, body = file.read().partition(b"\n")
    except OSError:  # taken out of an installation: the files themselves are there
        return None
    made_of, of_body, version = (*head.decode(errors="replace").split("\t"), "", "", "")[:3]
    if (made_of, of_body) != (sha256, hashlib.sha256(body).hexdigest()):
        return None
    rows: dict[str, list[Cut]] = {}
    for line in body.decode().splitlines():
        section, name, file_name, searched, values = line.split("\t")
        rows.setdefault(section, []).append(Cut(name, file_name, values, searched, is_json=True))
    return version, rows


def written(sha256: str, version: str, rows: Mapping[str, list[Cut]]) -> str:
    """What the file has to hold for rows that were cut out of files with this digest."""
    import json  # noqa: PLC0415 - of no use to a run

    lines: list[str] = []
    for section, cuts in rows.items():
        for cut in cuts:
            values = json.dumps(cut.read()[0], separators=(",", ":"))
            lines.append("\t".join((section, cut.id, cut.file, cut.searched, values)))
    body = "\n".join(lines) + "\n"
    return f"{sha256}\t{hashlib.sha256(body.encode()).hexdigest()}\t{version}\n{body}"
