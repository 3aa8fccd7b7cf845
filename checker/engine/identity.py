"""Which entries of a manifest are one and the same certificate."""

from __future__ import annotations

import unicodedata
from collections import defaultdict

from checker.catalogue import Catalogue
from checker.model.manifest import Certificate, Manifest
from checker.model.parties import fold
from checker.model.reference import Designation


class Identities:
    """Entries grouped by body, number and standard: one certificate each, however often it is entered."""

    def __init__(self, manifest: Manifest, catalogue: Catalogue) -> None:
        self.designations: dict[int, Designation] = {}
        self._same: dict[tuple[str, str, str], list[Certificate]] = defaultdict(list)
        self._number: dict[tuple[str, str], list[Certificate]] = defaultdict(list)
        for entry in manifest.certificates:
            designation = catalogue.resolve(entry.standard, entry.edition)
            self.designations[entry.position] = designation
            if key := _number_key(entry, catalogue):
                self._number[key].append(entry)
                self._same[*key, _standard_key(designation)].append(entry)
        self._catalogue = catalogue

    def siblings(self, entry: Certificate) -> tuple[Certificate, ...]:
        """The other entries that are the same certificate: same body, number and standard."""
        key = _number_key(entry, self._catalogue)
        standard = _standard_key(self.designations[entry.position])
        return tuple(each for each in self._same[*key, standard] if each is not entry) if key else ()

    def namesakes(self, entry: Certificate) -> tuple[Certificate, ...]:
        """The other entries that carry the same number of the same body, to whatever standard."""
        key = _number_key(entry, self._catalogue)
        return tuple(each for each in self._number[key] if each is not entry) if key else ()


def _number_key(entry: Certificate, catalogue: Catalogue) -> tuple[str, str] | None:
    if not entry.number:
        return None
    number = "".join(unicodedata.normalize("NFKC", entry.number).casefold().split())
    return _body_key(entry, catalogue), number


def _body_key(entry: Certificate, catalogue: Catalogue) -> str:
    if entry.body is None:
        return ""
    row = catalogue.body(entry.body).body
    return row.id if row else fold(entry.body.name or entry.body.id or "")


def _standard_key(designation: Designation) -> str:
    return designation.standard.id if designation.standard else fold(designation.text)
