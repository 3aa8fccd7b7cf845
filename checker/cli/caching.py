"""`--cache FOLDER`: what earlier runs found, and how much of it was of use."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from checker.cli.streams import say
from checker.errors import UsageError

if TYPE_CHECKING:
    from checker.cli.config import Config
    from checker.run import Run


def cache_of(given: str | None, none: bool, config: Config) -> str | None:
    """The folder of the cache: as given, else as configured; made where it is not there. None: no cache.

    Raises UsageError for a folder that is of no use.
    """
    if given is not None and none:
        raise UsageError("--cache and --no-cache are both given; leave one out")
    folder = None if none else config.cache if given is None else given
    if folder is None:
        return None
    if not folder:
        raise UsageError("`--cache` names no folder; write `--cache FOLDER`")
    from checker.caching.store import private_folder  # of no use to most runs

    private_folder(folder)
    return os.path.abspath(folder)


def tell(run: Run, *, quiet: bool) -> None:
    """Say how many manifests were known already, and whether anything was wrong with the cache."""
    from checker.judging import DAMAGED, REUSED, reads_evidence

    if run.judge.conditions.cache is None:
        return
    if run.judge.door.whole or reads_evidence(run.judge.versions):
        say("certgate: the cache is not used: signatures or files beside the manifests are looked at in every run")
        return
    if run.origins[DAMAGED]:
        say("certgate: a part of the cache can not be used, and what it held was judged anew")
    if not quiet:
        say(f"certgate: {run.origins[REUSED]:,} of {len(run.entries):,} manifests as the cache has them")
