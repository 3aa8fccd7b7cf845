"""The page of one policy as plain values, which renderers print."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from checker.authoring.asking import verdict_of
from checker.authoring.conforming import conforming
from checker.authoring.doc.editions import edition_rows
from checker.authoring.doc.needs import needs
from checker.authoring.doc.refusals import accepted_unknown, refusals
from checker.authoring.doc.words import choice, window
from checker.authoring.written import as_yaml
from checker.catalogue import Catalogue
from checker.model.order import Order
from checker.model.policy import All, AtLeast, Decision, Policy, Requirement

Json = dict[str, Any]

_EVIDENCE = {
    "both": "Two kinds of certificate are needed, of product and management system; neither replaces the other.",
    "either": "One kind of certificate is enough, of the product or of the management system, as the list below says.",
    "product": "Product certificates are needed. A certificate of a management system does not count.",
    "management-system": "Management-system certificates are needed. A certificate of a product does not count.",
}
_VERDICTS = {
    "pass": "it passes",
    "not-applicable": "nothing of this policy blocks, whether the certificates are there or not",
}
_NONE = "No example could be made from this policy"
_UNDATED = "The days of the contract come from an order; with `--order FILE` an example can be made"


def page(policy: Policy, catalogue: Catalogue, day: date, order: Order | None = None) -> Json:
    """What a supplier has to know of a policy as of a day; the order only dates the example of a contract period."""
    return {
        "id": policy.id,
        "title": policy.title,
        "version": policy.version,
        "authority": policy.authority,
        "citations": list(policy.citations),
        "rationale": policy.rationale,
        "as_of": day.isoformat(),
        "sha256": policy.sha256,
        "catalogue": {"version": catalogue.version, "sha256": catalogue.sha256},
        "evidence": _EVIDENCE[policy.evidence],
        "applies": list(_applies(policy)),
        "when": [*_when(policy, day), *_extends(policy)],
        "decision": _flat(policy),
        "requirements": [_requirement(row, policy, catalogue, day) for row in policy.requirements],
        "example": _example(policy, catalogue, day, order),
    }


def _applies(policy: Policy) -> Iterator[str]:
    """Which products the policy judges."""
    asked = policy.applies_to
    if asked.categories is None and asked.markets is None and asked.types is None:
        yield "every product that the supplier states"
        return
    if asked.categories is not None:
        yield f"products of category {choice(asked.categories)}"
    if asked.markets is not None:
        yield f"for market {choice(asked.markets)}"
    if asked.types is not None:
        yield f"stated as type {choice(asked.types)}"


def _when(policy: Policy, day: date) -> Iterator[str]:
    """From when until when this version counts, and on which days certificates have to hold."""
    if told := window(policy.effective, day):
        yield f"This version of the policy {told}."
    if policy.period:
        start, until = policy.period
        yield (
            f"Certificates have to hold on every day of the contract, from `{start}` until `{until}` of the order, both"
            " days included; one certificate may follow another without a gap."
        )


def _extends(policy: Policy) -> Iterator[str]:
    """What the policy takes over from others, and what of it is looser here."""
    if policy.extends:
        named = " and ".join(f"`{each.id}` {each.version}" for each in policy.extends)
        yield f"It takes over the rules of {named}, and is at least as strict in all that is not named here."
    for each in policy.overrides:
        of = f" of requirement `{each.requirement}`" if each.requirement else ""
        how = f" ({each.effect})" if each.effect else ""
        yield f"Looser than there is `{each.rule}`{of}{how}: {each.reason}"


def _flat(policy: Policy) -> list[Json]:
    """The decision as a list of lines, each with its depth; a line names a requirement or joins those below it."""
    known = {row.id: (number, row) for number, row in enumerate(policy.requirements, 1)}
    lines: list[Json] = []

    def walk(part: Decision, depth: int) -> None:
        if isinstance(part, str):
            number, row = known[part]
            note = "" if row.mandatory else "advisory: never blocks and never counts"
            lines.append(_line(depth, row.title, row.id, number, note))
            return
        if len(part.parts) == 1:
            walk(part.parts[0], depth)
            return
        lines.append(_line(depth, _joined(part)))
        for each in part.parts:
            walk(each, depth + 1)

    walk(policy.decision, 0)
    named = {line["requirement"] for line in lines}
    for number, row in known.values():
        if row.id not in named:
            note = "looked at, but nothing depends on it" if row.mandatory else "advisory: a failure is a warning"
            lines.append(_line(0, row.title, row.id, number, note))
    return lines


def _line(depth: int, text: str, requirement: str | None = None, number: int = 0, note: str = "") -> Json:
    return {"depth": depth, "text": text, "requirement": requirement, "number": number, "note": note}


def _joined(part: Decision) -> str:
    count = len(part.parts) if not isinstance(part, str) else 1
    if isinstance(part, AtLeast):
        return f"at least {part.n} of these {count}"
    if isinstance(part, All):
        return "both of these" if count == 2 else f"all {count} of these"
    return "one of these is enough"


def _requirement(row: Requirement, policy: Policy, catalogue: Catalogue, day: date) -> Json:
    return {
        "id": row.id,
        "title": row.title,
        "kind": row.kind,
        "counts": _counts(row, day),
        "needs": [{"label": label, "texts": texts} for label, texts in needs(row, catalogue)],
        "editions": edition_rows(row, policy, catalogue, day),
        "refused": [each._asdict() for each in refusals(row, policy, catalogue, day)],
        "accepted": accepted_unknown(row),
        "citation": row.citation,
        "remedy": row.remedy,
        "waivable": row.waivable,
    }


def _counts(row: Requirement, day: date) -> list[str]:
    told = [] if row.mandatory else ["advisory: a failure is a warning and never blocks"]
    if text := window(row.effective, day):
        told.append(f"{text}; outside these days a failure is a warning")
    return told


def _example(policy: Policy, catalogue: Catalogue, day: date, order: Order | None) -> Json:
    """A manifest that the policy does not block, and what the engine says of it; without one, why there is none."""
    for whole in (False, True):  # a policy of advisory requirements passes without any, which shows nobody anything
        found = conforming([policy], catalogue, day, order, whole=whole)
        if found is not None and (found["certificates"] or whole):
            told = _VERDICTS[verdict_of(found, [policy], catalogue, day, order)]
            return {"yaml": as_yaml(found, compact=True), "told": told}
    return {"yaml": "", "told": _UNDATED if policy.period and order is None else _NONE}
