"""`certgate.yaml`: defaults of a project, found in the working folder or above it."""

from __future__ import annotations

import os
from typing import Any

from checker.decode.rules import span
from checker.document import Document
from checker.model.policy import Period
from checker.policy_files import shipped_policies
from checker.readers import limits, read_one
from checker.readers.files import show
from checker.records import NamedTuple
from checker.schema import conform

NAME = "certgate.yaml"


class Config(NamedTuple):
    """What a project sets: policies, catalogues and waivers by path (from its own folder), when to fail and to warn."""

    policies: tuple[str, ...] = ()
    catalogue: tuple[str, ...] = ()
    fail_on: str | None = None
    path: str | None = None
    waivers: tuple[str, ...] = ()
    longest: Period | None = None  # how long a waiver may hold
    warn_within: str | None = None
    sha256: str | None = None
    workers: str | None = None
    cache: str | None = None
    document: Document | None = None  # of the configuration as it conforms, None where there is none
    folder: str = ""  # from which its files are named


def find_config(given: str | None) -> Config:
    """The configuration given, or the nearest one upward; an empty one where there is none.

    The limits that it sets are in force from here on, the usual ones where it sets none. Raises InputError for a file
    that can not be used.
    """
    limits.apply(limits.Limits())
    path = given or _upward(os.getcwd())
    if path is None:
        return Config()
    path = path if given else os.path.relpath(path)
    document = read_one(path, show(path))
    values: Any = conform(document, "config")
    if "limits" in values:
        from checker.readers.limit_settings import limits_of  # of no use to most runs

        limits.apply(limits_of(document, values["limits"]))
    folder = os.path.dirname(path)
    policies = (
        name if name in shipped_policies() else os.path.join(folder, name) for name in values.get("policies", ())
    )
    catalogue = (os.path.join(folder, name) for name in values.get("catalogue", ()))
    waivers = values.get("waivers", {})
    return Config(
        tuple(policies),
        tuple(catalogue),
        values.get("fail_on"),
        show(path),
        tuple(os.path.join(folder, name) for name in waivers.get("files", ())),
        span(waivers["longest"]) if "longest" in waivers else None,
        values.get("warn_within"),
        document.sha256,
        values.get("workers"),
        os.path.join(folder, values["cache"]) if "cache" in values else None,
        document.with_values(values),
        folder,
    )


def _upward(folder: str) -> str | None:
    while True:
        path = os.path.join(folder, NAME)
        if os.path.isfile(path):
            return path
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
