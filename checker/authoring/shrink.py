"""The smallest manifest that still shows something."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from checker.authoring.changes import Json, apply, pointer_of
from checker.errors import InputError


def shrink(values: Json, holds: Callable[[Json], bool]) -> Json:
    """The values with everything taken out that is not needed for `holds`; nothing more can be taken out alone.

    `holds` has to be true of the values as given; one that raises InputError counts as false.
    """
    while True:
        smaller = _once(values, holds)
        if smaller == values:
            return values
        values = smaller


def _once(values: Json, holds: Callable[[Json], bool]) -> Json:
    """The values after every removal has been tried, large parts before what they hold, list entries from the end."""
    for pointer in list(_pointers(values)):
        if not _there(values, pointer):
            continue
        smaller = apply(values, [{"remove": pointer}])
        if _true(smaller, holds):
            values = smaller
    return values


def _pointers(values: Any, path: tuple[str | int, ...] = ()) -> Iterator[str]:
    """Every part by its pointer: outer before inner, and of a list the last first, so that no removal moves others."""
    rows: Iterable[tuple[str | int, Any]] = ()
    if isinstance(values, dict):
        rows = values.items()
    elif isinstance(values, list):
        rows = reversed([*enumerate(values)])
    for key, each in rows:
        yield pointer_of((*path, key))
        yield from _pointers(each, (*path, key))


def _there(values: Any, pointer: str) -> bool:
    place = values
    for step in pointer.split("/")[1:]:
        key: Any = step.replace("~1", "/").replace("~0", "~")
        if isinstance(place, list):
            key = int(key)
            if key >= len(place):
                return False
        elif not isinstance(place, dict) or key not in place:
            return False
        place = place[key]
    return True


def _true(values: Json, holds: Callable[[Json], bool]) -> bool:
    try:
        return holds(values)
    except InputError:
        return False
