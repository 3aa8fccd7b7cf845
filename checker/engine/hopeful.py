"""Which certificates of a manifest can be the best candidate: the others need not be asked about everything."""

from __future__ import annotations

from collections.abc import Sequence

from checker.gates import Gate, gates
from checker.gates.base import Context
from checker.model.outcome import Outcome


def hopeful(contexts: Sequence[Context]) -> list[int]:
    """The places of the certificates but of those that can neither pass nor be the best candidate, on any day.

    One of the wrong kind stops at the first gate; one to another standard fails, and gives way to any of the right one.
    """
    kind, standard = gates()[0], next(gate for gate in gates() if gate.id == "standard")
    right = [place for place, context in enumerate(contexts) if _outcome(kind, context) != Outcome.FAIL]
    answers = {place: _outcome(standard, contexts[place]) for place in right}
    accepted = [place for place in right if answers[place] == Outcome.PASS]
    if not accepted:
        return right
    return accepted + [place for place in right if answers[place] not in (Outcome.PASS, Outcome.FAIL)]


def _outcome(gate: Gate, context: Context) -> str:
    return gate.assess(context).outcome
