"""A plan in lines, the same for every format for people: what to do, who acts, what it takes, what it clears."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.records import NamedTuple
from checker.renderers.groups import listed
from checker.renderers.rows import name, object_name, plural, sentence

Json = dict[str, Any]

# Of so many obstacles each is told.
_MOST = 20
_NOTHING = {
    "pass": "nothing to do: everything passes",
    "not-applicable": "nothing to do: no requirement that is in effect applies",
}


class Line(NamedTuple):
    """A line of a plan: how deep it lies, from 0 to 3, and its text, whose names stand in backticks."""

    depth: int
    text: str


def plan_lines(manifest: Json) -> Iterator[Line]:
    """The plan of a manifest's entry in lines; none where none was asked for."""
    plan = manifest.get("plan")
    if plan is None:
        return
    yield Line(0, _head(plan, manifest["verdict"]))
    for number, action in enumerate(plan["actions"], 1):
        yield Line(1, f"{number}. {sentence(action['action'])} ({action['type']}, weight {action['weight']})")
        yield Line(2, f"who acts: {', '.join(map(sentence, action['actors']))}")
        yield Line(2, "what it takes:")
        yield from (Line(3, sentence(step)) for step in action["steps"])
        yield from (Line(2, f"clears {_cleared(row)}") for row in action["clears"])
    for each in plan["alternatives"]:
        yield from _alternative(each)
    for each in plan["obstacles"][:_MOST]:
        stays = f"`{name(each['code'])}` of `{name(each['requirement'])}` stays for {object_name(each['object'])}"
        yield Line(1, f"{stays}: {sentence(each['message'])}")
        if each["help"]:
            yield Line(2, f"to mend: {sentence(each['help'])}")
    if rest := len(plan["obstacles"]) - _MOST:
        yield from [Line(1, f"and {plural(rest, 'more object')}")] if rest > 0 else []
    yield from (Line(1, f"note: {sentence(each)}") for each in plan["remarks"])
    if found := plan["passes_from"]:
        how = "once its statuses are looked up again" if found["look_up"] else "without action"
        yield Line(1, f"note: by time alone it passes from {found['day']}, {how}")


def _head(plan: Json, verdict: str) -> str:
    if plan["outcome"] == "nothing-to-do":
        return _NOTHING.get(verdict, "nothing to do: nothing that is mandatory stands in the way")
    if plan["outcome"] == "none":
        return "no plan: no action that is known makes it pass on this day"
    told = f"plan: {plural(len(plan['actions']), 'action')}, weight {plan['weight']}"
    if plan["outcome"] == "open":
        return f"{told}; it goes no further until that is stated, and is no claim of a pass"
    exact = "" if plan["exact"] else "; a smaller one may exist, since there was too much to try all of it"
    return f"{told}; once all of it is done as wished, everything passes{exact}"


def _cleared(row: Json) -> str:
    """The code, the requirement and the objects."""
    objects = listed(dict.fromkeys(map(object_name, row["objects"])))
    return f"`{name(row['code'])}` of `{name(row['requirement'])}` ({name(row['policy'])}) for {objects}"


def _alternative(each: Json) -> Iterator[Line]:
    replaced = listed(map(str, each["instead_of"]), " and ")
    yield Line(1, f"or, instead of {replaced} (weight {each['weight']} in all):")
    for action in each["actions"]:
        told = f"{sentence(action['action'])} ({action['type']}, weight {action['weight']})"
        yield Line(2, f"{told}; who acts: {', '.join(map(sentence, action['actors']))}")
