"""What changed since an earlier report: what blocks that did not, and what does not block that did.

An object is the same where path, policy, requirement and the object itself are the same, letter by letter. A report
that matched more loosely would take a new failure of one supplier for the old one of another.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
Key = tuple[str | None, ...]

LISTED = 10_000
"""How many objects each list holds; beyond that they are counted."""

_OBJECT = ("type", "product", "site", "id")


class Baseline:
    """The objects that blocked in an earlier report, against which the entries of a run are held, one at a time."""

    def __init__(self, report: Json, path: str, sha256: str) -> None:
        self._head = {"path": path, "sha256": sha256, "as_of": report["as_of"]}
        self._before = {key for entry in report["manifests"] for key, each in _objects(entry) if each["blocks"]}
        self._lists: dict[str, list[Json]] = {"new": [], "fixed": []}
        self._counts = {"new": 0, "fixed": 0}
        self._unchanged = 0
        self._seen = 0

    def add(self, entry: Json) -> None:
        """Compare a manifest of the run."""
        blocked: dict[Key, bool] = {}
        codes: dict[Key, list[str]] = {}
        for key, each in _objects(entry):
            blocked[key] = blocked.get(key, False) or each["blocks"]
            codes.setdefault(key, []).extend(row["code"] for row in each["findings"] if row["severity"] != "note")
        for key, blocks in blocked.items():
            before = key in self._before
            self._seen += before
            self._unchanged += before and blocks
            if before != blocks:
                self._note("new" if blocks else "fixed", key, codes[key])

    def _note(self, what: str, key: Key, codes: list[str]) -> None:
        self._counts[what] += 1
        if len(self._lists[what]) < LISTED:
            names = ("manifest", "policy", "requirement", *_OBJECT)
            self._lists[what].append({**dict(zip(names, key, strict=True)), "codes": sorted(set(codes))})

    def drawn(self) -> Json:
        """The comparison as the report states it."""
        return {
            **self._head,
            **self._lists,
            "new_count": self._counts["new"],
            "fixed_count": self._counts["fixed"],
            "unchanged": self._unchanged,
            "gone": len(self._before) - self._seen,
        }


def _objects(entry: Json) -> Iterator[tuple[Key, Json]]:
    for policy in entry["policies"]:
        for requirement in policy["requirements"]:
            for each in requirement["objects"]:
                yield (entry["path"], policy["id"], requirement["id"], *(each[key] for key in _OBJECT)), each
