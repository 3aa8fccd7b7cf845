"""The statement that a file was submitted by whoever signs it: a manifest, a policy or a policy pack, by its digest.

It is an in-toto Statement of one subject. It says nothing of what is in the file, and nothing but the digest counts:
the file may be renamed and moved.
"""

from __future__ import annotations

import json

from checker.errors import InputError, Location, Problem
from checker.records import NamedTuple
from checker.signing.dsse import STATEMENT, Envelope

TYPE = "https://in-toto.io/Statement/v1"
PREDICATE = "https://certgate.example/attestation/submission/v1"
"""The name of the predicate; nothing is fetched from there."""

KINDS = ("manifest", "policy", "pack")
"""What can be submitted; a signature for one is none for another."""


class Submission(NamedTuple):
    """A file that somebody stands behind: what it is, how it was called, and the digest of its bytes."""

    kind: str
    name: str
    sha256: str

    def payload(self) -> bytes:
        """The statement, as it is signed."""
        subject = [{"name": self.name, "digest": {"sha256": self.sha256}}]
        values = {"_type": TYPE, "subject": subject, "predicateType": PREDICATE, "predicate": {"kind": self.kind}}
        return json.dumps(values, separators=(",", ":")).encode() + b"\n"


def submitted(envelope: Envelope, shown: str) -> Submission:
    """What an envelope says was submitted; its signatures are not looked at.

    Raises InputError for an envelope about anything else, such as a report.
    """
    try:
        values = json.loads(envelope.payload)
        (subject,) = values["subject"]
        found = Submission(values["predicate"]["kind"], subject["name"], subject["digest"]["sha256"])
    except (ValueError, KeyError, TypeError, RecursionError):
        found = None
    if found is None or envelope.payload_type != STATEMENT or found.kind not in KINDS:
        raise _refused(shown)
    try:
        same = found.payload() == envelope.payload
    except (ValueError, TypeError):
        same = False
    if not same:
        raise _refused(shown)
    return found


def _refused(shown: str) -> InputError:
    why = "what is signed here is no statement that a manifest, policy or pack was submitted"
    return InputError(Problem(why, Location(shown), "sign the file itself with `certgate attest FILE --key KEY`"))
