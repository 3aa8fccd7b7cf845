"""What a certificate of a manifest as parsed comes to by itself, worked out once for all that is asked of it.

All days are texts of the form YYYY-MM-DD, which sort as the days do.
"""

from __future__ import annotations

from typing import Any

from checker.model.policy import MANAGEMENT_SYSTEM
from checker.model.reference import Designation, Standard

Raw = dict[str, Any]

_ADVERSE_STATUS = frozenset({"suspended", "withdrawn", "cancelled", "inactive"})
# Events that the ways through an ordinary cycle consist of; any other leaves the question to the plain gates.
_ORDINARY = frozenset(
    {"decision", "surveillance", "recertification", "stage-1", "stage-2", "type-test", "re-test", "re-evaluation"}
)
# Attributes that wait for the events to be read.
_OF_EVENTS = frozenset({
    "adverse", "bound", "by_site", "decisions", "evaluated", "granted", "odd", "renewals", "stages", "surveillance",
    "tests",
})  # fmt: skip


class Profile:
    """One certificate.

    `name` is the id of its standard (None: unknown), `attestation` what it says that it is; `contradictory`: its
    edition is stated in two ways; `odd`: its events are out of the ordinary; `bound`: some of them are about a part of
    it, `by_site`: some audits are about single sites alone; `adverse`: somebody says that it was suspended or
    withdrawn; `rivals` are those of other bodies to the same standard.
    """

    __slots__ = (
        "adverse", "attestation", "bound", "by_site", "contradictory", "decisions", "designation", "effective",
        "evaluated", "expires", "granted", "issued", "kind", "memo", "name", "odd", "position", "raw", "renewals",
        "rivals", "stages", "standard", "start", "status", "surveillance", "tests",
    )  # fmt: skip

    def __init__(self, raw: Raw, position: int, designation: Designation, *, contradictory: bool) -> None:
        self.raw = raw
        self.position = position
        self.designation = designation
        self.standard: Standard | None = designation.standard
        self.name = designation.standard.id if designation.standard else None
        self.contradictory = contradictory
        self.kind: str = raw["kind"]
        self.attestation = raw.get("attestation") or ("certification" if self.kind == MANAGEMENT_SYSTEM else None)
        self.expires: str | None = raw.get("expires")
        self.issued: str | None = raw.get("issued")
        self.effective: str | None = raw.get("effective")
        self.start = self.effective or self.issued
        self.status: Raw | None = raw.get("status")
        self.memo: dict[Any, Any] = {}  # what was worked out of it for one demand, and is of use to others
        self.rivals: tuple[Profile, ...] = ()

    def __getattr__(self, name: str) -> Any:
        """What the events say, read when any of it is first asked for: of many certificates nothing is."""
        if name not in _OF_EVENTS:
            raise AttributeError(name)
        self._read_events()
        return getattr(self, name)

    def _read_events(self) -> None:
        self.odd = self.bound = self.by_site = False
        self.adverse = self.status is not None and self.status["value"] in _ADVERSE_STATUS
        self.decisions: list[str] = []
        self.renewals: list[tuple[str, str | None]] = []  # day, previous expiry
        self.surveillance: list[tuple[str, tuple[str, ...]]] = []  # day, the sites that it is bound to
        self.stages: list[tuple[str, str]] = []  # type, day
        self.tests: list[Raw] = []
        self.evaluated: list[tuple[str | None, str]] = []  # revision, day
        for event in self.raw.get("events", ()):
            self._event(event)
        self.decisions.sort()
        self.surveillance.sort()
        self.renewals.sort(key=_day)  # of one day the last that is stated counts, as in `model.history`
        newest = [*self.decisions[-1:], *(self.renewals[-1][:1] if self.renewals else ())]
        self.granted = max(newest, default=None)  # the newest decision or recertification

    def over(self, day: str) -> bool:
        """Whether it certainly fails, on a day and on every later one."""
        expired = self.expires is not None and self.expires < day
        return expired or (self.status is not None and self.status["value"] != "active")

    def audits(self, sites: tuple[str, ...]) -> list[str]:
        """The days of the conforming surveillance that counts for some sites (none: for the whole), oldest first."""
        return [day for day, at in self.surveillance if not sites or not at or not set(sites).isdisjoint(at)]

    def _event(self, event: Raw) -> None:
        kind = event["type"]
        if kind not in _ORDINARY:
            self.odd = True
            self.adverse = self.adverse or kind in ("suspension", "withdrawal")
            return
        sites: tuple[str, ...] = ()
        if "site" in event or "sites" in event:
            sites = (*((event["site"],) if "site" in event else ()), *event.get("sites", ()))
            self.by_site = self.by_site or bool(sites)
            self.bound = self.bound or kind != "surveillance"
        if "models" in event or "activities" in event:
            self.bound = True
        if event.get("result") == "nonconforming":
            self.bound = self.bound or kind != "surveillance"
            # It grants nothing, and yet nothing is effective before it (`gates/_contradiction.py`).
            self.odd = self.odd or kind == "decision"
            return
        day = event["date"]
        if kind == "surveillance":
            self.surveillance.append((day, sites))
        elif kind == "decision":
            self.decisions.append(day)
        elif kind == "recertification":
            self.renewals.append((day, event.get("previous_expiry")))
            self.stages.append((kind, day))
        elif kind in ("stage-1", "stage-2"):
            self.stages.append((kind, day))
        elif kind in ("type-test", "re-test"):
            self.tests.append(event)
        elif kind == "re-evaluation":
            self.evaluated.append((event.get("revision"), day))


def _day(renewal: tuple[str, str | None]) -> str:
    return renewal[0]
