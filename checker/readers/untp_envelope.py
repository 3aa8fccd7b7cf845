"""The credential in a file: as JSON, as a signed text (VC-JOSE-COSE `vc+jwt`), or as an envelope around one.

Nothing is verified here; what a signature is worth is asked elsewhere. Only what would let two readers read two
different credentials is refused.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import TYPE_CHECKING, Any

from checker.document import Document
from checker.readers.json_reader import read_json
from checker.readers.text import fault

if TYPE_CHECKING:
    from checker.document import Value
    from checker.readers.source import Source

_COMPACT = re.compile(rb"\s*([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]*)\s*")
_DATA_URL = re.compile(r"data:application/vc(?:\+ld)?\+jwt,(.+)", re.DOTALL)


def credential(source: Source) -> Document:
    """The document of the credential that a file holds; raises InputError.

    Of a signed text every value stands at the beginning of the file, whose digest the document carries.
    """
    data = source.load()
    if _COMPACT.fullmatch(data):
        return _signed(data, data, source.shown)
    document = read_json(data.removesuffix(b"\n"), source.shown)
    values = document.values
    if isinstance(values, dict) and "EnvelopedVerifiableCredential" in _types(values):
        found = _DATA_URL.fullmatch(str(values.get("id", "")))
        if found is None:
            mend = "its `id` is a `data:application/vc+jwt,…` URL; other envelopes are not known here"
            raise fault(source.shown, (1, 1), "this envelope holds no signed text", mend)
        return _signed(found[1].encode(), data, source.shown)
    return Document(
        document.path, hashlib.sha256(data).hexdigest(), values, document.places, document.name, document.source
    )


def _types(values: dict[str, Value]) -> list[Any]:
    stated = values.get("type")
    return stated if isinstance(stated, list) else [stated]


def _signed(token: bytes, data: bytes, shown: str) -> Document:
    """The payload of a signed text; raises InputError for what is none."""
    found = _COMPACT.fullmatch(token)
    if found is None:
        mend = "it has three parts in base64url with dots between them (RFC 7515, section 3.1)"
        raise fault(shown, (1, 1), "the signed text is not in compact form", mend)
    try:
        payload = base64.urlsafe_b64decode(found[2] + b"=" * (-len(found[2]) % 4))
    except binascii.Error:
        raise fault(shown, (1, 1), "the payload of the signed text is no base64url", "ask for the file again") from None
    values = read_json(payload, f"{shown} (payload)").values
    if isinstance(values, dict) and isinstance(values.get("vc"), dict):
        values = values["vc"]  # the older form (VC-JWT 1.1), whose claims stand one level lower
    return Document(shown, hashlib.sha256(data).hexdigest(), values, lambda: {"": (1, 1)})
