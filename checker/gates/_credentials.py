"""The codes of signed credentials that do not count, as part of the gate `assurance`."""

from __future__ import annotations

from checker.gates.base import Code, Context
from checker.model.backing import Trace
from checker.model.outcome import Outcome

_OPEN = (Outcome.UNDETERMINED,)

NOT_EFFECTIVE, EXPIRED = "credential-not-effective", "credential-expired"

CREDENTIAL_CODES = (
    Code(
        "signature-not-verified",
        "a credential is not as it was signed, or not signed at all",
        "obtain the credential from the body as it was signed",
        (Outcome.FAIL, Outcome.UNDETERMINED),
    ),
    Code(
        "credential-unreadable",
        "a credential can not be read, or is of a form that is not read here",
        "ask for a `DigitalConformityCredential` as a JWT (EdDSA, ES256) or with one `eddsa-jcs-2022` proof",
        _OPEN,
    ),
    Code(
        NOT_EFFECTIVE,
        "a credential, or the trust in its key, begins later",
        "attach the credential that is in force now",
        _OPEN,
    ),
    Code(
        EXPIRED,
        "a credential, its status list or the trust in its key has ended",
        "ask for a credential that is in force, and fetch its status list anew",
        _OPEN,
    ),
    Code(
        "credential-revoked",
        "a credential was revoked by its issuer",
        "ask the body why, and for the credential that replaces it",
    ),
    Code(
        "credential-suspended",
        "a credential is suspended by its issuer",
        "ask the body; fetch the status list anew once it has been restored",
    ),
    Code(
        "credential-key-not-trusted",
        "a credential is signed with a key that the buyer does not trust for the body of the certificate",
        "compare the key with the one that the body publishes, and name it in `trust` of certgate.yaml for that body",
        _OPEN,
    ),
    Code(
        "credential-audience",
        "a credential is addressed to somebody else",
        "ask for one that is addressed to you, or state your own name as `audience` in `trust` of certgate.yaml",
        _OPEN,
    ),
    Code(
        "credential-status-unknown",
        "whether a credential was revoked or suspended can not be told",
        "fetch the status list that the credential names, and give the file with `--status-lists`",
        _OPEN,
    ),
    Code(
        "credential-context-unknown",
        "a JSON-LD context that the signature of a credential rests on is not at hand",
        "ask for the credential as a JWT or with an `eddsa-jcs-2022` proof, which rest on no context",
        _OPEN,
    ),
)


def out_of_term(context: Context, trace: Trace) -> str:
    """The code for something that agrees and holds only before or after the day; empty within its term."""
    if trace.start and context.as_of < trace.start:
        return NOT_EFFECTIVE
    return EXPIRED if trace.until and context.as_of > trace.until else ""
