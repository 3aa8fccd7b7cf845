"""Certificates looked up in snapshots of registers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from checker.catalogue import Catalogue
from checker.model.backing import Trace
from checker.model.manifest import Certificate


class Register(NamedTuple):
    """One snapshot: its name, the day it was taken, where it lies, and the digest of the file."""

    name: str
    day: date
    path: str
    sha256: str


def traces(certificate: Certificate, registers: Sequence[Register], catalogue: Catalogue) -> tuple[Trace, ...]:
    """What the registers say of a certificate."""
    return ()
