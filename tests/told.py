"""Assessments in words, a line for each thing that is told, for snapshots that people read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from checker import api
from checker.model.assessment import (
    NOT_ASKED,
    NOT_RUN,
    Assessment,
    Finding,
    GateResult,
    ObjectAssessment,
    PolicyAssessment,
)
from tests.typed import mistyped


def of_policy(found: PolicyAssessment) -> Iterator[str]:
    """Verdict, products left out, and each object of each requirement."""
    period = f", judged from {found.period[0]} to {found.period[1]}" if found.period else ""
    yield f"{found.policy.id}: {found.verdict}{period}"
    yield from (f"  without {product}: {why}" for product, why in found.left_out)
    for row in found.requirements:
        counts = ("" if row.counts else ", counts not") + ("" if row.needed else ", not needed")
        counts += ", over" if row.over else ""
        yield f"  {row.requirement.id}: {row.outcome}{counts}"
        for at, each in enumerate(row.objects):
            yield from (f"    {line}" for line in of_object(each, gates=at == 0))


def of_object(each: ObjectAssessment, *, gates: bool) -> Iterator[str]:
    """The findings of an object; of a pass, where asked, what each gate of the certificate expected and found."""
    named = " ".join(str(part) for part in (each.target.type, each.target.id, each.target.site) if part)
    chosen = each.chosen.certificate.id if each.chosen else "no certificate"
    waived = f", waived by {', '.join(each.waived_by)} lifting {', '.join(each.lifted)}" if each.waived_by else ""
    until = f", until {each.until}" if each.until else ""
    yield f"{named}: {each.outcome} by {chosen} {each.target.pointer}{waived}{until}"
    if gates and each.chosen and each.certificate:
        yield from (f"  {of_gate(row)}" for row in each.chosen.gates if row.outcome not in (NOT_ASKED, NOT_RUN))
    yield from (f"  {of_finding(row)}" for row in each.findings)


def of_gate(row: GateResult) -> str:
    """What a gate expected and found, where, and what that rests on."""
    basis = f"{row.basis}, {row.founded}, {row.confidence}" if row.confidence else f"{row.basis}, {row.founded}"
    return f"{row.gate}: {row.outcome}; {row.expected}; {row.actual} [{row.pointer}, {row.policy_pointer}, {basis}]"


def of_finding(row: Finding) -> str:
    """A finding with its places and its mend."""
    label = row.outcome if row.severity == "error" else row.severity
    accepted = ", accepted" if row.accepted else ""
    places = f"[{row.pointer}, {row.policy_pointer}{accepted}]"
    return f"{label} {row.code} of {row.certificate}: {row.message}; {row.help} {places}"


Tell = Callable[[PolicyAssessment], Iterator[str]]


@contextmanager
def word_by_word(request: pytest.FixtureRequest, snapshot: SnapshotAssertion, tell: Tell) -> Iterator[None]:
    """Hold everything that a test has the engine say against a snapshot too; not where cases are drawn."""
    lines: list[str] = []
    plain = api.assess

    def noting(*given: Any, **named: Any) -> Assessment:
        found = plain(*given, **named)
        assert not mistyped(found)
        lines.extend(line for each in found.policies for line in tell(each) if line not in lines)
        return found

    with pytest.MonkeyPatch.context() as patch:
        if not hasattr(getattr(request.node, "obj", None), "hypothesis"):
            patch.setattr(api, "assess", noting)
        yield
    if lines:
        assert "\n".join(lines) == snapshot(name="told")
