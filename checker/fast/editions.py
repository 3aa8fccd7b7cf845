"""The edition of a certificate, as the gate `edition` sees it: within which days it is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.fast.terms import ASK, CLEAN, FOREVER, OPEN, PASSES, REMEMBERED, Lasting
from checker.gates.edition import GATE, transitions_in
from checker.model.outcome import FAIL, PASS

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.catalogue import Catalogue
    from checker.fast.profile import Profile
    from checker.gates.base import Context
    from checker.model.policy import Requirement


class Editions:
    """What editions come to under the rule of a requirement."""

    def __init__(self, rule: Requirement, catalogue: Catalogue) -> None:
        self._rule = rule
        self._catalogue = catalogue
        self._plans: dict[Any, Any] = {}

    def lasting(
        self, entry: Profile, markets: tuple[str, ...] | None, day: str, context: Callable[[], Context]
    ) -> Lasting:
        """How long the edition of a certificate is accepted in some markets, from a day on."""
        # Whether an edition that is named for its year exists depends on the day.
        dated = day if self._rule.edition.mode == "from" else ""
        key = entry.raw["standard"], entry.raw.get("edition"), markets, dated
        plan = self._plans.get(key)
        if plan is None:
            if len(self._plans) > REMEMBERED:
                self._plans.clear()
            plan = self._plans[key] = self._plan(entry, markets, context)
        return plan if isinstance(plan, Lasting) else _by_transition(entry, day, *plan)

    def _plan(self, entry: Profile, markets: tuple[str, ...] | None, context: Callable[[], Context]) -> Any:
        """What an edition comes to that days have no part in; or its confidence, first day and transitions."""
        rule, stated, standard = self._rule.edition, entry.designation.edition, entry.standard
        if entry.contradictory:
            return OPEN
        if rule.mode == "any":
            return PASSES
        if stated is None or standard is None:
            return OPEN
        if rule.mode != "current":
            found = GATE.assess(context())
            return OPEN if found.outcome != PASS or found.findings else PASSES
        row = standard.edition(stated)
        if row is None:
            return OPEN
        days = [
            (str(each.last_new_issue or ""), str(each.end or ""))
            for each in transitions_in(markets, self._rule.kind, row)
        ]
        return row.provenance.confidence, str(row.published or ""), days


def _by_transition(
    entry: Profile, day: str, confidence: str, published: str, transitions: list[tuple[str, str]]
) -> Lasting:
    granted = max(entry.granted or "", entry.issued or "") or entry.effective
    if published and granted and granted < published:
        return OPEN
    state, until, undated = CLEAN, FOREVER, not (entry.granted or entry.issued)
    for closed, end in transitions:
        if (end and day > end) or (closed and (undated or (granted and granted > closed))):
            return OPEN
        if end:
            until = min(until, end)
            if entry.expires is None or entry.expires > end:
                state = ASK  # a warning that the edition ends
    return Lasting(state, until, "edition-superseded", FAIL, confidence)
