"""Reads the catalogue files: the shipped ones as text to be parsed row by row, `--catalogue` files whole."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any

from checker.catalogue.build import Fields, Notes
from checker.catalogue.designation import name_keys
from checker.catalogue.lookup import Catalogue
from checker.catalogue.names import fold_name
from checker.catalogue.ready import ready_rows
from checker.catalogue.shelf import cut_rows
from checker.errors import InputError, Location, Problem
from checker.readers.files import show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.catalogue.shelf import Cut, Shelf

_SHIPPED = os.path.dirname(os.path.abspath(__file__))
_LARGEST = 8_000_000  # bytes; the shipped NRTL list has 60,000
_TOP = frozenset({"catalogue", "version", "standards", "accreditation_bodies", "bodies", "recognition_lists"})


def load_catalogue(extra: Sequence[str | os.PathLike[str]] = ()) -> Catalogue:
    """The shipped catalogue, and over it the rows of other files: one with a known id replaces the shipped row."""
    files = shipped_files()
    digest = hashlib.sha256(b"".join(files.values()))
    version, rows = ready_rows(digest.hexdigest()) or cut_files(files)
    catalogue = Catalogue(version)
    shelves = _shelves(catalogue)
    for section, cuts in rows.items():
        shelves[section].cuts += cuts
    versions = [version]
    for path in extra:
        shown = show(os.fspath(path))
        data = _read(path, shown)
        digest.update(data)
        versions.append(_add(catalogue, data, shown))
    catalogue.version = "+".join(filter(None, versions))
    catalogue.sha256 = digest.hexdigest()
    return catalogue


def shipped_files() -> dict[str, bytes]:
    """The bytes of each shipped file by its name, sorted."""
    files: dict[str, bytes] = {}
    for name in sorted(name for name in os.listdir(_SHIPPED) if name.endswith(".yaml")):
        with open(os.path.join(_SHIPPED, name), "rb") as file:
            files[name] = file.read()
    return files


def cut_files(files: Mapping[str, bytes]) -> tuple[str, dict[str, list[Cut]]]:
    """The version of shipped files and their rows as text, by the list that they belong to."""
    version = ""
    rows: dict[str, list[Cut]] = {}
    for name, data in files.items():
        head, text = _head(data.decode())
        version = head.get("version", version)
        if head["section"]:
            rows.setdefault(head["section"], []).extend(cut_rows(name, text))
    return version, rows


def _shelves(catalogue: Catalogue) -> dict[str, Shelf[Any]]:
    """The shelf of each list of a file, in the order in which extra rows have to be added."""
    return {
        "bodies": catalogue.body_rows,
        "standards": catalogue.standard_rows,
        "accreditation_bodies": catalogue.accreditation_rows,
        "recognition_lists": catalogue.recognition_rows,
    }


def _head(text: str) -> tuple[dict[str, str], str]:
    """The version and the one list of a shipped file, from the lines before its first row."""
    head = {"section": ""}
    for line in text.split("\n  - id: ", 1)[0].splitlines():
        name, _, value = line.partition(":")
        if name == "version":
            head["version"] = value.strip().strip('"')
        elif name in _TOP and name != "catalogue":
            head["section"] = name
    return head, text


def _read(path: str | os.PathLike[str], shown: str) -> bytes:
    """The bytes of an extra file."""
    place = Location(shown)
    try:
        if os.stat(path).st_size > _LARGEST:
            raise InputError(Problem("the catalogue file is too large", place, "split it; 8 MB is the most"))
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        reason = (error.strerror or "it can not be read").lower()
        raise InputError(Problem(f"the catalogue file can not be read: {reason}", place)) from None


def _add(catalogue: Catalogue, data: bytes, file: str) -> str:
    """Add the rows of an extra file; its version, if it states one."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(Problem("the catalogue file is not UTF-8", Location(file), "save it as UTF-8")) from None
    from checker.catalogue.rowtext import read_rows  # noqa: PLC0415 - loads PyYAML, which takes 25 ms

    values, places = read_rows(text, file)
    notes = Notes(file, places, strict=True)
    top = Fields(values, "", notes, _TOP)
    if not notes.problems and top.text("catalogue") not in {"1", ""}:
        top.refuse("catalogue", "this version of the catalogue format is unknown", "write `catalogue: 1`")
    replaced: list[str] = []
    for section, shelf in _shelves(catalogue).items():
        seen: set[str] = set()
        known = set(shelf.ids())
        for row, pointer in top.items(section):
            built = shelf.build(row, pointer, notes)
            name = row.get("id") if isinstance(row, dict) else None
            if not isinstance(name, str):
                continue
            if name in seen:
                notes.add(f"{pointer}/id", f"the id `{name}` stands here twice", "remove one of the two")
            seen.add(name)
            replaced += [name] if name in known else []
            shelf.put(name, built)
    if not notes.problems:
        _check_names(catalogue, notes)
    if notes.problems:
        raise InputError(sorted(notes.problems, key=lambda problem: problem.location))
    catalogue.extra.append((file, tuple(replaced)))
    return top.text("version", required=False)


def _check_names(catalogue: Catalogue, notes: Notes) -> None:
    """A name that stands for two rows would make a look-up depend on the order of files."""
    claims: list[tuple[str, str, str]] = []
    for standard, names in catalogue.standard_rows.all():
        claims += [("standards", key, standard.id) for name in names for key in name_keys(name.text)]
    for body in catalogue.bodies():
        claims += [("bodies", fold_name(name), body.id) for name in body.names]
    for row, aliases in catalogue.accreditation_rows.all():
        claims += [("accreditation_bodies", fold_name(name), row.id) for name in (row.id, row.name, *aliases)]
    for _, names in catalogue.standard_rows.all():
        for name in names:
            if not all(name_keys(name.text)):
                notes.add(
                    "/standards", f"`{name.text}` is no designation of a standard", "use letters, digits and . / -"
                )
    owners: dict[tuple[str, str], str] = {}
    for section, key, owner in claims:
        if owners.setdefault((section, key), owner) != owner:
            other = owners[section, key]
            notes.add(f"/{section}", f"`{other}` and `{owner}` have a name in common", "a name stands for one row")
