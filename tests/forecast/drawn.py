"""Forecasts to draw: over shipped fixtures, and over a supplier whose every text is an attack."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

from checker import api
from checker.readers import Source, discover
from checker.renderers.forecast import render
from tests.builders import catalogue
from tests.reports import AS_OF, FIXTURES, _hostile_manifest

Json = dict[str, Any]

UNTIL = date(2029, 11, 23)


def ahead(*paths: str, policies: tuple[str, ...]) -> Json:
    """The forecast of a run over files and folders below `fixtures/manifests`."""
    loaded = api.load_policies(policies, catalogue())
    run = api.ForecastRun(api.Conditions(AS_OF, loaded, catalogue(), as_of_given=True), UNTIL)
    found = run.look(discover(paths, FIXTURES))
    return {**found, "manifests": list(found["manifests"])}


@cache
def _hostile() -> str:
    loaded = api.load_policies(("us-medical-electrical",), catalogue())
    run = api.ForecastRun(api.Conditions(AS_OF, loaded, catalogue()), UNTIL)
    found = run.look([Source.from_stdin(json.dumps(_hostile_manifest()).encode(), "a,b:c %0A::error::<b>|x|.json")])
    return json.dumps({**found, "manifests": list(found["manifests"])})


def hostile() -> Json:
    """A supplier whose every text is an attack."""
    found: Json = json.loads(_hostile())
    return found


def text_of(forecast: Json, name: str) -> str:
    """A forecast in a format."""
    return "".join(render(forecast, name))
