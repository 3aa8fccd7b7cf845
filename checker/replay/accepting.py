"""Was a run made by my own rules, unrelaxed? So that a buyer can rely on what a supplier ran.

Whoever ran it chose its inputs. Hence all that belongs to the buyer has to be the buyer's, by digest: policies,
catalogue, order, registers, trust. What the buyer does not allow by name counts against it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from checker.backing import Means
from checker.catalogue import Catalogue
from checker.engine.result import PASSED, WAIVED
from checker.engine.versions import versions_on
from checker.model.calendar import add
from checker.model.order import Order
from checker.model.policy import Period, Policy
from checker.records import NamedTuple
from checker.replay.checks import FAIL, PASS, Check
from checker.replay.claim import Claim
from checker.words import shorten

Json = dict[str, Any]

RELAXATIONS = ("accept-unknown", "as-of", "catalogue", "no-fail", "no-order", "open-order", "override", "waiver")
"""What can be allowed: the relaxations that a report states, by type. A configuration alone relaxes nothing."""

_LISTED = 5
_SENTENCE = 400


class Own(NamedTuple):
    """What the buyer holds a run against: their policies in all versions, catalogue, order, registers and trust.

    `allowed` are types of relaxations that do not count against it, `today` the day by which the run has to be over,
    and `within` how long ago its day may lie (None: any time).
    """

    policies: Sequence[Policy]
    catalogue: Catalogue
    today: date
    allowed: Collection[str] = ()
    within: Period | None = None
    order: Order | None = None
    means: Means = Means()


def accept(claim: Claim, own: Own) -> list[Check]:
    """Whether a claim is one that the buyer can rely on: each question with its answer."""
    questions = (_policies, _result, _relaxations, _catalogue, _inputs, _day)
    return [check for question in questions for check in question(claim, own)]


def _policies(claim: Claim, own: Own) -> Iterator[Check]:
    """Each policy of the buyer's was applied, in the buyer's version, and every manifest passes it."""
    used = {row["id"]: row for row in claim.inputs["policies"]}
    for policy in versions_on(own.policies, claim.as_of):
        row = used.get(policy.id)
        subject = f"policy `{shorten(policy.id)}`"
        if row is None:
            yield Check("policy", FAIL, f"the run did not apply the {subject}", "ask for a run with it", subject)
            continue
        digests = (row["sha256"], *(each["sha256"] for each in row.get("extends", ())))
        if digests != policy.digests:
            told = (
                f"the run applied {subject} in version {shorten(row['version'])} ({row['sha256'][:12]}), and yours is"
            )
            told += f" {shorten(policy.version)} ({policy.sha256[:12]})"
            if row["sha256"] == policy.sha256:
                told = f"the run applied {subject} over others than those that yours extends"
            yield Check("policy", FAIL, told, "ask for a run with your version", subject)
            continue
        if told := _open(claim, policy.id, own):
            yield Check(
                "policy", FAIL, f"not every manifest passes {subject}: {told}", "ask for what is missing", subject
            )
        else:
            told = f"{subject} was applied as you have it ({policy.sha256[:12]}), and passes"
            yield Check("policy", PASS, told, "", subject)


def _open(claim: Claim, policy: str, own: Own) -> str:
    """The manifests that do not pass a policy, counted by their verdict; empty where all do."""
    found = {verdict: count for verdict, count in claim.policies.get(policy, {}).items() if count}
    passed = found.pop("pass", 0)
    if "waiver" in own.allowed and claim.result == WAIVED:
        # Nothing blocks, so that waivers lift all that does not pass; they are stated among the relaxations.
        passed += found.pop("fail", 0) + found.pop("undetermined", 0)
    if found:
        return ", ".join(f"{count:,} {verdict}" for verdict, count in sorted(found.items()))
    return "" if passed else "none was assessed"


def _result(claim: Claim, own: Own) -> Iterator[Check]:
    # With every waiver allowed, what they lift is not asked for; what is asked for is that nothing else blocks.
    fine = (PASSED, WAIVED) if "waiver" in own.allowed else (PASSED,)
    if claim.result in fine and claim.exit_code == 0 and not claim.errors:
        yield Check("result", PASS, f"the result is `{claim.result}`")
        return
    unusable = f", and {len(claim.errors)} inputs could not be used" if claim.errors else ""
    told = f"the result is `{shorten(claim.result)}`, exit code {claim.exit_code}{unusable}"
    yield Check("result", FAIL, told, "see the report for what blocks")


def _relaxations(claim: Claim, own: Own) -> Iterator[Check]:
    counted = [row for row in claim.relaxations if row["type"] != "config"]
    against = [row for row in counted if row["type"] not in own.allowed]
    for row in against[:_LISTED]:
        mend = f"ask for a run without it, or allow it with `--allow {shorten(row['type'])}`"
        yield Check("relaxations", FAIL, shorten(row["effect"], _SENTENCE), mend, shorten(row["type"]))
    if len(against) > _LISTED:
        yield Check("relaxations", FAIL, f"and {len(against) - _LISTED} more, which the report states")
    if not against:
        allowed = f" beyond what you allow: {', '.join(sorted({row['type'] for row in counted}))}" if counted else ""
        yield Check("relaxations", PASS, f"nothing was relaxed{allowed}")


def _catalogue(claim: Claim, own: Own) -> Iterator[Check]:
    row = claim.inputs["catalogue"]
    if row["sha256"] == own.catalogue.sha256:
        yield Check("catalogue", PASS, f"the catalogue is yours, version {shorten(own.catalogue.version)}")
        return
    told = f"the catalogue of the run is version {shorten(row['version'])} ({row['sha256'][:12]}), and yours is"
    told += f" {shorten(own.catalogue.version)} ({own.catalogue.sha256[:12]})"
    if "catalogue" in own.allowed:
        yield Check("catalogue", PASS, f"{told}, which you allow")
        return
    told += f"; the run was made by certgate {shorten(claim.version)}"
    yield Check("catalogue", FAIL, told, "ask for a run with your version, or allow it with `--allow catalogue`")


def _inputs(claim: Claim, own: Own) -> Iterator[Check]:
    """Order, registers and trust are the buyer's, and none of them was left out: what it would show is not seen."""
    order = claim.inputs.get("order")
    if order and (own.order is None or order["sha256"] != own.order.sha256):
        told = f"the order `{shorten(order['path'] or '-')}` of the run is not yours"
        yield Check("order", FAIL, told, "give yours with `--order FILE`, and ask for a run with it")
    elif order:
        yield Check("order", PASS, "the order is yours")
    # A table does not say of which day it is: whoever made the run did.
    ours = {(register.day.isoformat(), register.sha256): register.name for register in own.means.registers}
    used = {(row["day"], row["sha256"]): row for row in claim.inputs.get("registers") or ()}
    for name in sorted(name for key, name in ours.items() if key not in used):
        subject = f"register `{shorten(name)}`"
        yield Check("register", FAIL, f"the run did not look into your {subject}", "ask for a run with it", subject)
    for key, row in used.items():
        subject = f"register `{shorten(row['name'])}`"
        if key in ours:
            yield Check("register", PASS, f"the snapshot of the {subject} is yours", "", subject)
        else:
            mend = "give yours with `--register`, and ask for a run with it"
            yield Check("register", FAIL, f"the snapshot of the {subject} is not yours", mend, subject)
    trust = claim.inputs.get("trust")
    if not trust and (own.means.trust.required or any(key.bodies for key in own.means.trust.keys)):
        told = "the run trusted no keys, so that it missed what credentials and signatures show by those that you trust"
        yield Check("trust", FAIL, told, "ask for a run with your `trust`, from your certgate.yaml")
    elif trust and trust["sha256"] != own.means.trust.sha256:
        told = "the keys that the run trusted are not those that you trust"
        yield Check("trust", FAIL, told, "ask for a run with your `trust`, from your certgate.yaml")


def _day(claim: Claim, own: Own) -> Iterator[Check]:
    if claim.as_of > own.today:
        told = f"the run is as of {claim.as_of}, which is yet to come"
        yield Check("day", FAIL, told, "ask for a run as of a day that is over")
    elif own.within and add(claim.as_of, own.within) < own.today:
        told = f"the run is as of {claim.as_of}, longer ago than {own.within}"
        yield Check("day", FAIL, told, "ask for a run of these days")
    else:
        yield Check("day", PASS, f"the run is as of {claim.as_of}")
