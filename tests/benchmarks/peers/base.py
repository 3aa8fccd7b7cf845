"""What a peer of the single policy is: something that judges one manifest, given as JSON, and says why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks.corpus.vocabulary import Row

HERE = Path(__file__).parent
SINGLE = HERE / "single"

# For each object (each model; the organisation) the reasons against each candidate.
Reasons = dict[str, list[list[list[str]]]]


class MissingError(Exception):
    """A peer that can not be had here, and why; the table says so."""


class Told(NamedTuple):
    """What a peer says of one manifest; its reasons, where it gives them for each candidate."""

    passes: bool
    reasons: Reasons | None


class Peer(NamedTuple):
    """A way to judge: `judge` is what is timed, `told` brings its answer into one form, and is not."""

    name: str
    version: str
    judge: Callable[[bytes], Any]
    told: Callable[[Any, Row], Told]


def passes(reasons: Reasons) -> bool:
    """Whether each object has a candidate without a reason against it, and each half has an object."""
    return all(objects and all(any(not found for found in each) for each in objects) for objects in reasons.values())


def plain(reasons: Reasons) -> Reasons:
    """The same with the reasons against each candidate sorted and said once."""
    return {half: [[sorted(set(each)) for each in rows] for rows in objects] for half, objects in reasons.items()}
