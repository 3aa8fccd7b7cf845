"""Making a policy pack: the policies of a folder and all that they extend; the same policies give the same bytes."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from checker import __version__
from checker.catalogue import Catalogue
from checker.document import Document
from checker.errors import InputError, Problem
from checker.loading import load_policies, load_policy
from checker.model.policy import Policy
from checker.packing import BASE, LISTING, POLICY, SHIPPED, read_pack
from checker.policy_files import base_file, find_base, policy_documents, shipped_base
from checker.readers import Source
from checker.readers.discover import show_relative

# The first day that a ZIP archive can hold: a pack has no clock time of its own.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def make_pack(folder: str, catalogue: Catalogue, name: str, version: str | None = None) -> tuple[bytes, dict[str, Any]]:
    """A pack of the policies in a folder, and its listing. Raises InputError for a policy that can not be used.

    Shipped policies that one of them extends are packed too, so that a later certgate judges by the same rules.
    """
    load_policies(
        [folder], catalogue
    )  # refuses versions that overlap, and whatever else keeps policies from being used
    packing = _Packing(show_relative(folder, os.getcwd()), catalogue)
    for document in policy_documents([folder]):
        packing.add(document)
    listing = {
        "pack": 1,
        "name": name,
        "version": version,
        "tool": {"name": "certgate", "version": __version__},
        "files": [packing.rows[path] for path in sorted(packing.rows)],
    }
    text = json.dumps(listing, indent=1, ensure_ascii=False).encode() + b"\n"
    data = _archive([(LISTING, text), *sorted(packing.data.items())])
    pack = read_pack(Source.from_stdin(data, name))
    for document in pack.documents():
        load_policy(document, catalogue, pack.find)  # what the pack does not hold is found now, not by its reader
    return data, listing


class _Packing:
    """The files of a pack as they are found."""

    def __init__(self, folder: str, catalogue: Catalogue) -> None:
        self.folder = folder
        self.catalogue = catalogue
        self.rows: dict[str, dict[str, Any]] = {}
        self.data: dict[str, bytes] = {}

    def add(self, document: Document) -> None:
        """A policy of the folder, and all that it extends."""
        policy = load_policy(document, self.catalogue, self._base)
        self._keep(self._inside(document), document, policy, POLICY)

    def _inside(self, document: Document) -> str:
        """The path of a file within the folder; it begins with `..` for one outside."""
        return os.path.relpath(document.path, self.folder).replace(os.sep, "/")

    def _base(self, name: str, document: Document) -> Document:
        """What a policy extends: a shipped policy, or a file of the folder, even one that no walk through it takes."""
        path = base_file(name, document)
        found = shipped_base(name, document) if path is None else find_base(name, document)
        inside = f"{SHIPPED}/{name}.yaml" if path is None else self._inside(found)
        if inside.split("/")[0] == "..":
            message = f"`extend` names `{name}`, which lies outside of the folder that is packed"
            mend = "move it into the folder, or pack a folder that holds both"
            raise InputError(Problem(message, document.locate("/extend"), mend))
        self._keep(inside, found, load_policy(found, self.catalogue, self._base), BASE)
        return found

    def _keep(self, path: str, document: Document, policy: Policy, role: str) -> None:
        if path in self.rows and self.rows[path]["sha256"] != document.sha256:
            message = f"the folder has a `{path}` that is not the policy which is extended"
            raise InputError(Problem(message, document.locate("/id"), "name the file of the folder in `extend`"))
        if path in self.rows and role == BASE:
            return  # what is applied stays applied, whoever extends it
        named = {"id": policy.id, "version": policy.version, "title": policy.title}
        self.rows[path] = {"path": path, "role": role, **named, "sha256": document.sha256}
        self.data[path] = document.source.encode()


def _archive(files: Sequence[tuple[str, bytes]]) -> bytes:
    """A ZIP archive of the files, stored as they are: how well they are compressed differs between machines."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for name, data in files:
            info = ZipInfo(name, _NO_TIME)
            info.create_system = 3  # the same on every system
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return target.getvalue()
