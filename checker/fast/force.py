"""Term and standing of a certificate that is by itself, as the gate `in-force` sees them."""

from __future__ import annotations

from checker.fast.profile import Profile
from checker.fast.terms import ASK, CLEAN, OPEN, Lasting, after, later
from checker.gates._standing import ISSUED_AHEAD
from checker.model.history import THREE_YEARS
from checker.model.policy import MANAGEMENT_SYSTEM, Requirement


def in_force(rule: Requirement, entry: Profile, day: str, oldest: str) -> Lasting:
    """How its being in force lasts; `oldest` is the earliest day of a look-up that counts."""
    start, status = entry.start, entry.status
    if start is None or day < start or (entry.issued and day < entry.issued):
        return OPEN
    if entry.expires is None:
        if "expires" not in entry.raw or rule.kind == MANAGEMENT_SYSTEM:
            return OPEN
        ends = Lasting(CLEAN)
    elif day > entry.expires:
        return OPEN
    else:
        ends = Lasting(CLEAN, entry.expires, "expired")
    if status is None or status["value"] != "active":
        return OPEN
    checked = status.get("checked")
    newest = max(start if _kept_its_issue(entry, start) else entry.issued or start, entry.granted or "")
    if checked is None or checked < oldest or checked < min(start, newest):
        return OPEN
    if entry.odd or entry.rivals:
        return ends._replace(state=ASK)
    if entry.decisions and start < entry.decisions[0]:
        return OPEN if not entry.renewals else ends._replace(state=ASK)
    return ends._replace(state=ASK) if _resumed_late(entry) else ends


def _kept_its_issue(entry: Profile, start: str) -> bool:
    """Whether the day of issue is that of an earlier cycle."""
    issued = entry.issued
    if not issued or issued >= start or entry.expires is None or later(issued, ISSUED_AHEAD.months, 0) >= start:
        return False
    return later(issued, THREE_YEARS.months, 0) < entry.expires


def _resumed_late(entry: Profile) -> bool:
    """Whether there may be days between two cycles that nothing covers."""
    for number, (renewed, previous) in enumerate(entry.renewals):
        resumed = renewed
        if number == len(entry.renewals) - 1 and entry.effective:
            resumed = max(resumed, entry.effective)
        if previous and after(previous) < resumed:
            return True
    return False
