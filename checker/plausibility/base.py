"""What a rule of plausibility is given, and how it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from checker.model.assessment import ERROR, NOTE, WARNING
from checker.records import NamedTuple

if TYPE_CHECKING:
    from checker.catalogue import Catalogue
    from checker.document import Value
    from checker.model.manifest import Certificate, Manifest
    from checker.model.reference import Designation

__all__ = ["ERROR", "NOTE", "SEVERITIES", "WARNING", "Code", "Doubt", "Finding", "Rule", "Subject"]

SEVERITIES = (ERROR, WARNING, NOTE)
"""Error: it can not be so. Warning: it looks wrong. Note: nothing is wrong, but the supplier should know."""


class Code(NamedTuple):
    """A stable code: what it means in one sentence, how bad that is, and what to do about it."""

    name: str
    title: str
    severity: str
    mend: str


class Subject(NamedTuple):
    """A manifest as the engine reads it, and the values it was read from."""

    manifest: Manifest
    values: Value
    catalogue: Catalogue

    def designation(self, certificate: Certificate) -> Designation:
        """The standard and edition that a certificate names, by the catalogue."""
        return self.catalogue.resolve(certificate.standard, certificate.edition)


class Doubt(NamedTuple):
    """One thing that a rule finds, at a JSON pointer; `help` where there is more to say than the code's own mend."""

    code: str
    message: str
    pointer: str
    help: str = ""


class Finding(NamedTuple):
    """One thing that can not be so, or looks wrong, with its severity, its JSON pointer and what to do."""

    code: str
    severity: str
    message: str
    pointer: str
    help: str


class Rule(NamedTuple):
    """One question of plausibility: its codes, the function that answers it, and its page."""

    id: str
    codes: tuple[Code, ...]
    find: Callable[[Subject], Iterator[Doubt]]
    page: str
