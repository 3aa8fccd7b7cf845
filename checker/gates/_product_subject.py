"""The subject of a product certificate: holder, model, lot, scheme, mark, market, factory."""

from __future__ import annotations

from collections.abc import Iterator

from checker.gates._holder import check_holder
from checker.gates.base import Code, Probe, did_you_mean_one, listed, lookalike
from checker.model.history import events_until
from checker.model.manifest import Covers, Event, Product
from checker.model.markets import taken_in
from checker.model.outcome import Outcome
from checker.model.parties import as_known
from checker.model.patterns import is_pattern, matches, may_mean

TYPE_ONLY, LOT_ONLY = "1a", "1b"
COMPONENT = "recognized-component"
_EITHER = (Outcome.FAIL, Outcome.UNDETERMINED)

SERIES = Code(
    "series-pattern",
    "the model is covered by a printed series pattern, not by name",
    "check that the pattern is printed on the certificate as written",
    (Outcome.PASS,),
    "note",
)
PRODUCT_CODES = (
    Code(
        "model-not-covered",
        "the certificate does not name the model",
        "have the model added by the body, or correct the spelling",
        _EITHER,
        state="state `covers.models` as printed on the certificate, and the `models` of the product",
    ),
    SERIES,
    Code(
        "type-only",
        "the scheme certifies a type or sample, or is not one of the types accepted",
        "ask for certification of production with surveillance (ISO/IEC 17067 type 3, 4 or 5), and state `scheme.type`",
        _EITHER,
        state="state `scheme.type` (ISO/IEC 17067)",
    ),
    Code(
        "lots-only",
        "the certificate covers the stated lots alone",
        "check that what is delivered comes from these lots",
        (Outcome.PASS,),
        "note",
    ),
    Code(
        "lot-not-covered",
        "the certificate does not name the lot",
        "get a certificate that names this lot",
        _EITHER,
        state="state `covers.lots` as printed on the certificate, and the `lots` of the product",
    ),
    Code(
        "component-only",
        "the mark is for components, or is not of a type accepted",
        "provide a listing of the end product, and state `mark.type`",
        _EITHER,
        state="state `mark.type`: listed, classified or recognized-component",
    ),
    Code(
        "market-not-covered",
        "the mark does not name the market",
        "get a mark for this market, or state `mark.markets` as printed",
        _EITHER,
        state="state `mark.markets` as printed on the certificate",
    ),
    Code(
        "factory-not-covered",
        "the certificate does not name the factory",
        "have the factory inspected and added by the body, or correct the site id",
        _EITHER,
        state="state `covers.factories`, by the ids of your sites",
    ),
)


def product_subject(probe: Probe) -> str:
    """Run every check of the subject; returns what the certificate covers, for the report."""
    context, certificate = probe.context, probe.context.certificate
    covers = certificate.covers or Covers(f"{certificate.pointer}/covers")
    product = context.product
    if product is not None:
        owner = as_known(product.brand_owner, context.manifest.supplier.party)
        check_holder(probe, owner, "brand owner", covers.listees or (), "listee")
        _models(probe, covers, product)
        _lots(probe, covers, product)
    _scheme(probe)
    _mark(probe)
    _factory(probe, covers)
    return f"models {listed(covers.models)}"


def _models(probe: Probe, covers: Covers, product: Product) -> None:
    for names in _names_of(probe, product):
        _model(probe, covers, names)


def _names_of(probe: Probe, product: Product) -> list[tuple[str, ...]]:
    """The models the target consists of; each as the names it goes by."""
    target = probe.context.target
    if target.type == "model" and target.id is not None:
        return [(target.id,)]
    if target.type == "lot":
        return [(model,) for model in product.models or ()] or [()]
    return [tuple(name for name in (product.id, product.name) if name)]


def _model(probe: Probe, covers: Covers, names: tuple[str, ...]) -> None:
    certificate = probe.context.certificate
    if not names:
        probe.unknown("model-not-covered", "the manifest states no models of this product, so their cover is unknown")
        return
    at = f"{covers.pointer}/models" if covers.models is not None else None
    if removed := _removed(probe, names):
        probe.fail("model-not-covered", f"the scope of `{certificate.id}` was reduced by `{names[0]}` on {removed}", at)
    elif covers.models is None:
        message = f"`{certificate.id}` does not say which models it covers; `{names[0]}` is asked"
        probe.unknown("model-not-covered", message)
    elif set(names) & set(covers.models):
        return
    else:
        _by_pattern(probe, covers.models, names, f"{covers.pointer}/models")


def _by_pattern(probe: Probe, covered: tuple[str, ...], names: tuple[str, ...], at: str) -> None:
    certificate, patterns = probe.context.certificate, probe.context.requirement.covers.patterns
    found = [each for each in covered if is_pattern(each) and any(matches(each, name) for name in names)]
    if found and patterns:
        probe.note(SERIES.name, by_series(certificate.id, names[0], found[0]), at)
    elif found:
        message = (
            f"`{certificate.id}` covers `{names[0]}` only by the series `{found[0]}`, where exact names are required"
        )
        probe.fail("model-not-covered", message, at)
    else:
        message = f"`{certificate.id}` covers {listed(covered)}, not `{names[0]}`{lookalike(names[0], covered)}"
        probe.fail("model-not-covered", message, at)


def by_series(certificate: str, model: str, series: str) -> str:
    """The sentence about a model that a certificate covers by a series."""
    return f"`{model}` is covered by the series `{series}` of `{certificate}`"


def _removed(probe: Probe, names: tuple[str, ...]) -> str | None:
    """The day on which a reduction of scope took the model out, by name or by a pattern of names."""
    for event in _reductions(probe):
        for each in event.models or ():
            if any(may_mean((each,), name) for name in names):
                return event.date.isoformat()
    return None


def _reductions(probe: Probe) -> Iterator[Event]:
    """The reductions of scope on or before the date, in whichever entry of the certificate they are recorded."""
    for entry in (probe.context.certificate, *probe.context.siblings.telling):
        yield from events_until(entry, probe.context.as_of, "scope-reduction")


def _lots(probe: Probe, covers: Covers, product: Product) -> None:
    context, certificate = probe.context, probe.context.certificate
    # A policy that accepts any scheme type accepts one that certifies lots, as it accepts one that is not stated.
    any_scheme = context.requirement.scheme_types == ()
    lot_scheme = not any_scheme and certificate.scheme is not None and certificate.scheme.type == LOT_ONLY
    if context.target.type == "lot":
        asked = [context.target.id or ""]
    elif lot_scheme:
        asked = [lot.id for lot in product.lots or ()]
    else:
        return
    at = f"{covers.pointer}/lots"
    if not asked:
        probe.unknown("lot-not-covered", f"`{certificate.id}` certifies lots alone (type 1b), and no lot is stated")
    elif covers.lots is None or (not covers.lots and not lot_scheme):
        probe.unknown("lot-not-covered", f"`{certificate.id}` does not say which lots it covers; `{asked[0]}` is asked")
    elif missing := [lot for lot in asked if lot not in covers.lots]:
        probe.fail("lot-not-covered", f"`{certificate.id}` covers lots {listed(covers.lots)}, not `{missing[0]}`", at)
    elif context.target.type != "lot":
        message = f"`{certificate.id}` covers the lots {listed(covers.lots)} alone, and nothing produced besides"
        probe.note("lots-only", message, at)


def _scheme(probe: Probe) -> None:
    certificate, accepted = probe.context.certificate, probe.context.requirement.scheme_types
    if accepted == ():
        return
    stated = certificate.scheme.type if certificate.scheme else None
    at = f"{certificate.pointer}/scheme"
    if stated is None:
        message = f"`{certificate.id}` states no scheme type, so it may certify a type or sample alone"
        probe.unknown("type-only", message, at)
    elif accepted is None and stated == TYPE_ONLY:
        message = f"`{certificate.id}` certifies the type alone (ISO/IEC 17067 type 1a), not what is produced later"
        probe.fail("type-only", message, f"{at}/type")
    elif accepted is not None and stated not in accepted:
        message = (
            f"`{certificate.id}` was granted under scheme type `{stated}`, where {listed(accepted, 'or')} is required"
        )
        probe.fail("type-only", message, f"{at}/type")


def _mark(probe: Probe) -> None:
    certificate, rule = probe.context.certificate, probe.context.requirement.mark
    mark, at = certificate.mark, f"{certificate.pointer}/mark"
    stated = mark.type if mark else None
    if rule.types == ():
        pass
    elif stated is None:
        probe.unknown("component-only", f"`{certificate.id}` states no type of mark, so it may be a component mark", at)
    elif rule.types is None and stated == COMPONENT:
        message = f"`{certificate.id}` carries a component mark, which does not certify the end product"
        probe.fail("component-only", message, f"{at}/type")
    elif rule.types is not None and stated not in rule.types:
        message = f"`{certificate.id}` carries a `{stated}` mark, where {listed(rule.types, 'or')} is required"
        probe.fail("component-only", message, f"{at}/type")
    if stated not in (None, COMPONENT) and mark and mark.name and "recogni" in mark.name.casefold():
        message = f"the mark of `{certificate.id}` is called `{mark.name}`, a component mark, but typed `{stated}`"
        probe.unknown("component-only", message, f"{at}/type")
    if rule.market is not None:
        _market(probe, rule.market, mark.markets if mark else None, at)


def _market(probe: Probe, market: str, stated: tuple[str, ...] | None, at: str) -> None:
    certificate = probe.context.certificate
    if stated is None:
        probe.unknown("market-not-covered", f"the mark of `{certificate.id}` names no market; `{market}` is asked", at)
    elif not taken_in(market, stated):
        message = f"the mark of `{certificate.id}` is for {listed(stated)}, not for `{market}`"
        probe.fail("market-not-covered", message, f"{at}/markets")


def _factory(probe: Probe, covers: Covers) -> None:
    context, certificate = probe.context, probe.context.certificate
    site, product = context.target.site, context.product
    sites = {site} if site else set((product.produced_at if product else None) or ())
    for event in _reductions(probe):
        # Where the producing sites are not stated, any of them may be the one that was taken out.
        if event.sites and not event.models and (not sites or any(may_mean(event.sites, each) for each in sites)):
            message = f"the scope of `{certificate.id}` was reduced by {listed(event.sites)} on {event.date}"
            probe.fail("factory-not-covered", message, event.pointer)
            return
    if not context.requirement.covers.factory or site is None:
        return
    if covers.factories is None:
        probe.unknown("factory-not-covered", f"`{certificate.id}` names no factory; `{site}` is asked")
    elif site not in covers.factories:
        message = f"`{certificate.id}` covers the factories {listed(covers.factories)}, not `{site}`"
        message += did_you_mean_one(site, covers.factories, context.manifest.sites)
        probe.fail("factory-not-covered", message, f"{covers.pointer}/factories")
