"""Certificates looked up in snapshots of registers: what each register says, as traces.

A row is the certificate's by its number, to the sign, and its body. Near misses are shown and confirm nothing; what is
adverse in one that is plainly the same holder's counts, so that neither a slip nor a field left out takes it away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from checker.catalogue import Catalogue
from checker.model.backing import CONFIRMED, Trace
from checker.model.history import in_force_from
from checker.model.manifest import Certificate
from checker.model.outcome import Outcome
from checker.model.parties import same_party
from checker.records import NamedTuple
from checker.registers.agreement import NEEDED, Answer, answers, party, same_body, same_standard
from checker.registers.recognition import recognised
from checker.registers.register import Register
from checker.registers.row import RECOGNITION, Row, loose_key
from checker.words import shorten

DISAGREES = "register-disagrees"
NOT_CONFIRMED = "not-confirmed"

# What ends a certificate for good, or for now; registers keep earlier cycles as expired, inactive or cancelled.
_STOPPED = ("suspended", "withdrawn")
_PAST = ("expired", "inactive", "cancelled")
_AS_THERE = "if one of those is the certificate, state it as there; if none is, have the body say why it is not listed"


class Seen(NamedTuple):
    """What one register says of one certificate: the trace, and the answers fact by fact where rows were found."""

    trace: Trace
    answers: tuple[Answer, ...] = ()
    rows: tuple[Row, ...] = ()


def traces(certificate: Certificate, registers: Sequence[Register], catalogue: Catalogue) -> tuple[Trace, ...]:
    """What the registers say of a certificate; nothing of a register that does not speak of such certificates."""
    found = (seen(certificate, register, catalogue) for register in registers)
    return tuple(each.trace for each in found if each)


def seen(certificate: Certificate, register: Register, catalogue: Catalogue) -> Seen | None:
    """What one register says of a certificate; None where it does not speak of such certificates."""
    if register.store is None:
        return None
    if register.format.family == RECOGNITION:
        trace = recognised(certificate, register, catalogue)
        return Seen(trace) if trace else None
    if not _speaks(certificate, register, catalogue):
        return None
    return _Look(certificate, register, catalogue).seen()


def _speaks(certificate: Certificate, register: Register, catalogue: Catalogue) -> bool:
    """Whether a register is about certificates of this kind and body; what is not stated does not exempt any."""
    format_ = register.format
    standard = catalogue.resolve(certificate.standard).standard
    if format_.kind and (standard.kind if standard else certificate.kind) != format_.kind:
        return False
    body = catalogue.body(certificate.body) if certificate.body and format_.body else None
    return body is None or body.conflict or (body.body is not None and body.body.id == format_.body)


class _Look:
    """One certificate looked up in one register."""

    def __init__(self, certificate: Certificate, register: Register, catalogue: Catalogue) -> None:
        assert register.store is not None
        self.entry, self.register, self.catalogue = certificate, register, catalogue
        self.store = register.store
        self.at = f"{certificate.pointer}/number" if certificate.number else certificate.pointer
        self._close: list[Row] | None = None

    def seen(self) -> Seen:
        """The rows that carry the number, and what they say; else what is near."""
        number = self.entry.number or ""
        carrying = self.store.by_number(number) if number.strip() else []
        bodies = {row.line: same_body(self.entry.body, row, self.catalogue) for row in carrying}
        own = [row for row in carrying if bodies[row.line] is Outcome.PASS]
        near = [row for row in carrying if bodies[row.line] is Outcome.UNDETERMINED]
        # A body that is stated wrong takes nothing away from what a row of this very number and holder says.
        theirs = [row for row in carrying if bodies[row.line] is Outcome.FAIL and self._held(row)]
        stopped = next(self._stopped(near if own else near + theirs or self._likely()), None)
        if own and not stopped:
            return self._of_rows(own)
        if stopped:
            told = f"the same holder's `{_shown(stopped.number)}` is {stopped.status} there"
            before = f"{self._source()} has `{_shown(number)}` more than once" if own else self._missing()
            return Seen(self._fails(f"{before}, and {told}"))
        hint = self._hint(carrying)
        message = f"{self._missing()}{hint}"
        if self.register.complete and not near and self._identified():
            return Seen(self._fails(f"{message}; it holds every certificate there is"))
        return Seen(self._open(message)._replace(mend=_AS_THERE if hint else ""))

    def _identified(self) -> bool:
        """Whether enough is stated for a row to be found; else no row of the holder's may be this one."""
        if self.entry.number and self.entry.body:
            return True
        return not self._likely()

    def _of_rows(self, rows: list[Row]) -> Seen:
        """What rows of the number and body say: those of the standard, of the present cycle."""
        alike = [row for row in rows if not row.standard or self._standard(row) is not Outcome.FAIL]
        start = in_force_from(self.entry)
        present = [row for row in alike if not (start and _past(row) and row.expires < start.isoformat())]
        chosen = present or alike or rows
        told = answers(self.entry, chosen, self.catalogue)
        over = [row for row in chosen if row.expires and row.expires < self.register.day.isoformat()]
        against = [answer for answer in told if answer.outcome is Outcome.FAIL]
        facts = tuple(answer.fact for answer in told if answer.outcome is Outcome.PASS)
        if against or over:
            sentences = [_difference(answer) for answer in against]
            if over and not any(answer.fact == "status" for answer in against):
                sentences.append(f"its term ended on {over[0].expires}")
            pointer = against[0].pointer if against else f"{self.entry.pointer}/expires"
            trace = self._fails(
                f"{self._source()} says otherwise of `{self.entry.id}`: {'; '.join(sentences)}", pointer
            )
        elif missing := self._unsaid(told):
            trace = self._open(f"{self._source()} has `{self.entry.id}`, but {'; '.join(missing)}")
        else:
            ends = [row.expires for row in chosen if row.expires]
            trace = self._trace(Outcome.PASS, facts=facts, until=min(ends, default=None))
        return Seen(trace, tuple(told), tuple(chosen))

    def _standard(self, row: Row) -> Outcome:
        return same_standard(self.entry, row, self.catalogue)

    def _unsaid(self, told: list[Answer]) -> list[str]:
        """What keeps a row that does not contradict from confirming, as ends of sentences."""
        found = {answer.fact: answer for answer in told}
        said = []
        for fact in NEEDED:
            answer = found.get(fact)
            if answer is None or (answer.outcome is Outcome.UNDETERMINED and not answer.found):
                said.append(f"does not state its {fact}")
            elif answer.outcome is Outcome.UNDETERMINED:
                said.append(_unlike(answer))
        # A day, or an accreditation, that only one side states: what is left out confirms nothing.
        extra = [a for a in told if a.fact not in NEEDED and a.outcome is Outcome.UNDETERMINED]
        return said + [_unlike(answer) for answer in extra]

    def _likely(self) -> list[Row]:
        """Rows that may be the certificate although the number is not theirs: near ones, parts, and without number any.

        They are of a holder of the same name, of the standard, and not of another body.
        """
        holder = self.entry.holder
        if holder is None or not holder.name:
            return []
        rows = self.store.of_holder(holder.name)
        if self.entry.number:
            rows = [*self._near(), *(row for row in rows if _part(self.entry.number, row.number))]
        held = (Outcome.PASS, Outcome.UNDETERMINED)
        return [
            row
            for row in rows
            if same_party(holder, party(row)) in (held if self.entry.number else held[:1])
            and (not row.standard or self._standard(row) is not Outcome.FAIL)
            and same_body(self.entry.body, row, self.catalogue) is not Outcome.FAIL
        ]

    def _held(self, row: Row) -> bool:
        """Whether a row is of the holder that is stated."""
        holder = self.entry.holder
        return holder is not None and same_party(holder, party(row)) is Outcome.PASS

    def _near(self) -> list[Row]:
        """Rows whose number is nearly the stated one, looked for once."""
        if self._close is None:
            self._close = self.store.near(self.entry.number) if self.entry.number else []
        return self._close

    def _stopped(self, rows: list[Row]) -> Iterator[Row]:
        """Those that are suspended or withdrawn, if they are the holder's, or nobody knows whose."""
        holder = self.entry.holder
        for row in rows:
            other = holder is not None and same_party(holder, party(row)) is Outcome.FAIL
            wrong = row.standard and self._standard(row) is Outcome.FAIL
            if row.status in _STOPPED and not other and not wrong:
                yield row

    def _missing(self) -> str:
        left = [name for name in ("number", "body") if not getattr(self.entry, name)]
        if left:
            return f"`{self.entry.id}` states no {' and no '.join(left)}, by which {self._source()} could be asked"
        return f"{self._source()} has no `{_shown(self.entry.number or '')}` of that body"

    def _hint(self, carrying: list[Row]) -> str:
        """What is near, as the end of a sentence."""
        if carrying:
            return f"; it has that number of {_quoted(row.body or row.body_id for row in carrying)}"
        if near := self._near():
            return f"; near it are {_quoted(f'{row.number} ({row.holder})' for row in near)}"
        held = self.store.of_holder(self.entry.holder.name, 3) if self.entry.holder and self.entry.holder.name else []
        return f"; of that holder it has {_quoted(row.number for row in held)}" if held else ""

    def _source(self) -> str:
        return self.register.source

    def _fails(self, message: str, pointer: str = "") -> Trace:
        return self._trace(Outcome.FAIL, DISAGREES, message, pointer=pointer)

    def _open(self, message: str) -> Trace:
        return self._trace(Outcome.UNDETERMINED, NOT_CONFIRMED, message)

    def _trace(
        self,
        outcome: Outcome,
        code: str = "",
        message: str = "",
        *,
        pointer: str = "",
        facts: tuple[str, ...] = (),
        until: str | None = None,
    ) -> Trace:
        return Trace(
            CONFIRMED,
            self.register.source,
            outcome,
            pointer or self.at,
            code=code,
            message=message,
            facts=facts,
            day=self.register.day,
            until=date.fromisoformat(until) if until else None,
            standing=outcome is Outcome.FAIL,
            sha256=self.register.sha256,
        )


def _part(one: str, other: str) -> bool:
    """Whether a number is a part of another one: a document that prints the whole of it prints its parts too."""
    mine, theirs = loose_key(one), loose_key(other)
    return mine != theirs and bool(mine and theirs) and (mine in theirs or theirs in mine)


def _past(row: Row) -> bool:
    return row.status in _PAST and bool(row.expires)


def _difference(answer: Answer) -> str:
    if answer.fact == "status":
        return f"it is {answer.found}"
    stated = f"`{_shown(answer.stated)}`" if answer.stated else "nothing"
    return f"{answer.fact} is `{_shown(answer.found)}` there, {stated} in the manifest"


def _unlike(answer: Answer) -> str:
    if not answer.stated:
        return f"the manifest does not state {answer.fact} (`{_shown(answer.found)}`)"
    return f"{answer.fact} is `{_shown(answer.found)}` there, `{_shown(answer.stated)}` in the manifest"


def _shown(text: str) -> str:
    return shorten(text)


def _quoted(texts: Iterator[str]) -> str:
    return ", ".join(f"`{_shown(text)}`" for text in dict.fromkeys(texts))
