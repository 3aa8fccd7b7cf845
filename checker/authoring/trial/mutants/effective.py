"""Windows, of a requirement or of the policy: a day earlier or later, or open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from checker.authoring.changes import Json
from checker.authoring.trial.mutants._edit import STRICTER, WEAKER, Edit, out_of, put, turned
from checker.catalogue import Catalogue


def of_requirement(rule: Json, catalogue: Catalogue) -> Iterator[Edit]:  # noqa: ARG001
    """The edits of one requirement."""
    yield from _window(rule)


def of_policy(values: Json, catalogue: Catalogue) -> Iterator[Edit]:  # noqa: ARG001
    """The edits of the policy's own window."""
    yield from _window(values)


def _window(values: Json) -> Iterator[Edit]:
    stated = values.get("effective", {})
    for key, earlier, later in (("from", STRICTER, WEAKER), ("until", WEAKER, STRICTER)):
        if key not in stated:
            continue
        day = date.fromisoformat(stated[key])
        for direction, moved in ((earlier, _moved(day, -1)), (later, _moved(day, 1))):
            if moved:
                yield turned(f"effective.{key}", day, moved, direction, put(f"/effective/{key}", moved.isoformat()))
        yield Edit(f"effective.{key}", f"drop {day}", STRICTER, out_of(values, "effective", key))


def _moved(day: date, days: int) -> date | None:
    return day + timedelta(days=days) if date.min < day < date.max else None
