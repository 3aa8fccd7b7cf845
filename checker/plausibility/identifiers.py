"""Do the identifiers of firms look like what they are said to be?

**Asks** whether a `lei` has its 20 signs and right check digits, a `duns` its nine digits, and a `vat` the form of a
VAT number.

**Why** identifiers that both sides carry decide who is who, before names do; a wrong digit makes two firms of one.
LEI: ISO 17442-1, with the check digits of ISO/IEC 7064, MOD 97-10. D-U-N-S numbers have nine digits. VAT numbers of
the Union begin with the code of the state (Council Directive 2006/112/EC, Art. 215).

**Passes** `lei: 529900T8BM49AURSDO55`, `duns: "315678912"`, `vat: ATU12345678`.

**Does not pass** `lei: 529900T8BM49AURSDO56`; a D-U-N-S number of eight digits; `vat: none`.

**To mend** copy the identifier from the register; leave it out where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from checker.document import walk
from checker.plausibility.base import WARNING, Code, Doubt, Rule, Subject

CHECK_DIGITS = Code(
    "lei-check-digits",
    "the check digits of an LEI are wrong",
    WARNING,
    "copy the LEI from the register (search.gleif.org)",
)
MALFORMED = Code(
    "identifier-malformed",
    "an identifier of a firm does not have the form of its kind",
    WARNING,
    "copy the identifier from the register; leave it out where there is none",
)

_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
_FORMS = {
    "lei": (_LEI, "an LEI has 18 letters and digits, and two check digits"),
    "duns": (re.compile(r"[0-9]{9}"), "a D-U-N-S number has nine digits"),
    "vat": (re.compile(r"(?=.*[0-9].*[0-9])[A-Z0-9+*]{5,20}"), "a VAT number has letters and digits"),
}
_FILL = re.compile(r"[\s.\-/]")


def find(subject: Subject) -> Iterator[Doubt]:
    """Identifiers, wherever a party is named, that are not of their form."""
    for pointer, value in walk(subject.values):
        if isinstance(value, Mapping):
            for key, (form, wanted) in _FORMS.items():
                if isinstance(text := value.get(key), str):
                    yield from _judged(key, text, form, wanted, f"{pointer}/{key}")


def _judged(key: str, text: str, form: re.Pattern[str], wanted: str, place: str) -> Iterator[Doubt]:
    bare = _FILL.sub("", text[:100]).upper()
    if not form.fullmatch(bare):
        yield Doubt(MALFORMED.name, f"`{text}` is no `{key}`: {wanted}", place)
    elif key == "lei" and _remainder(bare) != 1:
        yield Doubt(CHECK_DIGITS.name, f"the check digits of the LEI `{text}` are wrong", place)


def _remainder(lei: str) -> int:
    """The number that an LEI stands for, A being 10 and Z 35, modulo 97; 1 for one that is right (ISO/IEC 7064)."""
    return int("".join(str(int(sign, 36)) for sign in lei)) % 97


RULE = Rule("identifiers", (CHECK_DIGITS, MALFORMED), find, __doc__ or "")
