"""Names of bodies, brought to a form in which only a real difference is a difference."""

from __future__ import annotations

import unicodedata

_LONGEST = 300


def fold_name(name: str) -> str:
    """A name without case, accents, spaces and punctuation (`TÜV SÜD America, Inc.` as `TUV SUD America Inc`)."""
    if len(name) > _LONGEST:
        return ""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    return "".join(sign for sign in plain if sign.isalnum())
