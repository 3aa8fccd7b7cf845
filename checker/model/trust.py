"""Whom the buyer trusts to sign what: keys, the parties they speak for, and since when (`trust` in certgate.yaml)."""

from __future__ import annotations

from datetime import date

from checker.model.manifest import Party
from checker.records import NamedTuple


class TrustedKey(NamedTuple):
    """A key the buyer trusts: `pem` (a public key in PEM) or `did` (resolved from the DID documents given).

    It is trusted for the certification bodies, suppliers or purposes it names, and for nothing else; from `start` to
    `until`, both inclusive (None: no bound). `bodies` are ids or names as the catalogue resolves them.
    """

    id: str
    pem: str | None = None
    did: str | None = None
    bodies: tuple[str, ...] = ()
    suppliers: tuple[Party, ...] = ()
    policies: bool = False  # may sign policies and packs
    reports: bool = False  # may sign reports
    start: date | None = None
    until: date | None = None


class Trust(NamedTuple):
    """All that the buyer trusts, and what of it is required.

    `did_documents` and `status_lists` are the bytes of the files given with the names they are shown by; `audience`
    are the names under which a credential may be addressed to the buyer; `required` is what has to be signed
    (`manifests`, `policies`). `contexts` are JSON-LD contexts by the URLs under which credentials name them.
    """

    keys: tuple[TrustedKey, ...] = ()
    did_documents: tuple[tuple[str, bytes], ...] = ()
    status_lists: tuple[tuple[str, bytes], ...] = ()
    audience: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    path: str | None = None
    sha256: str | None = None
    contexts: tuple[tuple[str, bytes], ...] = ()


NOBODY = Trust()
"""No trust at all: nothing that is signed counts."""
