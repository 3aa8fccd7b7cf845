"""From what stands on the command line to the files it means: files, folders and patterns, in a stable order."""

from __future__ import annotations

import os
import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from checker.errors import InputError, Location, Problem
from checker.readers.files import show, unusable
from checker.readers.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

WALKED = (".yaml", ".yml", ".json", ".ndjson", ".jsonl", ".parquet")
"""The suffixes that a walk through a folder takes."""

SETTINGS = (".yaml", ".yml", ".json")
"""The suffixes of files that hold one document each, such as policies."""

SKIPPED = (".expected.yaml", ".tests.yaml", ".dsse.json")
"""Ends of names of what is no manifest, but expectations, tests, signatures; a walk passes over them, and over
`certgate.yaml`."""

_MAGIC = re.compile(r"[*?\[]")


def discover(arguments: Sequence[str], cwd: str | os.PathLike[str]) -> list[Source | InputError]:
    """The inputs that the arguments name, each once, in the order of the arguments; an error for each that names none.

    Folders and patterns are sorted within. Paths are shown relative to `cwd`, those outside it as they were written.
    """
    root = os.path.abspath(cwd)
    found: list[Source | InputError] = []
    seen: set[str] = set()
    folders: dict[str, str] = {}
    for argument in arguments:
        for item in _expand(argument, root):
            if isinstance(item, Source):
                identity = _identity(item.path, folders)
                if identity in seen:
                    continue
                seen.add(identity)
            found.append(item)
    return found


def without_links(path: str) -> str:
    """The path without links; one that no file can have is as it was."""
    return path if "\0" in path else os.path.realpath(path)


def _identity(path: str, folders: dict[str, str]) -> str:
    """The path without links, by which the same file is known under two names; `folders` keeps those resolved."""
    if "\0" in path or os.path.islink(path):
        return without_links(path)
    folder, name = os.path.split(os.path.normpath(path))
    if folder not in folders:
        folders[folder] = os.path.realpath(folder)
    return os.path.join(folders[folder], name)


def beside(name: str) -> tuple[str, ...]:
    """The files that one file can mean by the name of another, relative to its folder: a path, or a name alone."""
    if name.endswith(SETTINGS) or "/" in name or os.sep in name:
        return (name,)
    return tuple(f"{name}{suffix}" for suffix in SETTINGS)


def show_relative(argument: str, root: str) -> str:
    """A path for people, never absolute: a report names no folder of the machine it was made on."""
    path = os.path.normpath(_join(root, argument))
    if path == root:
        return "."
    inside = root if root.endswith(os.sep) else root + os.sep
    if path.startswith(inside):
        return show(path[len(inside) :])
    return show(os.path.relpath(path, root) if os.path.isabs(argument) else argument)


def _expand(argument: str, root: str) -> list[Source | InputError]:
    """The inputs of one argument."""
    path = _join(root, argument)
    shown = show_relative(argument, root)
    if "\0" in argument or not argument:
        return [Source.from_path(argument, shown)]
    if os.path.isdir(path):
        suffixes = ", ".join(WALKED)
        return in_folder(path, shown) or [_nothing(shown, "the folder holds no manifest", f"they end in {suffixes}")]
    if _MAGIC.search(argument) and not os.path.lexists(path):
        return _pattern(argument, root) or [_nothing(shown, "no file matches the pattern", "check the pattern")]
    return [Source.from_path(path, shown)]


def _nothing(shown: str, message: str, mend: str) -> InputError:
    """The error for an argument that names no input."""
    return InputError(Problem(message, Location(shown), mend))


def in_folder(path: str, shown: str, takes: Callable[[str], bool] | None = None) -> list[Source | InputError]:
    """The files below a folder, sorted, then an error for each folder that can not be read.

    `takes` tells by its name whether a file is wanted; those that may be manifests, unless told otherwise.
    """
    takes = takes or is_manifest
    files: list[str] = []
    errors: list[Source | InputError] = []
    prefix = "" if shown == "." else shown.rstrip("/") + "/"
    for below, entries in _walk(path):
        if isinstance(entries, OSError):
            errors.append(unusable(entries, path, prefix + show(below) if below else shown))
            continue
        files += [_join(below, name) for name, is_folder in entries if not is_folder and takes(name)]
    sources: list[Source | InputError] = []
    sources += [Source.from_path(_join(path, name), prefix + show(name)) for name in sorted(files)]
    return sources + errors


def is_manifest(name: str) -> bool:
    """Whether a walk takes a file of this name."""
    return name.lower().endswith(WALKED) and not name.endswith(SKIPPED) and name != "certgate.yaml"


def _walk(folder: str) -> Iterator[tuple[str, list[tuple[str, bool]] | OSError]]:
    """A folder and those below it, relative to it, each with what it holds, or why that can not be said."""
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            entries = _entries(_join(folder, below))
        except OSError as error:
            yield below, error
            continue
        yield below, entries
        waiting += [_join(below, name) for name, is_folder in entries if is_folder]


def _entries(folder: str) -> list[tuple[str, bool]]:
    """The names in a folder and whether each is a folder; nothing hidden, and no links, which could lead anywhere."""
    with os.scandir(folder or ".") as entries:
        return [
            (entry.name, entry.is_dir(follow_symlinks=False))
            for entry in entries
            if not entry.name.startswith(".") and not entry.is_symlink()
        ]


def _pattern(pattern: str, root: str) -> list[Source | InputError]:
    """The inputs that a pattern means; folders that match are walked."""
    found: list[Source | InputError] = []
    for match in _matches(pattern, root):
        path, shown = _join(root, match), show_relative(match, root)
        if os.path.isdir(path):
            found += in_folder(path, shown)
        elif not match.endswith(SKIPPED) and os.path.basename(match) != "certgate.yaml":
            found.append(Source.from_path(path, shown))
    return found


def _matches(pattern: str, root: str) -> list[str]:
    """The paths that match, written as the pattern is; `**` stands for any folders, none included."""
    # The standard library's glob follows links below `**`, which can take for ever.
    parts = show(pattern).split("/")
    paths = {"/"} if pattern.startswith("/") else {""}
    for part in filter(None, parts):
        if part == "**":
            paths = {_join(path, below) for path in paths for below, _ in _walk(_join(root, path))}
        elif _MAGIC.search(part):
            paths = {
                _join(path, name) for path in paths for name in _names(_join(root, path)) if fnmatchcase(name, part)
            }
        else:
            paths = {joined for path in paths if os.path.lexists(_join(root, joined := _join(path, part)))}
    return sorted(paths)


def _names(folder: str) -> list[str]:
    """The names in a folder, or none if it is no folder that can be read."""
    try:
        return [name for name, _ in _entries(folder)]
    except OSError:
        return []


def _join(folder: str, name: str) -> str:
    """Two parts of a path; either may be empty."""
    return os.path.join(folder, name) if folder and name else folder or name
