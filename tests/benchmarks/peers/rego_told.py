"""What both Rego engines answer, in the form of all peers."""

from __future__ import annotations

from typing import Any

from tests.benchmarks.corpus.vocabulary import Row
from tests.benchmarks.peers.base import SINGLE, Told

POLICY = SINGLE / "policy.rego"


def told(answer: Any, manifest: Row) -> Told:
    """The reasons against each listing for each model, and against each system."""
    against: dict[int, list[str]] = {}
    for number, reason in answer["against"]:
        against.setdefault(number, []).append(reason)
    more: dict[tuple[int, str, int], list[str]] = {}
    for place, model, number, reason in answer["uncovered"]:
        more.setdefault((place, model, number), []).append(reason)
    product = [
        [[*against.get(each, ()), *more.get((place, model, each), ())] for each in sorted(answer["listings"])]
        for place, row in enumerate(manifest["products"])
        for model in row["models"]
    ]
    system = [[against.get(each, []) for each in sorted(answer["systems"])]]
    return Told(answer["passes"], {"product": product, "system": system})
