"""Files that lie on no disk of this machine: `s3://bucket/manifests/`, and whatever else fsspec has a library for.

Only what somebody names on the command line is fetched: no file that certgate reads can make it ask for a URL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from io import RawIOBase
from typing import Any, TypeAlias, cast

from checker.errors import InputError, Location, Problem, UsageError
from checker.extras import extra, told
from checker.readers import limits
from checker.readers.discover import SKIPPED, WALKED, is_manifest
from checker.readers.source import Source

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_MAGIC = re.compile(r"[*?\[]")
_USER = re.compile(r"(?<=://)[^/@]*@")
_QUERY = re.compile(r"[?#].*\Z", re.DOTALL)
_WHO = "files at URLs"
_LOCAL = ("file", "local")
_WEB = ("http://", "https://")

FileSystem: TypeAlias = Any
"""A file system of fsspec, which has no types."""


def is_url(name: str) -> bool:
    """Whether a name is that of something elsewhere: `s3://…`, not `file://…`, which is a path."""
    found = _SCHEME.match(name)
    return found is not None and found[1].lower() not in _LOCAL


def as_path(name: str) -> str:
    """A name without `file://`, which is that of a path."""
    found = _SCHEME.match(name)
    return name[found.end() :] if found and found[1].lower() in _LOCAL else name


def show_url(url: str) -> str:
    """A URL for people: without user, password and query, in which a key may stand."""
    return _USER.sub("", _QUERY.sub("", url) if url.lower().startswith(_WEB) else url)


def file_system(url: str) -> tuple[FileSystem, str]:
    """The file system of a URL, and the path in it. Raises UsageError where its library is not installed."""
    fsspec = extra("fsspec", "remote", _WHO)
    scheme = (_SCHEME.match(url) or [url, url])[1]
    try:
        system, path = fsspec.core.url_to_fs(url)
    except ImportError:
        library = _library(scheme)
        if library == "s3fs":
            raise UsageError(told(library, "remote", _WHO)) from None
        message = f"files at `{scheme}://` need the library `{library}`; install it with `python3 -m pip install"
        raise UsageError(f"{message} {library}`") from None
    except ValueError:
        raise UsageError(f"`{show_url(url)}`: `{scheme}://` is none of the kinds of URLs that can be read") from None
    return system, path


def _library(scheme: str) -> str:
    """The library that reads a kind of URL, by fsspec's own list."""
    row = import_module("fsspec.registry").known_implementations.get(scheme, {})
    return str(row.get("class", "fsspec")).partition(".")[0]


def sources(urls: Iterable[str]) -> list[Source | InputError]:
    """The inputs that URLs name, each once; an error for each that names none. Raises UsageError."""
    found: dict[Any, Source | InputError] = {}
    for url in urls:
        for each in _listed(url):
            found.setdefault(each.path if isinstance(each, Source) else each, each)
    return list(found.values())


def _listed(url: str) -> list[Source | InputError]:
    """The files that a URL names, sorted: itself, those below a folder, those that match a pattern."""
    system, path = file_system(url)
    shown = show_url(url)
    if url.lower().startswith(_WEB):
        return [Source.from_url(url, shown)]  # the web has no folders, and `?` begins a query
    try:
        if _MAGIC.search(path) and not system.exists(path):
            found = [each for name in sorted(system.glob(path)) for each in _matched(system, name)]
            return found or [_nothing(shown, "no file matches the pattern", "check the pattern")]
        if system.isdir(path):
            suffixes = ", ".join(WALKED)
            return _below(system, path) or [_nothing(shown, "the folder holds no manifest", f"they end in {suffixes}")]
    except Exception as error:
        return [unreachable(error, shown)]
    return [Source.from_url(url, shown)]


def _matched(system: FileSystem, name: str) -> list[Source | InputError]:
    """What a name that matches a pattern stands for; a folder is walked, what is hidden is passed over."""
    if name.rpartition("/")[2].startswith("."):
        return []
    if system.isdir(name):
        return _below(system, name)
    return [] if name.endswith((*SKIPPED, "/certgate.yaml")) else [_source(system, name)]


def _below(system: FileSystem, folder: str) -> list[Source | InputError]:
    """The files below a folder, sorted; nothing hidden, as in folders of this machine."""
    root = folder.rstrip("/") + "/"
    found: list[Source | InputError] = []
    for name in sorted(system.find(folder)):
        parts = name.removeprefix(root).split("/")
        if is_manifest(parts[-1]) and not any(part.startswith(".") for part in parts):
            found.append(_source(system, name))
    return found


def _source(system: FileSystem, name: str) -> Source:
    url = system.unstrip_protocol(name)
    return Source.from_url(url, show_url(url))


def load(url: str, shown: str) -> bytes:
    """All bytes of one document, one more than `limits.current().document_bytes` at most. Raises InputError."""
    system, path = file_system(url)
    try:
        return cast("bytes", system.cat_file(path, start=0, end=limits.current().document_bytes + 1))
    except Exception as error:
        # A request for a range is refused for a file that is empty.
        if size(url, shown) == 0:
            return b""
        raise unreachable(error, shown) from None


def stream(url: str, shown: str) -> RawIOBase:
    """The bytes as a stream, in which places can be sought; the caller closes it. Raises InputError, then and later."""
    system, path = file_system(url)
    try:
        return _Stream(system.open(path, "rb", block_size=4 * limits.MEGABYTE), shown)
    except Exception as error:
        raise unreachable(error, shown) from None


class _Stream(RawIOBase):
    """A file at a URL, whose failures are told as those of any other input."""

    def __init__(self, file: Any, shown: str) -> None:
        self._file = file
        self._shown = shown

    def readable(self) -> bool:
        """That it can be read."""
        return True

    def seekable(self) -> bool:
        """That places in it can be sought."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place."""
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        """The place that is read next."""
        return int(self._file.tell())

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer. Raises InputError where the store fails."""
        try:
            data = self._file.read(len(buffer))
        except Exception as error:
            raise unreachable(error, self._shown) from None
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()


def size(url: str, shown: str) -> int:
    """How many bytes a file has. Raises InputError."""
    system, path = file_system(url)
    try:
        return int(system.size(path) or 0)
    except Exception as error:
        raise unreachable(error, shown) from None


def unreachable(error: Exception, shown: str) -> InputError:
    """The error for what can not be read at a URL: each store's library raises exceptions of its own."""
    if isinstance(error, InputError):
        return error
    if isinstance(error, FileNotFoundError):
        return _nothing(shown, "nothing is there", "check the name")
    if isinstance(error, PermissionError):
        return _nothing(shown, "it may not be read", "check the credentials, which are those of the store's own tools")
    mend = "check the address, the network and the credentials"
    return _nothing(shown, "the store does not answer, or refuses to", mend)


def _nothing(shown: str, message: str, mend: str) -> InputError:
    return InputError(Problem(message, Location(shown), mend))
