"""Looks behind every certificate of a manifest, by the means that the buyer gave, and writes down what was seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from checker.model.backing import DECLARED, Backing
from checker.model.trust import NOBODY, Trust
from checker.records import NamedTuple

if TYPE_CHECKING:
    from checker.catalogue import Catalogue
    from checker.model.manifest import Certificate, Manifest
    from checker.model.policy import Policy
    from checker.registers import Register


class Means(NamedTuple):
    """By what the buyer looks behind a manifest: snapshots of registers, and whom they trust to sign."""

    registers: tuple[Register, ...] = ()
    trust: Trust = NOBODY


def backed(
    manifest: Manifest, folder: str | None, policies: Iterable[Policy], catalogue: Catalogue, means: Means
) -> Manifest:
    """The manifest with what stands behind each certificate; `folder` is where its evidence has to lie.

    Files are opened only where a policy asks for more than the supplier's word.
    """
    asked = any(row.assurance != DECLARED for policy in policies for row in policy.requirements)
    if not asked and not means.registers:
        return manifest
    # Of no use to most runs, which need not pay for them.
    from checker.credentials import traces as signed  # noqa: PLC0415
    from checker.evidence import Files  # noqa: PLC0415
    from checker.registers import traces as registered  # noqa: PLC0415

    files = Files(folder, manifest.certificates)

    def backing(entry: Certificate) -> Backing:
        found = registered(entry, means.registers, catalogue)
        if asked:
            found = (*files.traces(entry, catalogue), *signed(entry, files, means.trust, catalogue), *found)
        return Backing(found)

    entries = tuple(entry._replace(backing=backing(entry)) for entry in manifest.certificates)
    return manifest._replace(certificates=entries)
