"""The two policies that are compared: by file, shipped id or `ID@VERSION`, on the same days where they are versions."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date

from checker.catalogue import Catalogue
from checker.engine.versions import overlap, versions_on
from checker.errors import UsageError, did_you_mean
from checker.loading import load_policies
from checker.model.policy import Policy, Requirement, Window
from checker.records import NamedTuple


class Pair(NamedTuple):
    """An old and a new policy as they are compared, and what that leaves out, in a sentence."""

    old: Policy
    new: Policy
    note: str = ""


def pair(old: str, new: str, catalogue: Catalogue, day: date) -> Pair:
    """The policies that two names stand for. Raises InputError and UsageError.

    A file, a shipped id, or either with `@VERSION`. Of several versions without one: that of the day.
    """
    return aligned(named(old, catalogue, day), named(new, catalogue, day))


def aligned(old: Policy, new: Policy) -> Pair:
    """Versions of one policy that follow each other are compared as if both were in effect on all days.

    Otherwise each would block on days of its own, and nothing could be said of what they ask.
    """
    if old.id != new.id or overlap(old, new) is not None:
        return Pair(old, new)
    note = (
        f"compared as if both were in effect on all days: the version `{old.version}` is in effect"
        f" {_span(old.effective)}, the version `{new.version}` {_span(new.effective)}"
    )
    return Pair(_timeless(old), _timeless(new), note)


def _span(window: Window) -> str:
    start = f"from {window.start} " if window.start else ""
    return f"{start}until {window.until}" if window.until else f"{start}on"


def _timeless(policy: Policy) -> Policy:
    rows = tuple(rule._replace(effective=_own(policy, rule)) for rule in policy.requirements)
    return policy._replace(requirements=rows, effective=Window())


def _own(policy: Policy, rule: Requirement) -> Window:
    """The days of a requirement, where they are other than those of its policy."""
    start, until = rule.effective
    return Window(
        None if start == policy.effective.start else start, None if until == policy.effective.until else until
    )


def named(name: str, catalogue: Catalogue, day: date) -> Policy:
    """The policy that a name stands for. Raises InputError and UsageError."""
    base, sign, version = name.rpartition("@")
    if not sign or not base or os.path.exists(name):
        return _one(name, load_policies([name], catalogue), day)
    found = load_policies([base], catalogue)
    versions = [policy for policy in found if policy.version == version]
    if not versions:
        known = [policy.version for policy in found]
        mend = did_you_mean(version, known) or f"known: {', '.join(f'`{each}`' for each in known)}"
        raise UsageError(f"`{base}` has no version `{version}`; {mend}")
    return _one(name, versions, day)


def _one(name: str, found: Sequence[Policy], day: date) -> Policy:
    """The version of the day; refuses a folder of several policies."""
    policies = versions_on(found, day)
    if len(policies) != 1:
        told = f"holds {len(policies)} policies" if policies else "holds no policy"
        raise UsageError(f"`{name}` {told}; name the one to compare")
    return policies[0]
