"""A schema-conforming policy becomes a `Policy`; one that could mislead does not load."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from checker.decode.consistency import contradictions
from checker.decode.fields import day, entries, texts
from checker.decode.rules import RuleReader
from checker.errors import InputError, Problem, did_you_mean
from checker.model import policy as model
from checker.model.backing import DECLARED
from checker.model.decision import names
from checker.model.markets import market
from checker.words import shorten

if TYPE_CHECKING:
    from checker.catalogue import Catalogue
    from checker.document import Document

Raw = dict[str, Any]


def decode_policy(document: Document, values: Raw, catalogue: Catalogue, codes: Collection[str]) -> model.Policy:
    """The policy that schema-conforming values state; `codes` are those `accept_unknown` may name.

    Raises InputError, with every place and mend, for unknown or wrong-kind standards, unknown bodies, a decision
    that does not fit the requirements, and an `evidence` that disagrees with them.
    """
    policy, problems = read_policy(document, values, catalogue, codes)
    if problems:
        raise InputError(problems)
    return policy


def read_policy(
    document: Document, values: Raw, catalogue: Catalogue, codes: Collection[str]
) -> tuple[model.Policy, list[Problem]]:
    """What can be made of schema-conforming values, and why they are no policy to be used; see `decode_policy`.

    With problems the policy is for explaining them and nothing else: what is not known is left out of it.
    """
    decoder = _Decoder(document, values, RuleReader(document, catalogue, codes))
    policy = decoder.policy()
    return policy, decoder.found(policy)


class _Decoder:
    def __init__(self, document: Document, values: Raw, rules: RuleReader) -> None:
        self.document = document
        self.values = values
        self.rules = rules
        self.problems: list[Problem] = []
        self.effective = _window(values)

    def policy(self) -> model.Policy:
        values = self.values
        requirements = tuple(
            self.requirement(raw, pointer) for pointer, raw in entries(values["requirements"], "/requirements")
        )
        applies = values.get("applies_to", {})
        authority = values.get("authority", {})
        policy = model.Policy(
            id=values["id"],
            title=values["title"],
            version=values["version"],
            evidence=values["evidence"],
            requirements=requirements,
            decision=self.decision(requirements),
            applies_to=model.AppliesTo(*(texts(applies.get(key)) for key in ("categories", "markets", "types"))),
            authority=", ".join(authority[key] for key in ("name", "jurisdiction") if key in authority),
            citations=tuple(values.get("citations", ())),
            rationale=values.get("rationale", ""),
            path=self.document.path,
            sha256=self.document.sha256,
            effective=self.effective,
            period=self.period(),
        )
        self.markets(policy)
        return policy

    def found(self, policy: model.Policy) -> list[Problem]:
        """Why the policy can not be used, in the order of the file; contradictions only where its parts can be."""
        problems = [*self.problems, *self.rules.problems]
        if not problems:
            problems = [self.problem(*each) for each in contradictions(policy)]
        return sorted(problems, key=lambda problem: problem.location)

    def markets(self, policy: model.Policy) -> None:
        """Refuse a market nobody can be in: the policy would apply to nothing, in silence."""
        for index, text in enumerate(policy.applies_to.markets or ()):
            if market(text) is None:
                mend = "write a country code such as `US`, or `EU`"
                place = f"/applies_to/markets/{index}"
                self.problems.append(self.problem("unknown-market", place, f"`{shorten(text)}` is no market", mend))

    def problem(self, code: str, pointer: str, message: str, mend: str) -> Problem:
        return Problem(message, self.document.locate(pointer), mend, code, pointer)

    def period(self) -> model.Span | None:
        """The dates of the order between which the policy has to hold."""
        raw = self.values.get("period")
        return None if raw is None else model.Span(raw["from"], raw["until"])

    def requirement(self, raw: Raw, pointer: str) -> model.Requirement:
        rules, kind = self.rules, raw["kind"]
        standards, edition = rules.standards(raw, pointer)
        rules.fits_kind(raw, kind, pointer)
        testing = raw.get("testing")
        return model.Requirement(
            id=raw["id"],
            pointer=pointer,
            kind=kind,
            standards=standards,
            title=raw.get("title") or raw["id"],
            edition=edition,
            attestation=tuple(raw.get("attestation", ("certification",))),
            mark=rules.mark(raw),
            scheme_types=rules.words(raw.get("scheme", {}).get("types")),
            body=rules.body(raw, pointer),
            covers=rules.covers(raw),
            surveillance=rules.surveillance(raw, pointer),
            testing=testing is not None,
            accredited_laboratory=bool(testing and testing.get("accredited_laboratory", False)),
            audits="audits" in raw,
            assurance=raw.get("assurance", DECLARED),
            checked_within=rules.checked_within(raw, pointer),
            accept_unknown=rules.accept_unknown(raw, pointer),
            waivable=raw.get("waivable", True),
            citation=raw.get("citation", ""),
            remedy=raw.get("remedy", ""),
            mandatory=raw.get("enforcement", "mandatory") == "mandatory",
            effective=_window(raw).within(self.effective),
            on_production=rules.on_production(raw, self.values, pointer),
        )

    def decision(self, requirements: tuple[model.Requirement, ...]) -> model.Decision:
        if "decision" not in self.values:
            return model.All(tuple(row.id for row in requirements if row.mandatory))
        decision = self.part(self.values["decision"], "/decision")
        known = {row.id for row in requirements}
        for name in dict.fromkeys(names(decision)):
            if name not in known:
                mend = did_you_mean(name, known) or "name a requirement of this policy"
                message = f"the decision names `{shorten(name)}`, which is no requirement of this policy"
                self.problems.append(self.problem("decision-names-unknown", "/decision", message, mend))
        return decision

    def part(self, raw: Raw | str, pointer: str) -> model.Decision:
        if isinstance(raw, str):
            return raw
        stated = [key for key in ("all", "any", "at_least") if key in raw]
        if len(stated) != 1:
            mend = "nest them: `all: [a, {any: [b, c]}]`"
            message = "a decision holds exactly one of `all`, `any`, `at_least`"
            self.problems.append(self.problem("decision-form", pointer, message, mend))
            return model.All(())
        key = stated[0]
        inner = raw[key]["of"] if key == "at_least" else raw[key]
        place = f"{pointer}/{key}/of" if key == "at_least" else f"{pointer}/{key}"
        parts = tuple(self.part(each, each_pointer) for each_pointer, each in entries(inner, place))
        for index, each in enumerate(inner):
            if isinstance(each, str) and each in inner[:index]:
                message = f"`{shorten(each)}` stands twice in one `{key}`"
                mend = "name each requirement once"
                self.problems.append(self.problem("decision-names-twice", f"{place}/{index}", message, mend))
        if key == "at_least":
            n = raw[key]["n"]
            if n > len(parts):
                message = f"`at_least` asks for {n} of {len(parts)} parts, which can never be met"
                mend = "lower `n` or add parts"
                self.problems.append(self.problem("at-least-too-many", f"{pointer}/{key}/n", message, mend))
            return model.AtLeast(n, parts)
        return model.All(parts) if key == "all" else model.Any(parts)


def _window(raw: Raw) -> model.Window:
    stated = raw.get("effective", {})
    return model.Window(day(stated.get("from")), day(stated.get("until")))
