"""What the library holds manifests against: the catalogue, policies, an order, waivers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache

from checker import api
from checker.catalogue import Catalogue
from checker.document import Document
from checker.errors import UsageError
from checker.model.order import Order
from checker.model.policy import Policy
from checker.model.waivers import Waivers
from checker.offered.manifests import File
from checker.readers import Source, one_of
from checker.readers.discover import show_relative


def load_catalogue(*files: File) -> Catalogue:
    """The shipped catalogue, and over it the rows of other files. Raises InputError."""
    return api.load_catalogue(files) if files else _shipped()


@cache
def _shipped() -> Catalogue:
    """The shipped catalogue, which is the same all the while."""
    return api.load_catalogue()


def load_policies(*names: File, catalogue: Catalogue | None = None) -> list[Policy]:
    """The policies that files, folders, packs and shipped ids name, every version of each, sorted.

    Raises InputError for every policy that can not be used, UsageError for a name that is none.
    """
    return api.load_policies([os.fspath(name) for name in names], catalogue or _shipped())


def shipped_policies() -> list[str]:
    """The ids of the policies that ship, sorted."""
    return sorted(api.shipped_policies())


def load_order(file: File) -> Order:
    """The order in a file: what is bought, and for when. Raises InputError with every place."""
    path = os.fspath(file)
    return api.load_order(one_of(Source.from_path(path, show_relative(path, os.getcwd()))))


def load_waivers(*files: File, policies: Sequence[Policy], catalogue: Catalogue | None = None) -> Waivers:
    """The buyer's waivers of these policies, from YAML, JSON or CSV. Raises InputError with every place."""
    documents: list[Document] = api.waivers_documents([os.fspath(file) for file in files])
    return api.load_waivers(documents, loaded(policies), catalogue or _shipped())


def loaded(given: Sequence[Policy]) -> list[Policy]:
    """Policies that were loaded. Raises UsageError for none, and for anything else."""
    found = list(given)
    if not found:
        raise UsageError("no policy is given; load one with `load_policies`")
    if not all(isinstance(each, Policy) for each in found):
        raise UsageError("`policies` has to be what `load_policies` returned")
    return found
