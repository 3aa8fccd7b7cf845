"""Envelopes with signatures: DSSE 1.0 (Dead Simple Signing Envelope), in one form of bytes.

The specification leaves the JSON around payload and signatures free: two files that differ in a space or in the order
of keys are one envelope. Here an envelope has one form, and any other is refused, so that no byte of one can be
changed unseen. The form is what `seal` writes: keys in the order of the specification, no spaces, padded base64 of the
usual alphabet, one line end.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Sequence
from typing import Any

from checker.errors import InputError, Location, Problem
from checker.records import NamedTuple
from checker.signing.keys import PublicKey
from checker.signing.signers import Signer

STATEMENT = "application/vnd.in-toto+json"
"""The type of a payload that is an in-toto statement."""

SUFFIX = ".dsse.json"
"""What the name of an envelope ends with; the rest is the whole name of the file that it is about."""

BYTES = 128 * 1024 * 1024
"""The most bytes of an envelope: the statement on a run over some hundred thousand manifests."""

SIGNATURES = 16
"""The most signatures on one envelope."""

_MEND = "get the envelope anew from whoever signed it"


class Signature(NamedTuple):
    """A signature, and the key that is said to have made it."""

    keyid: str
    sig: bytes


class Envelope(NamedTuple):
    """A payload of some type with its signatures, none of them verified."""

    payload: bytes
    payload_type: str
    signatures: tuple[Signature, ...]

    @property
    def keyids(self) -> tuple[str, ...]:
        """The keys that are said to have signed, in the order of the envelope."""
        return tuple(each.keyid for each in self.signatures)

    def written(self) -> bytes:
        """The envelope in its one form."""
        rows = [{"keyid": each.keyid, "sig": b64encode(each.sig).decode()} for each in self.signatures]
        values = {"payload": b64encode(self.payload).decode(), "payloadType": self.payload_type, "signatures": rows}
        return json.dumps(values, separators=(",", ":")).encode() + b"\n"


def beside(path: str) -> str:
    """Where the envelope about a file is looked for, and put unless told otherwise: `m.yaml` has `m.yaml.dsse.json`."""
    return path + SUFFIX


def pae(payload_type: str, payload: bytes) -> bytes:
    """What is signed: type and payload with their lengths before them, so that neither can flow into the other."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def seal(payload: bytes, payload_type: str, by: Signer) -> bytes:
    """The envelope of a payload with one signature, as the bytes of a file."""
    made = by.sign(pae(payload_type, payload))
    return Envelope(payload, payload_type, (Signature(by.keyid, made),)).written()


def opened(data: bytes, shown: str) -> Envelope:
    """The envelope in the bytes of a file, which has to have the form that `seal` writes.

    Nothing is verified: see `signed_by`. Raises InputError for anything else.
    """
    if len(data) > BYTES:
        raise _refused(shown, f"the envelope is larger than {BYTES >> 20} MB", "sign a report of fewer manifests")
    try:
        values = json.loads(data)
        envelope = _read(values)
    except (ValueError, KeyError, TypeError, RecursionError, Error):
        raise _refused(shown, "this is no DSSE envelope", "give the file that `certgate attest` wrote") from None
    if not 1 <= len(envelope.signatures) <= SIGNATURES:
        why = f"the envelope has {len(envelope.signatures)} signatures, and 1 to {SIGNATURES} are read"
        raise _refused(shown, why, _MEND)
    if envelope.written() != data:
        why = "the envelope is not in the form in which it was written, so somebody changed it or wrote it anew"
        raise _refused(shown, why, _MEND)
    return envelope


def _read(values: Any) -> Envelope:
    rows = tuple(Signature(_text(row["keyid"]), b64decode(row["sig"])) for row in values["signatures"])
    return Envelope(b64decode(values["payload"]), _text(values["payloadType"]), rows)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.isascii():
        raise TypeError
    return value


def signed_by(envelope: Envelope, keys: Sequence[PublicKey]) -> tuple[str, ...]:
    """The keys, by keyid and sorted, whose signature is on the envelope and verifies; none: nobody known signed it.

    A signature counts only for the key that it names.
    """
    data = pae(envelope.payload_type, envelope.payload)
    known = {key.keyid: key for key in keys}
    found = {
        each.keyid for each in envelope.signatures if each.keyid in known and known[each.keyid].verifies(each.sig, data)
    }
    return tuple(sorted(found))


def _refused(shown: str, why: str, mend: str) -> InputError:
    return InputError(Problem(why, Location(shown), mend))
