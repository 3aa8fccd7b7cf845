"""Whether a certificate and the rows of a register that carry its number say the same, fact by fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from checker.catalogue import Catalogue
from checker.catalogue.names import fold_name
from checker.model.manifest import BodyName, Certificate, Party
from checker.model.outcome import Outcome
from checker.model.parties import same_name, same_party
from checker.model.patterns import names
from checker.records import NamedTuple
from checker.registers.row import Row

NEEDED = ("number", "body", "standard", "holder", "status")
"""What both sides have to say for a register to confirm a certificate; what else both say has to agree too."""


class Answer(NamedTuple):
    """What a register says of one fact: `fact` as traces name it, both texts, the place in the manifest.

    `outcome` UNDETERMINED: one of the two does not say it, or it can not be told whether they mean the same.
    """

    fact: str
    outcome: Outcome
    stated: str
    found: str
    pointer: str


def party(row: Row) -> Party:
    """The holder of a row with the identifiers that the register gives."""
    pairs = (text.partition("=") for text in row.identifiers.splitlines())
    return Party(row.holder or None, tuple((kind, value) for kind, _, value in pairs))


def same_body(stated: BodyName | None, row: Row, catalogue: Catalogue) -> Outcome:
    """Whether a certificate's body is the one of a row: by the catalogue where it knows both, else by their names."""
    if stated is None or not (row.body or row.body_id):
        return Outcome.UNDETERMINED
    mine = catalogue.body(stated)
    if mine.conflict:
        return Outcome.UNDETERMINED
    # A register may write a name beside its own id that the catalogue does not know; either of them tells.
    ways = (BodyName(name=row.body or None), BodyName(id=row.body_id or None))
    theirs = next((found for way in ways if (way.id or way.name) and (found := catalogue.body(way).body)), None)
    if mine.body and theirs:
        return Outcome.PASS if mine.body is theirs else Outcome.FAIL
    if stated.name and row.body:
        return Outcome.PASS if fold_name(stated.name) == fold_name(row.body) != "" else same_name(stated.name, row.body)
    if stated.id and row.body_id:
        return Outcome.PASS if stated.id.casefold() == row.body_id.casefold() else Outcome.FAIL
    return Outcome.UNDETERMINED


def same_standard(certificate: Certificate, row: Row, catalogue: Catalogue) -> Outcome:
    """Whether a row names the standard of a certificate, its edition aside."""
    mine, theirs = catalogue.resolve(certificate.standard).standard, catalogue.resolve(row.standard).standard
    if mine and theirs:
        return Outcome.PASS if mine.id == theirs.id else Outcome.FAIL
    keys = {catalogue.key(certificate.standard), catalogue.key(row.standard)}
    if len(keys) == 1 and keys != {""}:
        return Outcome.PASS
    return Outcome.FAIL if mine or theirs else same_name(certificate.standard, row.standard)


def answers(certificate: Certificate, rows: Sequence[Row], catalogue: Catalogue) -> list[Answer]:
    """What rows of one number, body and standard say of a certificate; of each fact the worst of all rows."""
    found: dict[str, Answer] = {}
    for row in rows:
        for answer in _of_row(certificate, row, catalogue):
            known = found.get(answer.fact)
            if known is None or answer.outcome.rank < known.outcome.rank:
                found[answer.fact] = answer
    for united in (_models(certificate, rows), _mark(certificate, rows)):
        if united:
            found[united.fact] = united
    return list(found.values())


def _of_row(certificate: Certificate, row: Row, catalogue: Catalogue) -> Iterator[Answer]:
    at = certificate.pointer
    body = certificate.body
    yield Answer("number", Outcome.PASS, certificate.number or "", row.number, f"{at}/number")
    shown = (body.name or body.id or "") if body else ""
    yield Answer("body", same_body(body, row, catalogue), shown, row.body or row.body_id, f"{at}/body")
    yield _standard(certificate, row, catalogue)
    yield _holder(certificate, row)
    if row.status:
        outcome = Outcome.PASS if row.status == "active" else Outcome.FAIL
        own = certificate.status.value if certificate.status else ""
        yield Answer("status", outcome, own, row.status, f"{at}/status" if certificate.status else at)
    if row.kind:
        outcome = Outcome.PASS if row.kind == certificate.kind else Outcome.FAIL
        yield Answer("kind", outcome, certificate.kind, row.kind, f"{at}/kind")
    yield from _days(certificate, row)
    yield from _accreditation(certificate, row, catalogue)


def _standard(certificate: Certificate, row: Row, catalogue: Catalogue) -> Answer:
    at, stated = f"{certificate.pointer}/standard", certificate.standard
    if not row.standard:
        return Answer("standard", Outcome.UNDETERMINED, stated, "", at)
    mine = catalogue.resolve(certificate.standard, certificate.edition).edition
    theirs = catalogue.resolve(row.standard).edition
    if certificate.edition:
        stated = f"{stated}, edition {certificate.edition}"
    outcome = same_standard(certificate, row, catalogue)
    if outcome is Outcome.PASS and mine != theirs:
        outcome = Outcome.FAIL if mine and theirs else Outcome.UNDETERMINED
    return Answer("standard", outcome, stated, row.standard, at)


def _holder(certificate: Certificate, row: Row) -> Answer:
    holder, theirs = certificate.holder, party(row)
    stated = (holder.name or "") if holder else ""
    outcome = same_party(holder, theirs) if holder and row.holder else Outcome.UNDETERMINED
    at = f"{certificate.pointer}/holder" if holder else certificate.pointer
    return Answer("holder", outcome, stated, row.holder, at)


def _days(certificate: Certificate, row: Row) -> Iterator[Answer]:
    """The days that both print. A certificate may keep the day of its first issue beside the present one."""
    at = certificate.pointer
    issued = {row.issued} if row.issued else set()
    if row.original and certificate.effective and certificate.effective.isoformat() == row.issued:
        issued.add(row.original)
    if row.issued:
        yield _day("issued", certificate.issued, issued, row.issued, at)
    if row.effective:
        yield _day("effective", certificate.effective, {row.effective}, row.effective, at)
    if row.expires:
        answer = _day("expires", certificate.expires, {row.expires}, row.expires, at)
        endless = certificate.expires is None and certificate.expires_stated
        yield answer._replace(outcome=Outcome.FAIL, stated="no term", pointer=f"{at}/expires") if endless else answer


def _day(fact: str, stated: date | None, found: set[str], shown: str, at: str) -> Answer:
    if stated is None:
        return Answer(fact, Outcome.UNDETERMINED, "", shown, at)
    outcome = Outcome.PASS if stated.isoformat() in found else Outcome.FAIL
    return Answer(fact, outcome, stated.isoformat(), shown, f"{at}/{fact}")


def _accreditation(certificate: Certificate, row: Row, catalogue: Catalogue) -> Iterator[Answer]:
    at, entries = f"{certificate.pointer}/accreditations", certificate.accreditations
    if not entries:
        return
    stated = ", ".join(entry.body for entry in entries if entry.body)
    if row.accredited == "no":
        yield Answer("accreditation", Outcome.FAIL, stated, "unaccredited", at)
    elif row.accreditor:
        theirs = catalogue.accreditation_body(row.accreditor)
        mine = [catalogue.accreditation_body(entry.body) for entry in entries if entry.body]
        told = theirs is not None and bool(mine) and None not in mine
        outcome = Outcome.PASS if theirs and theirs in mine else Outcome.FAIL if told else Outcome.UNDETERMINED
        yield Answer("accreditation", outcome, stated, row.accreditor, at)


def _models(certificate: Certificate, rows: Sequence[Row]) -> Answer | None:
    """Each model that the certificate covers has to be named by some row, where rows name models at all."""
    known = tuple(model for row in rows for model in row.models.splitlines())
    stated = certificate.covers.models if certificate.covers else None
    if not known or not stated:
        return None
    missing = [model for model in stated if not names(known, model)]
    at = f"{certificate.pointer}/covers/models"
    outcome = Outcome.FAIL if missing else Outcome.PASS
    return Answer("models", outcome, ", ".join(missing or stated), ", ".join(known[:3]), at)


def _mark(certificate: Certificate, rows: Sequence[Row]) -> Answer | None:
    """Each model has to bear the stated mark by some row that names it; a file often holds both kinds of mark."""
    stated = certificate.mark.type if certificate.mark else None
    marked = [row for row in rows if row.mark]
    if not marked or not stated:
        return None
    models = (certificate.covers.models if certificate.covers else None) or ("",)
    at = f"{certificate.pointer}/mark/type"
    for model in models:
        of_model = [
            row for row in marked if not row.models or not model or names(tuple(row.models.splitlines()), model)
        ]
        if of_model and all(row.mark != stated for row in of_model):
            return Answer("mark", Outcome.FAIL, stated, of_model[0].mark, at)
    return Answer("mark", Outcome.PASS, stated, stated, at)
