"""Policies that extend another one: what they take over, and the proof that they loosen nothing unnoticed.

A policy that says `extend: NAME` takes over every key that it does not state itself, and of a requirement of the same
id every key of that requirement. What it states may only tighten; what is looser is an error, unless `overrides` names
it with a reason. `checker.compare` proves it for every day, manifest and order; what is not proved is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from checker.compare import EQUAL, EQUIVALENT, STRICTER, Comparison, Part, compare
from checker.compare.overriding import RULES, WHOLE, asked_later, overridden
from checker.decode import read_policy
from checker.document import Document
from checker.errors import InputError, Problem, did_you_mean
from checker.model.policy import Extended, Override, Policy
from checker.schema import conform

if TYPE_CHECKING:
    from checker.catalogue import Catalogue
    from checker.errors import Location

Raw: TypeAlias = dict[str, Any]
Find: TypeAlias = Callable[[str, Document], Document]
"""Finds the policy of a name, as the document that extends it writes it. Raises InputError."""

DEEPEST = 8
"""How many policies may extend each other in a row."""

# Keys that stand for the policy itself: never taken over.
_OWN = ("policy", "id", "title", "version", "extend", "overrides")
_TIGHT = (EQUIVALENT, STRICTER)


class _Merged(Document):
    """The values of a policy and of what it extends; every place is that in the file which states it."""

    __slots__ = ("_origins",)

    def __init__(self, child: Document, values: Raw, origins: dict[str, tuple[Document, str]]) -> None:
        super().__init__(child.path, child.sha256, values, dict, child.name, child.source, child.first_line)
        self._origins = origins

    def locate(self, pointer: str) -> Location:
        """The place of a value, or of its nearest ancestor that exists, in the file that states it."""
        rest = ""
        while pointer not in self._origins:
            head, slash, last = pointer.rpartition("/")
            pointer, rest = head, f"{slash}{last}{rest}"
        document, origin = self._origins[pointer]
        return document.locate(f"{origin}{rest}")


def as_extended(
    document: Document, catalogue: Catalogue, codes: Collection[str], find: Find
) -> tuple[Document, Policy, list[Problem]]:
    """A document together with those it extends, its policy, and why that can not be used.

    Raises InputError where one of them is no policy, or one that is extended can not be used.
    """
    return _written(document, _Loading(catalogue, codes, find), ())


class _Loading:
    """What loading a policy takes."""

    def __init__(self, catalogue: Catalogue, codes: Collection[str], find: Find) -> None:
        self.catalogue = catalogue
        self.codes = codes
        self.find = find


def _load(document: Document, given: _Loading, below: tuple[str, ...]) -> tuple[Document, Policy]:
    """A document with everything that it takes over, and its policy. Raises InputError where it can not be used."""
    merged, policy, problems = _written(document, given, below)
    if problems:
        raise InputError(problems)
    return merged, policy


def _written(document: Document, given: _Loading, below: tuple[str, ...]) -> tuple[Document, Policy, list[Problem]]:
    """A document with everything that it takes over, and its policy; `below` are the files that extend it."""
    values: Any = conform(document, "policy")
    if "extend" not in values:
        return document.with_values(values), *read_policy(document, values, given.catalogue, given.codes)
    base = given.find(values["extend"], document)
    if base.path in (*below, document.path) or len(below) >= DEEPEST:
        message = f"`extend: {values['extend']}` leads back to this policy"
        if base.path not in (*below, document.path):
            message = f"more than {DEEPEST} policies extend each other in a row"
        raise InputError(Problem(message, document.locate("/extend"), "let one of them stand by itself"))
    base_document, base_policy = _load(base, given, (*below, document.path))
    merged = _merge(document, values, base_document)
    policy, problems = read_policy(merged, conform(merged, "policy"), given.catalogue, given.codes)  # type: ignore[arg-type]
    ancestor = Extended(base_policy.id, base_policy.version, base_policy.sha256, base_policy.path)
    overrides = tuple(Override(row.get("requirement", ""), row["rule"], row["reason"]) for row in _stated(values))
    policy = policy._replace(extends=(ancestor, *base_policy.extends), overrides=(*overrides, *base_policy.overrides))
    problems += _twice(document, values)
    if not problems:
        problems = sorted(_faults(merged, document, policy, base_policy, overrides, given.catalogue), key=_place)
    if overrides and not problems:
        told = tuple(_told(merged, policy, base_policy, overrides, given.catalogue))
        policy = policy._replace(overrides=(*told, *base_policy.overrides))
    return merged, policy, problems


def _twice(document: Document, values: Raw) -> Iterator[Problem]:
    """Requirements that the policy itself states twice: of an inherited one the first would be lost in the second."""
    seen: set[str] = set()
    for index, row in enumerate(values.get("requirements", ())):
        if row["id"] in seen:
            place = document.locate(f"/requirements/{index}/id")
            message = f"requirement id `{row['id']}` is used twice"
            yield Problem(message, place, "state what it changes in one place", "requirement-id-twice", "/requirements")
        seen.add(row["id"])


def _place(problem: Problem) -> Location:
    return problem.location


def _stated(values: Raw) -> list[Raw]:
    rows: list[Raw] = values.get("overrides", [])
    return rows


def _merge(child: Document, values: Raw, base: Document) -> _Merged:
    """The values of both, where the child's replace those of the base key by key."""
    inherited: Any = base.values
    merged: Raw = {}
    origins: dict[str, tuple[Document, str]] = {"": (child, "")}
    for document, source, keys in ((base, inherited, inherited.keys() - set(_OWN)), (child, values, values.keys())):
        for key in sorted(keys - {"extend", "overrides"}):
            merged[key] = source[key]
            origins[f"/{key}"] = (document, f"/{key}")
    _requirements(child, values, base, merged, origins)
    if "citations" in values and "citations" in inherited:
        merged["citations"] = list(dict.fromkeys([*inherited["citations"], *values["citations"]]))
    if "decision" not in values and "decision" in inherited:
        known = {row["id"] for row in inherited["requirements"]}
        added = [row["id"] for row in merged["requirements"] if row["id"] not in known and _mandatory(row)]
        merged["decision"] = _joined(inherited["decision"], added)
    return _Merged(child, merged, origins)


def _joined(decision: Raw | str, added: list[str]) -> Raw | str:
    """A decision, and all that is added to it."""
    if not added:
        return decision
    parts = decision["all"] if isinstance(decision, dict) and decision.keys() == {"all"} else [decision]
    return {"all": [*parts, *added]}


def _mandatory(row: Raw) -> bool:
    return bool(row.get("enforcement", "mandatory") == "mandatory")


def _requirements(
    child: Document, values: Raw, base: Document, merged: Raw, origins: dict[str, tuple[Document, str]]
) -> None:
    """The requirements of the base in its order, each with what the child says of it, then those of the child."""
    inherited: Any = base.values
    rows: list[Raw] = [dict(row) for row in inherited["requirements"]]
    origins["/requirements"] = (child, "/requirements") if "requirements" in values else (base, "/requirements")
    for index in range(len(rows)):
        origins[f"/requirements/{index}"] = (base, f"/requirements/{index}")
    places = {row["id"]: index for index, row in enumerate(rows)}
    for number, own in enumerate(values.get("requirements", ())):
        if own["id"] not in places:
            origins[f"/requirements/{len(rows)}"] = (child, f"/requirements/{number}")
            rows.append(dict(own))
            continue
        index = places[own["id"]]
        rows[index] |= own
        for key in own:
            origins[f"/requirements/{index}/{key}"] = (child, f"/requirements/{number}/{key}")
    merged["requirements"] = rows


def _faults(
    merged: Document,
    child: Document,
    policy: Policy,
    base: Policy,
    overrides: tuple[Override, ...],
    catalogue: Catalogue,
) -> Iterator[Problem]:
    """What is looser than the policy that is extended and not overridden, and overrides that are none."""
    if policy.id == base.id:
        message = f"policy `{policy.id}` extends a policy of the same id"
        yield Problem(
            message,
            child.locate("/id"),
            "give it an id of its own; reports and waivers refer to it",
            "extends-own-id",
            "/id",
        )
    unknown = list(_unknown(child, base, overrides))
    yield from unknown
    if unknown:
        return
    dated = _dated(merged)
    found = compare(overridden(base, policy, overrides, dated), policy, catalogue)
    if found.relation not in _TIGHT:
        yield from _looser(merged, child, base, found)
        return
    for rule in asked_later(base, policy, overrides):
        message = f"requirement `{rule.id}` is asked for only from {rule.effective.start} of the contract period on"
        mend = "leave out its `effective`, or name `effective` under `overrides` with a reason"
        pointer = f"{rule.pointer}/effective"
        yield Problem(f"{message}, unlike in `{base.id}`", merged.locate(pointer), mend, "extension-looser", pointer)
    for index, each in enumerate(overrides):
        others = (*overrides[:index], *overrides[index + 1 :])
        needless = compare(overridden(base, policy, others, dated), policy, catalogue).relation in _TIGHT
        if needless and not asked_later(base, policy, others):
            message = f"`overrides` names `{each.rule}`, which this policy does not loosen"
            yield Problem(message, child.locate(f"/overrides/{index}"), "take it out", "override-needless", "")


def _dated(merged: Document) -> frozenset[str]:
    """The requirements that state an edition."""
    states: Any = merged.values
    return frozenset(row["id"] for row in states["requirements"] if "edition" in row)


def _told(
    merged: Document, policy: Policy, base: Policy, overrides: tuple[Override, ...], catalogue: Catalogue
) -> Iterator[Override]:
    """Each override with what it makes looser: what the comparison finds only if this one is not named."""
    dated = _dated(merged)
    kept = set(_loose(compare(overridden(base, policy, overrides, dated), policy, catalogue)))
    for index, each in enumerate(overrides):
        others = (*overrides[:index], *overrides[index + 1 :])
        found = _loose(compare(overridden(base, policy, others, dated), policy, catalogue))
        yield each._replace(effect="; ".join(text for text in found if text not in kept))


def _loose(found: Comparison) -> list[str]:
    return [part.sentence for part in found.parts if part.relation not in (EQUAL, STRICTER)]


def _looser(merged: Document, child: Document, base: Policy, found: Comparison) -> Iterator[Problem]:
    """What is looser, rule by rule; where no rule is by itself, that the whole is not proved."""
    loose = [part for part in found.parts if part.relation not in (EQUAL, STRICTER)]
    for part in loose:
        of = f"requirement `{part.requirement}`" if part.requirement else "the policy"
        message = f"{of} is not proved to be as strict as in `{base.id}`: {part.sentence}"
        mend = "tighten it" + _override_for(part, base)
        yield Problem(message, merged.locate(part.pointer), mend, "extension-looser", part.pointer)
    if not loose:
        message = f"this policy is not proved to be at least as strict as `{base.id}`"
        yield Problem(
            message, child.locate("/extend"), "state less of it anew, or let it stand by itself", "extension-looser", ""
        )


def _override_for(part: Part, base: Policy) -> str:
    """What to write under `overrides` to lift a part, as the end of a sentence; nothing where no override can."""
    tokens = part.pointer.split("/")
    name = tokens[3] if part.requirement and len(tokens) > 3 else tokens[1]
    if part.requirement not in ("", *(rule.id for rule in base.requirements)):
        name = "decision"
    name = "enforcement" if name == "requirements" else name
    return f", or name `{name}` under `overrides` with a reason" if name in (*RULES, *WHOLE) else ""


def _unknown(child: Document, base: Policy, overrides: tuple[Override, ...]) -> Iterator[Problem]:
    known = [rule.id for rule in base.requirements]
    for index, each in enumerate(overrides):
        place = child.locate(f"/overrides/{index}")
        if not each.reason.strip():
            message = f"`overrides` names `{each.rule}` without a reason"
            yield Problem(message, place, "say why the looser rule is enough", "override-unreasoned", "")
        if each.requirement and each.requirement not in known:
            message = f"`overrides` names the requirement `{each.requirement}`, which `{base.id}` does not have"
            mend = did_you_mean(each.requirement, known) or "name one of its requirements"
            yield Problem(message, place, mend, "unknown-override", "")
        elif each.rule not in (RULES if each.requirement else WHOLE):
            level = "a requirement" if each.requirement else "a policy"
            mend = "name its `requirement` too" if each.rule in RULES else f"it is one of {', '.join(WHOLE)}"
            message = f"`{each.rule}` is no rule of {level} that can be overridden"
            yield Problem(message, place, mend, "unknown-override", "")
