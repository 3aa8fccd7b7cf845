"""Verifies a log line by line in flat memory: what was changed, taken out, put in or moved, and where.

A line that was changed and all after it written anew is a chain again. Only the digest of a later line that somebody
noted elsewhere shows that, and only such a one shows that lines were cut off at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from checker.decision_log.line import Line, parsed
from checker.readers import limits
from checker.records import NamedTuple

LINE_BYTES = 16 * limits.MEGABYTE
"""The most bytes of a line of the log, whatever the limits of a run are: it has to be read years later."""


class Examined(NamedTuple):
    """A line with its number in the file: what it says, if it can be read, and what is wrong with it or before it."""

    number: int
    line: Line | None
    faults: tuple[str, ...] = ()
    torn: bool = False  # the last one, which lacks its line end


class _Chain:
    """What the next line has to state. `hashes` are the digests it may name; None: any, nothing is known before it."""

    def __init__(self, start: int) -> None:
        self.sequence: int | None = start if start == 1 else None
        self.hashes: tuple[str | None, ...] | None = (None,) if start == 1 else None

    def follow(self, line: Line) -> Iterator[str]:
        """What keeps a line from being the next."""
        if self.sequence is not None and line.sequence != self.sequence:
            yield _out_of_turn(line.sequence, self.sequence)
        elif self.hashes is not None and line.previous not in self.hashes:
            if line.sequence == 1:
                yield "it is the first line, and names one before it"
            else:
                yield "it does not name the line before it by its digest: one of the two was replaced"
        if not line.whole:
            yield "it was changed after it was written: its content has another digest than it states"
        self.sequence = line.sequence + 1
        # Of a changed line either the content or its digest is still as it was; the next one tells which.
        self.hashes = (line.hash, line.digest)

    def lose(self) -> None:
        """A line that can not be read: the next one can not be held against it."""
        self.sequence = None if self.sequence is None else self.sequence + 1
        self.hashes = None


def _out_of_turn(found: int, due: int) -> str:
    if found > due:
        count = found - due
        missing = f"number {due} is" if count == 1 else f"numbers {due} to {found - 1} are"
        return f"it has the number {found}, where {due} is due: {missing} missing here or out of order"
    return f"it has the number {found}, where {due} is due: it was moved here, repeated or put in"


def examine(stream: BinaryIO, since: int = 1) -> Iterator[Examined]:
    """Every line of a log from number `since` on; what stands before is passed over and taken on trust."""
    chain = _Chain(since)
    for number, data in enumerate(_lines(stream), 1):
        if number < since:
            continue
        if data is None:
            chain.lose()
            yield Examined(number, None, (f"it is longer than {limits.size(LINE_BYTES)}, as no line is",))
        elif not data.endswith(b"\n"):
            yield Examined(number, None, ("it was cut off while it was written, or afterwards",), torn=True)
        else:
            yield _examined(chain, number, data[:-1])


def _examined(chain: _Chain, number: int, data: bytes) -> Examined:
    line = parsed(data)
    if isinstance(line, str):
        chain.lose()
        return Examined(number, None, (f"it was changed after it was written, or put in: {line}",))
    return Examined(number, line, tuple(chain.follow(line)))


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines with their ends; None for one that is too long, of which no more is kept."""
    while data := stream.readline(LINE_BYTES + 1):
        if len(data) <= LINE_BYTES:
            yield data
            continue
        yield None
        while data and not data.endswith(b"\n"):
            data = stream.readline(limits.MEGABYTE)
