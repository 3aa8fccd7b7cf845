"""The fast engine of this program, which asks the plain one wherever something is out of the ordinary."""

from __future__ import annotations

import orjson

from checker import __version__, api
from checker.document import Document
from checker.judging import Judge, Record
from checker.report import Conditions
from tests.benchmarks.corpus import AS_OF
from tests.benchmarks.corpus.vocabulary import Row
from tests.benchmarks.peers.base import SINGLE, Peer, Told


def opened() -> Peer:
    """The policy and the catalogue loaded, and the conditions of a run made ready."""
    catalogue = api.load_catalogue()
    policies = api.load_policies([str(SINGLE / "policy.yaml")], catalogue)
    engine = Judge(Conditions(AS_OF, policies, catalogue, full=False))

    def judge(text: bytes) -> Record:
        values = orjson.loads(text)
        document = Document("generated.json", "0" * 64, values, dict, source=text.decode())
        if (entry := engine.fast.entry(document, values)) is not None:
            return Record(*entry)
        return engine.plain(*engine.taken(document))

    def told(answer: Record, manifest: Row) -> Told:
        return Told(answer.tally.verdict == "pass", None)

    return Peer("certgate, fast engine", __version__, judge, told)
