"""What a certificate names as its scope, as the gate `subject` sees it: its holder, then each target by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.decode.fields import IDENTIFIERS, tags
from checker.gates._product_subject import COMPONENT, LOT_ONLY, TYPE_ONLY
from checker.model.markets import taken_in

if TYPE_CHECKING:
    from checker.fast.profile import Profile
    from checker.model.manifest import Party
    from checker.model.policy import Requirement

Raw = dict[str, Any]


def held_by(holder: Raw | None, wanted: Party) -> bool:
    """Whether a holder is plainly the wanted party: the same name, letter by letter, and no identifier that differs."""
    if holder is None or not wanted.name or holder.get("name") != wanted.name:
        return False
    more = holder.get("identifiers")
    stated = {**holder, **more} if more else holder
    return all(stated.get(key, value) == value for key, value in wanted.identifiers if key in IDENTIFIERS)


def made_as_asked(rule: Requirement, raw: Raw) -> bool:
    """Whether scheme and mark of a product certificate are plainly those that are asked."""
    scheme = raw.get("scheme", {}).get("type")
    accepted = rule.scheme_types
    if accepted != () and (
        scheme is None or scheme == LOT_ONLY or (scheme == TYPE_ONLY if accepted is None else scheme not in accepted)
    ):
        return False
    mark = raw.get("mark", {})
    kind, types = mark.get("type"), rule.mark.types
    if types != () and (kind is None or (kind == COMPONENT if types is None else kind not in types)):
        return False
    if kind not in (None, COMPONENT) and "recogni" in mark.get("name", "").casefold():
        return False
    market = rule.mark.market
    return market is None or taken_in(market, tuple(mark.get("markets", ())))


def names_model(rule: Requirement, entry: Profile, model: str, site: str | None) -> bool:
    """Whether a product certificate plainly names a model and, where it is asked, the factory."""
    if entry.odd:
        return False
    models = entry.raw.get("covers", {}).get("models", ())
    return model in models and names_factory(rule, entry, site)


def names_factory(rule: Requirement, entry: Profile, site: str | None) -> bool:
    """Whether a product certificate plainly names the factory, where it is asked."""
    return not rule.covers.factory or site is None or site in entry.raw.get("covers", {}).get("factories", ())


def never_names(entry: Profile, model: str) -> bool:
    """Whether a product certificate certainly does not name a model."""
    models = entry.raw.get("covers", {}).get("models")
    return models is not None and model not in models and not any("*" in each for each in models)


def annex(entry: Profile, site: str) -> Raw | str | None:
    """The site in the annex of a management-system certificate."""
    for each in entry.raw.get("covers", {}).get("sites", ()):
        if each == site or (type(each) is dict and each["id"] == site):
            return each  # type: ignore[no-any-return]
    return None


def never_lists(entry: Profile, site: str) -> bool:
    """Whether a management-system certificate states its sites, and a site is not among them."""
    return "sites" in entry.raw.get("covers", {}) and annex(entry, site) is None


def in_scope(rule: Requirement, entry: Profile, site: Raw | None, sites: dict[str, Raw]) -> bool:
    """Whether a management-system certificate plainly lists a site (None: the organisation) and what is done there."""
    if entry.odd:
        return False
    covers = entry.raw.get("covers", {})
    named = annex(entry, site["id"]) if site is not None else None
    if site is not None and (named is None or (type(named) is dict and "entity" in named)):
        return False
    asked = rule.covers.activities
    if not asked:
        return True
    if "exclusions" in covers:
        return False
    performed = None if site is None else site.get("activities")
    performed = None if performed is None else set(tags(performed) or ())
    for activity in asked:
        here = site is not None and (performed is None or activity in performed)
        if here and not _covers(covers, named, activity):
            return False
        if not here and not _somewhere(covers, activity, sites, whole=site is None):
            return False
    return True


def _covers(covers: Raw, named: Raw | str | None, activity: str) -> bool:
    scope = named.get("activities") if type(named) is dict else None
    scope = covers.get("activities") if scope is None else scope
    return scope is not None and activity in (tags(scope) or ())


def _somewhere(covers: Raw, activity: str, sites: dict[str, Raw], *, whole: bool) -> bool:
    listed = covers.get("sites")
    for each in listed or ():
        known = each["id"] if type(each) is dict else each
        if known in sites and _covers(covers, each, activity):
            return True
    return (whole or listed is None) and _covers(covers, None, activity)
