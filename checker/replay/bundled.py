"""Who signed a report, by a Sigstore bundle in place of an envelope and a key."""

from __future__ import annotations

from typing import Any

from checker.replay.checks import FAIL, PASS, Check
from checker.signing.bundles import Bundle, BundleError, Person, verified
from checker.signing.dsse import Envelope
from checker.words import shorten

_NAME = 200


def bundled(bundle: Bundle, root: Any, by: Person, data: bytes) -> tuple[Check, Envelope | None]:
    """Whether a person signed a report, and the statement that they signed in its place.

    Without a statement it is the report itself that they signed, byte for byte.
    """
    try:
        envelope = verified(bundle, root, by, data)
    except BundleError as error:
        return Check("signature", FAIL, f"the bundle does not count: {error.why}", error.mend), None
    what = "the statement was" if envelope else "this report was"
    told = f"{what} signed by `{shorten(by.identity, _NAME)}`, identified by `{shorten(by.issuer, _NAME)}` (Sigstore"
    at = f"; logged {bundle.logged:%Y-%m-%d %H:%M:%S} UTC" if bundle.logged else ""
    return Check("signature", PASS, f"{told}{at})"), envelope
