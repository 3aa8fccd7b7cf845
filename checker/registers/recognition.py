"""Registers of recognition: whether a body is recognised for a standard. They never confirm a certificate."""

from __future__ import annotations

from functools import lru_cache

from checker.catalogue import Catalogue
from checker.model.backing import CONFIRMED, Trace
from checker.model.manifest import Certificate
from checker.model.outcome import Outcome
from checker.registers.agreement import same_body
from checker.registers.register import Register
from checker.registers.row import Row
from checker.registers.store import Store
from checker.words import shorten

_US = "US"
_CERTIFICATION = "certification"


def recognised(certificate: Certificate, register: Register, catalogue: Catalogue) -> Trace | None:
    """What the register says of the body of a certificate; None where it says nothing.

    It speaks only of standards that some body in it is recognised for, and of certification. OSHA's speaks of US marks.
    """
    rows = _of_standard(certificate, register, catalogue)
    if not rows or not _concerned(certificate, register):
        return None
    if certificate.body is None:
        message = f"`{certificate.id}` does not name its body, which {register.source} could recognise"
        return _trace(certificate, register, Outcome.UNDETERMINED, message)
    told = {row: same_body(certificate.body, row, catalogue) for row in rows}
    own = [row for row in rows if told[row] is Outcome.PASS]
    name = shorten(certificate.body.name or certificate.body.id or "")
    if own:
        return _by_site(certificate, register, own, name)
    message = f"{register.source} does not show `{name}` as recognised for `{shorten(certificate.standard)}`"
    unclear = Outcome.UNDETERMINED in told.values() or not register.complete
    return _trace(certificate, register, Outcome.UNDETERMINED if unclear else Outcome.FAIL, message)


def _by_site(certificate: Certificate, register: Register, own: list[Row], name: str) -> Trace:
    """A recognition may hold for some sites of a body only."""
    sites = {row.site.casefold() for row in own if row.site}
    site = certificate.body.site if certificate.body else None
    if sites and site is None:
        message = f"{register.source} recognises `{name}` by site, and `{certificate.id}` does not state `body.site`"
        return _trace(certificate, register, Outcome.UNDETERMINED, message)
    if sites and site is not None and site.casefold() not in sites:
        message = f"{register.source} does not recognise `{name}` for `{shorten(certificate.standard)}` at its site "
        return _trace(certificate, register, Outcome.FAIL, f"{message}`{shorten(site)}`")
    return _trace(certificate, register, Outcome.PASS, "")


def _concerned(certificate: Certificate, register: Register) -> bool:
    if certificate.attestation not in (None, _CERTIFICATION):
        return False
    if register.format.kind and certificate.kind != register.format.kind:
        return False
    markets = certificate.mark.markets if certificate.mark else None
    return register.format.list_id != "osha-nrtl" or markets is None or _US in markets


def _of_standard(certificate: Certificate, register: Register, catalogue: Catalogue) -> list[Row]:
    """The rows for the standard as the certificate prints it, or by its catalogue designation."""
    if register.store is None:
        return []
    standard = catalogue.resolve(certificate.standard).standard
    names = [certificate.standard, *([standard.id] if standard else [])]
    table = _by_standard(register.store, catalogue)
    keys = dict.fromkeys(filter(None, map(catalogue.key, names)))
    return [row for key in keys for row in table.get(key, ())]


@lru_cache(maxsize=8)
def _by_standard(store: Store, catalogue: Catalogue) -> dict[str, list[Row]]:
    """All rows by the key of their standard; an entry such as `UL 486A-486B` is one designation."""
    table: dict[str, list[Row]] = {}
    for row in store.all():
        if key := catalogue.key(row.standard):
            table.setdefault(key, []).append(row)
    return table


def _trace(certificate: Certificate, register: Register, outcome: Outcome, message: str) -> Trace:
    adverse = {Outcome.FAIL: "register-disagrees", Outcome.UNDETERMINED: "not-confirmed", Outcome.PASS: ""}
    return Trace(
        CONFIRMED,
        register.source,
        outcome,
        f"{certificate.pointer}/body" if certificate.body else certificate.pointer,
        code=adverse[outcome],
        message=message,
        facts=("body", "accreditation") if outcome is Outcome.PASS else (),
        day=register.day,
        standing=outcome is Outcome.FAIL,
        sha256=register.sha256,
    )
