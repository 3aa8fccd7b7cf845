"""Which entries of a manifest are one and the same certificate, and which may be."""

from __future__ import annotations

import unicodedata
from copy import copy
from datetime import date

from checker.catalogue import Catalogue
from checker.catalogue.names import fold_name
from checker.model.manifest import BodyName, Certificate, Entries, Manifest
from checker.model.outcome import Outcome
from checker.model.parties import fold, same_name, same_party
from checker.model.reference import Designation

_ADVERSE_STATUS = frozenset({"suspended", "withdrawn", "cancelled", "inactive"})
_ADVERSE_EVENTS = frozenset({"suspension", "withdrawal"})


class Identities:
    """Entries grouped by body, number and standard: one certificate each, however often it is entered.

    An entry that leaves out its number or body can not be told apart from another to the same standard; where that
    other one was suspended or withdrawn, it may be the same certificate.
    """

    def __init__(self, manifest: Manifest, catalogue: Catalogue, as_of: date) -> None:
        self.designations: dict[int, Designation] = {}
        self._catalogue = catalogue
        self._certificates = manifest.certificates
        self._keys: dict[int, tuple[str, str] | None] = {}
        self._standards: dict[int, str] = {}
        self._same: dict[tuple[str, str, str], list[Certificate]] = {}
        self._number: dict[tuple[str, str], list[Certificate]] = {}
        for entry in manifest.certificates:
            place = entry.position
            designation = self.designations[place] = catalogue.resolve(entry.standard, entry.edition)
            standard = self._standards[place] = _standard_key(designation)
            key = self._keys[place] = self._key(entry)
            if key:
                self._number.setdefault(key, []).append(entry)
                self._same.setdefault((*key, standard), []).append(entry)
        self._siblings: dict[int, Entries] = {}
        self._namesakes: dict[int, tuple[Certificate, ...]] = {}
        self._as_of = as_of
        self._adverse = self._adverse_on(as_of)
        self._doubles: dict[int, tuple[Certificate, ...]] = {}

    def on(self, day: date) -> Identities:
        """The same entries on another day, on which others of them may be known to be adverse."""
        other = copy(self)
        other._as_of = day
        other._adverse = self._adverse_on(day)
        other._doubles = {}
        return other

    def _adverse_on(self, day: date) -> dict[str, list[Certificate]]:
        """The entries, by standard, of which it is known on a day that they were suspended or withdrawn."""
        found: dict[str, list[Certificate]] = {}
        for entry in self._certificates:
            if _is_adverse(entry, day):
                found.setdefault(self._standards[entry.position], []).append(entry)
        return found

    def siblings(self, entry: Certificate) -> Entries:
        """The other entries that are the same certificate: same body, number and standard."""
        place = entry.position
        if place not in self._siblings:
            key = self._keys[place]
            found = self._same[*key, self._standards[place]] if key else ()
            self._siblings[place] = Entries(each for each in found if each.position != place)
        return self._siblings[place]

    def namesakes(self, entry: Certificate) -> tuple[Certificate, ...]:
        """The other entries that carry the same number of the same body, to whatever standard."""
        place = entry.position
        if place not in self._namesakes:
            key = self._keys[place]
            found = self._number[key] if key else ()
            self._namesakes[place] = tuple(each for each in found if each.position != place)
        return self._namesakes[place]

    def doubles(self, entry: Certificate) -> tuple[Certificate, ...]:
        """Suspended or withdrawn entries that may be the same certificate, because a number or body is not stated."""
        if not self._adverse:
            return ()
        place = entry.position
        if place not in self._doubles:
            siblings = self.siblings(entry)
            # One with the same body and number to a standard nobody knows may be the same, misprinted.
            unknown = [each for each in self.namesakes(entry) if self.designations[each.position].standard is None]
            adverse = (each for each in unknown if _is_adverse(each, self._as_of))
            self._doubles[place] = (*adverse, *self._unstated(entry, siblings))
        return self._doubles[place]

    def _unstated(self, entry: Certificate, siblings: tuple[Certificate, ...]) -> tuple[Certificate, ...]:
        known = {each.position for each in (entry, *siblings)}
        return tuple(
            each
            for each in self._adverse.get(self._standards[entry.position], ())
            if each.position not in known and self._may_be(entry, each)
        )

    def _may_be(self, one: Certificate, other: Certificate) -> bool:
        numbers = {number_key(each.number) for each in (one, other)} - {""}
        bodies = Outcome.FAIL if len(numbers) > 1 else self._same_body(one.body, other.body)
        if bodies is Outcome.FAIL:
            return False
        unstated = not (one.number and other.number) or bodies is Outcome.UNDETERMINED
        held = one.holder and other.holder and same_party(one.holder, other.holder) is Outcome.FAIL
        return unstated and not held

    def _same_body(self, one: BodyName | None, other: BodyName | None) -> Outcome:
        if one is None or other is None:
            return Outcome.UNDETERMINED
        rows = [self._catalogue.body(each).body for each in (one, other)]
        if rows[0] and rows[1]:
            return Outcome.PASS if rows[0].id == rows[1].id else Outcome.FAIL
        if one.name and other.name:
            # One body may be named with and without its legal form, its punctuation or its accents.
            found = same_name(one.name, other.name)
            alike = found is Outcome.FAIL and fold_name(one.name) == fold_name(other.name)
            return Outcome.UNDETERMINED if alike else found
        if one.id and other.id:
            return Outcome.PASS if fold(one.id) == fold(other.id) else Outcome.FAIL
        return Outcome.UNDETERMINED

    def _key(self, entry: Certificate) -> tuple[str, str] | None:
        """Body and number, as they are compared; None where no number is stated."""
        number = number_key(entry.number)
        if not number:
            return None
        row = self._catalogue.body(entry.body).body if entry.body else None
        named = fold(entry.body.name or entry.body.id or "") if entry.body else ""
        return row.id if row else named, number


def number_key(text: str | None) -> str:
    """A certificate number without case, spaces and punctuation."""
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    return folded if folded.isalnum() else "".join(character for character in folded if character.isalnum())


def _is_adverse(entry: Certificate, as_of: date) -> bool:
    """Whether anything known on the day says that the certificate was suspended or withdrawn, restored or not."""
    status = entry.status is not None and entry.status.value in _ADVERSE_STATUS
    return status or any(event.type in _ADVERSE_EVENTS and event.date <= as_of for event in entry.events or ())


def _standard_key(designation: Designation) -> str:
    return designation.standard.id if designation.standard else fold(designation.text)
