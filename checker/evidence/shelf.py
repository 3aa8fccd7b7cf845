"""The files that one manifest names: each opened once, within bounds, the PDFs among the certificates read together."""

from __future__ import annotations

from collections.abc import Iterable

from checker.evidence import bounds
from checker.evidence.kinds import PDF, kind_of
from checker.evidence.opening import RefusedError, parts_of, read_below
from checker.evidence.texts import Reader, Text
from checker.readers import limits
from checker.readers.remote import is_url
from checker.records import NamedTuple

_NAMED = "give the manifest by its name, or `--stdin-filename` with the name it has"
_COPIED = "copy the manifest and its evidence into a folder, and check them there"
_FEWER = "attach fewer files, or split the manifest"


class Seen(NamedTuple):
    """A file as it was found: its type, its digest, its bytes if they are few, the text of a PDF if it was read."""

    kind: str
    sha256: str
    data: bytes | None = None
    text: Text | RefusedError | None = None


class Shelf:
    """The files below a folder (None: the manifest lies in none).

    Of the paths in `to_read` the text of PDFs is read, if they are the file whose digest is named with the path: what
    was altered is not even looked into.
    """

    def __init__(self, folder: str | None, to_read: Iterable[tuple[str, str]]) -> None:
        self._folder = folder
        self._to_read = tuple(dict.fromkeys(to_read))
        self._seen: dict[tuple[str, ...], Seen | RefusedError] = {}
        self._most = limits.current()
        self._left = self._most.evidence_bytes
        self._looked = False

    def at(self, path: str) -> Seen | RefusedError:
        """The file at a path, or why it is not looked at. Raises UsageError where pypdf is missing."""
        if not self._looked:
            self._looked = True
            self._read_all(Reader())
        return self._at(path)

    def _at(self, path: str, *, reading: bool = False) -> Seen | RefusedError:
        try:
            if self._folder is None:
                raise RefusedError("can not be looked for: the manifest came by standard input, from no folder", _NAMED)
            if is_url(self._folder):
                raise RefusedError("is not read: the manifest lies at a URL, beside which nothing is opened", _COPIED)
            parts = parts_of(path)
        except RefusedError as refused:
            return refused
        if parts not in self._seen:
            self._seen[parts] = self._opened(self._folder, parts, reading=reading)
        return self._seen[parts]

    def _opened(self, folder: str, parts: tuple[str, ...], *, reading: bool) -> Seen | RefusedError:
        try:
            if len(self._seen) >= self._most.evidence_files:
                why = f"is not read: the manifest names more than {self._most.evidence_files:,} files"
                raise RefusedError(why, limits.mend(_FEWER, "evidence_files"))
            data, digest = read_below(folder, parts, min(self._most.evidence_file_bytes, self._left))
            self._left -= len(data)
            kind = kind_of(parts[-1], data)
            return Seen(kind, digest, data if reading and kind == PDF else _few(data))
        except RefusedError as refused:
            return refused

    def _read_all(self, reader: Reader) -> None:
        """Open what is to be read, and hand the PDFs over in batches, so that few bytes are held at a time."""
        waiting: dict[tuple[str, ...], Seen] = {}
        size = 0
        for path, digest in self._to_read:
            found = self._at(path, reading=True)
            if not isinstance(found, Seen) or (found.kind, found.sha256) != (PDF, digest) or found.text is not None:
                continue
            size += len(found.data or b"")
            if size > bounds.BATCH_BYTES:
                self._read(reader, waiting)
                waiting, size = {}, len(found.data or b"")
            waiting[parts_of(path)] = found
        self._read(reader, waiting)

    def _read(self, reader: Reader, waiting: dict[tuple[str, ...], Seen]) -> None:
        texts = reader.read([each.data or b"" for each in waiting.values()])
        for (parts, found), text in zip(waiting.items(), texts, strict=True):
            self._seen[parts] = found._replace(data=_few(found.data), text=text)


def _few(data: bytes | None) -> bytes | None:
    return data if data is not None and len(data) <= bounds.KEPT_BYTES else None
