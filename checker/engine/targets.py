"""Which objects a policy is about: the products it applies to, their models, lots and sites."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from checker.engine.codes import NO_OBJECT, SITE_MISSING
from checker.engine.ordering import Ordered
from checker.gates import Code
from checker.gates.base import listed
from checker.model.assessment import Finding, Target
from checker.model.manifest import Product, Site
from checker.model.markets import overlap
from checker.model.outcome import Outcome
from checker.model.policy import PRODUCT, AppliesTo, Requirement
from checker.records import NamedTuple
from checker.words import shorten

_LEAST = 5
"""How many letters a part of a word has to have: `class-iia` and `class-iib` are two things, and no misprint."""

_LONGEST = 80
"""How many characters a word has at most; no category is longer."""


class Missing(NamedTuple):
    """An object that can not even be named, and the finding that says why."""

    target: Target
    finding: Finding


class Applicable(NamedTuple):
    """A product the policy judges; `known` False where the manifest leaves out what decides that."""

    product: Product
    known: bool


class Scope(NamedTuple):
    """The products a policy judges in a manifest, and those it leaves out, each with the reason in words.

    `known` says whether the policy certainly applies to the manifest.
    """

    products: tuple[Applicable, ...]
    known: bool
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the policy applies to none of the products that are stated."""
        return bool(self.left_out) and not self.products


def scope_of(applies_to: AppliesTo, judged: Ordered) -> Scope:
    """The products to which a policy applies or may apply.

    A stated key without a match takes a product out; a key that is not stated leaves it open, and so does a manifest
    that states no products.
    """
    if not judged.products:
        return Scope((), known=applies_to == AppliesTo())
    found: list[Applicable] = []
    left_out: list[tuple[str, str]] = []
    for product in judged.products:
        against, known = _against(applies_to, product)
        if against is None:
            found.append(Applicable(product, known))
        else:
            left_out.append((product.id, against))
    return Scope(tuple(found), any(row.known for row in found), (*left_out, *judged.left_out))


@lru_cache(4096)
def policy_side(key: str, wanted: tuple[str, ...]) -> str:
    """How the reason why a product is left out begins: what the policy is for."""
    return f"the policy is for the {key} {listed(wanted, 'or')}"


def product_side(stated: tuple[str, ...]) -> str:
    """How the reason why a product is left out ends: what it states."""
    return f", the product states {listed(stated)}"


def _against(applies_to: AppliesTo, product: Product) -> tuple[str | None, bool]:
    """Why a policy leaves a product out, if it does, and whether it is known to apply to it."""
    known = True
    types = (product.type,) if product.type else ()
    for place, stated in enumerate((product.categories or (), product.markets or (), types)):
        wanted = applies_to[place]
        if wanted is None:
            continue
        matches = _MATCHES[place](wanted, stated) if stated else None
        if matches is False:
            hint = _hint(stated, wanted) if place == 0 else ""
            return policy_side(applies_to._fields[place], wanted) + product_side(stated) + hint, False
        known = known and matches is not None
    return None, known


def _hint(stated: tuple[str, ...], wanted: tuple[str, ...]) -> str:
    """What to say of a category that is likely a misprint of one that the policy is for."""
    known = {category(each): each for each in wanted}
    found = _meant(tuple(map(category, stated)), tuple(known))
    return f"; did you mean `{shorten(known[found])}`?" if found else ""


def nearly(one: str, other: str) -> bool:
    """Whether two words differ, and by one letter alone: one more, one less, another one, or two that changed places.

    Words in several parts (`ict-equipment`) have as many of them, and the part that differs is no short one.
    """
    if abs(len(one) - len(other)) > 1 or max(len(one), len(other)) > _LONGEST:
        return False
    ours, theirs = one.split("-"), other.split("-")
    if len(ours) != len(theirs):
        return False
    unlike = [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]]
    return len(unlike) == 1 and min(map(len, unlike[0])) >= _LEAST and _one_letter(*unlike[0])


def _one_letter(one: str, other: str) -> bool:
    """Whether two unlike words are one once what they begin and end with in common, and one letter, is taken away."""
    short, long = sorted((one, other), key=len)
    begin = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    if len(short) < len(long):
        return short[begin:] == long[begin + 1 :]
    swapped = short[begin : begin + 2] == long[begin : begin + 2][::-1] and short[begin + 2 :] == long[begin + 2 :]
    return swapped or short[begin + 1 :] == long[begin + 1 :]


@lru_cache(4096)
def _meant(stated: tuple[str, ...], wanted: tuple[str, ...]) -> str | None:
    """The first of the wanted words of which a stated one is likely a misprint; both folded, in their order."""
    return next((word for each in stated for word in wanted if nearly(each, word)), None)


def _share_category(wanted: tuple[str, ...], stated: tuple[str, ...]) -> bool:
    return not _categories(wanted).isdisjoint(_categories(stated))


# By the place of the key in `AppliesTo`; None where it can not be told.
_MATCHES: tuple[Callable[[tuple[str, ...], tuple[str, ...]], bool | None], ...]
_MATCHES = (_share_category, overlap, _share_category)


@lru_cache(4096)
def _categories(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(category, words))


def category(text: str) -> str:
    """A category whatever its case, and whether its words are joined by spaces, hyphens or underscores."""
    return "-".join(unicodedata.normalize("NFKC", text).casefold().replace("_", " ").replace("-", " ").split())


def targets(requirement: Requirement, scope: Scope, sites: Mapping[str, Site]) -> Iterator[Target | Missing]:
    """The objects of a requirement, in the order of the manifest; `sites` are those that are judged, by id."""
    if requirement.kind == PRODUCT:
        yield from _product_targets(requirement, scope)
    elif requirement.covers.sites == "organisation":
        yield Target("organisation", None, "/supplier", known=scope.known)
    elif requirement.covers.sites == "all":
        yield from _all_sites(scope, sites)
    else:
        yield from _producing_sites(scope, sites)


def _product_targets(requirement: Requirement, scope: Scope) -> Iterator[Target | Missing]:
    if not scope.products:
        message = "the manifest states no products, so there is nothing to assess"
        yield _missing(Target("product", None, "/products", known=scope.known), NO_OBJECT, message)
    for row in scope.products:
        product = row.product
        for kind, identity, pointer in _parts(product):
            if identity is None:
                message = f"product `{product.id}` states no {'lots' if kind == 'lot' else 'models'}"
                target = Target("product", product.id, pointer, product.id, known=row.known)
                yield _missing(target, NO_OBJECT, f"{message}, so there is nothing to assess")
            elif not requirement.covers.factory:
                yield Target(kind, identity, pointer, product.id, known=row.known)
            elif product.produced_at:
                for site in product.produced_at:
                    yield Target(kind, identity, pointer, product.id, site, row.known)
            else:
                yield _no_site(Target(kind, identity, pointer, product.id, known=row.known), product)


def _parts(product: Product) -> Iterator[tuple[str, str | None, str]]:
    """What a product consists of: type, id and JSON pointer; an id of None where nothing is stated."""
    if product.type in ("service", "process") and not product.models:
        yield "product", product.id, product.pointer
    elif product.type == "batch":
        if not product.lots:
            yield "lot", None, product.pointer
        for lot in product.lots or ():
            yield "lot", lot.id, lot.pointer
    else:
        if not product.models:
            yield "model", None, product.pointer
        for index, model in enumerate(product.models or ()):
            yield "model", model, f"{product.pointer}/models/{index}"


def _all_sites(scope: Scope, sites: Mapping[str, Site]) -> Iterator[Target | Missing]:
    known = scope.known
    if not sites:
        message = "the manifest lists no sites of the supplier"
        yield _missing(Target("site", None, "/supplier", known=known), SITE_MISSING, message)
    for site in sites.values():
        yield Target("site", site.id, site.pointer, site=site.id, known=known)


def _producing_sites(scope: Scope, sites: Mapping[str, Site]) -> Iterator[Target | Missing]:
    if not scope.products:
        message = "the manifest states no products, so the producing sites are unknown"
        yield _missing(Target("site", None, "/products", known=scope.known), SITE_MISSING, message)
    for row in scope.products:
        if not row.product.produced_at:
            yield _no_site(Target("site", None, row.product.pointer, row.product.id, known=row.known), row.product)
    for site in sites.values():
        producing = [row for row in scope.products if site.id in (row.product.produced_at or ())]
        if producing:
            known = any(row.known for row in producing)
            yield Target("site", site.id, site.pointer, site=site.id, known=known)


def _no_site(target: Target, product: Product) -> Missing:
    return _missing(target, SITE_MISSING, f"product `{product.id}` does not say where it is produced")


def _missing(target: Target, code: Code, message: str) -> Missing:
    finding = Finding(code.name, Outcome.UNDETERMINED, message, target.pointer, help=code.mend)
    return Missing(target, finding)
