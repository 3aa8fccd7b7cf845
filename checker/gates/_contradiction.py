"""Where the manifest tells two stories about one certificate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from checker.gates.base import Context
from checker.model.history import in_force_from
from checker.model.manifest import Certificate, CoveredSite, Party
from checker.model.outcome import Outcome
from checker.model.parties import keys, same_party
from checker.model.policy import MANAGEMENT_SYSTEM

# What a certificate prints; two entries that both state one of these have to agree.
_FACTS = ("kind", "attestation", "issued", "effective", "expires")
MOST = 20
"""How many contradictions about one certificate are told: one leaves it open, and among hundreds of entries of one
number each may contradict each."""

_SCOPE = ("models", "factories", "revision", "lots", "activities", "exclusions")


def contradictions(context: Context) -> Iterator[tuple[str, str]]:
    """Each contradiction about the certificate in hand, up to `MOST` of them, as a sentence and a JSON pointer."""
    return islice(_contradictions(context), MOST)


def _contradictions(context: Context) -> Iterator[tuple[str, str]]:
    certificate = context.certificate
    among = _among_entries(context)
    yield from context.siblings.once("contradictions", lambda: list(islice(among, MOST))) if context.siblings else among
    for other in context.doubles:
        if not successive(certificate, other):
            message = (
                f"`{certificate.id}` may be the same certificate as `{other.id}`, which was suspended or withdrawn"
            )
            yield f"{message}: number and body do not tell them apart", certificate.pointer
    yield from _before_decision(certificate)


def _among_entries(context: Context) -> Iterator[tuple[str, str]]:
    """What other entries of the certificate, or of its number and body, state differently: no day has a part in it."""
    certificate = context.certificate
    for other in context.siblings:
        if successive(certificate, other):
            continue
        for key in _differing(context, certificate, other):
            message = f"`{certificate.id}` and `{other.id}` are one certificate, but state different `{key}`"
            yield message, f"{certificate.pointer}/{key.replace('.', '/')}"
    for other in context.namesakes:
        if _two_holders(certificate, other):
            message = f"`{certificate.id}` and `{other.id}` carry one number of one body, but different holders"
            yield message, f"{certificate.pointer}/holder"


def successive(one: Certificate, other: Certificate) -> bool:
    """Whether two entries are issues of one certificate for cycles that follow each other, not rival versions."""
    spans = sorted((in_force_from(each) or date.min, each.expires or date.max) for each in (one, other))
    return spans[0][1] < spans[1][0]


def _differing(context: Context, one: Certificate, other: Certificate) -> Iterator[str]:
    for key in _FACTS:
        mine, theirs = getattr(one, key), getattr(other, key)
        if mine is not None and theirs is not None and mine != theirs:
            yield key
    words = {each.status.value for each in (one, other) if each.status}
    if len(words) > 1 and words & {"expired", "draft"}:
        yield "status"
    if one.expires_stated and other.expires_stated and (one.expires is None) != (other.expires is None):
        yield "expires"
    if (one.standard, one.edition) != (other.standard, other.edition):
        editions = {context.catalogue.resolve(each.standard, each.edition).edition for each in (one, other)} - {None}
        if len(editions) > 1:
            yield "standard"
    for part, key in (("mark", "type"), ("scheme", "type")):
        mine, theirs = (getattr(getattr(each, part), key, None) for each in (one, other))
        if mine and theirs and mine != theirs:
            yield f"{part}.{key}"
    if one.mark and other.mark and one.mark != other.mark:
        mine, theirs = one.mark.markets, other.mark.markets
        if mine is not None and theirs is not None and set(mine) != set(theirs):
            yield "mark.markets"
    yield from _differing_scope(one, other)


def _differing_scope(one: Certificate, other: Certificate) -> Iterator[str]:
    if one.covers is None or other.covers is None or one.covers == other.covers:
        return
    for key in _SCOPE:
        mine, theirs = getattr(one.covers, key), getattr(other.covers, key)
        if mine is not None and theirs is not None and mine != theirs and _as_set(mine) != _as_set(theirs):
            yield f"covers.{key}"
    if one.covers.sites is not None and other.covers.sites is not None and one.covers.sites != other.covers.sites:
        listed = [
            {(site.id, _as_set(site.activities)) for site in each} for each in (one.covers.sites, other.covers.sites)
        ]
        if listed[0] != listed[1] or _other_entities(one.covers.sites, other.covers.sites):
            yield "covers.sites"
    if one.covers.listees is not None and other.covers.listees is not None:
        pairs = (one.covers.listees, other.covers.listees), (other.covers.listees, one.covers.listees)
        if any(_unmatched(each, among) for each, among in pairs):
            yield "covers.listees"


def _other_entities(one: tuple[CoveredSite, ...], other: tuple[CoveredSite, ...]) -> bool:
    """Whether two annexes name different legal persons for one site."""
    entities = {site.id: site.entity for site in other}
    named = ((site.entity, entities.get(site.id)) for site in one)
    return any(mine and theirs and same_party(mine, theirs) is Outcome.FAIL for mine, theirs in named)


def _unmatched(parties: tuple[Party, ...], among: tuple[Party, ...]) -> bool:
    """Whether any of some parties is certainly none of others; those that may be one share a key, or have no name."""
    near: dict[str, list[Party]] = {}
    for other in among:
        for key in keys(other) if other.name else ("",):
            near.setdefault(key, []).append(other)
    return any(
        all(same_party(each, other) is Outcome.FAIL for key in (*keys(each), "") for other in near.get(key, ()))
        for each in parties
        if each.name
    )


def _as_set(value: Any) -> Any:
    return frozenset(value) if isinstance(value, tuple) else value


def _two_holders(one: Certificate, other: Certificate) -> bool:
    mine, theirs = one.holder, other.holder
    # Nearly all entries of one number state one holder in the same words, which never is two.
    return bool(mine and theirs and mine != theirs and same_party(mine, theirs) is Outcome.FAIL)


def _before_decision(certificate: Certificate) -> Iterator[tuple[str, str]]:
    """A certificate is effective no earlier than it was decided (ISO/IEC 17021-1, 8.2.2 b).

    One that kept its original date through a renewal, restoration or transfer may be older than a later decision.
    """
    events = certificate.events or ()
    renewals = ("recertification", "transfer", "restoration")
    kept = certificate.kind == MANAGEMENT_SYSTEM and any(event.type in renewals for event in events)
    decisions = [event.date for event in events if event.type == "decision"]
    # Where `effective` is left out the day of issue stands for it.
    start, key = in_force_from(certificate), "effective" if certificate.effective else "issued"
    if start and decisions and not kept and start < min(decisions):
        said = f"effective from {start}" if certificate.effective else f"issued on {start}"
        message = f"`{certificate.id}` is stated to be {said}, before its decision of {min(decisions)}"
        yield message, f"{certificate.pointer}/{key}"
