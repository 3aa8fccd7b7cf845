"""Is the certification body one body?

**Asks** whether `body.id` and `body.name` name the same body, and whether the number of the certificate looks like
the numbers that this body gives with its mark, where the catalogue has a pattern for them.

**Why** an id of one body under the name of another leaves open who certified. A number of a strange shape is misread,
or is that of a report or an order; nobody finds it in the register.

**Passes** `{name: UL LLC, id: ul}` with a number that holds a file number, `E123456-20240115`.

**Does not pass** `{name: Intertek, id: ul}`; `number: listing 4711` from UL.

**To mend** leave `id` out, or take the one that belongs to the name; copy the number from the certificate.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.errors import did_you_mean
from checker.model.manifest import Certificate
from checker.model.reference import Body
from checker.plausibility.base import ERROR, WARNING, Code, Doubt, Rule, Subject

CONFLICT = Code(
    "body-named-twice",
    "the id of a certification body is that of another body than its name",
    ERROR,
    "keep the name that the certificate prints, and leave `id` out or correct it",
)
NAMELESS = Code(
    "body-id-without-its-name",
    "the id of a certification body and its name can not be brought together",
    WARNING,
    "write the name as the catalogue has it, or leave out `id` or `name`",
)
NUMBER = Code(
    "number-unlike-body",
    "the number does not look like those that the certification body gives",
    WARNING,
    "copy the number from the certificate; not that of a report, an order or a customer",
)

_LONGEST = 80  # characters of a number that are looked at


def find(subject: Subject) -> Iterator[Doubt]:
    """Bodies that are two, and numbers that are not theirs."""
    for entry in subject.manifest.certificates:
        if entry.body is None:
            continue
        found = subject.catalogue.body(entry.body)
        if found.conflict:
            yield from _conflict(subject, entry)
        elif found.body:
            yield from _number(entry, found.body)


def _conflict(subject: Subject, entry: Certificate) -> Iterator[Doubt]:
    named = entry.body
    if named is None or named.id is None or named.name is None:
        return
    by_id = subject.catalogue.body(named._replace(name=None)).body
    by_name = subject.catalogue.body(named._replace(id=None)).body
    place = f"{entry.pointer}/body"
    if by_id and by_name:
        message = f"the body of `{entry.id}` is `{named.name}` by its name and {by_id.names[0]} by its id `{named.id}`"
        yield Doubt(CONFLICT.name, message, f"{place}/id", f"write `id: {by_name.id}`, or leave `id` out")
    elif by_id:
        message = f"`{named.name}`, the body of `{entry.id}`, is no name of `{named.id}` that the catalogue knows"
        hint = did_you_mean(named.name, by_id.names) or f"the catalogue has `{by_id.names[0]}`"
        yield Doubt(NAMELESS.name, message, f"{place}/name", f"{hint}; or leave out `id` or `name`")
    elif by_name:
        message = f"`{named.id}` is no id of `{named.name}`, the body of `{entry.id}`"
        yield Doubt(NAMELESS.name, message, f"{place}/id", f"write `id: {by_name.id}`, or leave `id` out")


def _number(entry: Certificate, body: Body) -> Iterator[Doubt]:
    shape = body.numbering
    # A body numbers what it certifies under the marks of others in other ways, such as for an energy label.
    marked = entry.mark is not None and entry.mark.type is not None
    if shape and marked and entry.number and not shape.pattern.search(entry.number[:_LONGEST]):
        message = f"`{entry.number}`, the number of `{entry.id}`, does not look like one of {body.names[0]}"
        message += f", such as `{shape.example}`"
        if shape.provenance.confidence != "verified":
            message += f" (by a catalogue row of {shape.provenance.confidence} confidence)"
        yield Doubt(NUMBER.name, message, f"{entry.pointer}/number")


RULE = Rule("body", (CONFLICT, NAMELESS, NUMBER), find, __doc__ or "")
