"""Why a credential does not count: a code of the gate `assurance`, what it comes to, and a sentence."""

from __future__ import annotations

from datetime import date

from checker.model.outcome import Outcome
from checker.records import NamedTuple

NOT_VERIFIED = "signature-not-verified"
UNREADABLE = "credential-unreadable"
KEY = "credential-key-not-trusted"
AUDIENCE = "credential-audience"
REVOKED = "credential-revoked"
SUSPENDED = "credential-suspended"
STATUS = "credential-status-unknown"
CONTEXT = "credential-context-unknown"


class Fault(NamedTuple):
    """One reason against a credential; `why` goes on from `the credential …`.

    `day` is the day of the snapshot that it rests on. `mend` says what to do, where that is more than the code says.
    """

    code: str
    outcome: Outcome
    why: str
    mend: str = ""
    day: date | None = None


class RefusedError(Exception):
    """Raised where a credential can not be read or verified; carries the one reason."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.why)
        self.fault = fault


def forged(why: str, mend: str = "") -> RefusedError:
    """The error for a credential that contradicts itself: a fail."""
    return RefusedError(Fault(NOT_VERIFIED, Outcome.FAIL, why, mend))


def unsigned(why: str, mend: str = "") -> RefusedError:
    """The error for something that nobody signed."""
    return RefusedError(Fault(NOT_VERIFIED, Outcome.UNDETERMINED, why, mend))


def unreadable(why: str, mend: str = "") -> RefusedError:
    """The error for what is no credential that can be read here, whether it is one or not."""
    return RefusedError(Fault(UNREADABLE, Outcome.UNDETERMINED, why, mend))


def unknown(code: str, why: str, mend: str = "") -> RefusedError:
    """The error where something that is not at hand would have to be looked up."""
    return RefusedError(Fault(code, Outcome.UNDETERMINED, why, mend))
