"""Markets as manifests and policies write them: a country, or the European Union for its whole area."""

from __future__ import annotations

from functools import lru_cache

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


# ISO 3166-1 alpha-2, and EU.
_LISTED = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET EU FI FJ FK FM FO FR GA GB
GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG
KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV
MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB
SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US
UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
_CODES = frozenset(_LISTED.split())


def market(text: str) -> str | None:
    """A market as its two-letter code, whatever its case; None for a text that is no market we know."""
    plain = " ".join(text.upper().split())
    if plain == WORLD.upper():
        return WORLD
    known = _NAMES.get(plain, plain)
    return known if known in _CODES else None


@lru_cache(4096)
def overlap(asked: tuple[str, ...], stated: tuple[str, ...]) -> bool | None:
    """Whether any stated market is among those asked; None where one can not be told and none matches.

    The Union holds the markets of its area: a product for `DE` is for the `EU`, and one for the `EU` is for `DE`.
    """
    wanted = {market(each) or each for each in asked}
    found = [market(each) for each in stated]
    if any(each is not None and _among(each, wanted) for each in found):
        return True
    return None if None in found else False


@lru_cache(4096)
def taken_in(asked: str, stated: tuple[str, ...]) -> bool:
    """Whether stated markets take in the whole of one that is asked.

    The Union takes in each market of its area; a part of the area is not the Union.
    """
    wanted, found = market(asked) or asked, {market(each) for each in stated}
    if wanted in found or (wanted in EEA and UNION in found):
        return True
    return wanted == UNION and found >= EEA


def _among(code: str, wanted: set[str]) -> bool:
    return code in wanted or (code in EEA and UNION in wanted) or (code == UNION and bool(wanted & EEA))


def within(asked: tuple[str, ...], stated: tuple[str, ...]) -> tuple[str, ...]:
    """The stated markets that are among those asked, as stated."""
    return tuple(each for each in stated if overlap(asked, (each,)) is not False)
