"""Policy packs: policies in one file, with the digest of each, so that what is used is what was packed.

A pack is a ZIP archive with `pack.json` (schema: `pack`) and the files that it lists, each with its digest. Whatever a
policy of the pack extends lies in the pack too. Nothing is unpacked to disk, and nothing but the listed files is read.
"""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from checker.document import Document
from checker.errors import InputError, Location, Problem, did_you_mean
from checker.readers import Source, limits, one_of
from checker.readers.discover import beside
from checker.records import NamedTuple
from checker.schema import conform
from checker.words import shorten

LISTING = "pack.json"
POLICY, BASE = "policy", "base"
"""What a file is there for: to be applied, or only to be extended by others of the pack."""

SHIPPED = ".shipped"
"""The folder of a pack with the shipped policies that others extend; no walk through a folder takes a hidden one."""

_ENCRYPTED = 1
# What the last record of an archive begins with; its last two bytes are the length of a comment.
_LAST = b"PK\x05\x06"
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
                yield self.document(row)

    def find(self, name: str, document: Document) -> Document:
        """The policy that one of the pack extends, found as in a folder, but in the pack alone. Raises InputError."""
        folder = dirname(document.path.removeprefix(f"{self.shown}/"))
        paths = [normpath(join(folder, each)) for each in beside(name)]
        paths += [f"{SHIPPED}/{name}.yaml"]
        rows = {row["path"]: row for row in self.listing["files"]}
        found = next((rows[path] for path in paths if path in rows), None)
        if found is None:
            message = f"`extend` names `{name}`, which the pack does not hold"
            mend = (
                did_you_mean(name, [row["id"] for row in rows.values()]) or "pack it anew with `certgate policy pack`"
            )
            raise InputError(Problem(message, document.locate("/extend"), mend))
        return self.document(found)

    def document(self, row: dict[str, Any]) -> Document:
        """The policy of a row of the listing. Raises InputError for one that is not as the row says."""
        source = Source.from_stdin(self.files[row["path"]], f"{self.shown}/{row['path']}")
        found = one_of(source)
        for key in ("id", "version"):
            if isinstance(found.values, dict) and found.values.get(key) != row[key]:
                why = f"`{LISTING}` says that the {key} of `{row['path']}` is `{row[key]}`, and the file says another"
                raise _refused(self.shown, why, "pack the policies anew")
        return found


def read_pack(source: Source) -> Pack:
    """The pack in a file. Raises InputError for one that is damaged, changed, too large or not as its listing says."""
    data, shown = source.load(), source.shown
    try:
        with ZipFile(BytesIO(data)) as archive:
            rows = _entries(archive, data, shown)
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


def _entries(archive: ZipFile, data: bytes, shown: str) -> dict[str, ZipInfo]:
    """The entries of an archive by name, before any is read."""
    rows = archive.infolist()
    total = sum(info.file_size for info in rows)
    most = limits.current()
    if len(rows) > most.pack_files:
        why = f"it holds {len(rows):,} files; at most {most.pack_files:,} are read"
        raise _refused(shown, why, limits.mend("split it", "pack_files"))
    if total > most.pack_bytes:
        why = f"it holds {total:,} bytes; at most {limits.size(most.pack_bytes)} are read"
        raise _refused(shown, why, limits.mend("split it", "pack_bytes"))
    if min((info.header_offset for info in rows), default=0) or data[-22:-18] != _LAST or data[-2:] != b"\0\0":
        raise _refused(shown, "something stands before or after the archive", "pack the policies anew")
    names = [info.filename for info in rows]
    twice = _twice(names)
    if twice is not None:
        raise _refused(shown, f"it holds `{twice}` twice", "pack the policies anew")
    if any(info.flag_bits & _ENCRYPTED for info in rows):
        raise _refused(shown, "it is encrypted", "give it without a password")
    return dict(zip(names, rows, strict=True))


def _twice(names: list[str]) -> str | None:
    """The first name that is given more than once."""
    counted = Counter(names)
    return next((name for name in names if counted[name] > 1), None)


def _content(archive: ZipFile, info: ZipInfo, shown: str) -> bytes:
    """The bytes of an entry; its stated size is not trusted."""
    most = limits.current().document_bytes
    with archive.open(info) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        why = f"`{shorten(info.filename)}` is larger than {limits.size(most)}"
        raise _refused(shown, why, limits.mend("split it", "document_bytes"))
    return data


def _listing(data: bytes, shown: str) -> dict[str, Any]:
    found = one_of(Source.from_stdin(data, f"{shown}/{LISTING}"))
    values: Any = conform(found, "pack")
    paths = [row["path"] for row in values["files"]]
    twice = _twice(paths)
    if twice is not None:
        raise _refused(shown, f"its `{LISTING}` names `{twice}` twice", "pack the policies anew")
    strange = next((path for path in paths if not _inside(path)), None)
    if strange is not None:
        raise _refused(
            shown, f"its `{LISTING}` names `{strange}`, which is no path in a pack", "pack the policies anew"
        )
    if all(row["role"] != POLICY for row in values["files"]):
        raise _refused(shown, "no policy in it is to be applied", "pack the policies anew")
    return dict(values)


def _inside(path: str) -> bool:
    """Whether a path is a plain one, below the folder that was packed."""
    return path.isprintable() and path == normpath(path) and not path.startswith(("/", "../")) and "\\" not in path


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
