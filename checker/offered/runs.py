"""Runs of the library over manifests: a report, a forecast, advice."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeAlias

from checker import api
from checker.catalogue import Catalogue
from checker.engine.result import FAIL_ON
from checker.errors import InputError, UsageError
from checker.model.order import Order
from checker.model.policy import Policy
from checker.model.waivers import Waivers
from checker.offered.manifests import File, Manifest
from checker.offered.requirements import load_catalogue, loaded
from checker.readers import Source, discover

Report: TypeAlias = dict[str, Any]
"""A document of a published format: a report, a forecast, or advice."""


def make_report(
    manifests: Iterable[File | Manifest],
    policies: Sequence[Policy],
    *,
    as_of: date,
    catalogue: Catalogue | None = None,
    order: Order | None = None,
    waivers: Waivers | None = None,
    fail_on: str | None = None,
) -> Report:
    """Assess manifests (loaded, or files and folders of them) as of a day: report version 1, as `certgate check`.

    What can not be read is in `errors` of the report and blocks. `fail_on` is `undetermined` or `warning`.
    """
    if fail_on is not None and fail_on not in FAIL_ON:
        raise UsageError(f"`{fail_on}` is nothing to fail on; write {' or '.join(FAIL_ON)}")
    given = _conditions(policies, as_of, catalogue, order)
    return api.Run(given._replace(waivers=waivers, fail_on=fail_on)).check(_sources(manifests))


def make_forecast(
    manifests: Iterable[File | Manifest],
    policies: Sequence[Policy],
    *,
    as_of: date,
    until: date,
    catalogue: Catalogue | None = None,
    order: Order | None = None,
    waivers: Waivers | None = None,
) -> Report:
    """What manifests come to on every day from one to another, both included: forecast version 1."""
    given = _conditions(policies, as_of, catalogue, order)._replace(waivers=waivers)
    if _day(until, "until") < as_of:
        raise UsageError(f"the forecast would end on {until}, before it begins on {as_of}")
    return api.ForecastRun(given, until).look(_sources(manifests))


def make_advice(
    manifests: Iterable[File | Manifest],
    policies: Sequence[Policy],
    *,
    as_of: date,
    catalogue: Catalogue | None = None,
    order: Order | None = None,
    weights: File | None = None,
) -> Report:
    """The smallest set of actions after which each manifest passes: advice version 1. `weights` is a file of them."""
    given = _conditions(policies, as_of, catalogue, order)
    table = api.load_weights(None if weights is None else os.fspath(weights))
    return api.AdviceRun(given, table).advise(_sources(manifests))


def _conditions(
    policies: Sequence[Policy], as_of: date, catalogue: Catalogue | None, order: Order | None
) -> api.Conditions:
    """What the three have in common."""
    return api.Conditions(
        as_of=_day(as_of, "as_of"),
        policies=loaded(policies),
        catalogue=catalogue or load_catalogue(),
        as_of_given=True,
        order=order,
    )


def _day(given: date, name: str) -> date:
    """A day; a moment is none, and could not be compared with days."""
    if type(given) is not date:
        raise UsageError(f"`{name}` has to be a day: datetime.date(2026, 11, 23)")
    return given


def _sources(given: Iterable[File | Manifest]) -> list[Source | InputError]:
    """Where manifests come from; those that are loaded go by names of their own."""
    every = [given] if isinstance(given, str | os.PathLike | Manifest) else list(given)
    found: list[Source | InputError] = [each.source for each in every if isinstance(each, Manifest)]
    found += discover([os.fspath(each) for each in every if not isinstance(each, Manifest)], os.getcwd())
    names = Counter(each.shown for each in found if isinstance(each, Source))
    if twice := [name for name, times in names.items() if times > 1]:
        raise UsageError(f"two manifests go by the name `{min(twice)}`; give each its own")
    return found
