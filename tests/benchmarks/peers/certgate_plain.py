"""The plain engine of this program: every gate, and its reasons for the candidate that it chose."""

from __future__ import annotations

from typing import Any

import orjson

from checker import __version__, api
from checker.document import Document
from tests.benchmarks.corpus import AS_OF
from tests.benchmarks.corpus.vocabulary import Row
from tests.benchmarks.peers.base import SINGLE, Peer, Told


def opened() -> Peer:
    """The policy and the catalogue loaded."""
    catalogue = api.load_catalogue()
    policies = api.load_policies([str(SINGLE / "policy.yaml")], catalogue)

    def judge(text: bytes) -> Any:
        document = Document("generated.json", "0" * 64, orjson.loads(text), dict)
        return api.assess(api.load_manifest(document), policies, catalogue, AS_OF)

    def told(answer: Any, manifest: Row) -> Told:
        return Told(answer.verdict == "pass", None)

    return Peer("certgate, plain engine", __version__, judge, told)
