"""A task that nobody brings to an end: judged again beside the cluster, document by document, to find the one to blame.

A worker that is killed says nothing. Here, each document is judged in a process of its own that may die: it costs that
document, which becomes an internal error with its name, and no other.
"""

from __future__ import annotations

from checker.distributed.parts import unwritable
from checker.distributed.working import Done, Lost, kept
from checker.parallel.pool import Pool
from checker.report import Conditions


def alone(lost: Lost, conditions: Conditions, results: str) -> Done:
    """What comes of a task, and its part. Raises UsageError where the part can not be written here either."""
    pool = Pool(conditions, 1)
    found = [each for _, some in pool.results(iter([lost.task]), lambda: False) for each in some]
    try:
        return kept(lost.number, lost.task, found, results, conditions.fail_on)
    except Exception as error:
        raise unwritable(error) from None
