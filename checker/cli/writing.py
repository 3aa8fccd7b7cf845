"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from itertools import chain

from checker.errors import UsageError

# By which a page of an earlier run is known among other files.
_OURS = b'<meta name="generator" content="certgate'


def write_file(file: str, parts: Iterable[str | bytes]) -> None:
    """Write text or bytes in parts; a file appears under its name when complete. Raises UsageError where it can not."""
    try:
        if _is_special(file):
            _write(file, parts)
        else:
            _replace(os.path.realpath(file), parts)
    except OSError as error:
        raise UsageError(f"can not write `{file}`: {reason(error)}") from None


def _is_special(file: str) -> bool:
    """Whether the name stands for a device or a pipe, which nothing can replace."""
    try:
        return not stat.S_ISREG(os.stat(file).st_mode)
    except FileNotFoundError:
        return False


def _replace(path: str, parts: Iterable[str | bytes]) -> None:
    beside = f"{path}.{os.getpid()}.part"
    if os.path.exists(path) and not os.access(os.path.dirname(path) or ".", os.W_OK):
        # Nothing can be put beside it, so it has to be written in its place.
        _write(path, parts)
        return
    try:
        _write(beside, parts)
        if os.path.exists(path):
            os.chmod(beside, stat.S_IMODE(os.stat(path).st_mode))
        try:
            os.replace(beside, path)
        except OSError as error:
            # A file that is mounted by itself, as containers do, can be written but not replaced.
            if error.errno != errno.EBUSY:
                raise
            import shutil  # brings three libraries of compression

            shutil.copyfile(beside, path)
            os.unlink(beside)
    except BaseException:
        if os.path.exists(beside):
            os.unlink(beside)
        raise


def _write(path: str, parts: Iterable[str | bytes]) -> None:
    with open(path, "wb") as target:
        target.writelines(part.encode() if isinstance(part, str) else part for part in parts)


def write_pages(folder: str, pages: Iterable[tuple[str, Iterator[str]]]) -> None:
    """Write a folder of pages, and take away those of an earlier run that are none of it."""
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise UsageError(f"can not make the folder `{folder}`: {reason(error)}") from None
    order = iter(pages)
    first = next(order)
    home = os.path.join(folder, first[0])
    if os.path.exists(home) and not _is_ours(home):
        raise UsageError(f"`{home}` is there and no page of certgate; name a folder of its own")
    written = set()
    # The first page last: where it is new, all that it leads to is new.
    for name, parts in chain(order, [first]):
        write_file(os.path.join(folder, name), parts)
        written.add(name)
    for name in sorted(os.listdir(folder)):
        if name.endswith(".html") and name not in written and _is_ours(os.path.join(folder, name)):
            os.unlink(os.path.join(folder, name))


def _is_ours(path: str) -> bool:
    if not os.path.isfile(path):
        return False
    with open(path, "rb") as file:
        return _OURS in file.read(10_000)


def reason(error: OSError) -> str:
    """Why the system refused, in its own words."""
    return os.strerror(error.errno or 0).lower()
