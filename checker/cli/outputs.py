"""Where reports go: `-o FORMAT[=FILE]`, several of one run."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any

from checker.cli.streams import put
from checker.errors import UsageError
from checker.renderers import Look, has_pages, known, render, render_pages

_SEPARATORS = ("/", os.sep)


def parse_outputs(given: Sequence[str]) -> list[tuple[str, str | None]]:
    """Formats and files as given; text goes to stdout unless another format takes it."""
    outputs = []
    for each in given:
        name, sign, file = each.partition("=")
        known(name)
        if sign and not file:
            raise UsageError(f"`-o {each}` names no file; write `-o {name}=FILE`, or `-o {name}` for stdout")
        outputs.append((name, _target(name, file) if file else None))
    files = [os.path.normpath(file) for _, file in outputs if file]
    if twice := next((file for file in files if files.count(file) > 1), None):
        raise UsageError(f"two reports go to `{twice}`, where the second would replace the first; name two files")
    to_stdout = [name for name, file in outputs if file is None]
    if len(to_stdout) > 1:
        raise UsageError(f"two reports go to stdout, {' and '.join(to_stdout)}; write all but one to a file")
    return outputs if to_stdout else [("text", None), *outputs]


def _target(name: str, file: str) -> str:
    """A file or folder to write to; refused now, where writing would only fail after the whole run."""
    if os.path.isdir(file) and not file.endswith(_SEPARATORS):
        file += "/"
    if file.endswith(_SEPARATORS):
        if not has_pages(name):
            raise UsageError(f"`{name}` is one file, not a folder; write `-o {name}=FILE`")
    elif not os.path.isdir(os.path.dirname(file) or "."):
        raise UsageError(f"can not write `{file}`: there is no folder `{os.path.dirname(file)}`")
    return file


def write(report: dict[str, Any], outputs: list[tuple[str, str | None]], look: Look) -> None:
    """Write each report where it goes; that on standard output has the look. Raises UsageError where it can not."""
    for name, file in outputs:
        if file is None:
            for part in render(report, name, look):
                put(part)
        elif file.endswith(_SEPARATORS):
            _make_folder(file)
            for page, parts in render_pages(report, name):
                _write_file(os.path.join(file, page), parts)
        else:
            _write_file(file, render(report, name))


def _make_folder(folder: str) -> None:
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        raise UsageError(f"can not make the folder `{folder}`: {reason}") from None


def _write_file(file: str, parts: Iterator[str]) -> None:
    try:
        with open(file, "w", encoding="utf-8", newline="\n") as target:
            target.writelines(parts)
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        raise UsageError(f"can not write `{file}`: {reason}") from None
