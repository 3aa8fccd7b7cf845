"""Small readers of schema-conforming values, shared by the decoders."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from checker.model.manifest import Party

if TYPE_CHECKING:
    from collections.abc import Iterator

IDENTIFIERS = ("lei", "duns", "vat", "registration")


def day(value: str | None) -> date | None:
    """A date of the form YYYY-MM-DD, or None where none is stated."""
    return None if value is None else date.fromisoformat(value)


def texts(value: list[str] | None) -> tuple[str, ...] | None:
    """A list of texts, or None where the key is absent."""
    return None if value is None else tuple(value)


def tags(value: list[str] | None) -> tuple[str, ...] | None:
    """A list of activities, whatever their case and spacing, or None where the key is absent."""
    return None if value is None else tuple(" ".join(tag.casefold().split()) for tag in value)


def party(value: dict[str, Any] | str | None) -> Party | None:
    """A legal person: a name alone, or a mapping with identifiers inline or under `identifiers`."""
    if value is None:
        return None
    if isinstance(value, str):
        return Party(value)
    more = value.get("identifiers")
    stated = {**value, **more} if more else value
    return Party(value.get("name"), tuple([(key, stated[key]) for key in IDENTIFIERS if key in stated]))


def entries(value: list[Any] | None, pointer: str) -> Iterator[tuple[str, Any]]:
    """The entries of a list, each with its JSON pointer."""
    for index, entry in enumerate(value or ()):
        yield f"{pointer}/{index}", entry


def parties(values: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every legal person that a manifest names, with the keys and indexes that lead there."""
    supplier = values["supplier"]
    yield ("supplier",), supplier
    for index, site in enumerate(supplier.get("sites", ())):
        yield ("supplier", "sites", index, "operator"), site.get("operator")
    for index, product in enumerate(values.get("products", ())):
        yield ("products", index, "brand_owner"), product.get("brand_owner")
    for index, certificate in enumerate(values["certificates"]):
        yield ("certificates", index, "holder"), certificate.get("holder")
        covers = certificate.get("covers", {})
        for place, listee in enumerate(covers.get("listees", ())):
            yield ("certificates", index, "covers", "listees", place), listee
        for place, site in enumerate(covers.get("sites", ())):
            if type(site) is dict:
                yield ("certificates", index, "covers", "sites", place, "entity"), site.get("entity")


def stated_twice(named: Any) -> list[str]:
    """The kinds of identifiers that a legal person states both inline and under `identifiers`."""
    more = named.get("identifiers") if type(named) is dict else None
    return [key for key in IDENTIFIERS if key in more and key in named] if more else []
