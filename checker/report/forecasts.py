"""Forecast, version 1: what is to be expected, in a frozen, documented form (schema: `forecast`).

All formats of a forecast are drawn from it. Like a report it holds no clock time and nothing of the machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from checker import __version__
from checker.document import Document
from checker.engine.assess import together
from checker.engine.ledger import effect
from checker.engine.result import Tally
from checker.errors import InputError
from checker.forecast import Due, Forecast, ObjectForecast, PolicyForecast, RequirementForecast, Segment
from checker.model.calendar import next_day, previous_day
from checker.report.certificates import certificate_entry
from checker.report.head import Conditions, problems_of, relaxations_of
from checker.words import shorten

Json = dict[str, Any]

ASSUMPTIONS = (
    "a status or snapshot of a register that is fresh on the first day is looked up again in time, and found unchanged",
    "the catalogue, recognition lists and accreditations stay as stated",
    "nothing happens that the manifest does not state: no audit, renewal, suspension or change of a product",
)
_SENTENCE = 2_000


class Course:
    """The verdicts of all manifests of a run over time; what is kept is a few numbers for each day of change."""

    def __init__(self) -> None:
        self._verdicts: dict[date, Counter[str]] = {}
        self._codes: dict[date, Counter[str]] = {}
        self.waivers: set[str] = set()  # those that lift something on some day

    def add(self, found: Forecast) -> None:
        """Count one manifest."""
        rows = [row for policy in found.policies for row in policy.requirements]
        courses = [row.segments for row in rows] + [each.segments for row in rows for each in row.objects]
        self.waivers.update(name for segments in courses for each in segments for name in each.state.waived)
        for segment in found.segments:
            for day, step in ((segment.start, 1), (next_day(segment.until), -1)):
                self._verdicts.setdefault(day, Counter())[segment.verdict] += step
                self._codes.setdefault(day, Counter()).update(dict.fromkeys(segment.state.codes, step))

    def segments(self, start: date, until: date) -> list[Json]:
        """The run as a whole: `all` of its manifests, with every code that keeps one from passing, by name."""
        verdicts: Counter[str] = Counter()
        codes: Counter[str] = Counter()
        found: list[Json] = []
        days = sorted(day for day in {start, *self._verdicts} if day <= until)
        for day, end in zip(days, [*map(previous_day, days[1:]), until], strict=True):
            for total, change in ((verdicts, self._verdicts), (codes, self._codes)):
                for key, step in change.get(day, Counter()).items():
                    total[key] += step
            verdict = together(key for key, count in sorted(verdicts.items()) if count)
            held = sorted(code for code, count in codes.items() if count)
            if found and (found[-1]["verdict"], found[-1]["codes"]) == (verdict, held):
                found[-1]["until"] = end.isoformat()
            else:
                found.append(
                    {
                        "from": day.isoformat(),
                        "until": end.isoformat(),
                        "verdict": verdict,
                        "codes": held,
                        "certificate": None,
                        "certificates": [],
                        "counts": True,
                        "waived_by": None,
                        "reason": "",
                    }
                )
        return found


def build_forecast(
    conditions: Conditions, until: date, entries: Sequence[Json], errors: list[InputError], course: Course
) -> Json:
    """The forecast of a run from the entries of its manifests; `conditions` hold every version of its policies."""
    waivers, order = conditions.waivers, conditions.order
    return {
        "forecast": 1,
        "tool": {"name": "certgate", "version": __version__},
        "as_of": conditions.as_of.isoformat(),
        "until": until.isoformat(),
        "assumptions": list(ASSUMPTIONS),
        "relaxations": [*_waived(conditions, course), *relaxations_of(conditions, Tally()), *_accepted(conditions)],
        "errors": [problem for error in errors for problem in problems_of(error)],
        "inputs": {
            "policies": [
                {"id": policy.id, "version": policy.version, "sha256": policy.sha256} for policy in conditions.policies
            ],
            "catalogue": {"version": conditions.catalogue.version, "sha256": conditions.catalogue.sha256},
            "waivers": waivers and {"path": waivers.path, "sha256": waivers.sha256},
            "order": order and {"path": order.path, "sha256": order.sha256},
        },
        "segments": course.segments(conditions.as_of, until),
        "manifests": entries,
    }


def _waived(conditions: Conditions, course: Course) -> Iterator[Json]:
    """The waivers that lift something on some of the days."""
    for waiver in conditions.waivers.items if conditions.waivers else ():
        if waiver.id in course.waivers:
            yield {"type": "waiver", "id": waiver.id, "effect": effect(waiver)}


def _accepted(conditions: Conditions) -> Iterator[Json]:
    """What the policies accept as unknown, on whatever day that may come to bear."""
    for policy in conditions.policies:
        for row in policy.requirements:
            if row.accept_unknown:
                codes = ", ".join(row.accept_unknown)
                effect = f"policy `{policy.id}`, requirement `{row.id}` accepts as unknown: {codes}"
                yield {"type": "accept-unknown", "id": f"{policy.id}/{row.id}", "effect": effect}


def forecast_entry(found: Forecast, due: Sequence[Due], document: Document) -> Json:
    """The entry of a manifest."""
    stated = found.manifest
    return {
        "path": document.name,
        "sha256": document.sha256,
        "supplier": stated.supplier.name,
        "prepared": stated.prepared.isoformat(),
        "segments": _segments(found.segments),
        "policies": [_policy(each) for each in found.policies],
        "due": [_due(each) for each in due],
        "certificates": [certificate_entry(each, document, found.start) for each in stated.certificates],
    }


def _policy(found: PolicyForecast) -> Json:
    policy = found.policy
    return {
        "id": policy.id,
        "title": policy.title,
        "version": policy.version,
        "versions": [{"from": day.isoformat(), "version": version} for day, version in found.versions],
        "segments": _segments(found.segments),
        "requirements": [_requirement(each) for each in found.requirements],
    }


def _requirement(found: RequirementForecast) -> Json:
    rule = found.requirement
    return {
        "id": rule.id,
        "title": rule.title,
        "kind": rule.kind,
        "enforcement": "mandatory" if rule.mandatory else "advisory",
        "citation": rule.citation,
        "segments": _segments(found.segments),
        "objects": [_object(each) for each in found.objects],
    }


def _object(found: ObjectForecast) -> Json:
    target = found.target
    return {
        "type": target.type,
        "product": target.product,
        "site": target.site,
        "id": target.id,
        "segments": _segments(found.segments),
    }


def _segments(segments: Sequence[Segment]) -> list[Json]:
    return [_segment(each) for each in segments]


def _segment(found: Segment) -> Json:
    state = found.state
    return {
        "from": found.start.isoformat(),
        "until": found.until.isoformat(),
        "verdict": state.verdict,
        "codes": list(state.codes),
        "certificate": state.certificates[0] if len(state.certificates) == 1 else None,
        "certificates": list(state.certificates),
        "counts": state.counts,
        "waived_by": ", ".join(state.waived) or None,
        "reason": state.reason if len(state.reason) <= _SENTENCE else shorten(state.reason, _SENTENCE),
    }


def _due(found: Due) -> Json:
    message = found.message if len(found.message) <= _SENTENCE else shorten(found.message, _SENTENCE)
    return {"date": found.day.isoformat(), "type": found.type, "about": found.about, "message": message}
