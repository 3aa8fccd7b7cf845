"""What a policy is for: without a key, without one of the values of a key."""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.changes import Json
from checker.authoring.trial.mutants._edit import STRICTER, WEAKER, Edit, out_of, without_each
from checker.catalogue import Catalogue


def of_policy(values: Json, catalogue: Catalogue) -> Iterator[Edit]:  # noqa: ARG001
    """The edits of the policy."""
    for key, stated in values.get("applies_to", {}).items():
        if isinstance(stated, list) and not key.startswith("x-"):
            yield Edit(f"applies_to.{key}", "drop", STRICTER, out_of(values, "applies_to", key))
            yield from without_each(f"applies_to.{key}", stated, f"/applies_to/{key}", WEAKER)
