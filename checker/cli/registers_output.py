"""Where the commands of `certgate registers` print to: text or JSON, to stdout or to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from checker.cli.outputs import refuse_inputs
from checker.cli.streams import put
from checker.cli.writing import write_file
from checker.errors import UsageError, did_you_mean
from checker.words import inert, visible

_FORMATS = ("json", "text")


def known_output(output: str) -> tuple[str, str]:
    """The format and the file of `-o FORMAT[=FILE]`. Raises UsageError."""
    name, _, file = output.partition("=")
    if name not in _FORMATS:
        mend = did_you_mean(name, _FORMATS) or f"known: {', '.join(_FORMATS)}"
        raise UsageError(f"`-o {output}` names no format; {mend}")
    return name, file


def send(output: str, lines: Callable[[], Iterable[str]], document: Callable[[], str], inputs: Iterable[str]) -> None:
    """Print lines, or a JSON document, where `-o` says; never over an input. Raises UsageError."""
    name, file = known_output(output)
    text = document() + "\n" if name == "json" else "".join(f"{inert(visible(line))}\n" for line in lines())
    if file in ("", "-"):
        put(text)
    else:
        refuse_inputs([(name, file)], list(inputs))
        write_file(file, [text])
