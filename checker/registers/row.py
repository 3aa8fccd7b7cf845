"""One row of a register, and the keys by which rows are found.

A register of certificates has a row for each certificate (or for each model of one); a register of recognition has a
row for each standard that a body is recognised for. What a register does not say is an empty text.
"""

from __future__ import annotations

import unicodedata

from checker.records import NamedTuple

CERTIFICATES = "certificates"
RECOGNITION = "recognition"

ADVERSE = ("suspended", "withdrawn", "expired", "cancelled", "inactive", "draft")
STATUSES = ("active", *ADVERSE)
"""The seven statuses of IAF CertSearch, which every register here is brought to."""


class Row(NamedTuple):
    """What a register says of one certificate or recognition; days are ISO texts, lists are joined by line ends.

    `line` is the line of the source. `mark` is a type of mark as manifests state it. `original` is the day of the first
    issue. `identifiers` are `kind=value`. `accredited` is `yes` or `no`.
    """

    line: int
    number: str = ""
    body: str = ""
    body_id: str = ""
    standard: str = ""
    kind: str = ""
    holder: str = ""
    identifiers: str = ""
    status: str = ""
    issued: str = ""
    original: str = ""
    effective: str = ""
    expires: str = ""
    mark: str = ""
    models: str = ""
    site: str = ""
    accreditor: str = ""
    accredited: str = ""


def number_key(text: str) -> str:
    """A number as it is matched: trimmed, white space within folded to single spaces; nothing else is forgiven."""
    return " ".join(text.split())


def loose_key(text: str) -> str:
    """A number without case, spaces and punctuation, by which near misses are found."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum())


_DIGITS = "0123456789"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Longer ones are no numbers that somebody typed; the bound keeps a look-up short on hostile input.
_LONGEST = 60


def neighbours(key: str) -> list[str]:
    """Every loose key that is one slip away: a sign too many, too few, or another one; neighbours swapped.

    A digit is taken for any other digit, a letter for any other letter, and each for what looks like it (`0`, `o`).
    """
    if not key or len(key) > _LONGEST:
        return []
    found = {key[:at] + key[at + 1 :] for at in range(len(key))}
    found |= {key[:at] + key[at + 1] + key[at] + key[at + 2 :] for at in range(len(key) - 1)}
    for at in range(len(key) + 1):
        signs = set(key[max(at - 1, 0) : at + 1])
        family = (_DIGITS if any(sign.isdigit() for sign in signs) else "") + (
            _LETTERS if any(sign.isalpha() for sign in signs) else ""
        )
        found |= {key[:at] + sign + key[at:] for sign in family}
    for at, sign in enumerate(key):
        family = (_DIGITS if sign.isdigit() else _LETTERS) + _LOOKALIKES.get(sign, "")
        found |= {key[:at] + other + key[at + 1 :] for other in family}
    return sorted(found - {key, ""})


_LOOKALIKES = {
    "0": "o",
    "o": "0",
    "1": "il",
    "i": "1",
    "l": "1",
    "5": "s",
    "s": "5",
    "8": "b",
    "b": "8",
    "2": "z",
    "z": "2",
}
