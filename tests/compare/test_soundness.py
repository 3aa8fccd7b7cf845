"""No claim of the comparison is ever wrong: 300 pairs of policies, 200 manifests each, and manifests aimed at a pair.

A claimed `stricter` never has a manifest that was blocked and is not any more, `looser` none the other way, and
`equivalent` neither. What is undecided is counted, so that `unknown` is not the answer to everything.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from datetime import date
from itertools import combinations
from random import Random

import pytest

from checker import api
from checker.authoring.diff import aligned, difference
from checker.compare import compare
from checker.engine import assess
from checker.model.manifest import Manifest
from checker.model.policy import Policy
from tests.builders import TODAY, catalogue, document
from tests.compare.drawn import families, judged, pair

pytestmark = pytest.mark.generated

FAMILIES, SIZE = 9, 9  # 36 pairs each, of one edit or two
PAIRS, MANIFESTS, AIMED = 300, 200, 15
NEVER = {"stricter": ("looser",), "looser": ("stricter",), "equivalent": ("looser", "stricter"), "unknown": ()}


def blocked(policy: Policy, manifest: Manifest, day: date) -> bool:
    return assess(manifest, [policy], catalogue(), day).verdict in ("fail", "undetermined")


def test_a_claim_has_no_manifest_against_it() -> None:
    random = Random(20261123)
    corpus = [judged(random) for _ in range(MANIFESTS)]
    claims: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for family in families(random, FAMILIES, SIZE):
        answers = [[blocked(each, *row) for row in corpus] for each in family]
        for one, other in combinations(range(SIZE), 2):
            relation = compare(family[one], family[other], catalogue()).relation
            pairs = list(zip(answers[one], answers[other], strict=True))
            found = {"looser": (True, False) in pairs, "stricter": (False, True) in pairs}
            assert not any(found[each] for each in NEVER[relation]), (relation, family[one], family[other])
            claims[relation] += 1
            shown[relation] += any(found.values())
    assert claims.total() >= PAIRS
    # The manifests tell the policies apart: most claims could have been wrong.
    assert shown["stricter"] + shown["looser"] >= 0.5 * (claims["stricter"] + claims["looser"]), (claims, shown)
    assert min(claims["stricter"], claims["looser"]) >= 40, claims
    assert claims["equivalent"] >= 3, claims


def test_manifests_aimed_at_a_pair_contradict_no_proof_and_decide_most_pairs_of_one_edit() -> None:
    """A contradiction would be raised; every witness shows the difference when it is asked once more."""
    random, found = Random(5), Counter[str]()
    for _ in range(AIMED):
        told = difference(aligned(*pair(random, 1)), catalogue(), date.fromisoformat(TODAY))
        found[told.relation] += 1
        for witness in told.witnesses.values():
            manifest = api.load_manifest(document(deepcopy(witness.values)))
            before, after = (blocked(each, manifest, witness.day) for each in (told.pair.old, told.pair.new))
            assert (before, after) == ((True, False) if witness.direction == "looser" else (False, True))
    assert found["unknown"] <= AIMED * 0.2, found
