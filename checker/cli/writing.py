"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator

from checker.errors import UsageError

# By which a page of an earlier run is known among other files.
_OURS = b'<meta name="generator" content="certgate'


def write_file(file: str, parts: Iterable[str]) -> None:
    """Write a text in parts; a file appears under its name when it is complete. Raises UsageError where it can not."""
    try:
        if _is_special(file):
            with open(file, "w", encoding="utf-8", newline="\n") as target:
                target.writelines(parts)
        else:
            _replace(os.path.realpath(file), parts)
    except OSError as error:
        raise UsageError(f"can not write `{file}`: {_reason(error)}") from None


def _is_special(file: str) -> bool:
    """Whether the name stands for a device or a pipe, which nothing can replace."""
    try:
        return not stat.S_ISREG(os.stat(file).st_mode)
    except FileNotFoundError:
        return False


def _replace(path: str, parts: Iterable[str]) -> None:
    beside = f"{path}.{os.getpid()}.part"
    try:
        with open(beside, "w", encoding="utf-8", newline="\n") as target:
            target.writelines(parts)
        if os.path.exists(path):
            os.chmod(beside, stat.S_IMODE(os.stat(path).st_mode))
        os.replace(beside, path)
    except BaseException:
        if os.path.exists(beside):
            os.unlink(beside)
        raise


def write_pages(folder: str, pages: Iterable[tuple[str, Iterator[str]]]) -> None:
    """Write a folder of pages, and take away those of an earlier run that are none of it."""
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise UsageError(f"can not make the folder `{folder}`: {_reason(error)}") from None
    written = set()
    for name, parts in pages:
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


def _reason(error: OSError) -> str:
    return os.strerror(error.errno or 0).lower()
