"""The standards to which bodies are accredited, and how people print them."""

from __future__ import annotations

import re

from checker.model.policy import MANAGEMENT_SYSTEM, PRODUCT

PRODUCT_BODIES = "ISO/IEC 17065"
SYSTEM_BODIES = "ISO/IEC 17021-1"
LABORATORIES = "ISO/IEC 17025"

DEFAULT = {PRODUCT: PRODUCT_BODIES, MANAGEMENT_SYSTEM: SYSTEM_BODIES}

# Sector parts (17021-2, -3 …) add to 17021-1 and do not replace it; 17021:2011 was the undivided edition. The whole
# text has to be the designation: "ISO/IEC 17065 (applied for)" is no accreditation to it.
_STANDARD = re.compile(
    r"(?:(?:ABNT|ANSI|AS/NZS|BS|CAN/CSA|CNS|CSN|DIN|DS|EN|GB/T|IS|JIS|KS|MSZ|NBN|NBR|NEN|NF|NP|NS|PN|Q|SANS|SFS|SN|SS|STN|TS"
    r"|UNE|UNI|ÖNORM)[ -])*"
    r"(?:(?:ISO/IEC|ISO|IEC)[ -]?)?"
    r"(17011|17020|17021-1|17021|17024|17025|17029|17065)"
    r"(?: ?[:-] ?(?:19|20)[0-9]{2}(?:-[0-9]{2})?)?"
)
_LONGEST = 80


def accreditation_standard(text: str) -> str | None:
    """The accreditation standard a text names (`EN ISO/IEC 17065:2012` is ISO/IEC 17065), or None."""
    plain = " ".join(text[: _LONGEST + 1].upper().replace("\u2013", "-").split())
    found = _STANDARD.fullmatch(plain) if len(text) <= _LONGEST else None
    if found is None:
        return None
    number = found.group(1)
    return SYSTEM_BODIES if number == "17021" else f"ISO/IEC {number}"
