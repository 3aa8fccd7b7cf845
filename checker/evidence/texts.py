"""Has PDFs read by a process of its own, which a hostile file can only bring down.

The child runs the same interpreter, isolated (`-I`), without the environment, with bounds on memory and time where the
system has them (Linux; macOS knows no bound on memory, Windows neither). It is no sandbox: it could read what we can,
if somebody found a way to have the PDF library, which is plain Python, execute what is in a file.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from checker.errors import UsageError
from checker.evidence import _pdf_text, bounds
from checker.evidence.opening import RefusedError
from checker.model.outcome import Outcome
from checker.readers import limits
from checker.records import NamedTuple

_MISSING = (
    "the text of certificates in PDF is read with pypdf, which is not installed; install it with"
    " `python3 -m pip install 'certgate[evidence]'`"
)
# Windows starts no program without one.
_NO_ENVIRONMENT: dict[str, str] | None = None if os.name == "nt" else {}
_AGAIN = "print the document to a new PDF, and attach that with its `sha256`"
_WHY = {
    "locked": ("is locked by a password", "attach it without the password"),
    "damaged": ("is a damaged PDF, of which no text can be read", _AGAIN),
    "swollen": ("swells to more than is read of one document", _AGAIN),
    "cost": ("would take too much time or memory to read", _AGAIN),
    "after": ("is not read: another file of this manifest took too much time or memory", "mend that one first"),
}
_LIMITED = {"swollen": "pdf_stream_bytes", "cost": "pdf_milliseconds"}


class Text(NamedTuple):
    """The text of the first pages of a PDF, as it stands there; `whole` where these are all of them."""

    text: str
    whole: bool


class Reader:
    """Has the PDFs of one manifest read; after one that brought the process down it reads no more of them."""

    def __init__(self) -> None:
        self._stopped = False

    def read(self, files: Sequence[bytes]) -> list[Text | RefusedError]:
        """The text of each PDF, or why it was not read. Raises UsageError where the library is missing."""
        if not files:
            return []
        lines = [] if self._stopped else _asked(files)
        words = [line.get("refused") for line in lines]
        if "missing" in words:
            raise UsageError(_MISSING)
        found: list[Text | RefusedError] = [_result(each) for each in lines]
        if len(found) < len(files) and not self._stopped:
            found.append(_refused("cost"))
            self._stopped = True
        return [*found, *(_refused("after") for _ in range(len(files) - len(found)))]


def _asked(files: Sequence[bytes]) -> list[dict[str, Any]]:
    """What the process says of the files, as far as it came."""
    most = limits.current()
    seconds = most.pdf_milliseconds / 1_000
    bound = {
        "path": [os.path.abspath(each) for each in sys.path],
        "bytes": most.pdf_memory_bytes,
        "stream_bytes": most.pdf_stream_bytes,
        "seconds": seconds,
        "cpu_seconds": math.ceil(1 + len(files) * seconds),
        "pages": most.pdf_pages,
        "pages_read": most.pdf_pages_read,
        "characters": most.pdf_characters,
    }
    command = [sys.executable, "-I", "-S", _pdf_text.__file__, json.dumps(bound)]
    sent = b"".join(len(each).to_bytes(8, "big") + each for each in files)
    try:
        ran = subprocess.run(  # noqa: S603 - the command is ours; what it reads is not executed
            command, input=sent, capture_output=True, check=False, env=_NO_ENVIRONMENT, timeout=bounds.WAITING_SECONDS
        )
        said = ran.stdout
    except subprocess.TimeoutExpired as error:
        said = error.stdout or b""
    except OSError:
        said = b""
    return [json.loads(line) for line in said.splitlines(keepends=True) if line.endswith(b"\n")]


def _result(line: dict[str, Any]) -> Text | RefusedError:
    if "refused" in line:
        return _refused(line["refused"])
    return Text(line["text"], line["pages"] <= limits.current().pdf_pages_read)


def _refused(word: str) -> RefusedError:
    if word == "pages":
        why = f"has more than {limits.current().pdf_pages:,} pages"
        mend = limits.mend("attach the certificate alone, without what goes with it", "pdf_pages")
        return RefusedError(why, mend, Outcome.UNDETERMINED)
    why, mend = _WHY[word]
    if word in _LIMITED:
        mend = limits.mend(mend, _LIMITED[word])
    return RefusedError(why, mend, Outcome.UNDETERMINED)
