"""From the plain values of a catalogue file to rows of the model; the only reader of a row's raw keys."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from checker.errors import Location, Problem, did_you_mean
from checker.model.policy import MANAGEMENT_SYSTEM, PRODUCT
from checker.model.reference import (
    AccreditationBody,
    Body,
    Edition,
    Numbering,
    Programme,
    Provenance,
    Standard,
    Transition,
)
from checker.records import NamedTuple

if TYPE_CHECKING:
    from checker.catalogue.rowtext import Places, Row

KINDS = {"ISO/IEC 17065": PRODUCT, "ISO/IEC 17021-1": MANAGEMENT_SYSTEM}
CONFIDENCE = ("verified", "secondary", "assumed")
PROVENANCE = frozenset({"source", "confidence", "as_of"})
_NOWHERE = Provenance("", "assumed", date.min)


class Notes:
    """Where problems of one file are collected; `strict` for a file that no test of ours has read."""

    def __init__(self, file: str, places: Places, *, strict: bool = False) -> None:
        self.file = file
        self.strict = strict
        self.places = places
        self.problems: list[Problem] = []

    def add(self, pointer: str, message: str, mend: str = "") -> None:
        """Note what is wrong at a JSON pointer, or at its nearest ancestor that exists."""
        while pointer and pointer not in self.places:
            pointer = pointer.rpartition("/")[0]
        line, column = self.places.get(pointer, (0, 0))
        self.problems.append(Problem(message, Location(self.file, line, column), mend))


class Fields:
    """One mapping of a catalogue file, read key by key; what is wrong goes to the notes."""

    def __init__(self, row: Row, pointer: str, notes: Notes, known: frozenset[str]) -> None:
        self._row = row if isinstance(row, dict) else {}
        self.pointer = pointer
        self.notes = notes
        if not isinstance(row, dict):
            notes.add(pointer, "a mapping is expected here", "see schemas/catalogue.schema.json")
        for name in self._row:
            if name not in known and not name.startswith("x-"):
                self.refuse(name, f"unknown key `{name}`", did_you_mean(name, known))

    def refuse(self, name: str, message: str, mend: str = "") -> None:
        """Note a problem of one key."""
        self.notes.add(f"{self.pointer}/{name}", message, mend)

    def has(self, name: str) -> bool:
        """Whether the key is there."""
        return name in self._row

    def text(self, name: str, *, required: bool = True) -> str:
        """The text of a key; empty when it is absent."""
        value = self._row.get(name)
        if isinstance(value, str) and (value or not required):
            return value
        if value is not None or required:
            self.refuse(name, f"`{name}` has to be a text", f"write `{name}: …`")
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        """The list of texts of a key; empty when it is absent."""
        return tuple(value for value, _ in self.items(name) if isinstance(value, str))

    def items(self, name: str) -> tuple[tuple[Row, str], ...]:
        """The items of the list of a key, each with its pointer."""
        value = self._row.get(name, [])
        if not isinstance(value, list):
            self.refuse(name, f"`{name}` has to be a list")
            return ()
        return tuple((item, f"{self.pointer}/{name}/{index}") for index, item in enumerate(value))

    def mapping(self, name: str) -> Row | None:
        """The mapping of a key as it stands, or None."""
        return self._row.get(name)

    def pairs(self, name: str) -> dict[str, str]:
        """A mapping of texts to texts."""
        value = self._row.get(name, {})
        if isinstance(value, dict) and all(isinstance(item, str) for item in value.values()):
            return {key: str(item) for key, item in value.items()}
        self.refuse(name, f"`{name}` has to map texts to texts")
        return {}

    def day(self, name: str) -> date | None:
        """The date of a key; None when it is absent or null."""
        value = self._row.get(name)
        if value is None or value in ("", "null", "~"):
            return None
        if isinstance(value, str) and len(value) == 10:
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        shown = value if isinstance(value, str) else name
        self.refuse(name, f"`{shown}` is no date", "write year-month-day")
        return None

    def flag(self, name: str, *, default: bool) -> bool:
        """The boolean of a key."""
        value = self._row.get(name)
        if value is None:
            return default
        if value not in ("true", "false"):
            self.refuse(name, f"`{name}` has to be `true` or `false`")
        return value == "true"

    def provenance(self, default: Provenance | None = None) -> Provenance:
        """Where the row comes from; parts of a row take what they leave out from the row."""
        if default is not None and not PROVENANCE & self._row.keys():
            return default
        base = default or _NOWHERE
        needed = default is None
        confidence = self.text("confidence", required=needed) or base.confidence
        if confidence not in CONFIDENCE:
            self.refuse("confidence", f"unknown confidence `{confidence}`", f"use one of {', '.join(CONFIDENCE)}")
        noted = len(self.notes.problems)
        as_of = self.day("as_of")
        if as_of is None and needed and len(self.notes.problems) == noted:
            self.refuse("as_of", "`as_of` is missing", "say on which day the source said so")
        return Provenance(self.text("source", required=needed) or base.source, confidence, as_of or base.as_of)


class Name(NamedTuple):
    """A designation under which a standard is known; `editions` maps a national edition to the standard's own."""

    text: str
    standard: Standard
    relation: str = "identical"
    editions: tuple[tuple[str, str], ...] = ()


_STANDARD = PROVENANCE | {
    "id", "title", "accreditation", "names", "renamed", "adoptions", "predecessors", "editions", "editions_complete",
}  # fmt: skip


def standard(row: Row, pointer: str, notes: Notes) -> tuple[Standard, tuple[Name, ...]]:
    """A standard and all the names that stand for it (a modified adoption is another document)."""
    fields = Fields(row, pointer, notes, _STANDARD)
    accreditation = fields.text("accreditation")
    if accreditation not in KINDS:
        fields.refuse("accreditation", f"unknown accreditation `{accreditation}`", f"use one of {', '.join(KINDS)}")
    provenance = fields.provenance()
    built = Standard(
        id=fields.text("id"),
        title=fields.text("title"),
        kind=KINDS.get(accreditation, PRODUCT),
        accreditation=accreditation,
        provenance=provenance,
        editions=tuple(_edition(item, at, notes, provenance) for item, at in fields.items("editions")),
        editions_complete=fields.flag("editions_complete", default=False),
        predecessors=fields.texts("predecessors"),
    )
    names = [Name(text, built) for text in (built.id, *fields.texts("names"))]
    names += [Name(text, built, "renamed") for text in fields.texts("renamed")]
    for item, at in fields.items("adoptions"):
        names += _adoption(Fields(item, at, notes, frozenset({"name", "relation", "editions"})), built)
    return built, tuple(names)


def _adoption(fields: Fields, built: Standard) -> list[Name]:
    """The name of an adoption, with the editions it maps; nothing for a modified one."""
    relation = fields.text("relation", required=False) or "identical"
    if relation not in {"identical", "renamed", "modified"}:
        fields.refuse("relation", f"unknown relation `{relation}`", "use identical, renamed or modified")
    name = fields.text("name")
    editions = tuple(fields.pairs("editions").items())
    return [] if relation == "modified" else [Name(name, built, relation, editions)]


def _edition(row: Row, pointer: str, notes: Notes, default: Provenance) -> Edition:
    """An edition with its transitions per market."""
    known = PROVENANCE | {"label", "aliases", "published", "transitions"}
    fields = Fields(row, pointer, notes, known)
    transitions = []
    for item, at in fields.items("transitions"):
        part = Fields(item, at, notes, frozenset({"market", "last_new_issue", "end"}))
        transitions.append(Transition(part.text("market"), part.day("last_new_issue"), part.day("end")))
    return Edition(
        fields.text("label"),
        fields.provenance(default),
        fields.day("published"),
        tuple(transitions),
        fields.texts("aliases"),
    )


def accreditation_body(row: Row, pointer: str, notes: Notes) -> tuple[AccreditationBody, tuple[str, ...]]:
    """An accreditation body and its aliases."""
    fields = Fields(row, pointer, notes, PROVENANCE | {"id", "name", "aliases", "country", "programmes"})
    provenance = fields.provenance()
    programmes = tuple(_programme(item, at, notes, provenance) for item, at in fields.items("programmes"))
    if not fields.has("programmes"):
        fields.refuse("programmes", "`programmes` is missing", "list what the body accredits to; the list may be empty")
    built = AccreditationBody(fields.text("id"), fields.text("name"), fields.text("country"), programmes, provenance)
    return built, fields.texts("aliases")


def _programme(row: Row, pointer: str, notes: Notes, default: Provenance) -> Programme:
    """A programme of an accreditation body, in the recognition family or not."""
    fields = Fields(row, pointer, notes, PROVENANCE | {"standard", "from", "until", "offered", "mra"})
    mra = fields.mapping("mra")
    window = Fields({} if mra is None else mra, f"{pointer}/mra", notes, frozenset({"from", "until"}))
    return Programme(
        standard=fields.text("standard"),
        provenance=fields.provenance(default),
        start=fields.day("from"),
        until=fields.day("until"),
        mra=mra is not None,
        mra_start=window.day("from"),
        mra_until=window.day("until"),
        offered=fields.flag("offered", default=True),
    )


def body(row: Row, pointer: str, notes: Notes) -> Body:
    """A certification body that the catalogue knows."""
    fields = Fields(row, pointer, notes, PROVENANCE | {"id", "names", "number", "numbering"})
    names = fields.texts("names")
    if not names:
        fields.refuse("names", "`names` is missing", "give the name as printed on certificates")
    number = fields.text("number", required=False) or None
    provenance = fields.provenance()
    return Body(fields.text("id"), names, provenance, number, _numbering(fields, provenance))


def _numbering(fields: Fields, default: Provenance) -> Numbering | None:
    """How a body's numbers look, where its row says so; refuses a pattern that its own example does not have."""
    if not fields.has("numbering"):
        return None
    part = Fields(
        fields.mapping("numbering") or "",
        f"{fields.pointer}/numbering",
        fields.notes,
        PROVENANCE | {"pattern", "example"},
    )
    text, example = part.text("pattern"), part.text("example")
    try:
        pattern = re.compile(text)
    except re.error:
        part.refuse("pattern", f"`{text}` is no regular expression")
        return None
    if not pattern.search(example):
        part.refuse("example", f"`{example}` is no example of `{text}`")
    return Numbering(pattern, example, part.provenance(default))
