"""What the program is measured against gives the same answers: else the figures would compare different work."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

import orjson
import pytest

from checker import api
from checker.document import Document
from tests.benchmarks.corpus import AS_OF, Corpus
from tests.benchmarks.many_policies import POLICIES
from tests.benchmarks.peers import by_hand
from tests.benchmarks.peers.agreement import OPENERS, disagreements
from tests.benchmarks.peers.base import MissingError, Peer
from tests.benchmarks.peers.naive.pipeline import policies, report

pytestmark = pytest.mark.generated


@pytest.mark.parametrize("opener", OPENERS, ids=lambda opener: opener.__module__.rpartition(".")[2])
def test_a_peer_gives_the_verdict_and_the_reasons_that_are_written_by_hand(opener: Callable[[], Peer]) -> None:
    try:
        peer = opener()
    except MissingError as error:
        pytest.skip(str(error))
    corpus = Corpus(40, failing=0.5)
    texts = [corpus.text(number) for number in range(corpus.count)]
    assert not list(islice(disagreements([by_hand.opened(), peer], texts), 3))


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_the_naive_pipeline_gives_the_verdicts_of_the_program(form: str) -> None:
    catalogue = api.load_catalogue()
    rules = api.load_policies([str(POLICIES)], catalogue)
    corpus = Corpus(24 if form == "json" else 4, failing=0.7)
    texts = [corpus.text(number, form) for number in range(corpus.count)]
    for number, line in enumerate(report(texts, policies(), form)):
        document = Document("made.json", "0" * 64, corpus.draw(number).manifest, dict)
        found = api.assess(api.load_manifest(document), rules, catalogue, AS_OF)
        theirs = orjson.loads(line)
        for policy in found.policies:
            told = theirs[policy.policy.id]
            outcomes = {row.requirement.id: row.outcome.value == "pass" for row in policy.requirements}
            expected = policy.verdict if policy.verdict in ("pass", "not-applicable") else "blocked"
            assert told["verdict"] == expected, f"manifest {number}, {policy.policy.id}"
            assert {name: not blocked for name, blocked in told["requirements"].items()} == outcomes
