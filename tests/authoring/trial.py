"""Small trials in process: a policy from its values, cases on the normative manifest, mutants and their fates."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from checker import api
from checker.authoring.trial.asking import codes, outcomes, run_case
from checker.authoring.trial.model import Base, Case, Equivalent, Expected, Ran, Subject, Version
from checker.authoring.trial.mutation import Fate, fates
from checker.document import Document
from checker.errors import Location
from tests.builders import TODAY, catalogue, manifest

Json = dict[str, Any]
WHOLE = Location("t.tests.yaml")


def subject(*policies: Json) -> Subject:
    """The policy under test, from the values of its versions."""
    documents = [Document(f"p{number}.json", _digest(each), each, dict) for number, each in enumerate(policies)]
    loaded = tuple(Version(api.load_policy(each, catalogue()), each) for each in documents)
    return Subject(loaded[0].policy.id, loaded)


def ran(under: Subject, raw: Json, name: str = "case", as_of: str = TODAY, order: Json | None = None) -> Ran:
    """A case that expects what the policy says of a manifest."""
    found = api.load_manifest(Document("m.json", "0" * 64, raw, dict))
    ordered = api.load_order(Document("o.json", "0" * 64, order, dict)) if order else None
    case = Case(name, Location(name), "m.json", date.fromisoformat(as_of), found, Expected("pass"), ordered)
    said = run_case(case, under.policies, catalogue()).found
    expected = Expected(said.verdict, tuple(outcomes(said).items()), tuple(codes(said)))
    return run_case(case._replace(expected=expected), under.policies, catalogue())


def base(raw: Json | None = None, as_of: str = TODAY) -> Base:
    """A manifest to look for cases at."""
    return Base("t.tests.yaml", "m.json", raw or manifest(), date.fromisoformat(as_of))


def fates_of(
    under: Subject, cases: Sequence[Ran], bases: Sequence[Base] = (), stated: Sequence[Equivalent] = ()
) -> dict[str, Fate]:
    """The fate of each mutant, by its id."""
    return {each.mutant.id: each for each in fates(under, cases, bases, stated, catalogue())}


def _digest(values: Json) -> str:
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
