"""Whether a file is what its name says: the first bytes of the types in which documents are kept."""

from __future__ import annotations

import re

from checker.evidence.opening import RefusedError
from checker.model.outcome import Outcome
from checker.records import NamedTuple

PDF = "PDF"
_HEAD = 1024
_BOM = b"\xef\xbb\xbf"
_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_JWT = re.compile(rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\s*\Z")
_DOCUMENTS = "PDF, PNG, JPEG, TIFF, XML or JSON"


class _Kind(NamedTuple):
    """A type of file: its name, and how its bytes begin (`starts`), or what they look like."""

    name: str
    starts: tuple[bytes, ...] = ()


_IMAGES = {
    "png": _Kind("PNG", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": _Kind("JPEG", (b"\xff\xd8\xff",)),
    "tif": _Kind("TIFF", (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")),
}
_KINDS = {
    "pdf": _Kind(PDF),
    **_IMAGES,
    "jpeg": _IMAGES["jpg"],
    "tiff": _IMAGES["tif"],
    "xml": _Kind("XML"),
    "json": _Kind("JSON"),
    "jsonld": _Kind("JSON"),
    "jwt": _Kind("JWT"),
}


def kind_of(name: str, data: bytes) -> str:
    """The type of a file by its name, if its bytes agree; raises RefusedError where they do not, or none is known."""
    stem, _, suffix = name.rpartition(".")
    kind = _KINDS.get(suffix.lower()) if stem else None
    if kind is None:
        raise RefusedError("is of no type in which a document is kept", f"attach it as {_DOCUMENTS}")
    if not data:
        raise RefusedError("is empty", "attach the document as it was issued", Outcome.FAIL)
    if not _plausible(kind, data):
        what = "a web page" if _PAGE.search(data[:_HEAD]) else "something else"
        why = f"is named as {kind.name} and is {what}"
        raise RefusedError(why, "attach the document itself, not what a server sent in its place", Outcome.FAIL)
    return kind.name


def _plausible(kind: _Kind, data: bytes) -> bool:
    if kind.name == PDF:
        # Readers take what stands before the mark for nothing, within the first kilobyte (PDF 1.7, annex H.3.4.1).
        return b"%PDF-" in data[:_HEAD] and not _PAGE.search(data[:_HEAD].partition(b"%PDF-")[0])
    text = data.removeprefix(_BOM).lstrip()
    if kind.name == "XML":
        return text.startswith(b"<") and not _PAGE.search(text[:_HEAD])
    if kind.name == "JSON":
        return text[:1] in (b"{", b"[", b'"')
    if kind.name == "JWT":
        return _JWT.match(text) is not None
    return data.startswith(kind.starts)
