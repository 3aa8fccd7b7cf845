"""What gates have answered about the certificates of one manifest, so that none is asked the same again.

Two requirements that ask a gate for the same get the same answer, but for the place in the policy that asks; so do two
days where the day has no part in it, and two objects where the object has none. A gate says on what its answer depends
(`checker.gates.base.Asks`); tests ask again, and hold the answers against each other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from checker.gates import gates
from checker.gates.base import About, Gate, Moment
from checker.model.assessment import GateResult
from checker.model.history import facts
from checker.model.manifest import Certificate, Manifest, Product
from checker.model.policy import Requirement
from checker.records import NamedTuple

# What is kept of one manifest at most: one with thousands of models would otherwise keep an answer for each.
_MOST = 20_000
_REQUIREMENTS = 4_096


class Asked(NamedTuple):
    """What a requirement asks of a gate. Two that ask the same have the same `demand`; None: it is always asked anew.

    `about` and `local` are places in an `About`, `when` is one in a `Moment`.
    """

    gate: Gate
    demand: object | None
    about: int = 0
    local: int = 0
    when: int = 0


class Answers:
    """What is known of one manifest; the products are those that are judged."""

    def __init__(self, manifest: Manifest, products: Sequence[Product]) -> None:
        # What is seen behind a certificate has its own days, and says something of every gate.
        self.traced = any(each.backing.traces for each in manifest.certificates)
        self._facts = sorted(set(facts(manifest, products)))
        # By what was asked: the answer to the requirement at each place of its policy.
        self.given: dict[Hashable, dict[str, GateResult]] = {}
        self._worked_out: dict[Hashable, Any] = {}

    def moment(self, day: date, known: date | None, *, renewed: bool) -> Moment:
        """A day on which the manifest is judged, with the day as of which look-ups are."""
        knowing = known or day
        return Moment(None, (bisect_right(self._facts, day), knowing > day), (day, knowing, renewed))

    def keep(self, key: Hashable, pointer: str, answer: GateResult) -> None:
        """Keep what a gate has answered to the requirement at a place of its policy."""
        if len(self.given) >= _MOST:
            self.given.clear()
        self.given[key] = {pointer: answer}

    def once(self, key: Hashable, find: Callable[[], Any]) -> Any:
        """Anything else that is worked out once."""
        if key not in self._worked_out:
            if len(self._worked_out) >= _MOST:
                self._worked_out.clear()
            self._worked_out[key] = find()
        return self._worked_out[key]


def names_parts(entries: Sequence[Certificate]) -> bool:
    """Whether an event in any entry of a certificate names sites, models or activities."""
    events = (event for entry in entries for event in entry.events or ())
    return any(not (event.sites is event.models is event.activities is None) for event in events)


def moved(known: dict[str, GateResult], pointer: str) -> GateResult:
    """A known answer, as if the requirement at another place of its policy had asked; it is known there then."""
    at, found = next(iter(known.items()))
    place = pointer + found.policy_pointer[len(at) :]
    if found.findings:
        findings = (each._replace(policy_pointer=pointer + each.policy_pointer[len(at) :]) for each in found.findings)
        known[pointer] = found._replace(policy_pointer=place, findings=tuple(findings))
    else:
        known[pointer] = found._replace(policy_pointer=place)
    return known[pointer]


@lru_cache(_REQUIREMENTS)
def asked_of(rule: Requirement) -> tuple[Asked, ...]:
    """What a requirement asks of each gate, in their order."""
    return tuple(_asked(gate, rule) for gate in gates())


def _asked(gate: Gate, rule: Requirement) -> Asked:
    asks = gate.asks and gate.asks(rule)
    if asks is None or asks.elsewhere:
        return Asked(gate, None)
    accepted = tuple(code for code in rule.accept_unknown if code in _codes(gate.id))
    about, local = (About._fields.index(each) for each in (asks.about, asks.local or asks.about))
    return Asked(gate, _one((gate.id, accepted, *asks.demand)), about, local, Moment._fields.index(asks.when))


@cache
def _codes(gate: str) -> frozenset[str]:
    return frozenset(code.name for each in gates() if each.id == gate for code in each.codes)


@lru_cache(_REQUIREMENTS)
def _one(_asked: Hashable) -> object:
    """Something that stands for what is asked, and is quickly compared."""
    return object()
