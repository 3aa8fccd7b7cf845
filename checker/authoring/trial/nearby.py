"""Changes of a manifest that concern several facts at once, which the variations of one place do not reach.

The last surveillance is one fact of several; a laboratory's accreditation stands deep within an event; and whether an
accreditation body has to be in the mutual recognition arrangement shows on the day before its admission alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from checker.authoring.changes import Json
from checker.catalogue import Catalogue
from checker.model.accreditation import DEFAULT
from checker.model.calendar import add, previous_day
from checker.model.policy import Period, Policy

_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_TESTS = ("type-test", "re-test")
_OTHER = {"name": "Works laboratory", "accreditation": {"body": "A2LA", "standard": "ISO/IEC 17020"}}


def nearby(values: Json, policies: Sequence[Policy], day: date) -> Iterator[list[Json]]:
    """Lists of changes to a schema-conforming manifest, in a fixed order."""
    spans = {
        rule.surveillance.every
        for policy in policies
        for rule in policy.requirements
        if rule.surveillance and rule.surveillance.every
    }
    for number, entry in enumerate(values["certificates"]):
        events = entry.get("events") or []
        at = f"/certificates/{number}/events"
        for span in sorted(spans):
            yield from _last(events, at, day, span)
        for index, event in enumerate(events):
            if event["type"] in _TESTS:
                yield [{"set": f"{at}/{index}/laboratory", "value": _OTHER}]


def _last(events: Sequence[Json], at: str, day: date, span: Period) -> Iterator[list[Json]]:
    """One surveillance alone, on the last day on which it is in time and on the day before, without later facts."""
    edge = add(day, Period(-span.months, -span.days))
    for when in (edge, edge - timedelta(days=1)):
        last = when.isoformat()
        kept: list[Any] = [each for each in events if each["type"] != "surveillance" and each["date"] <= last]
        yield [{"set": at, "value": [*kept, {"type": "surveillance", "date": last}]}]


def before_admission(values: Json, catalogue: Catalogue, day: date) -> Iterator[tuple[date, list[Json]]]:
    """Each certificate by an accreditation body that joined the arrangement later, and the last day before it did.

    The certificate is moved to that time as a whole.
    """
    for number, entry in enumerate(values["certificates"]):
        for name, eve in _eves(DEFAULT.get(entry["kind"], ""), catalogue) if entry.get("accreditations") else ():
            moved = _moved(entry, day - eve)
            moved["accreditations"] = [{**moved["accreditations"][0], "body": name}]
            yield eve, [{"set": f"/certificates/{number}", "value": moved}]


def _eves(standard: str, catalogue: Catalogue) -> Iterator[tuple[str, date]]:
    for row in catalogue.accreditation_bodies():
        programme = row.programme(standard)
        if programme and programme.offered and programme.mra_start and programme.on(previous_day(programme.mra_start)):
            yield row.id, previous_day(programme.mra_start)


def _moved(value: Any, by: timedelta) -> Any:
    """A value with every day in it earlier."""
    if isinstance(value, dict):
        return {key: _moved(each, by) for key, each in value.items()}
    if isinstance(value, list):
        return [_moved(each, by) for each in value]
    if isinstance(value, str) and _DAY.fullmatch(value):
        with suppress(ValueError, OverflowError):  # a number that looks like a day, or a day of the first years
            return (date.fromisoformat(value) - by).isoformat()
    return value
