"""One line of the log: JSON in one canonical form, so that no byte of it can change without being seen.

The form: keys sorted, no spaces, everything beyond printable ASCII as an escape. `hash` is the SHA-256 of the same
object in that form without `hash`; `previous` is the `hash` of the line before, null in the first; `sequence` counts
from 1.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import Any

from checker.records import NamedTuple

Entry = dict[str, Any]

VERSION = 1
DIGEST = re.compile(r"[0-9a-f]{64}")
"""A SHA-256 as the log writes it."""

BEGINNING = b'{"as_of":"'
"""What every line begins with: `as_of` is the first of its keys."""

_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
_KEYS = ("hash", "previous", "sequence", "log")


class Line(NamedTuple):
    """A line as it was read; `digest` is that of its content, which an unchanged line states as `hash`."""

    entry: Entry
    digest: str

    @property
    def sequence(self) -> int:
        """Its number in the log, from 1."""
        return int(self.entry["sequence"])

    @property
    def hash(self) -> str:
        """The digest that it states of itself."""
        return str(self.entry["hash"])

    @property
    def previous(self) -> str | None:
        """The digest that it states of the line before."""
        found: str | None = self.entry["previous"]
        return found

    @property
    def whole(self) -> bool:
        """Whether its content is what was written."""
        return self.hash == self.digest


def canonical(entry: Entry) -> bytes:
    """An entry in the one form that a line can have."""
    return _ENCODER.encode(entry).replace("\x7f", "\\u007f").encode("ascii")


def sealed(entry: Entry, sequence: int, previous: str | None) -> tuple[bytes, str]:
    """An entry as the line of this number after the one with the digest `previous`: its bytes, and its own digest."""
    content = {key: value for key, value in entry.items() if key != "hash"}
    bound = {**content, "log": VERSION, "sequence": sequence, "previous": previous}
    digest = sha256(canonical(bound)).hexdigest()
    return canonical({**bound, "hash": digest}) + b"\n", digest


def parsed(data: bytes) -> Line | str:
    """The line in bytes without their line end, or in a few words why they are none."""
    try:
        entry = json.loads(data)
    except (ValueError, RecursionError):
        return "it is no JSON"
    if not isinstance(entry, dict) or any(key not in entry for key in _KEYS):
        return "it is no line of a decision log"
    if entry["log"] != VERSION or isinstance(entry["log"], bool):
        return f"it is of version `{str(entry['log'])[:20]}`, and this certgate reads version {VERSION}"
    if not _bound(entry):
        return "`sequence`, `previous` or `hash` is not what the log writes"
    try:
        if canonical(entry) != data:
            return "its bytes are not in the form that the log writes"
    except (ValueError, RecursionError):
        return "its bytes are not in the form that the log writes"
    return Line(entry, _digest(entry, data))


def _digest(entry: Entry, data: bytes) -> str:
    """The digest of a line's content: of its bytes without `hash`, which stands before other keys."""
    stated = b'"hash":"%b",' % entry["hash"].encode()
    if data.count(stated) == 1:  # a quotation mark within a text is escaped, so this is a key
        return sha256(data.replace(stated, b"")).hexdigest()
    return sha256(canonical({key: value for key, value in entry.items() if key != "hash"})).hexdigest()


def _bound(entry: Entry) -> bool:
    """Whether number and digests have their form."""
    number, previous, own = entry["sequence"], entry["previous"], entry["hash"]
    numbered = isinstance(number, int) and not isinstance(number, bool) and number > 0
    return numbered and (previous is None or _is_digest(previous)) and _is_digest(own)


def _is_digest(value: Any) -> bool:
    return isinstance(value, str) and DIGEST.fullmatch(value) is not None
