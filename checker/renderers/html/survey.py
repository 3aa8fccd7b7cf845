"""What the first screen and the matrix need to know of all manifests, from one walk over the report."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from checker.records import NamedTuple
from checker.renderers.rows import manifest_rows

Json = dict[str, Any]

VERDICTS = ("pass", "fail", "undetermined", "not-applicable")
COMMON = 8
"""How many of the commonest codes the first screen names."""

_BLOCKS, _OPEN, _WARNED, _PASSES, _LEFT_OUT = range(5)


class Column(NamedTuple):
    """A requirement of a policy that applies somewhere: one column of the matrix."""

    policy: str
    requirement: str
    title: str


@dataclass
class Survey:
    """`order`: positions of the manifests, those that block first, then what is open or warned of, then as they come.

    `verdicts`: of each policy, how many manifests have which. `codes`: how many objects each error code holds up.
    `told`: every code that is named.
    """

    order: array[int] = field(default_factory=lambda: array("L"))
    titles: dict[str, str] = field(default_factory=dict)
    citations: dict[str, list[str]] = field(default_factory=dict)
    requirements: dict[str, dict[str, str]] = field(default_factory=dict)
    verdicts: dict[str, Counter[str]] = field(default_factory=dict)
    codes: Counter[str] = field(default_factory=Counter)
    told: set[str] = field(default_factory=set)

    @property
    def columns(self) -> dict[str, list[Column]]:
        """The columns of the matrix by policy, in order of the policies' ids."""
        return {
            policy: [Column(policy, requirement, title) for requirement, title in rows.items()]
            for policy, rows in sorted(self.requirements.items())
        }

    @property
    def commonest(self) -> list[tuple[str, int]]:
        """The codes that hold up most objects, with how many."""
        return sorted(self.codes.items(), key=lambda row: (-row[1], row[0]))[:COMMON]


def survey(report: Json) -> Survey:
    """Walk over the manifests once."""
    found = Survey()
    ranks = bytearray()
    for manifest in report["manifests"]:
        ranks.append(_rank(manifest))
        for policy in manifest["policies"]:
            _policy(found, policy)
        found.told.update(told(manifest))
        for row in manifest_rows(manifest):
            # What a waiver lifts, or an advisory requirement finds, stands in nobody's way.
            if row.object["blocks"]:
                found.codes.update({each["code"] for each in row.object["findings"] if each["severity"] == "error"})
    found.order.extend(sorted(range(len(ranks)), key=ranks.__getitem__))
    return found


def told(manifest: Json) -> Iterator[str]:
    """Every code that a manifest's section names."""
    for row in manifest_rows(manifest):
        for part in (row.object, *row.object.get("candidates", ())):
            yield from (finding["code"] for finding in part["findings"])


def _policy(found: Survey, policy: Json) -> None:
    key = policy["id"]
    found.titles.setdefault(key, policy["title"])
    found.citations.setdefault(key, policy["citations"])
    found.verdicts.setdefault(key, Counter())[policy["verdict"]] += 1
    if policy["requirements"]:
        columns = found.requirements.setdefault(key, {})
        for requirement in policy["requirements"]:
            columns.setdefault(requirement["id"], requirement["title"])


def _rank(manifest: Json) -> int:
    """Where a manifest belongs in the order."""
    objects = [row.object for row in manifest_rows(manifest)]
    if any(each["blocks"] for each in objects):
        return _BLOCKS
    if manifest["verdict"] in ("fail", "undetermined"):
        return _OPEN
    if any(finding["severity"] == "warning" for each in objects for finding in each["findings"]):
        return _WARNED
    return _LEFT_OUT if manifest["verdict"] == "not-applicable" else _PASSES
