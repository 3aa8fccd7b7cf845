"""What stands behind a certificate beside the manifest: documents, registers, signed credentials.

Whoever looks (`evidence`, `registers`, `credentials`) writes down what was seen as traces; the gate `assurance` judges
them. A trace is as pure as a fact of the manifest: the engine opens nothing.
"""

from __future__ import annotations

from datetime import date

from checker.model.outcome import Outcome
from checker.records import NamedTuple

DECLARED = "declared"
DOCUMENTED = "documented"
CONFIRMED = "confirmed"
LEVELS = (DECLARED, DOCUMENTED, CONFIRMED)
"""From the supplier's word upwards."""

FACTS = (
    "number", "kind", "standard", "body", "holder", "issued", "effective", "expires", "status", "mark", "scheme",
    "models", "factories", "sites", "activities", "scope", "accreditation", "events", "testing",
)  # fmt: skip
"""The facts of a certificate that something outside the manifest can show."""


class Trace(NamedTuple):
    """What one thing outside the manifest says of a certificate.

    `level` is what it is able to show, `source` what people call it (`evidence/ul.pdf`,
    `IAF CertSearch of 2026-11-01`).
    Where it agrees, `facts` are what it shows; else `code` (one of the gate `assurance`) and `message` say why not.
    `day` is the day it speaks of, for a snapshot; `start` and `until` its own term, inclusive, for a credential.
    `standing`: a contradiction that counts under every policy, because the buyer asked for the look; else it counts
    where the policy asks for assurance above `declared`. `pointer` is the place in the manifest it bears on. `mend`
    says what to do, where that is more than what its code says.
    """

    level: str
    source: str
    outcome: Outcome
    pointer: str
    code: str = ""
    message: str = ""
    facts: tuple[str, ...] = ()
    day: date | None = None
    start: date | None = None
    until: date | None = None
    standing: bool = False
    sha256: str | None = None
    mend: str = ""

    @property
    def of_certificate(self) -> bool:
        """Whether it shows the certificate itself, by its number; else only facts about it, such as a test."""
        return "number" in self.facts


class Backing(NamedTuple):
    """Everything that was found about one certificate; empty where nobody looked."""

    traces: tuple[Trace, ...] = ()
