"""The standards to which bodies are accredited, and how people print them."""

from __future__ import annotations

import re

from checker.model.policy import MANAGEMENT_SYSTEM, PRODUCT

PRODUCT_BODIES = "ISO/IEC 17065"
SYSTEM_BODIES = "ISO/IEC 17021-1"
LABORATORIES = "ISO/IEC 17025"

DEFAULT = {PRODUCT: PRODUCT_BODIES, MANAGEMENT_SYSTEM: SYSTEM_BODIES}

# Sector parts (17021-2, -3 …) add to 17021-1 and do not replace it; 17021:2011 was the undivided edition.
_STANDARD = re.compile(r"(?<!\d)(17011|17020|17021-1|17021(?!-\d)|17024|17025|17029|17065)(?!\d)")
_LONGEST = 80


def accreditation_standard(text: str) -> str | None:
    """The accreditation standard a text names (`EN ISO/IEC 17065:2012` is ISO/IEC 17065), or None."""
    found = _STANDARD.search(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    number = found.group(1)
    return SYSTEM_BODIES if number == "17021" else f"ISO/IEC {number}"
