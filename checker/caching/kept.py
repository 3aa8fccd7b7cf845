"""Records as they are kept: by which digest, in which form, and through which days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from checker import __version__
from checker.caching.store import Store
from checker.engine.days import turning_days
from checker.engine.ledger import Did
from checker.engine.result import Count
from checker.json_library import JSONDecodeError, dumps, loads
from checker.model.calendar import add, next_day, previous_day
from checker.model.policy import Period
from checker.readers import limits
from checker.report.head import inputs_of

if TYPE_CHECKING:
    from checker.model.manifest import Manifest
    from checker.model.policy import Policy
    from checker.report import Conditions

HORIZON = Period(months=36)
_YEAR = 400  # days beyond the horizon that are looked at as well, because the horizon moves with the day


class Kept:
    """What is kept of the documents of runs under the same conditions, whatever the day."""

    def __init__(self, store: Store, conditions: Conditions, versions: Sequence[Policy]) -> None:
        self._store = store
        self._given = conditions
        self._versions = versions
        self._day = conditions.as_of.isoformat()
        self._end = add(conditions.as_of, HORIZON).isoformat()
        told = {**inputs_of(conditions), "full": conditions.full, "limits": limits.current()._asdict()}
        self._context = sha256(dumps([__version__, told, [policy.sha256 for policy in versions]])).digest()

    @property
    def damaged(self) -> bool:
        """Whether something that was kept could not be used."""
        return self._store.damaged

    def key(self, name: str, line: int, data: bytes) -> bytes:
        """The digest of a document with what is shown of it: its name, its line (0: a whole file), its bytes."""
        shown = name.encode("utf-8", "surrogatepass")
        # With its length, so that no line of a name is one of the document.
        return sha256(b"%b%d %d\n%b\n%b" % (self._context, line, len(shown), shown, data)).digest()

    def get(self, key: bytes) -> tuple[bytes, Count, Did | None] | None:
        """The entry of a document, what it adds to the run, and what waivers did to it; None where it is not kept."""
        value = self._store.get(key, self._day)
        if value is None:
            return None
        head, _, entry = value.partition(b"\n")
        try:
            end, count, did = loads(head)
        except (JSONDecodeError, ValueError):
            return None
        # Whatever never ends holds to the end of what is looked at, which moves with the day.
        entry = entry.replace(_open(end), _open(self._end))
        count[-1] = tuple(tuple(each) for each in count[-1])
        return entry, Count(*count), None if did is None else _did(did)

    def put(self, key: bytes, entry: bytes, count: Count, did: Did | None, manifest: Manifest) -> None:
        """Keep what came of a document, for as long as nothing of it can change."""
        last = self._last(entry, manifest)
        value = dumps([self._end, list(count), None if did is None else list(did)]) + b"\n" + entry
        self._store.put(key, self._day, last, value)

    def flush(self) -> None:
        """Write what is to be kept."""
        self._store.flush()

    def _last(self, entry: bytes, manifest: Manifest) -> str:
        """The last day on which judging the manifest again gives the same entry, letter by letter."""
        if self._given.full or self._day.encode() in entry:
            return self._day  # it names the day
        given = self._given
        end = add(given.as_of, HORIZON)
        beyond = add(end, Period(days=_YEAR))
        turns = turning_days(manifest, self._versions, given.catalogue, given.as_of, beyond, order=given.order)
        if given.waivers:
            turns = sorted({*turns, *_waiver_days(given, beyond)})
        # Beyond what is looked at nothing is known.
        first = next((day for day in turns if day > given.as_of), next_day(beyond))
        lasts = [previous_day(first)]
        if given.warn_within:
            # A warning comes so long before the end that it warns of.
            soon = (day for day in turns if add(given.as_of, given.warn_within) < day)
            lasts += [_before(given.as_of, day, given.warn_within) for day in list(soon)[:1]]
        if _open(self._end) in entry:
            later = next((day for day in turns if day > end), beyond)
            lasts.append(_before(given.as_of, later, HORIZON))
        return min(lasts).isoformat()


def _before(as_of: date, day: date, reach: Period) -> date:
    """The last day from which one does not see a day, looking ahead by a period; not before `as_of`."""
    last = as_of
    while add(next_day(last), reach) < day:
        last = next_day(last)
    return last


def _waiver_days(given: Conditions, until: date) -> list[date]:
    """The days on which a waiver begins or ceases to lift anything."""
    items = given.waivers.items if given.waivers else ()
    days = [day for each in items for day in (each.approved, next_day(each.expires))]
    return [day for day in days if given.as_of < day <= until]


def _open(end: str) -> bytes:
    """How an entry states a pass that does not end; no text of a supplier can hold it, quotes and all."""
    return b'{"until":"%b","then":null,"codes":[]}' % end.encode()


def _did(raw: list[Any]) -> Did:
    seen, used, noted, doubles = raw
    return Did(tuple(seen), tuple(used), tuple(map(tuple, noted)), tuple(map(tuple, doubles)))
