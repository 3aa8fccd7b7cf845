"""The ledger of waivers: what each did in a run, and which need the buyer's eye.

It keeps a few values per waiver and none per manifest, so that a run may be of any size.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from itertools import combinations

from checker.engine.waiver_codes import (
    EXPIRED,
    LEDGER_CODES,
    NOT_YET,
    OVER_LONG,
    OVERLAPPING,
    PARTIAL,
    REFUSED,
    SELF_APPROVED,
    SUPPLIER_UNCLEAR,
    UNUSED,
)
from checker.engine.waiving import Judged, Lift, bars
from checker.errors import Location
from checker.gates import Code
from checker.model.assessment import WARNING
from checker.model.outcome import Outcome
from checker.model.parties import keys, same_party
from checker.model.policy import Period
from checker.model.waivers import Waiver, Waivers
from checker.records import NamedTuple
from checker.words import shorten

_ORDER = {code.name: number for number, code in enumerate(LEDGER_CODES)}
_NARROWED = ("product", "model", "site")
_SUBSETS = tuple(subset for size in range(4) for subset in combinations(_NARROWED, size))
_WORDS = 300
"""How many characters of a reason a relaxation repeats."""


class LedgerEntry(NamedTuple):
    """One finding about a waiver."""

    waiver: str
    code: str
    severity: str
    message: str
    help: str
    location: Location


class Did(NamedTuple):
    """What waivers did to one manifest, by their ids; plain, so that it can come from another process or day."""

    seen: tuple[str, ...] = ()  # for a supplier who is assessed
    used: tuple[str, ...] = ()  # once for each object that they lift
    noted: tuple[tuple[str, str, str], ...] = ()  # waiver, code of the ledger, of whom or what
    doubles: tuple[tuple[str, str, str], ...] = ()  # waiver, the earlier one that lifts the same, the code


def did(judged: Judged) -> Did:
    """What waivers did to one manifest."""
    supplier = f"`{shorten(judged.assessment.manifest.supplier.name)}`"
    used = [waiver.id for lift in judged.lifts if lift.waived for waiver in lift.waivers]
    noted: list[tuple[str, str, str]] = []
    doubles: list[tuple[str, str, str]] = []
    for lift in judged.lifts:
        if lift.left:
            noted += _noted(lift.waivers, PARTIAL, f"{_left(lift)} of {supplier}")
        noted += _noted(lift.unclear, SUPPLIER_UNCLEAR, supplier)
        noted += _noted(lift.self_approved, SELF_APPROVED, supplier)
        doubles += _doubles(lift)
    return Did(judged.seen, tuple(used), tuple(noted), tuple(doubles))


def _noted(waivers: tuple[Waiver, ...], code: Code, what: str) -> Iterator[tuple[str, str, str]]:
    return ((waiver.id, code.name, what) for waiver in waivers)


def _doubles(lift: Lift) -> Iterator[tuple[str, str, str]]:
    first: dict[str, str] = {}
    for waiver in lift.waivers:
        for code in waiver.codes:
            if code in lift.raised and first.setdefault(code, waiver.id) != waiver.id:
                yield waiver.id, first[code], code


class Ledger:
    """Adds up what waivers did in a run, over the policies named; None: over all, without a run."""

    def __init__(self, waivers: Waivers, as_of: date, policies: Collection[str] | None = None) -> None:
        self.waivers = waivers
        self.as_of = as_of
        self._items = [each for each in waivers.items if policies is None or each.policy in policies]
        self._seen: set[str] = set()
        self._used: Counter[str] = Counter()
        self._often: Counter[tuple[str, str]] = Counter()  # by waiver and code
        self._first: dict[tuple[str, str], str] = {}  # how it was the first time
        self._double: dict[str, tuple[str, str]] = {}  # the earlier waiver that lifts the same, and the code

    def add(self, did: Did) -> None:
        """Note what waivers did to one manifest."""
        self._seen.update(did.seen)
        self._used.update(did.used)
        for waiver, code, what in did.noted:
            self._often[waiver, code] += 1
            self._first.setdefault((waiver, code), what)
        for waiver, first, code in did.doubles:
            self._double.setdefault(waiver, (first, code))

    @property
    def warnings(self) -> int:
        """How many findings of severity warning there are."""
        return sum(each.severity == WARNING for each in self.entries())

    def relaxations(self) -> Iterator[tuple[str, str]]:
        """The id of each waiver that lifted something, and what it does, in the order of the files."""
        for waiver in self._items:
            if self._used[waiver.id]:
                yield waiver.id, effect(waiver)

    def entries(self) -> tuple[LedgerEntry, ...]:
        """The findings, by place, what keeps a waiver from lifting anything first."""
        doubles = {**self._double, **overlaps(self._items, self.as_of, self.waivers.longest)}
        found = [entry for waiver in self._items for entry in self._of_waiver(waiver, doubles.get(waiver.id))]
        return tuple(sorted(found, key=lambda each: (each.location, each.waiver, _ORDER[each.code])))

    def _of_waiver(self, waiver: Waiver, double: tuple[str, str] | None) -> Iterator[LedgerEntry]:
        barred = list(bars(waiver, self.as_of, self.waivers.longest))
        for each in barred:
            yield _entry(waiver, each, _why_barred(waiver, each, self.as_of, self.waivers.longest))
        if barred:
            return
        unclear = self._happened(waiver, SUPPLIER_UNCLEAR)
        # One known by identifiers alone is unclear for all who state none, until its supplier is found.
        if unclear and (waiver.supplier.name or waiver.id not in self._seen):
            message = f"whether `{shorten(waiver.holder)}` is the supplier {unclear} can not be told"
            yield _entry(waiver, SUPPLIER_UNCLEAR, message)
        if own := self._happened(waiver, SELF_APPROVED):
            message = f"it was approved by `{shorten(waiver.approved_by)}`, which is the supplier {own}"
            yield _entry(waiver, SELF_APPROVED, message)
        if partial := self._happened(waiver, PARTIAL):
            message = f"it lifts a part only: {partial}"
            yield _entry(waiver, PARTIAL, message)
        if waiver.id in self._seen and not (self._used[waiver.id] or unclear or own or partial):
            yield _entry(waiver, UNUSED, _why_unused(waiver))
        if double:
            other, code = double
            yield _entry(waiver, OVERLAPPING, f"it lifts `{code}` of the same thing as waiver `{shorten(other)}`")

    def _happened(self, waiver: Waiver, code: Code) -> str:
        first, more = self._first.get((waiver.id, code.name), ""), self._often[waiver.id, code.name] - 1
        return f"{first} (and {more:,} more)" if more > 0 else first


def effect(waiver: Waiver) -> str:
    """What a waiver does, for whom and until when, by whose leave and why: in one sentence."""
    codes = ", ".join(f"`{code}`" for code in waiver.codes)
    narrowed = ((key, getattr(waiver, key)) for key in _NARROWED)
    only = "".join(f", {key} `{shorten(value)}`" for key, value in narrowed if value is not None)
    ticket = f" ({shorten(waiver.ticket)})" if waiver.ticket else ""
    return (
        f"waives {codes} of `{shorten(waiver.requirement)}` ({shorten(waiver.policy)}) "
        f"for {shorten(waiver.holder)}{only} until {waiver.expires}, "
        f"approved by {shorten(waiver.approved_by)} on {waiver.approved}{ticket}: {shorten(waiver.reason, _WORDS)}"
    )


def state(waiver: Waiver, as_of: date, longest: Period | None) -> str:
    """How a waiver stands on a day, in a word or two: `in force`, or the first thing that keeps it from lifting."""
    for code in bars(waiver, as_of, longest):
        return code.name.removeprefix("waiver-").replace("-", " ")
    return "in force"


def overlaps(waivers: list[Waiver], as_of: date, longest: Period | None) -> dict[str, tuple[str, str]]:
    """For each waiver in force that lifts the same code of the same thing as an earlier one: that one, and the code.

    Two overlap where each of product, model and site is the same, or not stated by one. So each is entered under every
    part of what it states, and the next looks under every part that both could state: no pairs are compared.
    """
    first: dict[tuple[object, ...], Waiver] = {}
    found: dict[str, tuple[str, str]] = {}
    for waiver in waivers:
        if any(bars(waiver, as_of, longest)):
            continue
        narrowed = tuple(key for key in _NARROWED if getattr(waiver, key) is not None)
        for rule in _rules(waiver):
            for theirs in _SUBSETS:
                twin = first.get((*rule, theirs, _part(waiver, [key for key in theirs if key in narrowed])))
                if twin and same_party(twin.supplier, waiver.supplier) is Outcome.PASS:
                    found.setdefault(waiver.id, (twin.id, str(rule[2])))
            for shared in _SUBSETS:
                if set(shared) <= set(narrowed):
                    first.setdefault((*rule, narrowed, _part(waiver, shared)), waiver)
    return found


def _rules(waiver: Waiver) -> Iterator[tuple[object, ...]]:
    for code in waiver.codes:
        for key in sorted(keys(waiver.supplier)):
            yield waiver.policy, waiver.requirement, code, key


def _part(waiver: Waiver, shared: Collection[str]) -> tuple[tuple[str, str], ...]:
    return tuple((key, getattr(waiver, key)) for key in shared)


def _entry(waiver: Waiver, code: Code, message: str) -> LedgerEntry:
    told = f"waiver `{shorten(waiver.id)}`: {message}"
    return LedgerEntry(waiver.id, code.name, code.severity, told, code.mend, waiver.location)


def _why_barred(waiver: Waiver, code: Code, as_of: date, longest: Period | None) -> str:
    words = {
        EXPIRED: f"it expired on {waiver.expires}, {_days((as_of - waiver.expires).days)} ago, and lifts nothing",
        NOT_YET: f"it is in force from {waiver.approved} on, and lifts nothing yet",
        OVER_LONG: f"it holds from {waiver.approved} to {waiver.expires}, longer than {longest}, and lifts nothing",
        SELF_APPROVED: f"it was approved by `{shorten(waiver.approved_by)}`, which is its supplier, and lifts nothing",
        REFUSED: f"the requirement `{shorten(waiver.requirement)}` takes no waivers, so it lifts nothing",
    }
    return words[code]


def _why_unused(waiver: Waiver) -> str:
    codes = ", ".join(f"`{code}`" for code in waiver.codes)
    return (
        f"it lifts nothing: nothing of {shorten(waiver.holder)} is blocked by {codes} of "
        f"`{shorten(waiver.requirement)}` ({shorten(waiver.policy)})"
    )


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def _left(lift: Lift) -> str:
    """What still blocks an object."""
    codes = " and ".join(f"`{code}`" for code in sorted(lift.left))
    target = lift.target
    named = f"{target.type} `{shorten(target.id)}`" if target.id else target.type
    return f"{codes} still block{'s' if len(lift.left) == 1 else ''} {named}"
