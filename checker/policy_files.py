"""Where policies come from: files, folders, packs, and those that ship, by their ids."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from checker.errors import InputError, Problem, UsageError, did_you_mean
from checker.readers import Source, discover, read_one
from checker.readers.discover import show_relative
from checker.resources import resource_folder

if TYPE_CHECKING:
    from checker.document import Document
    from checker.extending import Find
    from checker.packing import Pack

_SETTINGS = (".yaml", ".yml", ".json")
PACK = ".zip"
"""The suffix of policy packs."""


def shipped_policies() -> dict[str, str]:
    """The policies that ship with certgate: id and file, sorted by id; of several versions the first file."""
    return {name: files[0] for name, files in _shipped_versions().items()}


def _shipped_versions() -> dict[str, list[str]]:
    """The files of each shipped policy: `ID.yaml`, and further versions as `ID@VERSION.yaml`."""
    folder = resource_folder("policies")
    names = [name for name in os.listdir(folder) if name.endswith(".yaml") and not name.endswith(".tests.yaml")]
    found: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (name.removesuffix(".yaml").partition("@")[0], name)):
        found.setdefault(name.removesuffix(".yaml").partition("@")[0], []).append(os.path.join(folder, name))
    return found


def find_base(name: str, document: Document) -> Document:
    """The policy that a document extends: a file, one beside its own, or a shipped one. Raises InputError."""
    folder = os.path.dirname(document.path)
    if name.endswith(_SETTINGS) or os.sep in name:
        path = os.path.normpath(os.path.join(folder, name))
        return read_one(path, show_relative(path, os.getcwd()))
    for suffix in _SETTINGS:
        path = os.path.join(folder, f"{name}{suffix}")
        if os.path.isfile(path):
            return read_one(path, show_relative(path, os.getcwd()))
    known = _shipped_versions()
    if name not in known:
        mend = did_you_mean(name, known) or "name a policy file beside this one, or a shipped policy"
        raise InputError(Problem(f"`extend` names `{name}`, which is no policy", document.locate("/extend"), mend))
    file, *others = known[name]
    if others:
        message = f"`extend` names `{name}`, of which several versions ship"
        raise InputError(Problem(message, document.locate("/extend"), "copy the one that is meant, and name its file"))
    return read_one(file, f"policies/{os.path.basename(file)}")


def policy_documents(names: Sequence[str]) -> list[Document]:
    """The documents of the policies that files, folders, packs and shipped ids name. Raises InputError."""
    problems: list[Problem] = []
    found = [document for document, _ in documents(names, problems)]
    if problems:
        raise InputError(problems)
    return found


def documents(names: Sequence[str], problems: list[Problem]) -> Iterator[tuple[Document, Find | None]]:
    """Each policy's document, with what finds the policies that it extends; None: the usual places."""
    for name in names:
        if name.endswith(PACK):
            try:
                pack = load_pack(name)
                yield from ((document, pack.find) for document in pack.documents())
            except InputError as error:
                problems += error.problems
            continue
        for source in _policy_sources(name):
            try:
                if isinstance(source, InputError):
                    raise source
                yield read_one(source.path, source.shown), None
            except InputError as error:
                problems += error.problems


def load_pack(path: str) -> Pack:
    """The policy pack in a file, its digests verified. Raises InputError."""
    from checker.packing import read_pack  # noqa: PLC0415 - of no use to most runs

    return read_pack(path, show_relative(path, os.getcwd()))


def _policy_sources(name: str) -> Iterable[Source | InputError]:
    """A file or folder, or else a shipped id; a name with a slash or a suffix can only be a path."""
    if os.path.exists(name) or os.sep in name or name.endswith(_SETTINGS):
        return discover([name], os.getcwd())
    known = _shipped_versions()
    if name not in known:
        mend = did_you_mean(name, known) or "`certgate policy list` shows the shipped ones"
        raise UsageError(f"`{name}` is neither a file nor the id of a shipped policy; {mend}")
    return [Source.from_path(file, shown=f"policies/{os.path.basename(file)}") for file in known[name]]
