"""The text of PDFs, read in a process of its own: a program that knows nothing of the rest and is allowed little.

It is given the path of modules, the bounds, and on standard input each PDF after its length (eight bytes, big-endian);
for each it writes a line of JSON: `pages` and `text`, or why it is refused (`pages`, `locked`, `swollen`, `damaged`).
"""

from __future__ import annotations

import json
import signal
import sys
from contextlib import suppress
from io import BytesIO
from typing import IO, Any, NoReturn

Json = dict[str, Any]

# How deep a tree of pages goes: one of ten thousand pages needs four levels.
_DEEPEST = 64


class _Cost(BaseException):
    """More time than allowed; no library takes it for an error of its own."""


def main(arguments: list[str]) -> int:
    """Read every PDF of standard input; the argument is a JSON object with `path` and the bounds."""
    given = json.loads(arguments[0])
    sys.path[:] = given["path"]
    confine(given)
    try:
        import pypdf  # noqa: PLC0415 - the path of modules is known only now
    except ImportError:
        say({"refused": "missing"})
        return 0
    limit(pypdf, given["stream_bytes"])
    while len(head := sys.stdin.buffer.read(8)) == 8:
        found = bounded(pypdf, sys.stdin.buffer.read(int.from_bytes(head, "big")), given)
        # What was too dear ends the process: who sends many such files is not served.
        if found == {"refused": "cost"}:
            break
        say(found)
    return 0


def confine(given: Json) -> None:
    """Take from this process what it does not need: memory, time, files, further processes."""
    with suppress(ImportError):  # not on Windows
        import resource  # noqa: PLC0415

        bounds = [(resource.RLIMIT_AS, given["bytes"]), (resource.RLIMIT_CPU, given["cpu_seconds"])]
        for what, most in (*bounds, (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
            with suppress(ValueError, OSError):  # one that can not be set, or is lower already
                resource.setrlimit(what, (most, most))


def limit(pypdf: Any, most: int) -> None:
    """Bound what one compressed stream may swell to, and let the library start no program of its own."""
    if hasattr(pypdf, "overwrite_configuration"):  # since 7.0
        known = pypdf.Configuration.__dataclass_fields__
        bounds = {name: most for name in known if name.endswith("_maximum_output_length")}
        pypdf.overwrite_configuration(**bounds, jbig2dec_binary=None)
        return
    from pypdf import filters  # noqa: PLC0415

    for name in dir(filters):
        if name.endswith("_MAX_OUTPUT_LENGTH"):
            setattr(filters, name, most)


def bounded(pypdf: Any, data: bytes, given: Json) -> Json:
    """What one PDF holds, or why it is refused, within its time of the processor."""
    timed = hasattr(signal, "setitimer")
    try:
        if timed:
            signal.signal(signal.SIGPROF, _over)
            signal.setitimer(signal.ITIMER_PROF, given["seconds"])
        try:
            return text_of(pypdf, data, given)
        finally:
            if timed:
                signal.setitimer(signal.ITIMER_PROF, 0)
    except (_Cost, MemoryError, RecursionError):
        return {"refused": "cost"}
    except Exception as error:
        # Whatever a hostile file makes the library raise; its own bounds have a name.
        return {"refused": "swollen" if "Limit" in type(error).__name__ else "damaged"}


def _over(_signal: int, _frame: object) -> NoReturn:
    raise _Cost


def text_of(pypdf: Any, data: bytes, given: Json) -> Json:
    """The text of the first pages of a PDF."""
    reader = pypdf.PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted:
        try:
            opened = reader.decrypt("")
        except Exception:  # a cipher that is not installed, or none
            opened = 0
        if not opened:
            return {"refused": "locked"}
    if count(reader.trailer["/Root"]["/Pages"], given["pages"]) > given["pages"]:
        return {"refused": "pages"}
    parts: list[str] = []
    room = given["characters"]
    pages = len(reader.pages)
    for number in range(min(pages, given["pages_read"])):
        parts.append(reader.pages[number].extract_text()[:room])
        room -= len(parts[-1])
    return {"pages": pages, "text": "\n".join(parts)}


def count(node: Any, most: int) -> int:
    """How many pages a tree of pages has, as far as it matters whether there are more than allowed."""
    found, open_ = 0, [(node, 0)]
    while open_ and found <= most:
        tree, depth = open_.pop()
        kids = tree.get("/Kids")
        if kids is None:
            found += 1
            continue
        if depth > _DEEPEST or len(kids) > most:
            return most + 1
        open_ += [(each.get_object(), depth + 1) for each in kids]
        if len(open_) > 2 * most:
            return most + 1
    return found


def say(found: Json, out: IO[bytes] | None = None) -> None:
    """Write a line of JSON."""
    stream = out or sys.stdout.buffer
    stream.write(json.dumps(found).encode() + b"\n")
    stream.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
