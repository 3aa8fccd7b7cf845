"""What every gate is given, and how it answers."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from datetime import date
from typing import TYPE_CHECKING

from checker.errors import did_you_mean
from checker.model.assessment import ERROR, NOT_ASKED, NOT_RUN, NOTE, WARNING, Finding, GateResult, Target
from checker.model.manifest import Entries
from checker.model.outcome import Outcome
from checker.records import NamedTuple

if TYPE_CHECKING:
    from checker.catalogue import Catalogue
    from checker.model.manifest import Certificate, Manifest, Product, Site
    from checker.model.policy import Requirement
    from checker.model.reference import Designation, Provenance

VERIFIED = "verified"

# How many names of a list a sentence repeats.
_MOST = 5


class Code(NamedTuple):
    """A stable finding code: what it means in one sentence, and what to do about it.

    `state` is what to do where the code is undetermined because the manifest leaves something out.
    """

    name: str
    title: str
    mend: str
    outcomes: tuple[Outcome, ...] = (Outcome.FAIL,)
    severity: str = ERROR
    state: str = ""


class Context(NamedTuple):
    """One certificate, assessed against one requirement for one target, as of a day.

    `siblings` are the other entries of the manifest that are the same certificate, `namesakes` those with its number
    and body, `doubles` adverse ones that may be the same because a number or body is not stated. `markets` are those
    in which the edition is judged (None: not stated, so every market counts). `covered_elsewhere` tells whether an
    activity is covered at some site by any certificate that passes there. `known` is the day as of which look-ups of a
    status are judged (None: `as_of`): earlier than `as_of` in a forecast, later for a day in the past. `renewed`: one
    that is fresh then is taken to be renewed whatever the limit, as for the days of a period.
    """

    requirement: Requirement
    certificate: Certificate
    target: Target
    manifest: Manifest
    as_of: date
    catalogue: Catalogue
    designation: Designation
    siblings: Entries = Entries()
    namesakes: tuple[Certificate, ...] = ()
    doubles: tuple[Certificate, ...] = ()
    markets: tuple[str, ...] | None = None
    product: Product | None = None
    site: Site | None = None
    covered_elsewhere: Callable[[str], Outcome] | None = None
    known: date | None = None
    renewed: bool = False


def never(_context: Context) -> Iterable[date]:
    """The turning days of a gate whose answer changes only with the dated facts, such as events, if at all."""
    return ()


def resting_on(*facts: str) -> Callable[[Context], tuple[str, ...]]:
    """The facts of a certificate that a gate rests on whatever it is asked (see `model/backing.py`)."""
    return lambda _context: facts


class About(NamedTuple):
    """An object, by how much of it an answer may depend on."""

    nothing: None
    markets: tuple[str, ...] | None
    product: str | None
    site: str | None
    target: Target


class Moment(NamedTuple):
    """A day, by how much of it an answer may depend on: nothing, the facts known on it, or the day itself.

    The facts are told by how many days with facts there were, and whether more is known than on the day; the day comes
    with the one as of which look-ups are judged, and with whether these are taken to be renewed.
    """

    never: None
    facts: tuple[int, bool]
    day: tuple[date, date, bool]


class Asks(NamedTuple):
    """On what the answer of a gate to a requirement depends, beside the manifest and the certificate.

    `demand` is what the requirement asks, `about` a key of `About`, `when` one of `Moment`. `local`: a key of `About`
    for a certificate with events that name sites, models or activities. `elsewhere`: on all other certificates too.
    """

    demand: tuple[object, ...] = ()
    about: str = "nothing"
    when: str = "never"
    local: str = ""
    elsewhere: bool = False


class Gate(NamedTuple):
    """One acceptance criterion: its place in the order, its codes, and the function that assesses it.

    `turns` tells the days after `as_of` on which the answer about a certificate can change, beside the days of the
    dated facts in the manifest; one day too many costs time, one too few is a wrong forecast. `rests_on` tells which
    facts of the certificate its answer rests on: the least founded of them is its basis. `asks` tells on what the
    answer depends, so that the same is not asked twice; None: it is asked every time.
    """

    id: str
    order: int
    codes: tuple[Code, ...]
    assess: Callable[[Context], GateResult]
    page: str = ""
    turns: Callable[[Context], Iterable[date]] = never
    rests_on: Callable[[Context], tuple[str, ...]] = resting_on()
    asks: Callable[[Requirement], Asks] | None = None


class Probe:
    """Collects what a gate finds, and adds it up: a fail outweighs the unknown, the unknown outweighs a pass."""

    def __init__(
        self,
        context: Context,
        gate: str,
        codes: tuple[Code, ...],
        expected: str,
        actual: str,
        at: str,
        rule: str = "",
        basis: str = "declared",
    ) -> None:
        """`at` is the JSON pointer in the manifest, `rule` the key of the requirement that asks."""
        self.context = context
        self.gate = gate
        self.codes = codes
        self.expected = expected
        self.actual = actual
        self.at = at
        self.rule = rule
        self.basis = basis
        self.provenance: Provenance | None = None
        self.findings: list[Finding] = []

    def fail(self, code: str, message: str, at: str | None = None, mend: str = "") -> None:
        """The evidence contradicts the requirement; `mend` is what to do, where the code does not say enough."""
        self._add(code, Outcome.FAIL, ERROR, message, at, mend=mend)

    def unknown(
        self, code: str, message: str, at: str | None = None, mend: str = "", *, acceptable: bool = True
    ) -> None:
        """The evidence does not say; a policy may accept that for a code it names, unless it is not acceptable."""
        accepted = acceptable and code in self.context.requirement.accept_unknown
        self._add(code, Outcome.UNDETERMINED, NOTE if accepted else ERROR, message, at, mend=mend, accepted=accepted)

    def judge(self, outcome: Outcome, code: str, failed: str, unclear: str, at: str | None = None) -> None:
        """Fail or unknown by an outcome; a pass adds nothing."""
        if outcome is Outcome.FAIL:
            self.fail(code, failed, at)
        elif outcome is Outcome.UNDETERMINED:
            self.unknown(code, unclear, at)

    def warn(self, code: str, message: str, at: str | None = None) -> None:
        """Something to know that does not change the outcome."""
        self._add(code, Outcome.PASS, WARNING, message, at)

    def note(self, code: str, message: str, at: str | None = None) -> None:
        """Something the report should carry along with a pass."""
        self._add(code, Outcome.PASS, NOTE, message, at)

    def _add(
        self,
        code: str,
        outcome: Outcome,
        severity: str,
        message: str,
        at: str | None,
        *,
        mend: str = "",
        accepted: bool = False,
    ) -> None:
        row = next(row for row in self.codes if row.name == code)
        mend = mend or (row.state if row.state and outcome is Outcome.UNDETERMINED else row.mend)
        if self.provenance and self.provenance.confidence != VERIFIED and outcome is not Outcome.PASS:
            message += f" (by a catalogue row of {self.provenance.confidence} confidence)"
        self.findings.append(
            Finding(
                code=code,
                outcome=outcome,
                message=message,
                pointer=self.at if at is None else at,
                gate=self.gate,
                severity=severity,
                help=mend,
                certificate=self.context.certificate.id,
                policy_pointer=self._policy_pointer(),
                accepted=accepted,
            )
        )

    def _policy_pointer(self) -> str:
        return f"{self.context.requirement.pointer}/{self.rule}" if self.rule else self.context.requirement.pointer

    def result(self) -> GateResult:
        """The gate's answer."""
        outcomes = {finding.outcome for finding in self.findings if not finding.accepted}
        outcome = min(outcomes, key=lambda each: each.rank, default=Outcome.PASS)
        return GateResult(
            gate=self.gate,
            outcome=outcome,
            expected=self.expected,
            actual=self.actual,
            pointer=self.at,
            policy_pointer=self._policy_pointer(),
            basis=self.basis,
            confidence=self.provenance.confidence if self.provenance else None,
            findings=tuple(sorted(self.findings, key=lambda each: each.outcome.rank)),
        )


def did_you_mean_one(site: str, covered: tuple[str, ...], sites: Container[str]) -> str:
    """A hint for an id that is no site of the supplier and so near to the asked one that it may be a misprint."""
    unknown = [each for each in covered if each not in sites]
    return f"; `{unknown[0]}` is no site of the manifest: is it a misprint?" if did_you_mean(site, unknown) else ""


def lookalike(name: str, others: tuple[str, ...]) -> str:
    """What tells a name from the first of the others that looks the same: letters and hyphens of other alphabets."""
    plain = name.isascii()
    for other in others:
        if len(other) != len(name) or (plain and other.isascii()):
            continue
        pairs = [pair for pair in zip(other, name, strict=True) if pair[0] != pair[1]]
        if pairs and all(ours.isascii() != theirs.isascii() for ours, theirs in pairs):
            ours, theirs = (f"U+{ord(each):04X}" for each in pairs[0])
            return f"; `{other}` has {ours} where `{name}` has {theirs}"
    return ""


def not_asked(gate: str, context: Context) -> GateResult:
    """The answer of a gate whose rule the policy does not name."""
    return GateResult(gate, NOT_ASKED, pointer=context.certificate.pointer, policy_pointer=context.requirement.pointer)


def not_run(gate: str, context: Context) -> GateResult:
    """The answer of a gate that an earlier one makes pointless."""
    return GateResult(gate, NOT_RUN, pointer=context.certificate.pointer, policy_pointer=context.requirement.pointer)


def listed(words: tuple[str, ...] | None, joint: str = "and") -> str:
    """Names as a reader expects them: `a`, `b` and `c`; of a long list the first ones."""
    if words is None:
        return "not stated"
    if not words:
        return "none"
    quoted = [f"`{word}`" for word in words[:_MOST]]
    if len(words) > len(quoted):
        quoted.append(f"{len(words) - len(quoted)} more")
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {joint} {quoted[-1]}"
