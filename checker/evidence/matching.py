"""Whether the text of a document holds what a manifest states: number, standard, holder.

What text loses and gains on its way through a PDF does not matter (breaks, spaces, dashes, ligatures, case); a digit
or letter more or less does. A document that names another edition, or a deviating adoption, names another standard.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from checker.catalogue import Catalogue
from checker.model.manifest import Certificate
from checker.words import shorten

# What may stand between two characters of a number: a break, a space, a dash, or a dash at the end of a line.
_JOINT = r"[\s-]{0,3}"
_BETWEEN = r"[\W_]{0,4}"
_DASHES = re.compile("[\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_UNSEEN = re.compile("[\u200b-\u200d\u2060\ufeff]")
_SPACE = re.compile(r"\s+")
# A number goes on through a dash, a point, a stroke: `E123456-2024` is another number than `E123456`.
_BEFORE = r"(?<![^\W_])(?<!\d[-/_.])(?<![^\W\d_][-/_])"
_AFTER = r"(?![^\W_]|[-/_.][^\W_])"
# A name may end where the next word begins, but not within a word.
_WORD_BEFORE, _WORD_AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_BESIDE = 48  # characters beside the name of a standard that can belong to its designation
_MOST = 100  # occurrences of names that are looked at
_LONGEST = 300  # characters of a number or name; no printed one comes near
_SHORTEST = 4  # letters and digits of a number; fewer are those of a page or a clause as well
_FEWEST = 40  # letters and digits below which a page has no text to speak of


def folded(text: str) -> str:
    """A text as it is compared: compatibility forms resolved, lower case, plain dashes and spaces."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _SPACE.sub(" ", _DASHES.sub("-", _UNSEEN.sub("", text)))


def legible(text: str) -> bool:
    """Whether there is text to speak of: a scan has none, and fonts without a table of letters give none either."""
    letters = sum(character.isalnum() for character in text)
    strange = sum(unicodedata.category(each) in ("Co", "Cn", "Cs") or each == "\ufffd" for each in text)
    return letters >= _FEWEST and strange * 5 <= len(text)


def telling(certificate: Certificate) -> bool:
    """Whether a number can be told from what else a certificate prints: `2015` is in every text on ISO 9001:2015."""
    holder = certificate.holder.name if certificate.holder else None
    number = _bare(certificate.number)
    return len(number) >= _SHORTEST and number not in _bare(_designation(certificate)) and number not in _bare(holder)


def _bare(text: str | None) -> str:
    return "".join(each for each in folded(text or "") if each.isalnum())


def missing(certificate: Certificate, text: str, catalogue: Catalogue) -> Iterator[str]:
    """What a legible text does not hold of number, standard and holder, each in words."""
    page = folded(text)
    if certificate.number and not _holds(page, _number(certificate.number)):
        yield f"the number `{shorten(certificate.number)}`"
    if not _names_standard(certificate, page, catalogue):
        yield f"the standard `{shorten(_designation(certificate))}`"
    if certificate.holder and certificate.holder.name and not _holds(page, _name(certificate.holder.name)):
        yield f"the holder `{shorten(certificate.holder.name)}`"


def _holds(page: str, pattern: str) -> bool:
    return bool(pattern) and re.search(pattern, page) is not None


def _number(number: str) -> str:
    """A pattern for a number that does not go on before or behind."""
    letters = _letters(number)
    return f"{_BEFORE}{letters}{_AFTER}" if letters else ""


def _letters(text: str) -> str:
    """A pattern for the characters of a text but spaces and dashes, which come and go; empty for one too long."""
    return _JOINT.join(re.escape(each) for each in folded(text) if each not in " -") if len(text) <= _LONGEST else ""


def _name(name: str) -> str:
    """A pattern for the name of a legal person: its letters and digits, with anything else between them."""
    letters = [re.escape(each) for each in folded(name[:_LONGEST]) if each.isalnum() or unicodedata.combining(each)]
    return f"{_WORD_BEFORE}{_BETWEEN.join(letters)}{_WORD_AFTER}" if letters else ""


def _designation(certificate: Certificate) -> str:
    stated = certificate.edition
    return f"{certificate.standard}:{stated}" if stated and stated not in certificate.standard else certificate.standard


def _names_standard(certificate: Certificate, page: str, catalogue: Catalogue) -> bool:
    """Whether the text holds a designation of the standard in the edition that is stated, by any of its names."""
    asked = catalogue.resolve(certificate.standard, certificate.edition)
    if asked.standard is None:
        return _holds(page, _number(_designation(certificate)))
    wanted = (asked.standard.id, asked.edition)
    patterns = filter(None, map(_letters, dict.fromkeys(_names(certificate, asked.standard.id, catalogue))))
    found = (each.span() for pattern in patterns for each in re.finditer(_WORD_BEFORE + pattern, page))
    return any(wanted in _read(page, start, end, catalogue) for start, end in islice(found, _MOST))


def _names(certificate: Certificate, standard: str, catalogue: Catalogue) -> Iterator[str]:
    """The names by which a document can call a standard, without edition."""
    row = catalogue.standard_rows.get(standard)
    yield standard
    yield from (name.text for name in (row[1] if row else ()))
    yield certificate.standard


def _read(page: str, start: int, end: int, catalogue: Catalogue) -> Iterator[tuple[str, str | None]]:
    """The standards and editions that a name in a text can stand for, with the words around it.

    Words before it can make it another standard (an adoption that deviates), so the longest reading to the left is
    the one that counts; those behind it tell the edition.
    """
    for last in _ends(page, end):
        texts = [page[first:last].strip(" ,;.(") for first in (*_starts(page, start), start)]
        known = (catalogue.resolve(text.upper()) for text in texts)
        first = next((each for each in known if each.standard is not None), None)
        if first is not None and first.standard is not None:
            yield first.standard.id, first.edition


def _starts(page: str, start: int) -> list[int]:
    """Where the third, second and last word before a name begin."""
    words = [found.start() for found in re.finditer(r"[^ ]+", page[max(0, start - _BESIDE) : start])]
    return [max(0, start - _BESIDE) + each for each in words[-3:]]


def _ends(page: str, end: int) -> list[int]:
    """Where a designation that begins with a name can end: with the name, or one of a few words later."""
    beside = page[end : end + _BESIDE]
    later = [end + found.start() for found in re.finditer(r"(?<=[^\s,;)])(?=[\s,;)]|\Z)", beside)]
    return [*([end] if re.match(_AFTER, beside) else []), *later[:5]]
