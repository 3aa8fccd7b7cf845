"""Whether two legal persons are the same one."""

from __future__ import annotations

import re
import unicodedata

from checker.model.manifest import Manifest, Party, Site
from checker.model.outcome import Outcome

# Words that name a legal form. Two names that differ in these alone may be one firm, or a parent and its subsidiary.
_FORMS = """
ab ag aps as asa bhd bv co company corp corporation doo ead eood gbr gesmbh gmbh inc incorporated kft kg kgaa kk limited
llc llp lp ltd ltda mbh nv oy oyj plc pte pty pvt sa sal sarl sas sdn se sl slu spa srl sro und zoo
"""
LEGAL_FORMS = frozenset(_FORMS.split())
# What people write where they have no identifier.
_EMPTY = frozenset(
    {"", "na", "nil", "none", "null", "notapplicable", "notavailable", "tba", "tbd", "unknown", "x", "xx"}
)
_PUNCTUATION = re.compile(r"[^\w\s]|_")


def fold(name: str) -> str:
    """A name after NFKC normalisation, case folding and collapsing of white space."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def bare_name(name: str) -> str:
    """A folded name without punctuation and legal form."""
    words = _PUNCTUATION.sub(" ", fold(name).replace(".", "")).split()
    return " ".join(word for word in words if word not in LEGAL_FORMS) or "".join(words)


def same_name(one: str, other: str) -> Outcome:
    """Equal after folding passes; equal but for punctuation or legal form is undetermined; else fail."""
    if fold(one) == fold(other):
        return Outcome.PASS
    return Outcome.UNDETERMINED if bare_name(one) == bare_name(other) else Outcome.FAIL


def _identifier(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return folded if folded.isalnum() else "".join(character for character in folded if character.isalnum())


def _stated(party: Party) -> dict[str, str]:
    """The identifiers of a party that say something, by kind."""
    folded = {key: _identifier(value) for key, value in party.identifiers}
    return {key: value for key, value in folded.items() if value not in _EMPTY}


def same_party(one: Party, other: Party) -> Outcome:
    """Whether two parties are one: identifiers that both carry decide, else their names.

    A party without a name and without a shared identifier leaves it undetermined.
    """
    if one == other and one.name:
        return Outcome.PASS
    ours, theirs = _stated(one), _stated(other)
    shared = ours.keys() & theirs.keys()
    if shared:
        return Outcome.PASS if all(ours[key] == theirs[key] for key in shared) else Outcome.FAIL
    if not one.name or not other.name:
        return Outcome.UNDETERMINED
    return same_name(one.name, other.name)


def keys(party: Party) -> frozenset[str]:
    """What to look a party up by: two that share a name or identifier, or whose names are alike, share a key."""
    name = {f"name:{bare_name(party.name)}"} if party.name else set()
    return frozenset({f"{kind}:{value}" for kind, value in _stated(party).items()} | name)


def kinds(party: Party) -> frozenset[str]:
    """The kinds of identifier that a party states."""
    return frozenset(_stated(party))


def differing_identifiers(one: Party, other: Party) -> str:
    """The identifiers that both parties carry and that differ, as a reader can compare them."""
    ours, theirs = _stated(one), _stated(other)
    printed, wanted = dict(one.identifiers), dict(other.identifiers)
    apart = sorted(key for key in ours.keys() & theirs.keys() if ours[key] != theirs[key])
    return ", ".join(f"{key} is `{printed[key]}`, not `{wanted[key]}`" for key in apart)


def as_known(party: Party | None, supplier: Party) -> Party:
    """A brand owner or operator, the supplier where none is stated.

    One that goes by the supplier's name carries the supplier's identifiers too, so that leaving them out never helps.
    """
    if party is None:
        return supplier
    if party.name and supplier.name and fold(party.name) == fold(supplier.name):
        merged = {**dict(supplier.identifiers), **dict(party.identifiers)}
        return Party(party.name, tuple(merged.items()))
    return party


def operator_of(site: Site | None, manifest: Manifest) -> Party:
    """The legal person that runs a site; the supplier where the manifest names no other."""
    return as_known(site.operator if site else None, manifest.supplier.party)
