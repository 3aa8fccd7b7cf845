"""Markets as manifests and policies write them: a country, or the European Union for its whole area."""

from __future__ import annotations

from checker.model.reference import EEA

UNION = "EU"
WORLD = "world"

_NAMES = {
    "EUROPEAN UNION": UNION,
    "EEA": UNION,
    "EUROPEAN ECONOMIC AREA": UNION,
    "USA": "US",
    "U.S.": "US",
    "U.S.A.": "US",
    "UNITED STATES": "US",
    "UNITED STATES OF AMERICA": "US",
    "CANADA": "CA",
    "CAN": "CA",
    "UK": "GB",
    "GBR": "GB",
    "UNITED KINGDOM": "GB",
    "GREAT BRITAIN": "GB",
}


def market(text: str) -> str | None:
    """A market as its two-letter code, whatever its case; None for a text that names none we can tell."""
    plain = " ".join(text.upper().split())
    if plain == WORLD.upper():
        return WORLD
    known = _NAMES.get(plain, plain)
    return known if len(known) == 2 and known.isascii() and known.isalpha() else None


def overlap(asked: tuple[str, ...], stated: tuple[str, ...]) -> bool | None:
    """Whether any stated market is among those asked; None where one can not be told and none matches.

    The Union holds the markets of its area: a product for `DE` is for the `EU`, and one for the `EU` is for `DE`.
    """
    wanted = {market(each) or each for each in asked}
    found = [market(each) for each in stated]
    if any(each is not None and _among(each, wanted) for each in found):
        return True
    return None if None in found else False


def _among(code: str, wanted: set[str]) -> bool:
    return code in wanted or (code in EEA and UNION in wanted) or (code == UNION and bool(wanted & EEA))


def within(asked: tuple[str, ...], stated: tuple[str, ...]) -> tuple[str, ...]:
    """The stated markets that are among those asked, as stated."""
    return tuple(each for each in stated if overlap(asked, (each,)) is not False)
