"""What the catalogue knows, by name: standards, accreditation bodies, bodies, recognition lists."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from checker.catalogue import build
from checker.catalogue.designation import (
    LONGEST,
    edition_mark,
    name_keys,
    normalise,
    readings,
    scope_key,
)
from checker.catalogue.names import fold_name
from checker.catalogue.recognition import Listing, listing
from checker.catalogue.shelf import Shelf, ascii_fold
from checker.model.policy import PRODUCT
from checker.model.reference import AccreditationBody, Body, BodyMatch, Designation, Standard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checker.catalogue.build import Name
    from checker.catalogue.designation import Reading
    from checker.model.manifest import BodyName
    from checker.model.reference import RecognitionList

NRTL = "osha-nrtl"
# Publishers whose standards stand in an NRTL scope; for others that long list need not be opened.
NRTL_PUBLISHERS = ("AAMI", "ANSI", "ASME", "BHMA", "CGA", "CSA", "FM", "IEEE", "ISA", "NEMA", "NFPA", "TIA", "UL")
_REMEMBERED = 4096

K = TypeVar("K")
V = TypeVar("V")


class Catalogue:
    """The reference data of one run. Rows are parsed when they are first looked up."""

    def __init__(self, version: str) -> None:
        self.version = version
        self.sha256 = ""
        self.extra: list[tuple[str, tuple[str, ...]]] = []  # further files, and the shipped rows that each replaces
        self.standard_rows: Shelf[tuple[Standard, tuple[Name, ...]]] = Shelf(build.standard)
        self.accreditation_rows: Shelf[tuple[AccreditationBody, tuple[str, ...]]] = Shelf(build.accreditation_body)
        self.body_rows: Shelf[Body] = Shelf(build.body)
        self.recognition_rows: Shelf[Listing] = Shelf(partial(listing, body=self.body_rows.get))
        self._names: dict[str, Name] = {}
        self._named: set[str] = set()
        self._learned: set[str] = set()
        self._resolved: dict[tuple[str, str | None], Designation] = {}
        self._suggested: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._matched: dict[tuple[str | None, str | None], BodyMatch] = {}
        self._accreditors: dict[str, AccreditationBody | None] = {}
        self._derived: dict[str, Standard] = {}

    # standards

    def resolve(self, text: str, edition: str | None = None) -> Designation:
        """The standard and edition that a text names; `edition` is one stated beside it.

        Two editions that disagree give an edition that no standard has: neither of them is taken on trust.
        """
        found = self._resolved.get((text, edition))  # asked more than anything else
        if found is not None:
            return found
        if len(text) > LONGEST or len(edition or "") > LONGEST:
            return Designation(text, None, None)
        return _remembered(self._resolved, (text, edition), lambda asked: self._resolve(*asked))

    def standard(self, name: str) -> Standard | None:
        """The standard with this id."""
        found = self.resolve(name).standard
        return found if found and found.id == name else None

    def standards(self) -> tuple[Standard, ...]:
        """Every standard that has a row of its own, by id."""
        return tuple(row for row, _ in self.standard_rows.all())

    def suggest(self, text: str) -> str:
        """A question that names the nearest designation known, or an empty text when none is near."""
        return _remembered(self._suggested, text[: LONGEST + 1], self._suggest)

    def key(self, text: str) -> str:
        """The comparison key of a designation without edition, as the scopes of recognition lists hold it."""
        return _remembered(self._keys, text, scope_key) if len(text) <= LONGEST else ""

    # bodies

    def accreditation_body(self, name: str) -> AccreditationBody | None:
        """The accreditation body with this id, name or alias, whatever its case."""
        return _remembered(self._accreditors, name, self._accreditation_body) if len(name) <= LONGEST else None

    def accreditation_bodies(self) -> tuple[AccreditationBody, ...]:
        """Every accreditation body, by id."""
        return tuple(row for row, _ in self.accreditation_rows.all())

    def body(self, stated: BodyName) -> BodyMatch:
        """The one row that a body's id and name stand for; a conflict when they stand for different ones."""
        return _remembered(self._matched, (stated.id, stated.name), lambda asked: self._body(*asked))

    def body_by_number(self, number: str) -> Body | None:
        """The notified body with this number."""
        return next((row for row in self.body_rows.holding(ascii_fold(number)) if row.number == number), None)

    def bodies(self) -> tuple[Body, ...]:
        """Every body that has a row, by id."""
        return tuple(self.body_rows.all())

    # recognition lists

    def recognition(self, list_id: str) -> RecognitionList | None:
        """The recognition list with this id."""
        found = self.recognition_rows.get(list_id)
        return found.rows if found else None

    def recognition_ids(self) -> tuple[str, ...]:
        """The ids of the recognition lists, sorted."""
        return tuple(self.recognition_rows.ids())

    # how it is done

    def _suggest(self, text: str) -> str:
        """The nearest name among all rows."""
        # Imported when something is wrong only: it costs start-up time.
        from difflib import get_close_matches  # noqa: PLC0415

        known: dict[str, str] = {}
        for _, names in self.standard_rows.all():
            for name in names:
                known.setdefault(normalise(name.text), name.text)
        near = get_close_matches(normalise(text), sorted(known), n=1, cutoff=0.6)
        return f"did you mean `{known[near[0]]}`?" if near else ""

    def _accreditation_body(self, name: str) -> AccreditationBody | None:
        """The row that answers to a name."""
        folded = fold_name(name)
        for row, aliases in self.accreditation_rows.holding(ascii_fold(folded)) if folded else ():
            if folded in map(fold_name, (row.id, row.name, *aliases)):
                return row
        return None

    def _body(self, name_id: str | None, name: str | None) -> BodyMatch:
        """The row of an id and the row of a name, if they are one."""
        by_id = self._body_by_id(name_id) if name_id else None
        by_name = self._body_by_name(name) if name else None
        if name_id and name and by_id is not by_name:
            return BodyMatch(None, conflict=True)
        return BodyMatch(by_id or by_name)

    def _body_by_id(self, name: str) -> Body | None:
        """The row with this id, or with this notified body number."""
        row = self.body_rows.get(name) or self.body_rows.get(name.casefold())
        return row or (self.body_by_number(name) if name.isdigit() else None)

    def _body_by_name(self, name: str) -> Body | None:
        """The row that has this name, but for case, accents and punctuation."""
        folded = fold_name(name)
        rows = self.body_rows.holding(ascii_fold(folded)) if folded else ()
        return next((row for row in rows if folded in map(fold_name, row.names)), None)

    def _resolve(self, text: str, edition: str | None) -> Designation:
        """The first reading of a text whose name is known."""
        stated = (edition_mark(edition),) if edition else ()
        found = readings(text)
        for reading in found:
            for name in filter(None, map(self._name, reading.keys)):
                label = _edition(name, (*reading.editions, *stated))
                return Designation(text, name.standard, label, reading.amendments, name.relation)
        for reading in reversed(found):
            if standard := self._from_scope(scope_key(text), reading):
                label = _plain_label((*reading.editions, *stated))
                return Designation(text, standard, label, reading.amendments)
        return Designation(text, None, _plain_label((*(found[-1].editions if found else ()), *stated)))

    def _name(self, key: str) -> Name | None:
        """The name with this key; rows that could hold it are parsed."""
        token = _token(key)
        if token not in self._named:
            self._named.add(token)
            for row, names in self.standard_rows.holding(token):
                self._learn(row.id, names)
        return self._names.get(key)

    def _learn(self, row: str, names: Iterable[Name]) -> None:
        """Make the names of a row known by their keys."""
        if row in self._learned:
            return
        self._learned.add(row)
        for name in names:
            for key in name_keys(name.text):
                self._names.setdefault(key, name)

    def _from_scope(self, key: str, reading: Reading) -> Standard | None:
        """A product standard that has no row but stands in a scope of the NRTL list."""
        if key != reading.keys[-1] or not key.startswith(NRTL_PUBLISHERS):
            return None
        nrtl = self.recognition_rows.get(NRTL)
        if nrtl is None or key not in nrtl.printed:
            return None
        if key not in self._derived:
            name = nrtl.printed[key]
            self._derived[key] = Standard(name, name, PRODUCT, "ISO/IEC 17065", nrtl.rows.provenance)
        return self._derived[key]


def _remembered(memory: dict[K, V], asked: K, find: Callable[[K], V]) -> V:
    """What was found when the same was asked before; memory is bounded, because suppliers choose the texts."""
    if asked not in memory:
        if len(memory) >= _REMEMBERED:
            memory.clear()
        memory[asked] = find(asked)
    return memory[asked]


def _token(key: str) -> str:
    """The longest run of digits of a key (of letters, if it has none): the text of its row has to hold it."""
    runs = "".join(sign if sign.isdigit() else " " for sign in key).split()
    runs = runs or "".join(sign if sign.isalpha() else " " for sign in key).split()
    return max(runs, key=len, default="").casefold()


def _edition(name: Name, marks: tuple[str, ...]) -> str | None:
    """The label of the edition that the marks of a designation agree on."""
    standard = name.standard
    national = dict(name.editions)
    listed: dict[str, None] = {}
    others: list[str] = []
    for mark in marks:
        label = national.get(mark, f"{name.text}:{mark}") if national else mark
        row = standard.edition(label) or standard.edition(label.removesuffix(".0"))
        if row:
            listed[row.label] = None
        elif len(mark) >= 4 or not mark.isdigit():
            others.append(label)
    if not listed and not others:
        return _plain_label(marks)
    return " or ".join(dict.fromkeys((*listed, *others)))


def _plain_label(marks: tuple[str, ...]) -> str | None:
    """Marks of which no edition is known: the year, if there is one; all of them, if years disagree."""
    years = [mark for mark in marks if len(mark) >= 4]
    return " or ".join(dict.fromkeys(years or marks)) or None
