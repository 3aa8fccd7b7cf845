"""The beginning of a scaffold: how to go on, the supplier with its sites, the products."""

from __future__ import annotations

from collections.abc import Sequence

from checker.authoring.scaffold.sheet import DAY, Sheet, inline, words
from checker.authoring.scaffold.wanted import Wanted
from checker.authoring.written import MODELINE
from checker.gates._product_subject import LOT_ONLY
from checker.model.policy import Policy
from checker.records import NamedTuple
from checker.words import PLACEHOLDER

_SITE = "site-1"
_PRODUCT = "product-1"


class Named(NamedTuple):
    """Something that the supplier names: an id to refer to it, and its name where that is another."""

    id: str
    name: str | None = None


class Supplied(NamedTuple):
    """What the supplier said of itself: its legal name, its products and its sites."""

    supplier: str
    products: tuple[Named, ...] = ()
    sites: tuple[Named, ...] = ()


def head(sheet: Sheet, policies: Sequence[Policy], schema: str) -> None:
    """What the file is for."""
    sheet.live(MODELINE.format(schema).rstrip())
    for policy in policies:
        sheet.say(f"For {policy.id} {policy.version}: {policy.title}.")
        if policy.citations:
            sheet.say(f"   It rests on {'; '.join(policy.citations)}.")


def how_to(sheet: Sheet, file: str, options: str) -> None:
    """How to fill it in, and what to run then."""
    answer = f"Take its `# ` away (editors have a shortcut), and write what is true in place of {PLACEHOLDER} or {DAY}."
    sheet.say(f"1. Each line that begins with one `#` asks for a fact. {answer}")
    sheet.say("   Leave the line as it is where your certificate states nothing of it.")
    sheet.say("2. Take out the entries of certificates that you do not have. What begins with `##` can stay or go.")
    sheet.say(f"3. `certgate validate {file}` finds slips; `certgate check {file}{options}` says what is missing.")


def supplier(sheet: Sheet, asked: Sequence[Wanted], supplied: Supplied) -> None:
    """The supplier, and its sites where anything is asked of sites."""
    sheet.live("supplier:")
    sheet.say("Your legal name, as printed on your certificates.", 2)
    sheet.live(f"name: {inline(supplied.supplier)}", 2)
    if not needs_sites(asked):
        return
    activities = activities_of(asked)
    sheet.say("Each place where you, or others for you, work on the products; `id` is a short name of your own.", 2)
    sheet.live("sites:", 2)
    for site in sites_of(supplied):
        sheet.live(f"- id: {inline(site.id)}", 4)
        if site.name:
            sheet.live(f"name: {inline(site.name)}", 6)
        if activities:
            sheet.say(f"What is done there. Of interest here: {words(activities, 'and')}.", 6)
            sheet.ask(f"activities: [{PLACEHOLDER}]", 6)
        sheet.say("Only if another firm runs the place: its legal name.", 6)
        sheet.ask(f"operator: {{name: {PLACEHOLDER}}}", 6)


def products(sheet: Sheet, policies: Sequence[Policy], asked: Sequence[Wanted], supplied: Supplied) -> None:
    """The products, with what decides which policies judge them."""
    if not needs_products(policies, asked):
        return
    sheet.gap()
    sheet.say("What you offer. A brand of another firm: add `brand_owner: {name: …}` to the product.")
    sheet.live("products:")
    for product in supplied.products or (Named(_PRODUCT),):
        sheet.live(f"- id: {inline(product.id)}", 2)
        if product.name:
            sheet.live(f"name: {inline(product.name)}", 4)
        _type(sheet, policies)
        if any(each.product for each in asked):
            sheet.say("Every model by its own name, as printed on the product.", 4)
            sheet.ask(f"models: [{PLACEHOLDER}]", 4)
        for key in ("categories", "markets"):
            _applies(sheet, policies, key)
        if needs_sites(asked):
            sheet.say("Where it is made, by the ids of your sites.", 4)
            sheet.ask(f"produced_at: {inline([site.id for site in sites_of(supplied)])}", 4)
        if any(in_lots(each) for each in asked):
            sheet.say("Each lot that is offered or was delivered, and the day on which it was produced.", 4)
            sheet.ask(f"lots: [{{id: {PLACEHOLDER}, produced: {DAY}}}]", 4)


def _type(sheet: Sheet, policies: Sequence[Policy]) -> None:
    """The type of the product, where a policy is not about series."""
    types = [name for policy in policies for name in policy.applies_to.types or ()]
    if types and "series" not in types:
        sheet.say(f"{words(sorted(set(types)))}.", 4)
        sheet.ask(f"type: {PLACEHOLDER}", 4)


def _applies(sheet: Sheet, policies: Sequence[Policy], key: str) -> None:
    """Categories or markets: what the policies are about, ready to be uncommented where there is no choice."""
    asked = [(policy.id, stated) for policy in policies if (stated := getattr(policy.applies_to, key))]
    if not asked:
        return
    about = "; ".join(f"{words(list(stated))} ({name})" for name, stated in asked)
    noun = "What it is" if key == "categories" else "Where it is sold"
    sheet.say(f"{noun}; asked for: {about}.", 4)
    sure = [stated[0] for _, stated in asked] if all(len(stated) == 1 for _, stated in asked) else [PLACEHOLDER]
    sheet.ask(f"{key}: {inline(list(dict.fromkeys(sure)))}", 4)


def sites_of(supplied: Supplied) -> tuple[Named, ...]:
    """The sites as supplied; one to begin with where none is."""
    return supplied.sites or (Named(_SITE),)


def activities_of(asked: Sequence[Wanted]) -> list[str]:
    """The activities that any requirement asks for."""
    return list(dict.fromkeys(name for each in asked for rule in each.requirements for name in rule.covers.activities))


def in_lots(each: Wanted) -> bool:
    """Whether lots are what is judged, or a certificate of lots alone could be accepted."""
    batches = any("batch" in (policy.applies_to.types or ()) for policy, _ in each.rules)
    rules = each.requirements
    return batches or any(rule.on_production or LOT_ONLY in (rule.scheme_types or ()) for rule in rules)


def needs_sites(asked: Sequence[Wanted]) -> bool:
    """Whether any requirement is about sites or factories."""
    rules = [(each.product, rule.covers) for each in asked for rule in each.requirements]
    return any(covers.factory if product else covers.sites != "organisation" for product, covers in rules)


def needs_products(policies: Sequence[Policy], asked: Sequence[Wanted]) -> bool:
    """Whether any requirement is about products, or a policy about certain products only."""
    applies = any(any(policy.applies_to) for policy in policies)
    return applies or needs_sites(asked) or any(each.product for each in asked)
