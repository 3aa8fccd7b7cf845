"""What the library tells of codes and schemas."""

from __future__ import annotations

from checker import api
from checker.errors import UsageError, did_you_mean


def codes() -> dict[str, str]:
    """Every finding code with its one sentence, sorted."""
    return api.codes()


def code_page(code: str) -> str:
    """What `certgate explain CODE` tells. Raises UsageError for a code that there is not."""
    if code not in api.codes():
        raise UsageError(f"`{code}` is no finding code; {did_you_mean(code, api.codes()) or 'see `codes`'}")
    return api.code_page(code)


def schema_names() -> list[str]:
    """The names of all published schemas, sorted."""
    return api.schema_names()


def schema_text(name: str) -> str:
    """A schema as it ships. Raises UsageError for a name that is none."""
    if name not in api.schema_names():
        raise UsageError(f"`{name}` is no schema; {did_you_mean(name, api.schema_names()) or 'see `schema_names`'}")
    return api.schema_text(name)
