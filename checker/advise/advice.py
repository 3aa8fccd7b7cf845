"""From a manifest that does not pass to the cheapest plan after which it does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from checker.advise import explain
from checker.advise.actions import Action, applied, ordered
from checker.advise.case import Blocked, Case, blocked, case_of
from checker.advise.hitting import Chosen
from checker.advise.kinds import WEIGHTS
from checker.advise.parts import LARGEST, candidates, in_parts, questions
from checker.advise.plan import FOUND, NONE, NOTHING, OPEN, Advice, Alternative, Plan
from checker.advise.search import ExhaustedError, Passes, Search
from checker.advise.universe import FEW, Universe, universe
from checker.catalogue import Catalogue
from checker.model.assessment import Assessment
from checker.model.manifest import Manifest
from checker.model.order import Order
from checker.model.outcome import Outcome
from checker.model.policy import Policy

ALTERNATIVES = 3
# So many pairs of an object and a certificate are assessed in a second or so, which a search asks for often.
WORK = 2_000


def advise(
    manifest: Manifest,
    policies: Sequence[Policy],
    catalogue: Catalogue,
    as_of: date,
    weights: Mapping[str, int] | None = None,
    order: Order | None = None,
) -> Advice:
    """The cheapest actions after which the manifest passes all policies that apply, as if all took place on the day.

    The engine judges every plan as it judged the manifest, by the same order.
    """
    case = case_of(manifest, policies, catalogue, as_of, order)
    before = case.judge(manifest, case.policies)
    wanted = blocked(before)
    if not wanted:
        return Advice(NOTHING, before.verdict)
    return _Adviser(case, before, wanted, {**WEIGHTS, **(weights or {})}).advice()


class _Adviser:
    """The search for one manifest."""

    def __init__(self, case: Case, before: Assessment, wanted: list[Blocked], weights: Mapping[str, int]) -> None:
        self.case = case
        self.before = before
        self.wanted = wanted
        self.weights = weights
        # A policy that passes already has no say in the search; the plan is held against it in the end.
        failing = {each.policy.policy.id for each in wanted}
        self.failing = [policy for policy in case.policies if policy.id in failing]

    def advice(self) -> Advice:
        found = self._with(anew=False)
        if found is None and any(each.row.requirement.effective.until for each in self.wanted):
            found = self._with(anew=True)
        return found or self._without()

    def _universe(self, *, anew: bool) -> Universe:
        found = universe(self.case, self.wanted, anew=anew)
        return found if len(found.actions) <= LARGEST else universe(self.case, self.wanted, FEW, anew=anew)

    def _with(self, *, anew: bool) -> Advice | None:
        """The plan of the actions that could help, if there is one."""
        found = self._universe(anew=anew)
        actions = ordered(found.actions, self.weights)
        most = questions(len(self.wanted), candidates(self.case, actions))
        search = Search([self.weights[each.type] for each in actions], self._asked(actions), most)
        plans, exact = self._plans(search, actions)
        # All policies of the run have a say in the end, those that passed before too.
        after = {plan: self._after(_chosen(actions, plan), self.case.policies) for plan in plans}
        sound = [plan for plan in plans if after[plan].verdict == Outcome.PASS]
        if not sound:
            return None
        first, *others = sound
        plan = self._plan(actions, first, after[first])
        return Advice(
            FOUND,
            self.before.verdict,
            plan,
            tuple(self._alternative(actions, first, other, after[other]) for other in others),
            remarks=tuple(explain.remarks(self.wanted)),
            exact=exact and found.whole and first == plans[0],
            wait=explain.wait(self.case),
            universe=tuple(actions),
            after=applied(self.case.manifest, plan.actions, self.case.day),
        )

    def _asked(self, actions: Sequence[Action]) -> Passes:
        return lambda chosen: self._after(_chosen(actions, chosen), self.failing).verdict == Outcome.PASS

    def _after(self, actions: Iterable[Action], policies: Sequence[Policy]) -> Assessment:
        return self.case.judge(applied(self.case.manifest, actions, self.case.day), policies)

    def _large(self, actions: Sequence[Action]) -> bool:
        """Whether there are so many actions, or so much to assess each time, that not all can be tried."""
        return len(actions) > LARGEST or len(self.wanted) * candidates(self.case, actions) > WORK

    def _plans(self, search: Search, actions: Sequence[Action]) -> tuple[list[Chosen], bool]:
        """The cheapest plan and those next to it, and whether it is certain that none is cheaper."""
        large = self._large(actions)
        if large and (joined := in_parts(self.case, self.wanted, actions, self.weights)) is not None:
            return [joined], False
        if not search.passes(search.all):
            return [], True
        found: list[Chosen] = []
        try:
            while not large and len(found) <= ALTERNATIVES and (plan := search.next()) is not None:
                found.append(plan)
        except ExhaustedError:
            pass
        return (found, True) if found else ([search.greedy()], False)

    def _plan(self, actions: Sequence[Action], chosen: Chosen, after: Assessment) -> Plan:
        told = explain.told(_chosen(actions, chosen), self.wanted, after)
        return Plan(tuple(told), sum(self.weights[each.type] for each in told))

    def _alternative(self, actions: Sequence[Action], first: Chosen, other: Chosen, after: Assessment) -> Alternative:
        places = {index: number + 1 for number, index in enumerate(sorted(first))}
        instead = tuple(places[each] for each in sorted(first - other))
        plan = self._plan(actions, other, after)
        keys = {actions[each].key for each in other - first}
        return Alternative(plan, instead, tuple(each for each in plan.actions if each.key in keys))

    def _without(self) -> Advice:
        """No plan: what has to be stated first, or what stands in the way of any."""
        actions = ordered(self._universe(anew=True).actions, self.weights)
        stated = explain.statements(self.case, self.wanted)
        plan = Plan(tuple(stated), sum(self.weights[each.type] for each in stated)) if stated else None
        return Advice(
            OPEN if stated else NONE,
            self.before.verdict,
            plan,
            obstacles=tuple(explain.obstacles(self.case, actions)),
            remarks=tuple(explain.remarks(self.wanted)),
            wait=explain.wait(self.case),
            universe=tuple(actions),
        )


def _chosen(actions: Sequence[Action], chosen: Chosen) -> list[Action]:
    return [actions[each] for each in sorted(chosen)]
