"""Whether a document is a record of the data model it is to be imported as."""

from __future__ import annotations

from collections.abc import Sequence

from checker.document import Document
from checker.errors import InputError, Problem, did_you_mean


def refuse_other(document: Document, name: str, keys: Sequence[str]) -> None:
    """Raise InputError unless the document is a mapping that has one of the keys at its top."""
    values = document.values
    if type(values) is dict and any(key in values for key in keys):
        return
    known = f"`{'`, `'.join(keys[:-1])}` or `{keys[-1]}`" if len(keys) > 1 else f"`{keys[0]}`"
    mend = f"such a record has {known} at its top"
    if type(values) is dict:
        mend = next((near for key in values if (near := did_you_mean(key, keys))), mend)
    raise InputError(Problem(f"this is no {name} record", document.locate(""), mend))
