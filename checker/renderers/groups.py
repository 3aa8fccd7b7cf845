"""The objects of a requirement, told together where the same was found of them; and the words for how it weighs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from checker.records import NamedTuple
from checker.renderers.rows import Row, findings, plural, waiver

Json = dict[str, Any]

EVIDENCE = {
    "both": "product and management-system certificates required",
    "either": "product or management-system certificate required",
    "product": "product certificate required",
    "management-system": "management-system certificate required",
}
"""What kinds of certificate a policy takes, in words."""

# A certificate to another standard is to be replaced; what else is wrong with it helps nobody.
_SETTLES = frozenset({"standard-not-accepted"})
_RANK = {"fail": 0, "undetermined": 1, "pass": 2}
NAMES = 6
"""How many names of one kind stand in a line."""
GROUPS = 20
"""How many groups of objects stand below a requirement."""


class Group(NamedTuple):
    """Objects of a requirement that share outcome, waiver, certificate, codes and places."""

    objects: list[Json]
    findings: list[Json]  # those of the first object
    alike: bool  # whether the messages are the same for all
    waived_by: str | None

    @property
    def told(self) -> list[Json]:
        """The findings worth telling: those that settle the matter alone, or all."""
        return [each for each in self.findings if each["code"] in _SETTLES] or self.findings

    @property
    def untold(self) -> str:
        """How many findings are not told, in words; empty where none."""
        count = len(self.findings) - len(self.told)
        return f"and {plural(count, 'more finding')} about that certificate" if count else ""

    def label(self, finding: Json) -> str:
        """How a finding weighs: its outcome, or what keeps it from counting."""
        return finding_label(finding, waived=self.waived_by is not None)


def finding_label(finding: Json, *, waived: bool) -> str:
    """How a finding weighs: its outcome, or what keeps it from counting."""
    if finding["accepted"]:
        return "undetermined, accepted by the policy"
    if finding["severity"] != "error":
        return str(finding["severity"])
    return f"{finding['outcome']}, waived" if waived else str(finding["outcome"])


def requirement_word(requirement: Json) -> str:
    """The outcome of a requirement, and what keeps it from counting."""
    outcome: str = requirement["outcome"]
    if requirement["waived_by"] and outcome != "pass":
        return f"{outcome}, waived"
    return outcome if requirement["needed"] else f"{outcome}, not needed"


def certificates(requirement: Json) -> list[str]:
    """The certificates that satisfy the objects of a requirement."""
    return list(dict.fromkeys(each["certificate"] for each in requirement["objects"] if each["certificate"]))


def conditions(requirement: Json) -> list[str]:
    """The conditions that the certificates print."""
    return list(dict.fromkeys(text for each in requirement["objects"] for text in each["conditions"]))


def assumed(requirement: Json) -> bool:
    """Whether an object's answer rests on catalogue rows that are assumed."""
    return any(each["confidence"] == "assumed" for each in requirement["objects"])


def effect(requirement: Json, fail_on: str | None) -> str:
    """What is unusual about how a requirement weighs; empty where nothing is."""
    blocks = any(each["blocks"] for each in requirement["objects"])
    if requirement["counts"]:
        return f"blocks by its warnings: --fail-on {fail_on}" if blocks and requirement["outcome"] == "pass" else ""
    why = "not in effect" if requirement["enforcement"] == "mandatory" else "advisory"
    return f"{why}, {f'blocks all the same: --fail-on {fail_on}' if blocks else 'does not block'}"


def grouped(rows: Iterable[Row]) -> list[Group]:
    """The objects of a requirement about which something was found, those that block first."""
    groups: dict[tuple[Any, ...], list[Json]] = defaultdict(list)
    found: dict[tuple[Any, ...], list[Json]] = {}
    for row in rows:
        if told := findings(row):
            key = (not row.object["blocks"], _RANK[row.object["outcome"]], waiver(row), tuple(map(_kind, told)))
            groups[key].append(row.object)
            found.setdefault(key, told)
    ordered = sorted(groups.items(), key=lambda item: item[0][:2])
    return [Group(objects, found[key], _alike(objects), key[2]) for key, objects in ordered]


def _kind(finding: Json) -> tuple[str | None, ...]:
    """What a finding has in common with those of other objects; one that no gate raised is about its object alone."""
    place = finding["pointer"] if finding["gate"] else ""
    return finding["code"], finding["certificate"], finding["severity"], place


def listed(names: Iterable[str], divider: str = ", ") -> str:
    """The first names of some, and how many more there are."""
    every = list(names)
    more = f" and {len(every) - NAMES} more" if len(every) > NAMES else ""
    return divider.join(every[:NAMES]) + more


def _alike(objects: list[Json]) -> bool:
    return len({tuple(finding["message"] for finding in each["findings"]) for each in objects}) == 1
