"""What editors offer where a text is free: standards, bodies, policies, codes, as `defaultSnippets` of the schemas.

usage: python -m tests.schema_lists

Rewrites the lists in `schemas/` from catalogue, gates and shipped policies; `tests/test_schema_lists.py` compares. A
list is an annotation: it refuses nothing, costs a run nothing, and unlike `examples` is not shown whole on hover.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from string import ascii_uppercase

from checker import api
from checker.engine import ACCEPTABLE_CODES
from checker.engine.waiver_codes import LEDGER_CODES
from checker.model.markets import UNION, market
from checker.model.policy import Policy
from tests.builders import catalogue

Row = tuple[str, str]
"""A text that is offered, and what it means; the second may be empty."""

SCHEMAS = Path(__file__).parent.parent / "schemas"
WIDTH = 120
# Where a definition in `$defs` begins, and its list.
_LIST = re.compile(
    r'^    "(?P<name>\w+)": \{\n(?P<head>(?:      [^\n]*\n)*?)'
    r'      "defaultSnippets": \[(?:\]|\n(?:        [^\n]*\n)*      \])',
    re.MULTILINE,
)


@cache
def policies() -> tuple[Policy, ...]:
    """The shipped policies, by id."""
    return tuple(api.load_policies(list(api.shipped_policies()), catalogue()))


def standards() -> Iterator[Row]:
    """Every standard of the catalogue, without an edition."""
    for each in catalogue().standards():
        yield each.id, f"{each.kind.replace('-', ' ')}: {each.title}"


def designations() -> Iterator[Row]:
    """Every standard with each of its editions, as a certificate prints it; without one where none is known."""
    for standard, (name, meaning) in zip(catalogue().standards(), standards(), strict=True):
        dated = [f"{name}:{edition.label}" for edition in standard.editions]
        for text in [each for each in dated if _reads_back(each, name)] or [name]:
            yield text, meaning


def _reads_back(text: str, name: str) -> bool:
    found = catalogue().resolve(text)
    edition = found.standard.edition(found.edition or "") if found.standard else None
    return edition is not None and found.standard is not None and f"{found.standard.id}:{edition.label}" == text


def accreditation_bodies() -> Iterator[Row]:
    """Every accreditation body of the catalogue, with its name."""
    for each in catalogue().accreditation_bodies():
        yield each.id, f"{each.name} ({each.country})"


def body_names() -> Iterator[Row]:
    """The first name of every certification body of the catalogue."""
    for each in catalogue().bodies():
        yield each.names[0], f"id {each.id}"


def body_ids() -> Iterator[Row]:
    """The id of every certification body of the catalogue, and its notified body number where it has one."""
    for each in catalogue().bodies():
        yield each.id, each.names[0]
        if each.number:
            yield each.number, f"notified body {each.number}, {each.names[0]}"


def recognition_lists() -> Iterator[Row]:
    """Every recognition list of the catalogue."""
    for name in catalogue().recognition_ids():
        found = catalogue().recognition(name)
        yield name, found.title if found else ""


def countries() -> Iterator[Row]:
    """Every country code."""
    codes = ("".join(pair) for pair in product(ascii_uppercase, repeat=2))
    return ((code, "") for code in codes if market(code) == code and code != UNION)


def markets() -> Iterator[Row]:
    """The Union, then every country code."""
    yield UNION, "the European Union, and each country of the European Economic Area"
    yield from countries()


def activities() -> Iterator[Row]:
    """Every activity that a shipped policy asks for."""
    found = {name for policy in policies() for row in policy.requirements for name in row.covers.activities}
    return ((name, "") for name in sorted(found))


def categories() -> Iterator[Row]:
    """Every product category that a shipped policy applies to, with these policies."""
    found: dict[str, list[str]] = {}
    for policy in policies():
        for name in policy.applies_to.categories or ():
            found.setdefault(name, []).append(policy.id)
    return ((name, f"judged by {', '.join(ids)}") for name, ids in sorted(found.items()))


def policy_ids() -> Iterator[Row]:
    """Every shipped policy with its title."""
    return ((name, title) for name, title in sorted({policy.id: policy.title for policy in policies()}.items()))


def codes() -> Iterator[Row]:
    """Every code with its meaning."""
    yield from sorted(api.codes().items())


def unknown_codes() -> Iterator[Row]:
    """The codes that a policy may accept as unknown."""
    return ((name, meaning) for name, meaning in codes() if name in ACCEPTABLE_CODES)


def waivable_codes() -> Iterator[Row]:
    """The codes that a waiver may lift: all but those about waivers themselves."""
    about = {each.name for each in LEDGER_CODES}
    return ((name, meaning) for name, meaning in codes() if name not in about)


LISTS: dict[str, Callable[[], Iterator[Row]]] = {
    "standard": standards,
    "designation": designations,
    "accreditation_body": accreditation_bodies,
    "body_name": body_names,
    "body_id": body_ids,
    "recognition_list": recognition_lists,
    "country": countries,
    "market": markets,
    "activity": activities,
    "category": categories,
    "policy_id": policy_ids,
    "policy_source": policy_ids,
    "code": codes,
    "unknown_code": unknown_codes,
    "waivable_code": waivable_codes,
}
"""By the name of the definition in `$defs` of a schema that has the list."""


def snippet(text: str, meaning: str) -> str:
    """One entry of a list, as JSON."""
    # An editor takes digits for a number unless they stand in quotes; `^` says that the body is YAML as it is.
    body = f'^"{text}"' if text.isdigit() else text
    told = {"description": meaning} if meaning else {}
    return json.dumps({"label": text, **told, "body": body}, ensure_ascii=False)


def written(name: str) -> str:
    """A list as it stands in a schema: one entry a line, those without a meaning as many as fit."""
    lines: list[str] = []
    for text, meaning in LISTS[name]():
        entry = snippet(text, meaning)
        if not meaning and lines and '"description"' not in lines[-1] and len(lines[-1]) + len(entry) < WIDTH - 12:
            lines[-1] += f", {entry}"
        else:
            lines.append(entry)
    return ",\n        ".join(lines)


def rewritten(text: str) -> str:
    """The text of a schema with its lists as they have to be."""

    def put(found: re.Match[str]) -> str:
        head = f'    "{found["name"]}": {{\n{found["head"]}      "defaultSnippets": '
        return f"{head}[\n        {written(found['name'])}\n      ]"

    return _LIST.sub(put, text)


def main() -> None:
    """Rewrite the lists of all schemas, and say which files changed."""
    for path in sorted(SCHEMAS.glob("*.schema.json")):
        old = path.read_text(encoding="utf-8")
        if (new := rewritten(old)) != old:
            path.write_text(new, encoding="utf-8")
            print(path.name)


if __name__ == "__main__":
    main()
