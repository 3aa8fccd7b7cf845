"""Why no certificate can meet a requirement: only what follows from the policy and the catalogue, never a guess."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.authoring.lint.case import Case
from checker.authoring.lint.rules._editions import ended
from checker.catalogue import Catalogue
from checker.gates.base import listed
from checker.model.accreditation import DEFAULT
from checker.model.markets import market
from checker.model.policy import BodyRule, EditionRule, Requirement, Window
from checker.model.reference import Programme, Standard
from checker.records import NamedTuple


class Proof(NamedTuple):
    """A reason, where it stands (a JSON pointer from the requirement), and the requirement without it.

    `whole`: nothing can meet the requirement; else one entry of a list never counts, as `narrowed` to it shows.
    """

    place: str
    reason: str
    mend: str
    relaxed: Requirement
    without: str
    whole: bool = True
    narrowed: Requirement | None = None
    narrowing: str = ""


def proofs(case: Case, rule: Requirement) -> Iterator[Proof]:
    """Every reason that is proved, what concerns the whole requirement first."""
    yield from _no_edition(case, rule)
    yield from _no_edition_from(case, rule)
    yield from _no_member(case, rule)
    yield from _no_market(rule)
    yield from _no_accreditor(case, rule)


def _standards(case: Case, rule: Requirement) -> list[Standard]:
    rows = [case.bench.catalogue.standard(ref.id) for ref in rule.standards]
    return [row for row in rows if row is not None]


def _any_edition(rule: Requirement) -> Requirement:
    return rule._replace(edition=EditionRule("any"))


def _no_edition(case: Case, rule: Requirement) -> Iterator[Proof]:
    """Under `current`, every edition of every accepted standard has ended before the requirement can be asked."""
    if rule.edition.mode != "current":
        return
    ends = [(row, [ended(case, rule, each) for each in row.editions]) for row in _standards(case, rule)]
    # An edition that the catalogue does not know may be current, unless it says that it knows all of them.
    over = all(row.editions_complete and days and all(day and day < case.first for day in days) for row, days in ends)
    if ends and over:
        names = " and ".join(f"`{row.id}`" for row, _ in ends)
        last = max(day for _, days in ends for day in days if day)
        reason = f"every edition of {names} has ended, the last on {last}"
        yield Proof(
            "/standards", reason, "name a standard that is in effect", _any_edition(rule), "with `edition: any`"
        )


def _no_edition_from(case: Case, rule: Requirement) -> Iterator[Proof]:
    """The first accepted year lies after every edition there is, or after the policy's last day."""
    start, until = rule.edition.start, case.life.within(rule.effective).until
    if rule.edition.mode != "from" or {"edition-not-accepted", "edition-missing"} & set(rule.accept_unknown):
        return
    rows = _standards(case, rule)
    years = [_year(each.label, each.published) for row in rows for each in row.editions]
    known = [year for year in years if year is not None]
    if until and start > until.year:
        reason = f"editions from {start} on are asked for, and the requirement ends on {until}"
    elif rows and all(row.editions_complete for row in rows) and len(known) == len(years) and max(known) < start:
        reason = f"the last edition is of {max(known)}, and those from {start} on are asked for"
    else:
        return
    yield Proof("/edition/from", reason, "name an earlier year", _any_edition(rule), "with `edition: any`")


def _year(label: str, published: date | None) -> int | None:
    head = label[:4]
    return int(head) if head.isdigit() and len(head) == 4 else published.year if published else None


def _no_member(case: Case, rule: Requirement) -> Iterator[Proof]:
    """No body of the recognition list has an accepted standard in its scope, and an unknown scope does not pass."""
    name = rule.body.recognised_by
    listing = case.bench.catalogue.recognition(name) if name else None
    if listing is None or {"recognition-out-of-scope", "body-not-recognised"} & set(rule.accept_unknown):
        return
    keys = {key for row in _standards(case, rule) for key in _keys(case.bench.catalogue, row)}
    if any(key in member.scope for member in listing.members.values() if member.scope is not None for key in keys):
        return
    texts = " or ".join(f"`{ref.text}`" for ref in rule.standards)
    unknown = all(member.scope is None for member in listing.members.values())
    why = "the scopes of its bodies are not known" if unknown else f"none of its bodies has {texts} in its scope"
    relaxed = rule._replace(body=BodyRule(accredited_to=DEFAULT[rule.kind]))
    mend = "accept it with `accept_unknown: [recognition-out-of-scope]`" if unknown else "name another list or standard"
    yield Proof(
        "/body/recognised_by",
        f"of the list `{name}` {why}",
        mend,
        relaxed,
        "with `body: {accredited_to: default}`",
    )


def _keys(catalogue: Catalogue, row: Standard) -> set[str]:
    """Under which keys a scope can hold a standard: its id, and every name that the catalogue has for it."""
    found = catalogue.standard_rows.get(row.id)
    names = [row.id, *(name.text for name in found[1])] if found else [row.id]
    return {key for name in names if (key := catalogue.key(name))}


def _no_market(rule: Requirement) -> Iterator[Proof]:
    """The market that a mark has to name is none."""
    stated = rule.mark.market
    if stated is not None and market(stated) is None and "market-not-covered" not in rule.accept_unknown:
        relaxed = rule._replace(mark=rule.mark._replace(market=None))
        reason = f"`{stated}` is no market, so no mark is for it"
        yield Proof(
            "/mark/market", reason, "write a country code such as `US`, or `EU`", relaxed, "without `mark.market`"
        )


def _no_accreditor(case: Case, rule: Requirement) -> Iterator[Proof]:
    """Bodies under `by` that are not in the MRA on any day of the life, where that is asked as well."""
    by, standard = rule.body.by, rule.body.accredited_to or ""
    if by is None or not rule.body.mra or "accreditation-body-not-accepted" in rule.accept_unknown:
        return
    window = case.life.within(rule.effective)
    rows = {name: case.bench.catalogue.accreditation_body(name) for name in by}
    never = [name for name, row in rows.items() if row and not _in_mra(row.programme(standard), window)]
    relaxed = rule._replace(body=rule.body._replace(mra=False))
    if never and len(never) == len(by):
        reason = f"the catalogue has none of {listed(tuple(never))} in the MRA for {standard} while it is asked"
        yield Proof("/body/by", reason, "drop `mra: true`, or name bodies of the MRA", relaxed, "without `mra: true`")
        return
    for name in never:
        reason = f"the catalogue has `{name}` on no day in the MRA for {standard}, so nothing under it counts"
        narrow = rule._replace(body=rule.body._replace(by=(name,)))
        lenient = narrow._replace(body=narrow.body._replace(mra=False))
        place = f"/body/by/{by.index(name)}"
        yield Proof(place, reason, "", lenient, "without `mra: true`", False, narrow, f" by `{name}` alone")


def _in_mra(programme: Programme | None, window: Window) -> bool:
    """Whether a programme runs and is in the MRA on some day of a window."""
    if programme is None or not programme.mra or not programme.offered:
        return False
    start, until = (
        Window(programme.start, programme.until).within(Window(programme.mra_start, programme.mra_until)).within(window)
    )
    return not (start and until and until < start)
