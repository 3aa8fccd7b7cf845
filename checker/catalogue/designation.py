"""What people print as the designation of a standard, taken apart: name, edition, amendments.

The parser knows how designations are written, not which exist. It offers readings, the longest name first; the
catalogue takes the first reading whose name it knows (`UL 2017` is a standard, not the 2017 edition of `UL`).
"""

from __future__ import annotations

import re
import unicodedata

from checker.records import NamedTuple

LONGEST = 160  # characters; no printed designation comes near, and a longer text is not looked into

_DASHES = dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFE63, 0xFF0D), "-")
_SIGNS: dict[int, str | None] = dict.fromkeys(map(ord, "\"'`®™©†‡§\u2018\u2019\u201c\u201d•·"), " ")
_SIGNS |= dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))  # what copying from a PDF leaves behind
_FOOTNOTES = re.compile(r"(?: ?\((?:\d|EN?|FR?|E/F)\)| ?\*)+$")  # a footnote mark, or the language of a copy
_STANDARD_WORD = re.compile(r"\b(?:STANDARDS?|STD\.?) (?=(?:NO\b|\d))")
_NUMBER_SIGN = re.compile(r"(?:\bNO\b\.?|#|№) ?(?=\d)")
_LETTER_DASH = re.compile(r"(?<=[A-Z])-(?=[A-Z])")
_DASH_AFTER_NAME = re.compile(r"(?<![A-Z0-9.])([A-Z]+)-(?=\d)")
_LEADING_ZEROS = re.compile(r"(?<=-)0+(?=\d)")
_GAP = re.compile(r"(?<=\d) (?=\d)")
_KEY = re.compile(r"[A-Z0-9./_+-]+")
# What nearly all lines of a scope look like: nothing to take apart, so that 3,325 of them cost little.
_SIMPLE = re.compile(r"(?:UL|FM) [0-9]{1,5}[A-Z]?(?:-[1-9][0-9]{0,2})*")

_AMENDMENT = re.compile(
    r"(?:[/+,(]|\bAND\b|\bINCL(?:\.|UDING)?|(?= AM)|(?<=\d{4})(?= A\d))\s?\(?"
    r"(?P<kind>AMENDMENT|AMD|AM|A|CORRIGENDUM|COR|AC|C)[. ]?\s?(?P<number>\d{0,2})"
    r"(?:\s?[:-]\s?(?P<year>(?:19|20)\d\d)(?:-\d\d)?)?\)?$"
)
_REAFFIRMED = re.compile(r"[/, ]?\s?\(R\)\s?(?P<year>(?:19|20)\d\d)$")
_CONSOLIDATED = re.compile(r"[ ,]+(?:CSV|CONSOLIDATED(?: VERSION)?|CMV|RLV)$")
_SUBPART = re.compile(r"[, ]+(?P<part>SUBPARTS? [A-H](?:(?:, ?| AND |&)[A-H])*)$")
_SUPPLEMENT = re.compile(r"(?<=\d)[, (]*(?:(?:WITH )?SUPP(?:LEMENT|\.)? )?(?P<part>S[AB])\)?$")

_ORDINALS = {"FIRST": "1", "SECOND": "2", "THIRD": "3", "FOURTH": "4", "FIFTH": "5", "SIXTH": "6", "SEVENTH": "7"}
_WORDS = r"VERSION|VERS\.?|VER\.?|V\.?|ISSUE|ISS\.?|EDITION|EDN\.?|ED\.?|RULES"
_EDITIONS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[ ,(]*\b(?P<nth>\d{1,2})(?:ST|ND|RD|TH) (?:EDITION|EDN\.?|ED\.?)\)?$",
        rf"[ ,(]*\b(?P<word>{'|'.join(_ORDINALS)}) (?:EDITION|EDN\.?|ED\.?)\)?$",
        rf"[ ,:(]*(?<![A-Z])(?:{_WORDS}) ?(?P<version>\d{{1,2}}(?:\.\d{{1,2}})*)\)?$",
        r"[ ,:(]*(?<![A-Z])(?:REVISION|REV\.?) ?:? ?(?P<revision>[A-Z]|\d{1,2})\)?$",
        r"(?<=[0-9A-Z).]) ?[:(, -] ?\(?(?P<year>(?:19|20)\d\d[A-Z]?)(?:-(?:0[1-9]|1[0-2])){0,2}\)?$",
        r"^(?=(?:CAN|CSA|NMX)\b).*(?P<cut>[:-])(?P<short>\d\d)$",
        r"(?<=\bAS\d{4})[ :]?(?P<letter>[A-D])$",
        r"(?<=\bAS \d{4})[ :]?(?P<aletter>[A-D])$",
        r"(?<=[A-Z0-9]) (?P<bare>\d{1,2}(?:\.\d{1,2})?)$",
    )
)

_ANSI = re.compile(
    r"^(?:ANSI/CAN/|CAN/ANSI/|CAN/(?=UL\b)|ANSI[/ ]"
    r"(?=(?:AAMI|ASME|ASSE|ASSP|BHMA|CGA|FM|IEEE|ISA|NEMA|NFPA|TIA|UL)(?![A-Z])))"
)
_BINATIONAL = re.compile(r"^UL/ULC(?=[ \d])")
_NATIONAL = re.compile(
    r"^(?:(?:DIN|BS|NF|UNI|UNE|[OÖ]NORM|SN|SS|DS|NS|SFS|NEN|NBN|PN|[CČ]SN|STN|MSZ|LST|EVS|LVS|SIST|HRN|BDS|SR|I\.?S\.?|"
    r"ELOT|CYS|TS|ILNAS|[IÍ]ST|MSA|ABNT NBR|NBR|AS/NZS|AS|NZS|GOST R|KS [A-Z]|SANS|MS|TCVN|SNI|CAN/CSA|CSA|CAN|ANSI|"
    r"ANSI/ASQ|NTC|IRAM|NCH|UNIT|NTP|VDE)[ /]){1,3}(?=(?:EN|ISO|IEC)\b)"
)


class Reading(NamedTuple):
    """One way to read a text: the name's comparison keys, best first, and the edition marks, last printed first."""

    keys: tuple[str, ...]
    editions: tuple[str, ...]
    amendments: tuple[str, ...]


def readings(text: str) -> tuple[Reading, ...]:
    """Every way to read a text as a designation, the longest name first; none for an empty or overlong text."""
    head, amendments = _split_amendments(normalise(text))
    found: list[Reading] = []
    editions: tuple[str, ...] = ()
    while head:
        keys = _keys(head)
        if keys:
            found.append(Reading(keys, editions, amendments))
        head, edition = split_edition(head)
        if not edition:
            break
        editions = (*editions, edition)
        head, more = _split_amendments(head)
        amendments = more + amendments
    return tuple(found)


def normalise(text: str) -> str:
    """A text in capitals, with plain dashes and single spaces, without footnote and trade marks."""
    if len(text) > LONGEST:
        return ""
    plain = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_DASHES).upper().replace("&", " AND ")
    plain = _FOOTNOTES.sub("", " ".join(plain.split()))
    plain = _NUMBER_SIGN.sub("NO ", _STANDARD_WORD.sub("", plain))
    plain = _DASH_AFTER_NAME.sub(r"\1 ", _LETTER_DASH.sub(" ", plain))
    return plain.replace(" /", "/").replace("/ ", "/").strip(" ,;:")


def without_footnotes(text: str) -> str:
    """A text as printed, but for footnote marks at its end."""
    return _FOOTNOTES.sub("", text.strip()) if len(text) <= LONGEST else text.strip()


def split_edition(text: str, *, bare: bool = True) -> tuple[str, str]:
    """A normalised text without its last edition mark, and that mark (`2015`, `3`, `D`); no mark: an empty text.

    `bare`: a last number on its own (`IFS Food 8`) may be a mark as well.
    """
    for pattern in _EDITIONS:
        match = pattern.search(text)
        if match is None:
            continue
        groups = match.groupdict()
        if "short" in groups:
            return text[: match.start("cut")].strip(), _century(groups["short"])
        head = text[: match.start()].strip(" ,;:(-")
        if "year" in groups and not any(letter.isdigit() for letter in head) and " " not in head:
            continue  # `UL 2017`: all the number that the name has
        if "bare" in groups and not bare:
            continue
        mark = next(value for value in groups.values() if value)
        return head, _ORDINALS.get(mark, mark)
    return text, ""


def edition_mark(text: str) -> str:
    """An edition stated on its own (`2015-11`, `Rev D`, `3rd edition`, `v6.0`) as the mark a designation carries."""
    plain, _ = _split_amendments(normalise(text))
    head, mark = split_edition(f"X 1 {plain}")
    return mark if mark and head.strip(" ,;:(") == "X 1" else plain


def _century(short: str) -> str:
    """The year that a two-digit year of a Canadian or Mexican designation stands for."""
    return f"20{short}" if int(short) < 60 else f"19{short}"


def _split_amendments(text: str) -> tuple[str, tuple[str, ...]]:
    """A normalised text without trailing amendments and parts, and those in the order printed."""
    amendments: tuple[str, ...] = ()
    while True:
        text = _CONSOLIDATED.sub("", text)
        for pattern in (_AMENDMENT, _REAFFIRMED, _SUBPART, _SUPPLEMENT):
            match = pattern.search(text)
            if match and _amendment_name(match):
                amendments = (_amendment_name(match), *amendments)
                text = text[: match.start()].strip(" ,;:(+")
                break
        else:
            return text, amendments


def _amendment_name(match: re.Match[str]) -> str:
    """An amendment as `A1:2024`, a corrigendum as `AC:2009`, a part as printed; empty when it is neither."""
    groups = match.groupdict()
    if "part" in groups:
        return groups["part"]
    if "kind" not in groups:
        return f"R{groups['year']}"
    if not (groups["number"] or groups["year"]):
        return ""
    letter = "AC" if groups["kind"] in {"AC", "C", "COR", "CORRIGENDUM"} else "A"
    return f"{letter}{groups['number']}" + (f":{groups['year']}" if groups["year"] else "")


def _keys(name: str) -> tuple[str, ...]:
    """The comparison keys of a name without edition: as printed, then without what an adopting body puts before."""
    plain = _ANSI.sub("", name)
    plain = _BINATIONAL.sub("UL", plain)
    adopted = _NATIONAL.sub("", plain)
    return tuple(dict.fromkeys(key for key in (fold(name), fold(plain), fold(adopted)) if key))


def name_keys(name: str) -> tuple[str, ...]:
    """The keys under which the catalogue lists a name: as printed, and without a leading `ANSI/`."""
    plain = normalise(name)
    return tuple(dict.fromkeys((fold(plain), fold(_ANSI.sub("", plain)))))


def fold(name: str) -> str:
    """A normalised name as its comparison key: no spaces or brackets, no leading zeros of part numbers.

    Empty for a name with a sign that no designation has: two designations in one text are not one of them.
    """
    glued = _GAP.sub("_", name.replace(",", " ").replace("(", " ").replace(")", " "))
    joined = _LEADING_ZEROS.sub("", glued.replace(" ", "")).strip("./-+")
    return joined if _KEY.fullmatch(joined) else ""


def scope_key(text: str) -> str:
    """The key of a text that stands in a scope of recognition: its name without edition and adopting body."""
    if _SIMPLE.fullmatch(text):
        return text.replace(" ", "")
    head, _ = _split_amendments(normalise(text))
    mark = "?"
    while mark:
        head, mark = split_edition(head, bare=False)
        head, _ = _split_amendments(head)
    keys = _keys(head)
    return keys[-1] if keys else ""
