"""Where policies come from: files, folders, packs, and those that ship, by their ids."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from checker.errors import InputError, Problem, UsageError, did_you_mean
from checker.readers import Source, discover, read_one
from checker.readers.discover import SETTINGS, beside, show_relative
from checker.resources import resource_folder

if TYPE_CHECKING:
    from checker.document import Document
    from checker.extending import Find
    from checker.packing import Pack

PACK = ".zip"
"""The suffix of policy packs, in small letters or capitals."""


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
    path = base_file(name, document)
    return shipped_base(name, document) if path is None else read_one(path, show_relative(path, os.getcwd()))


def base_file(name: str, document: Document) -> str | None:
    """The file that a document means by the name of what it extends; None where only a shipped policy can be meant."""
    names = beside(name)
    paths = [os.path.normpath(os.path.join(os.path.dirname(document.path), each)) for each in names]
    return paths[0] if names == (name,) else next(filter(os.path.isfile, paths), None)


def shipped_base(name: str, document: Document) -> Document:
    """The shipped policy that a document extends. Raises InputError for a name that is none, or that of several."""
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
        if is_pack(name):
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


def is_pack(name: str) -> bool:
    """Whether a name is that of a policy pack."""
    return name.lower().endswith(PACK)


def load_pack(path: str) -> Pack:
    """The policy pack in a file, its digests verified. Raises InputError."""
    from checker.packing import read_pack  # noqa: PLC0415 - of no use to most runs

    return read_pack(Source.from_path(path, show_relative(path, os.getcwd())))


def _policy_sources(name: str) -> Iterable[Source | InputError]:
    """A file or folder, or else a shipped id; a name with a slash or a suffix can only be a path."""
    if os.path.exists(name) or os.sep in name or name.endswith(SETTINGS):
        return discover([name], os.getcwd())
    known = _shipped_versions()
    if name not in known:
        mend = did_you_mean(name, known) or "`certgate policy list` shows the shipped ones"
        raise UsageError(f"`{name}` is neither a file nor the id of a shipped policy; {mend}")
    return [Source.from_path(file, shown=f"policies/{os.path.basename(file)}") for file in known[name]]
