"""A calendar of what falls due (RFC 5545), for any calendar program: an all-day event for each day to remember.

A verdict that changes has an event for its policy, and so has everything that the manifest or a policy makes due. An
event keeps its identity from run to run while day and matter stay the same. What a supplier wrote stands in texts only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from checker.renderers.forecast.words import VERBS, stretches
from checker.renderers.rows import name, sentence

Json = dict[str, Any]

_OCTETS = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,"})


def render(forecast: Json) -> Iterator[str]:
    """The calendar; lines end as the format asks."""
    stamp = f"{forecast['as_of'].replace('-', '')}T000000Z"
    yield _lines(
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//certgate//certgate {forecast['tool']['version']}//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text('certgate: what falls due')}",
        f"X-WR-CALDESC:{_text('Assumed: ' + '; '.join(forecast['assumptions']))}",
    )
    for manifest in forecast["manifests"]:
        for policy in manifest["policies"]:
            yield from _flips(manifest, policy, stamp)
        for each in manifest["due"]:
            kind = each["type"]
            yield _event(manifest, kind, each["date"], each["about"], sentence(each["message"]), "", stamp)
    yield _lines("END:VCALENDAR")


def _flips(manifest: Json, policy: Json, stamp: str) -> Iterator[str]:
    """An event on the first day of each new verdict of a policy."""
    for each in stretches(policy["segments"])[1:]:
        title = f"`{name(policy['id'])}` {VERBS[each.verdict]} from this day"
        yield _event(manifest, "verdict", each.start, policy["id"], title, sentence(each.reason), stamp)


def _event(manifest: Json, kind: str, day: str, about: str, title: str, why: str, stamp: str) -> str:
    identity = "\0".join((manifest["path"], kind, day, about, title))
    digest = sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    description = "\n".join(filter(None, (title, why, f"manifest {name(manifest['path'])}")))
    return _lines(
        "BEGIN:VEVENT",
        f"UID:{digest}@certgate",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day.replace('-', '')}",
        *_end(day),
        f"SUMMARY:{_text(name(manifest['supplier']) + ': ' + title)}",
        f"DESCRIPTION:{_text(description)}",
        f"CATEGORIES:{kind.upper()}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


def _end(day: str) -> Iterator[str]:
    """The day after, which ends an all-day event; after the last day there is, none."""
    start = date.fromisoformat(day)
    if start < date.max:
        yield f"DTEND;VALUE=DATE:{start + timedelta(days=1):%Y%m%d}"


def _text(text: str) -> str:
    """A text as a value: what would end it is escaped."""
    return text.translate(_ESCAPES).replace("\n", "\\n")


def _lines(*lines: str) -> str:
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _folded(line: str) -> str:
    """A line of at most 75 octets, the rest on lines that begin with a space; no character is torn apart."""
    parts: list[str] = []
    part, used = "", 0
    for character in line:
        size = len(character.encode())
        if used + size > _OCTETS:
            parts.append(part)
            part, used = "", 1
        part, used = part + character, used + size
    return "\r\n ".join([*parts, part])
