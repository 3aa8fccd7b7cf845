"""Is what a policy accepts as unknown explained, and not more than it seems?

**Asks** of each code under `accept_unknown` whether a comment beside it (or beside the same code elsewhere in the
file), or the `rationale`, says why; and whether a certificate passes that says nothing of its holder, its term, its
status or what it covers.

**Why** it is the one key that lets something pass that nobody knows. It is meant for facts that the catalogue can
not hold, such as the scopes of notified bodies, and not for what a supplier left out.

**Shows** the least that a certificate has to say to pass.

**To mend** say why in a comment; take out codes that suppliers can answer themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.lint.case import Case, alone
from checker.authoring.lint.finding import Ask, Code, Found, Rule
from checker.authoring.lint.witness import OF_TEXT, shown
from checker.gates.base import listed
from checker.model.policy import Requirement

UNEXPLAINED, BARE = "accept-unknown-unexplained", "bare-certificate-passes"
CODES = (
    Code(UNEXPLAINED, "a code is accepted as unknown without a word why", "say why in a comment beside it"),
    Code(
        BARE,
        "what is accepted as unknown lets a certificate pass that hardly says anything",
        "take out the codes that suppliers can answer by stating what is printed on the certificate",
    ),
)
_STATED = ("holder", "covers", "body", "status")


def look(case: Case) -> Iterator[Found]:
    """Codes without a reason, then requirements that a bare certificate passes."""
    accepting = [rule for rule, _ in case.requirements() if rule.accept_unknown]
    explained = {code for rule in accepting for code, place in _places(rule) if case.commented(place)}
    for rule in accepting:
        bare = [code for code in rule.accept_unknown if code not in explained and not _in_rationale(case, code)]
        if bare:
            message = (
                f"{listed(tuple(bare))} {'is' if len(bare) == 1 else 'are'} accepted as unknown, and nothing says why"
            )
            yield Found(UNEXPLAINED, f"{rule.pointer}/accept_unknown", message, unwitnessed=OF_TEXT)
        yield from _bare(case, rule)


def _places(rule: Requirement) -> Iterator[tuple[str, str]]:
    for index, code in enumerate(rule.accept_unknown):
        yield code, f"{rule.pointer}/accept_unknown/{index}"


def _in_rationale(case: Case, code: str) -> bool:
    text = " ".join(case.policy.rationale.split())
    return code in text or "accepted" in text


def _bare(case: Case, rule: Requirement) -> Iterator[Found]:
    """The least that passes, where the certificate in it leaves out what it is about, whose it is, or how it stands."""
    policy = alone(case.policy, rule)
    values = case.bench.passing(policy, case.first)
    asks = [Ask(f"`{rule.id}`", policy, "pass")]
    witness = shown(case, values, case.first, asks, "a certificate that says no more than this passes")
    for entry in witness.values["certificates"] if witness else ():
        # The organisation as a whole needs no list of what is covered.
        needless = "covers" if rule.covers.sites == "organisation" else ""
        missing = tuple(key for key in _STATED if not entry.get(key) and key != needless)
        if "expires" not in entry:
            missing += ("expires",)
        if missing:
            message = f"requirement `{rule.id}` lets a certificate pass that does not state {listed(missing)}"
            yield Found(BARE, f"{rule.pointer}/accept_unknown", message, witness=witness)
            return


RULE = Rule("accept-unknown", CODES, look, __doc__ or "")
