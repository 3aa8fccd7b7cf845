"""What is mechanical, mended in the text: comments, order and quotes stay, and so does what the policy means.

One edit is made at a time, the text read again, and the policy compared; an edit that would change more is not made.
"""

from __future__ import annotations

from typing import Any

from checker.authoring.lint.case import Case
from checker.authoring.lint.edits import edited
from checker.authoring.lint.finding import Found
from checker.authoring.lint.rules import rules
from checker.authoring.lint.running import accepted, case_of
from checker.engine.targets import category
from checker.errors import InputError
from checker.model.markets import UNION, market
from checker.model.policy import AppliesTo, Policy, Requirement
from checker.model.reference import EEA
from checker.readers import Source, read
from checker.records import NamedTuple

FIXING = ("dead-applies-to", "lists", "modeline")
"""The rules that have edits."""
_MOST = 500  # edits of one file


class Mended(NamedTuple):
    """A file after its edits: the text, what was mended, and what was left because it is not plain how."""

    path: str
    before: str
    after: str
    made: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def mended(case: Case, schema: str) -> Mended:
    """The text of a policy after every edit that its rules offer; `schema` is what a new modeline refers to."""
    before, made, left = case.document.source, [], []
    # The places of a policy that extends another are those in several files.
    for _ in range(0 if case.policy.extends else _MOST):
        offered = [each for each in _offered(case) if _told(case, each) not in left]
        if not offered:
            break
        found = offered[0]
        after = _tried(case, found, schema)
        if after is None:
            left.append(_told(case, found))
        else:
            made.append(_told(case, found))
            case = after
    return Mended(case.document.path, before, case.document.source, tuple(made), tuple(left))


def _offered(case: Case) -> list[Found]:
    asked = [rule for rule in rules() if rule.id in FIXING and not (rule.loadable and case.problems)]
    found = [(rule, each) for rule in asked for each in rule.look(case) if each.edit]
    return [each for rule, each in found if not accepted(case, each.code, each.pointer)]


def _told(case: Case, found: Found) -> str:
    return f"{case.document.path}: {found.message} (`{found.code}`)"


def _tried(case: Case, found: Found, schema: str) -> Case | None:
    """The policy after one edit; None where the edit can not be made, or would change what the policy means."""
    text = edited(case.document.source, found.edit, schema) if found.edit else None
    if text is None:
        return None
    (document,) = read(Source.from_stdin(text.encode(), case.document.path))
    try:
        if isinstance(document, InputError):
            return None
        after = case_of(document, case.bench)._replace(twins=case.twins)
    except InputError:
        return None
    return after if meaning(after) == meaning(case) else None


def meaning(case: Case) -> tuple[Any, ...]:
    """What a policy says, however it is written: the policy without doubles, and why it does not load."""
    problems = tuple((problem.code, problem.message) for problem in case.problems)
    return _plain(case.policy), tuple(sorted(set(problems)))


def _plain(policy: Policy) -> Policy:
    applies = policy.applies_to
    categories = applies.categories and tuple(sorted({category(each) for each in applies.categories}))
    types = applies.types and tuple(sorted(set(applies.types)))
    rules_ = tuple(map(_plain_rule, policy.requirements))
    return policy._replace(
        path="",
        sha256="",
        requirements=rules_,
        applies_to=AppliesTo(categories, _plain_markets(applies.markets), types),
        citations=tuple(sorted(set(policy.citations))),
    )


def _plain_markets(stated: tuple[str, ...] | None) -> tuple[str, ...] | None:
    if stated is None:
        return None
    codes = {market(each) or each for each in stated}
    return tuple(sorted(codes - EEA if UNION in codes else codes))


def _plain_rule(rule: Requirement) -> Requirement:
    mark, body, covers = rule.mark, rule.body, rule.covers
    return rule._replace(
        standards=tuple(dict.fromkeys(ref._replace(text="") for ref in rule.standards)),
        edition=rule.edition._replace(editions=_once(rule.edition.editions) or ()),
        attestation=_once(rule.attestation) or (),
        mark=mark._replace(types=_once(mark.types)),
        scheme_types=_once(rule.scheme_types),
        body=body._replace(by=_once(body.by)),
        covers=covers._replace(activities=_once(covers.activities) or ()),
        accept_unknown=tuple(sorted(set(rule.accept_unknown))),
    )


def _once(entries: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return None if entries is None else tuple(sorted(set(entries)))
