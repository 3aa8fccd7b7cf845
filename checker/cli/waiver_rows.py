"""What `certgate waivers` reads, and the rows that it shows of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from checker.api import (
    Conditions,
    Run,
    load_catalogue,
    load_policies,
    load_waivers,
    shipped_policies,
    waivers_documents,
)
from checker.catalogue import Catalogue
from checker.cli.config import find_config
from checker.cli.session import parse_day, sources
from checker.engine.ledger import Ledger, LedgerEntry, state
from checker.errors import Problem, UsageError, did_you_mean
from checker.model.policy import Policy
from checker.model.waivers import Waiver, Waivers
from checker.readers.waivers_csv import COLUMNS, row_of
from checker.records import NamedTuple
from checker.renderers.json_text import dumps
from checker.words import inert, shorten

FORMATS = ("text", "csv", "json")

# Beside what a waiver states: how it stands on the day. Keys of one's own are passed over when a file is read.
_STATE, _LEFT = "x-state", "x-days-left"
_WIDTH = 60


class Loaded(NamedTuple):
    """Waivers with what they were read against."""

    waivers: Waivers
    policies: list[Policy]
    catalogue: Catalogue
    as_of: date
    inputs: list[str]


class Linted(NamedTuple):
    """What is to be said of waivers, and what could not be read beside them."""

    waivers: int
    entries: tuple[LedgerEntry, ...]
    problems: tuple[Problem, ...] = ()


def loaded(
    files: Sequence[str], policies: Sequence[str], as_of: str | None, catalogue: Sequence[str], config: str | None
) -> Loaded:
    """The waivers of files. Raises InputError and UsageError for what can not be used."""
    settings = find_config(config)
    rows = load_catalogue([*settings.catalogue, *catalogue])
    names = list(policies) or list(settings.policies)
    found = load_policies(names, rows)
    waivers = load_waivers(waivers_documents(files), found, rows, settings.longest)
    return Loaded(waivers, found, rows, parse_day(as_of), [*files, *(each.path for each in found)])


def linted(
    files: Sequence[str],
    policies: Sequence[str],
    manifests: Sequence[str],
    as_of: str | None,
    catalogue: Sequence[str],
    config: str | None,
) -> Linted:
    """What is to be said of waivers; with manifests, also what they do to these."""
    read = loaded(files, policies, as_of, catalogue, config)
    waivers = read.waivers
    if not manifests:
        return Linted(len(waivers.items), Ledger(waivers, read.as_of).entries())
    given = {policy.id for policy in read.policies}
    shipped = shipped_policies()
    named = sorted({each.policy for each in waivers.items} - given)
    every = [*read.policies, *load_policies([each for each in named if each in shipped], read.catalogue)]
    conditions = Conditions(
        read.as_of, sorted(every, key=lambda policy: policy.id), read.catalogue, full=False, waivers=waivers
    )
    run = Run(conditions)
    run.check(sources(manifests, None))
    problems = tuple(problem for error in run.errors for problem in error.problems)
    return Linted(len(waivers.items), run.ledger.entries() if run.ledger else (), problems)


def known_format(name: str, given: str) -> None:
    """Refuse a format that there is not, and one whose file is not named."""
    if name not in FORMATS:
        mend = did_you_mean(name, FORMATS) or f"known: {', '.join(FORMATS)}"
        raise UsageError(f"`{name}` is no format of this list; {mend}")
    if given.endswith("="):
        raise UsageError(f"`-o {given}` names no file; write `-o {name}=FILE`, or `-o {name}` for stdout")


def drawn(name: str, waivers: Waivers, as_of: date) -> Iterator[str]:
    """The list in a format, in parts."""
    if name == "csv":
        return _csv(waivers, as_of)
    return _json(waivers, as_of) if name == "json" else _text(waivers, as_of)


def _values(waiver: Waiver) -> dict[str, str]:
    """What a waiver states, by column."""
    stated: dict[str, Any] = {f"supplier.{kind}": value for kind, value in waiver.supplier.identifiers}
    stated |= {"supplier.name": waiver.supplier.name, "codes": " ".join(waiver.codes)}
    stated |= {"approved": waiver.approved.isoformat(), "expires": waiver.expires.isoformat()}
    plain = ("id", "policy", "requirement", "product", "model", "site", "reason", "approved_by", "ticket")
    stated |= {key: getattr(waiver, key) for key in plain}
    return {key: stated[key] for key in COLUMNS if stated.get(key) is not None}


def _standing(waiver: Waiver, waivers: Waivers, as_of: date) -> dict[str, str]:
    left = (waiver.expires - as_of).days
    return {_STATE: state(waiver, as_of, waivers.longest), _LEFT: str(max(left, 0))}


def _csv(waivers: Waivers, as_of: date) -> Iterator[str]:
    columns = (*COLUMNS, _STATE, _LEFT)
    # Excel takes UTF-8 for something else where no byte order mark says so.
    yield "\ufeff" + row_of(columns)
    for waiver in waivers.items:
        cells = {**_values(waiver), **_standing(waiver, waivers, as_of)}
        yield row_of(cells.get(column, "") for column in columns)


def _json(waivers: Waivers, as_of: date) -> Iterator[str]:
    items = []
    for waiver in waivers.items:
        item: dict[str, Any] = {}
        for key, value in _values(waiver).items():
            outer, _, inner = key.partition(".")
            if inner:
                item.setdefault(outer, {})[inner] = value
            else:
                item[key] = list(waiver.codes) if key == "codes" else value
        items.append({**item, **_standing(waiver, waivers, as_of)})
    yield dumps({"waivers": 1, "items": items}, indent=True) + "\n"


def _text(waivers: Waivers, as_of: date) -> Iterator[str]:
    """A table, as wide as its texts."""
    head = ("ID", "STATE", "SUPPLIER", "POLICY/REQUIREMENT", "CODES", "EXPIRES", "LEFT", "APPROVED BY")
    table = [head, *(_row(waiver, waivers, as_of) for waiver in waivers.items)]
    widths = [max(len(row[column]) for row in table) for column in range(len(head))]
    for row in table:
        line = "  ".join(f"{text:{width}}" for text, width in zip(row, widths, strict=True)).rstrip()
        yield f"{inert(line)}\n"


def _row(waiver: Waiver, waivers: Waivers, as_of: date) -> tuple[str, ...]:
    standing = _standing(waiver, waivers, as_of)
    cells: Iterable[str] = (
        waiver.id,
        standing[_STATE],
        waiver.holder,
        f"{waiver.policy}/{waiver.requirement}",
        " ".join(waiver.codes),
        waiver.expires.isoformat(),
        standing[_LEFT],
        waiver.approved_by,
    )
    return tuple(shorten(each, _WIDTH) for each in cells)
