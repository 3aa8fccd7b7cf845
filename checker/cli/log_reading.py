"""Reads a decision log for `certgate log`: in flat memory, however long it is."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

from checker.cli.streams import put, say
from checker.decision_log import Examined, examine
from checker.decision_log.line import DIGEST
from checker.errors import InputError, Location, Problem, UsageError
from checker.readers import Source
from checker.readers.discover import show_relative
from checker.words import inert, shorten, visible

_LISTED = 20
"""How many faults are listed; the rest are counted."""


def verified(file: str, heads: Sequence[str], since: int) -> int:
    """Verify a log and say what is wrong with it, or what its head is; returns the exit code.

    Raises InputError for a file that can not be used, UsageError for a head that is no digest.
    """
    missing = dict.fromkeys(_heads(heads))
    faults, last = 0, None
    with _opened(file) as (stream, name):
        for row in examine(stream, since):
            for fault in row.faults:
                faults += 1
                if faults <= _LISTED:
                    _line(f"{name}:{row.number}: {fault}{_mend(row)}")
            for note in _notes(row, name):
                _line(note)
            last = row.line or last
            for digest in _digests(row, since) & missing.keys():
                del missing[digest]
        _refuse_nothing(last, faults, name, since)
    for head in missing:
        faults += 1
        _line(f"{name}: no line has the noted digest {head}: lines were cut off, or the log was written anew")
    if faults > _LISTED:
        _line(f"{name}: {faults:,} faults in all; the first of them says where to look")
    if faults or last is None:
        return 1
    _tell(name, last.sequence, last.hash, since, bool(heads))
    return 0


def _tell(name: str, number: int, head: str, since: int, noted: bool) -> None:
    """What was found where nothing is wrong, and what nobody could find."""
    lines = f"line {since:,} to line {number:,}" if since > 1 else f"{number:,} {'line' if number == 1 else 'lines'}"
    _line(f"{name}: {lines}, as they were written" + (", the noted ones among them" if noted else ""))
    _line(f"head: {head}")
    if since > 1:
        say(f"certgate: what stands before line {since:,} was not looked at")
    if not noted:
        say(
            "certgate: note the head where nobody who can write the log can write too, and give it with `--head` next"
            " time; without it nobody sees that lines were cut off at the end, or that all were written anew"
        )


def shown(file: str, since: int) -> int:
    """List the decisions of a log; returns the exit code. Raises InputError for a file that can not be used."""
    faulty, last = False, None
    with _opened(file) as (stream, name):
        for row in examine(stream, since):
            for fault in row.faults:
                faulty = True
                _line(f"{row.number:>6}  ! {fault}{_mend(row)}")
            if row.line is not None:
                _line(f"{row.line.sequence:>6}  {_decision(row.line.entry)}")
            last = row.line or last
        _refuse_nothing(last, int(faulty), name, since)
    return 1 if faulty else 0


def _decision(entry: dict[str, Any]) -> str:
    """A decision on one line, whatever of it is there."""
    subject, policies = entry.get("subject"), entry.get("policies")
    where = _text(subject.get("path")) if isinstance(subject, dict) else "?"
    who = f" ({shorten(_text(subject.get('supplier')))})" if isinstance(subject, dict) else ""
    rows = [row for row in policies if isinstance(row, dict)] if isinstance(policies, list) else []
    by = [f"{_text(row.get('id'))} {_text(row.get('version'))}: {_text(row.get('verdict'))}" for row in rows]
    waived = entry.get("waived_by")
    parts = [
        _text(entry.get("at")),
        f"as of {_text(entry.get('as_of'))}",
        _text(entry.get("result")),
        f"{where}{who}",
        ", ".join(by) or "no policy",
        *([f"waived by {', '.join(map(_text, waived))}"] if isinstance(waived, list) and waived else []),
        *([f"by {_text(entry['by'])}"] if entry.get("by") else []),
    ]
    return "  ".join(parts)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "?"


def _heads(given: Sequence[str]) -> list[str]:
    for each in given:
        if not DIGEST.fullmatch(each):
            raise UsageError(
                f"`--head {shorten(each)}` is no digest; write all 64 characters of a head, as it was printed"
            )
    return list(given)


def _digests(row: Examined, since: int) -> set[str]:
    """The digests that a line bears witness to: its own and, before the first that is looked at, the one before."""
    if row.line is None or row.faults:
        return set()
    before = {row.line.previous} if row.number == since and row.line.previous else set()
    return {row.line.hash, *before}


def _mend(row: Examined) -> str:
    return "; nothing was reported of it, and the next run with `--log` sets it aside" if row.torn else ""


def _notes(row: Examined, name: str) -> Iterator[str]:
    """What a line says of a repair before it."""
    repaired = row.line.entry.get("repaired") if row.line else None
    if isinstance(repaired, dict):
        size, digest = repaired.get("bytes"), _text(repaired.get("sha256"))
        yield f"{name}:{row.number}: note: before it, {size} bytes of a line cut off were set aside, sha256 {digest}"


def _refuse_nothing(last: Any, faults: int, name: str, since: int) -> None:
    """An empty log shows nothing, so it is not in order either."""
    if last is None and not faults:
        message = f"the log has no line {since:,}" if since > 1 else "the log is empty, so there is nothing to verify"
        raise InputError(Problem(message, Location(name), "check the name, or ask who emptied it"))


@contextmanager
def _opened(file: str) -> Iterator[tuple[BinaryIO, str]]:
    source = Source.from_path(file, show_relative(file, os.getcwd()))
    with source.stream() as stream:
        yield stream, source.shown


def _line(text: str) -> None:
    put(inert(visible(text)) + "\n")
