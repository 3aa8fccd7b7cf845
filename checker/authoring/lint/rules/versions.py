"""Is exactly one version of the policy in effect on every day from the first to the last?

**Asks**, of all files that are looked at together, whether two with one `id` are in effect on one day, leave days
between them on which neither is, or go by one `version`.

**Why** which of two versions counts must not depend on the order of files, and on a day without any nothing is
required.

**Shows** no manifest: it is about files beside each other, of which each alone loads. Together they do not.

**To mend** let one version end on the day before the next begins, and give each its own name.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.lint.case import Case
from checker.authoring.lint.finding import ERROR, Code, Found, Rule
from checker.errors import Problem
from checker.loading import gaps, rivals

CODES = (
    Code("versions-overlap", "two versions of a policy are in effect on one day", "let one end before the next", ERROR),
    Code("versions-gap", "on days between two versions of a policy none is in effect", "let them follow", ERROR),
    Code("version-twice", "two versions of a policy go by one name", "give each version its own name", ERROR),
)
_WHY = "each file loads alone; it is together that they do not"


def look(case: Case) -> Iterator[Found]:
    """What keeps a file from standing beside those before it."""
    apart = True
    for twin in case.twins:
        for problem in rivals(case.document, case.policy, twin.policy):
            apart = False
            yield _found(case, problem)
    family = [case.policy, *(twin.policy for twin in case.twins)]
    earlier = {problem.message for problem in gaps(family[1:])}
    for problem in gaps(family) if apart else ():
        if problem.message not in earlier:
            yield _found(case, problem)


def _found(case: Case, problem: Problem) -> Found:
    # A gap is told of the later of two files, which need not be this one.
    where = None if problem.location.file == case.document.path else problem.location
    return Found(problem.code, problem.pointer, problem.message, problem.help, unwitnessed=_WHY, place=where)


RULE = Rule("versions", CODES, look, __doc__ or "")
