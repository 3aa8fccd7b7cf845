"""Reports made of the sample reports: larger, or with one thing changed."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from tests.reports import sample

Json = dict[str, Any]

READABLE = ("passing", "failing", "undetermined", "waived", "unusable", "warned")
EVERY = (*READABLE, "hostile")


def many(name: str, count: int, change: Callable[[int, Json], None] = lambda number, manifest: None) -> Json:
    """A report of the manifests of a sample over and over, each at a path of its own and changed as told."""
    report = sample(name)
    manifests = []
    for number in range(count):
        manifest = deepcopy(report["manifests"][number % len(report["manifests"])])
        manifest["path"] = f"{number:05}.yaml"
        change(number, manifest)
        manifests.append(manifest)
    report["manifests"] = manifests
    for key in ("pass", "fail", "undetermined", "not-applicable"):
        report["summary"][key] = sum(manifest["verdict"] == key for manifest in manifests)
    report["summary"]["manifests"] = count
    return report


def requirement(report: Json, identifier: str) -> Json:
    """The first requirement of that id in a report."""
    return next(
        each
        for manifest in report["manifests"]
        for policy in manifest["policies"]
        for each in policy["requirements"]
        if each["id"] == identifier
    )


def nothing() -> Json:
    """The report of a run that assessed nothing, in which nothing is relaxed either."""
    report = sample("passing")
    report["manifests"], report["relaxations"] = [], []
    report["summary"] = dict.fromkeys(report["summary"], 0)
    report["verdict"], report["result"], report["exit_code"] = "not-applicable", "blocked", 2
    return report
