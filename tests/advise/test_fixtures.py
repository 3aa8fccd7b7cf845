"""Every shipped fixture that does not conform: a plan that, followed, passes; or what has to be stated first."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from checker import api
from checker.advise import advise
from checker.errors import InputError
from checker.model.policy import Policy
from checker.readers import Source, read
from tests.advise.cases import no_worse
from tests.builders import catalogue
from tests.expected import manifest_of

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "fixtures" / "manifests").glob("*/nonconforming/*.expected.yaml"))

# Of which the objects are not stated; and what blocks nothing, because its requirements are advisory.
OPEN = {"models-not-stated", "no-products-stated", "sites-left-out"}
NOTHING = {"type-examination-instead-of-system"}


@cache
def policies(name: str) -> list[Policy]:
    return api.load_policies([str(ROOT / "policies" / f"{name}.yaml")], catalogue())


def outcome(case: Path) -> str:
    """What the advice on a fixture comes to; a plan is followed, and has to pass."""
    day = date.fromisoformat(yaml.load(case.read_text(encoding="utf-8"), yaml.BaseLoader)["as_of"])
    (found,) = read(Source.from_path(str(manifest_of(case))))
    assert not isinstance(found, InputError)
    manifest, held = api.load_manifest(found), policies(case.parent.parent.name)
    advice = advise(manifest, held, catalogue(), day)
    if advice.outcome == "plan":
        assert advice.plan is not None
        assert advice.plan.actions
        assert advice.after is not None
        assert advice.exact
        assert api.assess(advice.after, held, catalogue(), day).verdict == "pass"
        no_worse(manifest, advice.after)
    return advice.outcome


@pytest.mark.generated
def test_every_fixture_has_a_plan_that_passes_or_says_what_is_missing() -> None:
    found = {(case.parent.parent.name, case.name.removesuffix(".expected.yaml")): outcome(case) for case in CASES}
    assert {name for (_, name), came in found.items() if came == "open"} == OPEN
    assert {name for (policy, name), came in found.items() if came == "nothing-to-do"} == NOTHING
    assert "none" not in found.values()
    assert Counter(found.values())["plan"] == len(CASES) - len(OPEN) - 1
