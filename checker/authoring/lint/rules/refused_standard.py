"""Is every standard one that the catalogue knows, and of the kind that is asked for?

**Asks** of each entry of `standards` whether the catalogue knows it, whether it is certified the way `kind` says,
and whether it names a whole standard.

**Why** ISO/IEC 17021-1, 8.3: a management-system certificate must not imply that a product conforms. A policy that
asks for a product certificate to ISO 9001 can be met by nobody, and misleads whoever reads it. So it does not load.

**Shows** a manifest whose certificate is all that can be had, and that the policy refuses.

**To mend** correct the designation or `kind`, or add the standard to a catalogue of your own (`--catalogue FILE`).
"""

from __future__ import annotations

from checker.authoring.changes import Json
from checker.authoring.lint.case import Case, alone
from checker.authoring.lint.finding import Ask, Witness
from checker.authoring.lint.rules._refusal import refusals, refused, requirement_at, text_at
from checker.authoring.lint.witness import THIS, said, shown
from checker.errors import Problem
from checker.gates.kind import CROSSED
from checker.model.accreditation import DEFAULT
from checker.model.policy import (
    MANAGEMENT_SYSTEM,
    PRODUCT,
    BodyRule,
    CoversRule,
    EditionRule,
    MarkRule,
    Requirement,
    StandardRef,
)

WRONG_KIND, UNKNOWN, AMENDED = "wrong-kind-standard", "unknown-standard", "standard-with-amendment"
CODES = (
    refused(UNKNOWN, "the catalogue does not know the standard", "correct it, or add it with `--catalogue FILE`"),
    refused(
        WRONG_KIND,
        "the standard is certified as the other kind than the requirement asks for",
        "correct `kind`, or name a standard of that kind",
    ),
    refused(
        AMENDED,
        "the standard is named with a part or amendment, which certificates are not told apart by",
        "write the standard alone",
    ),
)


def _wrong_kind(case: Case, problem: Problem) -> Witness | None:
    """A certificate to the standard as it is granted: it passes where its own kind is asked for, and fails here."""
    rule = requirement_at(case, problem.pointer)
    swapped = alone(case.policy, _of_kind(rule, SWAPPED[rule.kind], text_at(case, problem.pointer), case))
    values = case.bench.passing(swapped, case.first)
    crossed = CROSSED[rule.kind]
    asks = [
        Ask(f"a policy that asks for it as a {SWAPPED[rule.kind]} certificate", swapped, "pass"),
        Ask(THIS, case.policy, "fail", rule.id, (crossed,)),
    ]
    return shown(
        case, values, case.first, asks, "a certificate to this standard is never of the kind that is asked for"
    )


def _unknown(case: Case, problem: Problem) -> Witness | None:
    """A certificate that names the text as the policy does: its kind can not be told, so it never passes."""
    rule, text = requirement_at(case, problem.pointer), text_at(case, problem.pointer)
    values = _start(case, rule)
    if values is None:
        return None
    for entry in values["certificates"][:1]:
        entry |= {"id": "certificate", "standard": text}
        entry.pop("edition", None)
    question = Ask(THIS, case.policy, "", rule.id, ("standard-unknown",))
    answer, _ = said(question, values, case.bench.catalogue, case.first)
    asks = [question._replace(answer=answer)] if answer != "pass" else []
    shows = "a certificate that names the standard as the policy does is of no known kind, and never passes"
    return shown(case, values, case.first, asks, shows) if asks else None


def _start(case: Case, rule: Requirement) -> Json | None:
    """A manifest with a certificate to a common standard of the kind: as is asked for otherwise, or else as it is."""
    usual = {PRODUCT: "UL 62368-1", MANAGEMENT_SYSTEM: "ISO 9001"}[rule.kind]
    standards, body = (StandardRef(usual, usual),), _body(rule.kind)
    near = rule._replace(standards=standards, edition=EditionRule("any"), body=body)
    far = Requirement(rule.id, "", rule.kind, standards, body=body)
    found = (case.bench.passing(alone(case.policy, each), case.first) for each in (near, far))
    return next((values for values in found if values is not None), None)


def _body(kind: str) -> BodyRule:
    return BodyRule(accredited_to=DEFAULT[kind])


SWAPPED = {PRODUCT: MANAGEMENT_SYSTEM, MANAGEMENT_SYSTEM: PRODUCT}


def _of_kind(rule: Requirement, kind: str, text: str, case: Case) -> Requirement:
    """A requirement for one standard, of its own kind, that asks for no more than there has to be."""
    name = case.bench.catalogue.resolve(text).standard
    standard = StandardRef(name.id if name else text, text)
    return Requirement(
        rule.id,
        "",
        kind,
        (standard,),
        edition=EditionRule("any"),
        mark=MarkRule(()),
        scheme_types=(),
        body=_body(kind),
        covers=CoversRule(sites="producing"),
    )


RULE = refusals("refused-standard", CODES, __doc__ or "", {WRONG_KIND: _wrong_kind, UNKNOWN: _unknown})
