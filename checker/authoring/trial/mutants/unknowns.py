"""What a policy lets stand although it is unknown: without each."""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.changes import Json
from checker.authoring.trial.mutants._edit import STRICTER, Edit, out
from checker.catalogue import Catalogue


def of_requirement(rule: Json, catalogue: Catalogue) -> Iterator[Edit]:  # noqa: ARG001
    """The edits of one requirement."""
    for number, code in enumerate(rule.get("accept_unknown", ())):
        yield Edit("accept_unknown", f"drop {code}", STRICTER, out(f"/accept_unknown/{number}"))
