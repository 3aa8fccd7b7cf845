"""Whether one accreditation entry carries everything that is asked: standard, body, scope and dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.gates.base import Code, Context, Probe, listed
from checker.model.accreditation import accreditation_standard
from checker.model.calendar import next_day
from checker.model.history import decided, decided_by
from checker.model.manifest import Accreditation
from checker.model.outcome import Outcome
from checker.model.reference import Provenance
from checker.records import NamedTuple

_EITHER = (Outcome.FAIL, Outcome.UNDETERMINED)

ACCREDITATION_CODES = (
    Code(
        "body-not-accredited",
        "the body states no accreditation, or the certificate names no body",
        "state the body's accreditation, or turn to an accredited body",
        _EITHER,
        state="state `body`, and beside it `accreditations`, each with `body`, `standard`, `scope`, `from` and `until`",
    ),
    Code(
        "accreditation-wrong-standard",
        "the accreditation is to another standard than certification bodies of this kind need",
        "state the accreditation for certification (ISO/IEC 17065 or 17021-1), not one for testing or inspection",
        _EITHER,
        state="state the `standard` of the accreditation",
    ),
    Code(
        "accreditation-body-not-accepted",
        "the accreditation body is not accepted",
        "turn to a certification body that is accredited by an accepted accreditation body",
        _EITHER,
        state="state who accredits the body, as the catalogue names it, or add it with `--catalogue`",
    ),
    Code(
        "accreditation-out-of-scope",
        "the scope of accreditation does not hold the standard",
        "state the scope of the accreditation, or turn to a body accredited for the standard",
        _EITHER,
        state="state the `scope` of the accreditation, by designations such as `ISO 9001`",
    ),
    Code(
        "accreditation-not-in-force",
        "the accreditation was not in force at the decision or on the date",
        "turn to a body whose accreditation is in force; if this one is, state `from` and `until` as they are now",
        _EITHER,
        state="state `from` and `until` of the accreditation as they are now, and the `decision` event",
    ),
)


class _Flaw(NamedTuple):
    """The first thing that is wrong with an entry; `depth` counts the checks that it came through."""

    outcome: Outcome
    code: str
    message: str
    at: str
    depth: int
    provenance: Provenance | None = None


def check_accreditation(probe: Probe) -> None:
    """The best entry decides: a pass, else the unknown over the fail, else the one that came furthest."""
    context, certificate = probe.context, probe.context.certificate
    at = f"{certificate.pointer}/accreditations"
    if certificate.body is None:
        # Its accreditations are judged all the same: leaving the name out must not undo what they show.
        message = f"`{certificate.id}` does not name its certification body"
        probe.unknown("body-not-accredited", message, acceptable=False)
    name = (certificate.body.name or certificate.body.id) if certificate.body else "a body without a name"
    if not certificate.accreditations:
        unstated = certificate.accreditations is None
        outcome = Outcome.UNDETERMINED if unstated else Outcome.FAIL
        message = f"`{name}`, which issued `{certificate.id}`, is stated to have no accreditation"
        unclear = f"`{certificate.id}` does not state the accreditation of `{name}`"
        probe.judge(outcome, "body-not-accredited", message, unclear, certificate.pointer if unstated else at)
        return
    flaws = [_flaw(context, entry) for entry in certificate.accreditations]
    if None in flaws:
        accepted = certificate.accreditations[flaws.index(None)]
        row = context.catalogue.accreditation_body(accepted.body or "")
        programme = row.programme(context.requirement.body.accredited_to or "") if row else None
        probe.at = accepted.pointer
        probe.provenance = programme.provenance if programme else None
        return
    worst = max((flaw for flaw in flaws if flaw), key=lambda flaw: (flaw.outcome.rank, flaw.depth))
    probe.provenance = worst.provenance
    probe.judge(worst.outcome, worst.code, worst.message, worst.message, worst.at)


def accreditation_turns(context: Context) -> Iterator[date]:
    """The days on which an entry, or the programme it belongs to, begins or has ended."""
    for entry in context.certificate.accreditations or ():
        yield from _ends(entry.start, entry.until)
        row = context.catalogue.accreditation_body(entry.body or "")
        programme = row.programme(context.requirement.body.accredited_to or "") if row else None
        if programme:
            yield from _ends(programme.start, programme.until)
            yield from _ends(programme.mra_start, programme.mra_until)


def _ends(start: date | None, until: date | None) -> Iterator[date]:
    if start:
        yield start
    if until:
        yield next_day(until)


def _flaw(context: Context, entry: Accreditation) -> _Flaw | None:
    """What is wrong with one entry: a contradiction before anything that is merely unknown."""
    flaws = [
        flaw
        for depth, check in enumerate((_standard, _accreditor, _scope, _dates))
        if (flaw := check(context, entry, depth)) is not None
    ]
    return min(flaws, key=lambda flaw: flaw.outcome.rank, default=None)


def undated_flaw(context: Context, entry: Accreditation) -> bool:
    """Whether anything is wrong with an entry but for its own days."""
    return any(check(context, entry, 0) for check in (_standard, _accreditor, _scope))


def _label(context: Context, entry: Accreditation) -> str:
    return f"the accreditation of `{context.certificate.id}` by `{entry.body or 'nobody named'}`"


def _standard(context: Context, entry: Accreditation, depth: int) -> _Flaw | None:
    required, code, at = (
        context.requirement.body.accredited_to,
        "accreditation-wrong-standard",
        f"{entry.pointer}/standard",
    )
    if entry.standard is None:
        message = f"{_label(context, entry)} names no standard; {required} is required"
        return _Flaw(Outcome.UNDETERMINED, code, message, at, depth)
    if accreditation_standard(entry.standard) == required:
        return None
    message = f"{_label(context, entry)} is to `{entry.standard}`, where {required} is required"
    return _Flaw(Outcome.FAIL, code, message, at, depth)


def _accreditor(context: Context, entry: Accreditation, depth: int) -> _Flaw | None:
    rule, code, at = context.requirement.body, "accreditation-body-not-accepted", f"{entry.pointer}/body"
    label = _label(context, entry)
    if entry.body is None:
        return _Flaw(
            Outcome.UNDETERMINED, code, f"an accreditation of `{context.certificate.id}` names no body", at, depth
        )
    row = context.catalogue.accreditation_body(entry.body)
    if rule.by is not None and (row is None or row.id not in rule.by):
        return _Flaw(Outcome.FAIL, code, f"{label} does not count; accepted are {listed(rule.by)}", at, depth)
    if row is None:
        return _Flaw(Outcome.UNDETERMINED, code, f"{label}: the catalogue does not know that body", at, depth)
    programme = row.programme(rule.accredited_to or "")
    if rule.by is not None and not rule.mra:
        return None
    if programme is not None and not programme.offered:
        message = f"{label}: it is not known whether {row.id} accredits to {rule.accredited_to}"
        return _Flaw(Outcome.UNDETERMINED, code, message, at, depth, programme.provenance)
    if programme is None or not programme.on(context.as_of):
        message = f"{label} does not count: {row.id} has no programme for {rule.accredited_to} on {context.as_of}"
        return _Flaw(Outcome.FAIL, code, message, at, depth, row.provenance)
    if rule.mra and not programme.mra_on(context.as_of):
        message = f"{label} does not count: {row.id} is not in the MRA for {rule.accredited_to} on {context.as_of}"
        return _Flaw(Outcome.FAIL, code, message, at, depth, programme.provenance)
    return None


def _scope(context: Context, entry: Accreditation, depth: int) -> _Flaw | None:
    code, at, standard = "accreditation-out-of-scope", f"{entry.pointer}/scope", context.designation.standard
    if entry.scope is None:
        message = f"{_label(context, entry)} states no scope; `{context.certificate.standard}` is asked"
        return _Flaw(Outcome.UNDETERMINED, code, message, at, depth)
    # A text that is no designation has an empty key, which is nobody's.
    keys = {context.catalogue.key(context.certificate.standard)} - {""}
    for text in entry.scope:
        named = context.catalogue.resolve(text).standard
        if (standard and named and named.id == standard.id) or context.catalogue.key(text) in keys:
            return None
    message = f"{_label(context, entry)} covers {listed(entry.scope)}, not `{context.certificate.standard}`"
    # What an unknown designation stands for, and a text that is none, may well be the standard.
    known = standard is not None and all(context.catalogue.resolve(text).standard for text in entry.scope)
    return _Flaw(Outcome.FAIL if known else Outcome.UNDETERMINED, code, message, at, depth)


def _dates(context: Context, entry: Accreditation, depth: int) -> _Flaw | None:
    code, at, label, day = "accreditation-not-in-force", entry.pointer, _label(context, entry), context.as_of
    decision = decided_by(context.certificate, day)
    # Where the decision is not recorded its day is an assumption, which proves nothing against the accreditation.
    outcome = Outcome.FAIL if decided(context.certificate, day) else Outcome.UNDETERMINED
    for twin in _twins(context, entry):
        if twin.withdrawn and twin.withdrawn <= day:
            message = f"{label} was withdrawn on {twin.withdrawn}"
            return _Flaw(Outcome.FAIL, code, message, f"{twin.pointer}/withdrawn", depth)
    if entry.start and day < entry.start:
        return _Flaw(Outcome.FAIL, code, f"{label} begins only on {entry.start}", f"{at}/from", depth)
    if entry.start and decision and decision < entry.start:
        message = f"{label} began on {entry.start}, after the decision of {decision}"
        return _Flaw(outcome, code, message, f"{at}/from", depth)
    if entry.until and decision and decision > entry.until:
        message = f"{label} ended on {entry.until}, before the decision of {decision}"
        return _Flaw(outcome, code, message, f"{at}/until", depth)
    return _unstated_dates(context, entry, depth, decided=decision is not None)


def _twins(context: Context, entry: Accreditation) -> list[Accreditation]:
    """The entries that may be one accreditation: same body and standard, no other number.

    Of the other entries of the certificate those count that record a withdrawal.
    """

    def key(each: Accreditation) -> tuple[str, str | None]:
        row = context.catalogue.accreditation_body(each.body or "")
        return (row.id if row else each.body or "", accreditation_standard(each.standard or ""))

    told = [each for other in context.siblings for each in other.accreditations or () if each.withdrawn]
    stated = [*(context.certificate.accreditations or ()), *told]
    same = [each for each in stated if key(each) == key(entry)]
    return [each for each in same if not (each.number and entry.number) or each.number == entry.number]


def _unstated_dates(context: Context, entry: Accreditation, depth: int, *, decided: bool) -> _Flaw | None:
    """What stays open where a date is missing, or the accreditation ended before the day: the copy may be old."""
    code, label, day = "accreditation-not-in-force", _label(context, entry), context.as_of
    if entry.start is None or entry.until is None or not decided:
        dated = entry.start and entry.until
        missing = "no day of decision or issue is stated" if dated else "`from` or `until` is missing"
        message = f"whether {label} was in force at the decision and on {day} can not be told: {missing}"
        return _Flaw(Outcome.UNDETERMINED, code, message, entry.pointer, depth)
    if day > entry.until:
        message = f"{label} ended on {entry.until}, before {day}; the copy may be old"
        return _Flaw(Outcome.UNDETERMINED, code, message, f"{entry.pointer}/until", depth)
    return None
