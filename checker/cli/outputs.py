"""Where reports go: `-o FORMAT[=FILE]`, several of one run."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from checker.cli.streams import is_terminal, put
from checker.errors import UsageError
from checker.renderers import Look, has_bytes, has_pages, is_binary, render, render_bytes, render_pages, usable

_SEPARATORS = ("/", os.sep)


def parse_outputs(
    given: Sequence[str], named: Callable[[str], str] = usable, pages: Callable[[str], bool] = has_pages
) -> list[tuple[str, str | None]]:
    """Formats and files as given; text goes to stdout unless another format takes it.

    `named` refuses a name that is no format, or that can not be drawn here, `pages` tells whether one can be a folder.
    """
    outputs = []
    for each in given:
        name, sign, file = each.partition("=")
        named(name)
        if sign and not file:
            raise UsageError(f"`-o {each}` names no file; write `-o {name}=FILE`, or `-o {name}` for stdout")
        outputs.append((name, _target(name, file, pages) if file and file != "-" else None))
    _refuse_twice([file for _, file in outputs if file])
    to_stdout = [name for name, file in outputs if file is None]
    if len(to_stdout) > 1:
        raise UsageError(f"two reports go to stdout, {' and '.join(to_stdout)}; write all but one to a file")
    if to_stdout and is_terminal(sys.stdout) and is_binary(to_stdout[0]):
        raise UsageError(f"`{to_stdout[0]}` is no text for a terminal; write `-o {to_stdout[0]}=FILE`")
    return outputs if to_stdout else [("text", None), *outputs]


def _refuse_twice(files: Sequence[str]) -> None:
    """Refuse two outputs to one file, by whatever names, and a file among the pages of a folder."""
    seen: dict[object, str] = {}
    folders = {os.path.realpath(file) for file in files if file.endswith(_SEPARATORS)}
    for file in files:
        if (key := _identity(file)) in seen:
            raise UsageError(f"two reports go to `{file}`, where the second would replace the first; name two files")
        if os.path.dirname(os.path.realpath(file)) in folders:
            raise UsageError(f"`{file}` lies in a folder that another report fills; name a file elsewhere")
        seen[key] = file


def _identity(file: str) -> object:
    """By which the same file is known under two names; devices may be named as often as one likes."""
    try:
        status = os.stat(file)
    except OSError:
        return os.path.realpath(file)
    regular = stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)
    return (status.st_dev, status.st_ino) if regular else object()


def refuse_inputs(outputs: Sequence[tuple[str, str | None]], inputs: Iterable[str]) -> None:
    """Refuse to write over a file that the run reads."""
    there = {_identity(file): file for _, file in outputs if file and os.path.exists(file)}
    folders = {os.path.realpath(file): file for _, file in outputs if file and file.endswith(_SEPARATORS)}
    for path in inputs if there or folders else ():
        if (file := there.get(_identity(path))) is not None:
            raise UsageError(f"`-o` would write over `{file}`, which this run reads; name another file")
        if path and (folder := folders.get(os.path.dirname(os.path.realpath(path)))) is not None:
            raise UsageError(f"`-o` would fill `{folder}`, from which this run reads; name a folder of its own")


def _target(name: str, file: str, pages: Callable[[str], bool]) -> str:
    """A file or folder to write to; refused now, where writing would only fail after the whole run."""
    if os.path.isdir(file) and not file.endswith(_SEPARATORS):
        file += "/"
    if file.endswith(_SEPARATORS):
        if not pages(name):
            raise UsageError(f"`{name}` is one file, not a folder; write `-o {name}=FILE`")
    elif not os.path.isdir(os.path.dirname(file) or "."):
        raise UsageError(f"can not write `{file}`: there is no folder `{os.path.dirname(file)}`")
    return file


def write(
    report: dict[str, Any],
    outputs: list[tuple[str, str | None]],
    look: Look,
    drawn: Callable[[dict[str, Any], str, Look | None], Iterator[str]] = render,
) -> None:
    """Write each report where it goes; that on standard output has the look. Raises UsageError where it can not."""
    if any(file for _, file in outputs):
        from checker.cli.writing import write_file, write_pages  # of no use to most runs
    # What counts or signs what it draws has text of every format that is text.
    as_bytes = has_bytes if drawn is render else is_binary
    # Standard output comes last: whoever reads it may go away, and the files are to be whole then.
    for name, file in sorted(outputs, key=lambda each: each[1] is None):
        if file is None:
            for part in render_bytes(report, name) if as_bytes(name) else drawn(report, name, look):
                put(part)
        elif file.endswith(_SEPARATORS):
            write_pages(file, render_pages(report, name))
        else:
            write_file(file, render_bytes(report, name) if as_bytes(name) else drawn(report, name, None))
