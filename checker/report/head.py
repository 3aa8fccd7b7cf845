"""Report, version 1: a frozen, documented form of what was found (schema: `report`), from which all formats are drawn.

Nothing here decides anything, and nothing here depends on the clock, the machine or the working directory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from checker import __version__
from checker.backing import Means
from checker.catalogue import Catalogue
from checker.engine.result import INTERNAL, INTERRUPTED, ExitCode, Tally, grave
from checker.errors import InputError, InternalError, InterruptionError
from checker.model.backing import DECLARED, LEVELS
from checker.model.policy import Period, Policy
from checker.model.trust import Trust
from checker.readers.limits import Limits
from checker.records import NamedTuple
from checker.words import shorten

if TYPE_CHECKING:
    from checker.engine.ledger import Ledger
    from checker.model.order import Item, Order
    from checker.model.waivers import Waivers

Report: TypeAlias = dict[str, Any]


class Conditions(NamedTuple):
    """Under what a run took place, as far as it bears on the answer."""

    as_of: date
    policies: Sequence[Policy]
    catalogue: Catalogue
    as_of_given: bool = False
    no_fail: bool = False
    all_candidates: bool = False
    config: str | None = None  # the configuration file, where one was used
    full: bool = True  # False leaves gates, certificates and source out, for formats that show findings alone
    fail_on: str | None = None  # what blocks beside mandatory requirements, see `FAIL_ON`
    order: Order | None = None
    waivers: Waivers | None = None
    advise: bool = False  # the smallest plan goes into the report, for each manifest
    warn_within: Period | None = None  # a pass that ends within it is warned of
    means: Means = Means()  # by what the buyer looks behind a manifest
    signers: tuple[tuple[str, tuple[str, ...]], ...] = ()  # of policies that had to be signed: digest, keys
    config_sha256: str | None = None
    limits: Limits | None = None  # within which whoever judges reads, in this process or another; None: those in force
    others: Sequence[Policy] = ()  # versions of the policies that are not in effect on the day, but may be after it
    cache: str | None = None  # the folder in which earlier runs kept what they found, which bears on nothing


def build(
    conditions: Conditions,
    entries: Sequence[Report],
    errors: list[InputError],
    tally: Tally,
    ledger: Ledger | None = None,
    baseline: Report | None = None,
) -> Report:
    """The report of a run from the entries of its manifests; `baseline` is what changed since an earlier one."""
    return {
        "report": 1,
        "tool": {"name": "certgate", "version": __version__},
        "as_of": conditions.as_of.isoformat(),
        "verdict": tally.verdict,
        "result": tally.result(errors=bool(errors)),
        "exit_code": int(tally.exit_code(errors=bool(errors), no_fail=conditions.no_fail, gravest=gravest(errors))),
        **({"incomplete": True} if any(isinstance(each, InterruptionError) for each in errors) else {}),
        "relaxations": relaxations_of(conditions, tally, ledger),
        "errors": [{**problem, **kind_of(error)} for error in errors for problem in problems_of(error)],
        "inputs": inputs_of(conditions),
        "summary": {
            "manifests": sum(tally.counts.values()),
            **tally.counts,
            "waived": tally.waived,
            "warnings": tally.warnings,
        },
        "ledger": list(_ledger(ledger)) if ledger else [],
        "baseline": baseline,
        "manifests": entries,
    }


def inputs_of(conditions: Conditions) -> Report:
    """What a report depends on beside its manifests, by digest."""
    waivers = conditions.waivers
    return {
        "policies": [_policy_input(policy, dict(conditions.signers)) for policy in conditions.policies],
        "catalogue": {"version": conditions.catalogue.version, "sha256": conditions.catalogue.sha256},
        "waivers": {"path": waivers.path, "sha256": waivers.sha256} if waivers else None,
        "order": conditions.order and {"path": conditions.order.path, "sha256": conditions.order.sha256},
        "trust": _trust(conditions.means.trust),
        "fail_on": conditions.fail_on,
        "warn_within": str(conditions.warn_within) if conditions.warn_within else None,
        "options": _options(conditions),
        "registers": _registers(conditions.means),
    }


def _trust(trust: Trust) -> Report | None:
    """Whom the buyer trusts, by digest, and what had to be signed; None: nobody, and nothing had to be."""
    return {"path": trust.path, "sha256": trust.sha256, "required": list(trust.required)} if trust.sha256 else None


def _registers(means: Means) -> list[Report]:
    """The snapshots in which certificates were looked up, in the order of their names."""
    rows = sorted(means.registers, key=lambda each: (each.name, each.day, each.sha256))
    return [{"name": each.name, "day": each.day.isoformat(), "sha256": each.sha256} for each in rows]


def _options(conditions: Conditions) -> Report:
    """What else the report depends on, so that somebody can make it again."""
    waivers = conditions.waivers
    longest = waivers.longest if waivers else None
    signers = dict(conditions.signers)
    return {
        "all_candidates": conditions.all_candidates,
        "advise": conditions.advise,
        "config": {"path": conditions.config, "sha256": conditions.config_sha256} if conditions.config_sha256 else None,
        "waivers": list(waivers.files) if waivers else [],
        "longest_waiver": str(longest) if longest else None,
        "other_versions": [_policy_input(policy, signers) for policy in conditions.others],
    }


def _policy_input(policy: Policy, signers: Mapping[str, Sequence[str]]) -> Report:
    """By what a policy is known, and the policies that it extends, without which it would not say the same."""
    extends = [{"id": each.id, "version": each.version, "sha256": each.sha256} for each in policy.extends]
    asked = max((row.assurance for row in policy.requirements), key=LEVELS.index, default=DECLARED)
    stated: Report = {
        "signed_by": list(signers.get(policy.sha256, ())),
        "extends": extends,
        "assurance": asked if asked != DECLARED else None,
    }
    more = {key: value for key, value in stated.items() if value}
    return {"id": policy.id, "version": policy.version, "sha256": policy.sha256, **more}


def _ledger(ledger: Ledger) -> Iterable[Report]:
    for entry in ledger.entries():
        place = entry.location
        location = {"file": place.file, "line": place.line, "column": place.column}
        yield {**entry._asdict(), "location": location}


def gravest(errors: Iterable[InputError]) -> ExitCode:
    """What the gravest error means for the exit code; 0 where there is none."""
    return grave(kind_of(each).get("kind", "") for each in errors)


def kind_of(error: InputError) -> Report:
    """What sort of error it is, where the input is not to blame."""
    if isinstance(error, InterruptionError):
        return {"kind": INTERRUPTED}
    return {"kind": INTERNAL} if isinstance(error, InternalError) else {}


def problems_of(error: InputError) -> Iterable[Report]:
    """What is wrong with an input, as reports hold it."""
    for problem in error.problems:
        yield {
            "path": problem.location.file,
            "line": problem.location.line,
            "column": problem.location.column,
            "message": problem.message,
            "help": problem.help,
        }


# What weighs most comes first, so that a format that has to cut the list cuts the rest.
_FIRST = ("waiver", "no-fail")


def _weight(relaxation: Report) -> int:
    kind = relaxation["type"]
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)


def relaxations_of(conditions: Conditions, tally: Tally, ledger: Ledger | None = None) -> list[Report]:
    """Everything that relaxes a run, what weighs most first."""
    return sorted(_relaxations(conditions, tally, ledger), key=_weight)


def _left_open(item: Item) -> Iterable[str]:
    """What an item of an order does not fix, and the manifest declares."""
    for part, stated in (("models", item.models or item.lots), ("sites", item.produced_at)):
        if not stated:
            yield f"the {part} of `{shorten(item.product)}`"


def _relaxations(conditions: Conditions, tally: Tally, ledger: Ledger | None) -> Iterable[Report]:
    for waiver, lifted in ledger.relaxations() if ledger else ():
        yield {"type": "waiver", "id": waiver, "effect": lifted}
    if conditions.order is None:
        effect = "no order is given: the objects are those that the supplier declared"
        yield {"type": "no-order", "id": None, "effect": effect}
    elif left := [part for item in conditions.order.items for part in _left_open(item)]:
        effect = f"the order leaves to the supplier: {', '.join(left)}"
        yield {"type": "open-order", "id": None, "effect": effect}
    if conditions.as_of_given:
        effect = f"assessed as of {conditions.as_of}, a date given on the command line"
        yield {"type": "as-of", "id": None, "effect": effect}
    if conditions.no_fail:
        yield {
            "type": "no-fail",
            "id": None,
            "effect": "--no-fail: the exit code is 0 even where the result is blocked",
        }
    for file, replaced in conditions.catalogue.extra:
        rows = f", which replace the shipped ones of {', '.join(replaced)}" if replaced else ""
        yield {"type": "catalogue", "id": file, "effect": f"rows of `{file}` are added to the catalogue{rows}"}
    if conditions.config:
        effect = f"defaults are taken from the configuration `{conditions.config}`"
        yield {"type": "config", "id": conditions.config, "effect": effect}
    for policy in conditions.policies:
        for each in policy.overrides:
            of = f" of requirement `{each.requirement}`" if each.requirement else ""
            base = " and ".join(f"`{row.id}`" for row in policy.extends)
            how = f" ({each.effect})" if each.effect else ""
            effect = f"policy `{policy.id}` loosens `{each.rule}`{of} against {base}{how}: {each.reason}"
            yield {"type": "override", "id": "/".join(filter(None, (policy.id, each.requirement))), "effect": effect}
        for row in policy.requirements:
            if used := tally.accepted[policy.id, row.id]:
                codes = ", ".join(row.accept_unknown)
                often = "once" if used == 1 else f"{used} times"
                effect = f"policy `{policy.id}`, requirement `{row.id}` accepts as unknown: {codes}; used {often}"
                yield {"type": "accept-unknown", "id": f"{policy.id}/{row.id}", "effect": effect}
