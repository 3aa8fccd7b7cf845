"""The same policy as a function somebody wrote in Python."""

from __future__ import annotations

import platform

import orjson

from tests.benchmarks.corpus.vocabulary import Row
from tests.benchmarks.peers.base import Peer, Reasons, Told, passes
from tests.benchmarks.peers.single.data import TABLES
from tests.benchmarks.peers.single.rules import judged


def opened() -> Peer:
    """Nothing to open."""

    def judge(text: bytes) -> Reasons:
        return judged(orjson.loads(text), TABLES)

    def told(answer: Reasons, manifest: Row) -> Told:
        return Told(passes(answer), answer)

    return Peer("Python, by hand", platform.python_version(), judge, told)
