"""What a manifest states of its certificates, as far as the day of the assessment knows it."""

from __future__ import annotations

from datetime import date
from typing import Any

from checker.document import Document
from checker.model.backing import Trace
from checker.model.history import events_until, suspensions
from checker.model.manifest import Certificate, Event, Status

Json = dict[str, Any]


def certificate_entry(certificate: Certificate, document: Document, as_of: date) -> Json:
    """The entry of a certificate: terms as stated; events, suspensions, look-ups and snapshots up to the day alone."""
    place = document.locate(certificate.pointer)
    covers = certificate.covers
    return {
        "id": certificate.id,
        "kind": certificate.kind,
        "attestation": certificate.attestation,
        "number": certificate.number,
        "standard": certificate.standard,
        "body": certificate.body and (certificate.body.name or certificate.body.id),
        "holder": certificate.holder and certificate.holder.name,
        "scope": covers and covers.scope,
        "issued": _day(certificate.issued),
        "effective": _day(certificate.effective),
        "expires": _day(certificate.expires),
        "expires_stated": certificate.expires_stated,
        "status": _status(certificate.status, as_of),
        "events": [_event(each) for each in events_until(certificate, as_of)],
        "suspensions": [
            {"from": each.start.isoformat(), "until": _day(each.last), "partial": each.partial}
            for each in suspensions(certificate, as_of)
        ],
        "evidence": [{"type": each.type, "file": each.file, "sha256": each.sha256} for each in certificate.evidence],
        "backing": [_trace(each) for each in certificate.backing.traces if each.day is None or each.day <= as_of],
        "pointer": certificate.pointer,
        "location": {"file": place.file, "line": place.line, "column": place.column},
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _status(status: Status | None, as_of: date) -> Json | None:
    if status is None or (status.checked is not None and status.checked > as_of):
        return None
    return {"value": status.value, "checked": _day(status.checked), "source": status.source}


def _trace(trace: Trace) -> Json:
    return {
        "source": trace.source,
        "level": trace.level,
        "outcome": trace.outcome.value,
        "code": trace.code or None,
        "message": trace.message,
        "facts": list(trace.facts),
        "day": _day(trace.day),
        "from": _day(trace.start),
        "until": _day(trace.until),
        "sha256": trace.sha256,
        "pointer": trace.pointer,
    }


def _event(event: Event) -> Json:
    named = [*(event.sites or ()), *(event.models or ()), *(event.activities or ())]
    return {"type": event.type, "date": event.date.isoformat(), "result": event.result, "of": named}
