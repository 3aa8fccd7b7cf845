"""What is needed and not met, as a risk of OSCAL: open, or deviating with a waiver's leave."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from checker.renderers.oscal_words import lines, markup, named, stated, title
from checker.renderers.rows import WAIVED, Row, findings, object_name, plural, standing, waiver, waiver_effect

Json = dict[str, Any]

_OBJECTS = 20  # told in the statement of a risk; the observations tell all of them


def risk_of(identify: Callable[..., str], report: Json, rows: list[Row]) -> Json | None:
    """The risk of a requirement with these objects; None where nothing blocks and nothing is waived.

    `identify` makes an identifier of the parts of a name within the requirement.
    """
    blocking = [row for row in rows if row.object["blocks"]]
    waived = [row for row in rows if standing(row) == WAIVED]
    concerned = [*blocking, *(row for row in waived if not row.object["blocks"])]
    if not concerned:
        return None
    requirement = rows[0].requirement
    return {
        "uuid": identify("risk"),
        "title": f"{title(requirement['title'] or requirement['id'])}: {'blocks' if blocking else 'waived'}",
        "description": f"Requirement {named(requirement['id'])}: {plural(len(concerned), 'object')} not met"
        + (f", {plural(len(waived), 'object')} of them waived" if waived else ""),
        "statement": lines(_why(concerned)),
        "status": "open" if blocking else "deviation-approved",
        **stated("mitigating-factors", list(_waivers(identify, report, waived))),
        **stated("remediations", list(_remedies(identify, requirement, concerned))),
    }


def _why(rows: list[Row]) -> Iterator[str]:
    """What was found against each object, told once where it is the same."""
    for row in rows[:_OBJECTS]:
        codes = ", ".join(dict.fromkeys(named(found["code"]) for found in findings(row)))
        yield f"The {markup(object_name(row.object))}: {row.object['outcome']}" + (f" ({codes})" if codes else "")
    if len(rows) > _OBJECTS:
        yield f"And {plural(len(rows) - _OBJECTS, 'more object')}, which the observations tell"


def _waivers(identify: Callable[..., str], report: Json, rows: list[Row]) -> Iterator[Json]:
    for number, waived_by in enumerate(dict.fromkeys(waiver(row) or "" for row in rows)):
        told = f"Waived: {markup(waiver_effect(report, waived_by))}"
        yield {"uuid": identify("waiver", number), "description": told}


def _remedies(identify: Callable[..., str], requirement: Json, rows: list[Row]) -> Iterator[Json]:
    """What the policy says to do, then what the findings do; each once."""
    mends = (found["help"] for row in rows for found in findings(row) if found["severity"] != "note")
    for number, text in enumerate(dict.fromkeys(filter(None, [requirement["remedy"], *mends]))):
        yield {
            "uuid": identify("remedy", number),
            "lifecycle": "recommendation",
            "title": "What the policy advises" if number == 0 and requirement["remedy"] else "What would mend it",
            "description": f"To mend: {markup(text)}",
        }
