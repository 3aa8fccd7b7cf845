"""Policy packs: policies in one file, with the digest of each, so that what is used is what was packed.

A pack is a ZIP archive with `pack.json` (schema: `pack`) and the files that it lists, each with its digest. Whatever a
policy of the pack extends lies in the pack too. Nothing is unpacked to disk, and nothing but the listed files is read.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from checker.document import Document
from checker.errors import InputError, Location, Problem, did_you_mean
from checker.readers import Source, limits, read
from checker.schema import conform

LISTING = "pack.json"
POLICY, BASE = "policy", "base"
"""What a file is there for: to be applied, or only to be extended by others of the pack."""

FILES = 2_000
TOTAL = 64 * limits.MEGABYTE
"""The most files and bytes that a pack may hold."""
_ENCRYPTED = 1
_BROKEN = (BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class Pack(NamedTuple):
    """A pack as it was read, its digests verified; `sha256` is that of `pack.json`, which lists all others."""

    shown: str
    listing: dict[str, Any]
    sha256: str
    files: dict[str, bytes]

    def documents(self) -> Iterator[Document]:
        """The policies that are to be applied, in the order of their paths. Raises InputError."""
        for row in self.listing["files"]:
            if row["role"] == POLICY:
                yield self._document(row["path"])

    def find(self, name: str, document: Document) -> Document:
        """The policy that one of the pack extends; nothing outside of the pack is looked at. Raises InputError."""
        inside = document.path.removeprefix(f"{self.shown}/")
        by_path = normpath(join(dirname(inside), name))
        by_id = [row["path"] for row in self.listing["files"] if row["id"] == name]
        path = by_path if by_path in self.files else next(iter(by_id), None)
        if path is None:
            known = [row["id"] for row in self.listing["files"]]
            message = f"`extend` names `{name}`, which the pack does not hold"
            mend = did_you_mean(name, known) or "pack it anew with `certgate policy pack`"
            raise InputError(Problem(message, document.locate("/extend"), mend))
        return self._document(path)

    def _document(self, path: str) -> Document:
        source = Source.from_stdin(self.files[path], f"{self.shown}/{path}")
        for found in read(source):
            if isinstance(found, InputError):
                raise found
            return found
        raise InputError(Problem("the file is empty", Location(source.shown)))


def read_pack(path: str, shown: str) -> Pack:
    """The pack in a file. Raises InputError for one that is damaged, changed, too large or not as its listing says."""
    data = Source.from_path(path, shown).load()
    try:
        with ZipFile(BytesIO(data)) as archive:
            rows = _entries(archive, shown)
            files = {name: _content(archive, info, shown) for name, info in rows.items()}
    except _BROKEN as error:
        raise _refused(shown, "it is no pack, or it is damaged", "pack the policies anew") from error
    if LISTING not in files:
        raise _refused(shown, f"it holds no `{LISTING}`", "make it with `certgate policy pack`")
    listing = _listing(files[LISTING], shown)
    _verify(listing, files, shown)
    digest = sha256(files.pop(LISTING)).hexdigest()
    return Pack(shown, listing, digest, files)


def _refused(shown: str, why: str, mend: str) -> InputError:
    return InputError(Problem(f"the pack can not be used: {why}", Location(shown), mend))


def _entries(archive: ZipFile, shown: str) -> dict[str, ZipInfo]:
    """The entries of an archive by name, before any is read."""
    rows = archive.infolist()
    total = sum(info.file_size for info in rows)
    if len(rows) > FILES or total > TOTAL:
        why = f"it holds {len(rows)} files of {total:,} bytes; at most {FILES} of {TOTAL:,} are read"
        raise _refused(shown, why, "split it")
    names = [info.filename for info in rows]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise _refused(shown, f"it holds `{twice}` twice", "pack the policies anew")
    if any(info.flag_bits & _ENCRYPTED for info in rows):
        raise _refused(shown, "it is encrypted", "give it without a password")
    return dict(zip(names, rows, strict=True))


def _content(archive: ZipFile, info: ZipInfo, shown: str) -> bytes:
    """The bytes of an entry; its stated size is not trusted."""
    with archive.open(info) as stream:
        data = stream.read(limits.DOCUMENT_BYTES + 1)
    if len(data) > limits.DOCUMENT_BYTES:
        allowed = limits.DOCUMENT_BYTES // limits.MEGABYTE
        raise _refused(shown, f"`{info.filename}` is larger than {allowed} MB", "split it")
    return data


def _listing(data: bytes, shown: str) -> dict[str, Any]:
    source = Source.from_stdin(data, f"{shown}/{LISTING}")
    for found in read(source):
        if isinstance(found, InputError):
            raise found
        values: Any = conform(found, "pack")
        return dict(values)
    raise _refused(shown, f"its `{LISTING}` is empty", "pack the policies anew")


def _verify(listing: dict[str, Any], files: dict[str, bytes], shown: str) -> None:
    """Refuse a pack in which a file is missing, more than is listed, or other than it was."""
    problems = []
    listed = {row["path"]: row["sha256"] for row in listing["files"]}
    for path, digest in sorted(listed.items()):
        if path not in files:
            problems.append(Problem(f"`{path}` is listed and missing", Location(shown), "get the pack anew"))
        elif sha256(files[path]).hexdigest() != digest:
            message = f"`{path}` is not the file that was packed: its digest differs"
            problems.append(Problem(message, Location(shown), "get the pack anew, and ask who changed it"))
    problems += [
        Problem(f"`{path}` is in the pack and not listed", Location(shown), "get the pack anew")
        for path in sorted(files.keys() - listed.keys() - {LISTING})
    ]
    if problems:
        raise InputError(problems)
