"""The policy `single` in CEL, and what its engines answer in the form of all peers."""

from __future__ import annotations

from typing import Any

from tests.benchmarks.corpus.vocabulary import Row
from tests.benchmarks.peers.base import SINGLE, Told, passes


def expression() -> str:
    """The expression; what both halves ask stands in a file of its own, because CEL has no functions."""
    common = (SINGLE / "common.cel").read_text(encoding="utf-8")
    return (SINGLE / "policy.cel").read_text(encoding="utf-8").replace("COMMON", common.strip())


def told(answer: Any, manifest: Row) -> Told:
    """CEL has the reasons; that every object needs a candidate without one is said here."""
    product = [each for models in answer["product"] for each in models]
    reasons = {"product": product, "system": [answer["system"]]}
    return Told(passes(reasons), reasons)
