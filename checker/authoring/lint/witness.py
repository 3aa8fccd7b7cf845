"""Witnesses: found by asking the engine, made as small as they stay true, and run again before they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from checker.authoring.asking import ask
from checker.authoring.changes import Json
from checker.authoring.lint.case import order_of
from checker.authoring.lint.finding import Ask, Witness
from checker.authoring.shrink import shrink
from checker.authoring.written import as_yaml
from checker.errors import InputError
from checker.loading import load_manifest
from checker.readers.yaml_reader import read_yaml

if TYPE_CHECKING:
    from checker.authoring.lint.case import Case
    from checker.catalogue import Catalogue
    from checker.model.policy import Policy

THIS = "this policy"
NONE_FOUND = "no manifest was found that shows it"
OF_TEXT = "it is about the text of the policy; no manifest is judged otherwise for it"
NOT_ASKED = "what the policy means to ask can not be told, so there is nothing to ask the engine"


def said(wanted: Ask, values: Json, catalogue: Catalogue, day: date) -> tuple[str, set[str]]:
    """What the engine answers, and the codes among its reasons. Raises InputError for values that are no manifest."""
    order = order_of(values, wanted.policy, day)
    (found,) = ask(values, [wanted.policy], catalogue, day, order).policies
    rows = [row for row in found.requirements if wanted.requirement in (None, row.requirement.id)]
    codes = {finding.code for row in rows for each in row.objects for finding in each.findings}
    if wanted.requirement is None:
        return found.verdict, codes
    return (rows[0].outcome.value if rows else found.verdict), codes


def confirmed(witness: Witness, catalogue: Catalogue) -> bool:
    """Whether the engine gives every answer of a witness, of the manifest as it is written to a file."""
    try:
        document = read_yaml(as_yaml(witness.values).encode(), "witness.yaml")
        load_manifest(document)
        return document.values is not None and _all_hold(witness.asks, witness.values, catalogue, witness.day)
    except InputError:
        return False


def shown(case: Case, values: Json | None, day: date, asks: Sequence[Ask], shows: str) -> Witness | None:
    """The smallest manifest of which all answers are true, got from one; None where they are not true of that."""
    catalogue = case.bench.catalogue

    def holds(smaller: Json) -> bool:
        return _all_hold(asks, smaller, catalogue, day)

    if values is None or not _holds(values, holds):
        return None
    return Witness(shrink(values, holds), day, tuple(asks), shows)


def blocked(
    case: Case, relaxed: Policy, without: str, day: date, *, rule: str | None = None, codes: Iterable[str] = ()
) -> Witness | None:
    """A manifest that passes but for one thing the policy says: it passes `relaxed`, and not the policy."""
    values = case.bench.passing(relaxed, day)
    if values is None:
        return None
    question = Ask(THIS, case.policy, "", rule, tuple(codes))
    answer, _ = said(question, values, case.bench.catalogue, day)
    if answer == "pass":
        return None
    asks = [Ask(f"{THIS} {without}", relaxed, "pass"), question._replace(answer=answer)]
    return shown(case, values, day, asks, f"it passes {without}, and does not pass as the policy is written")


def _all_hold(asks: Iterable[Ask], values: Json, catalogue: Catalogue, day: date) -> bool:
    for each in asks:
        answer, codes = said(each, values, catalogue, day)
        if answer != each.answer or not codes.issuperset(each.codes):
            return False
    return True


def _holds(values: Json, holds: object) -> bool:
    try:
        return bool(callable(holds) and holds(values))
    except InputError:
        return False
