"""The figures as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Target(NamedTuple):
    """One line of the table of targets: what was asked and found, and whether it is enough; None: not measured."""

    work: str
    target: str
    found: str
    met: bool | None


class Section(NamedTuple):
    """What a row of the benchmark has to say: its targets, and a table of figures with a sentence on what they are."""

    title: str
    told: str
    header: Sequence[str]
    lines: Sequence[Sequence[str]]
    targets: Sequence[Target] = ()


_WORDS = {True: "met", False: "**not met**", None: "not measured"}


def table(header: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first stand to the right."""
    rule = ["---", *("--:" for _ in header[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, rule, *lines))


def targets(sections: Sequence[Section]) -> str:
    """The table of targets."""
    rows = [target for section in sections for target in section.targets]
    lines = [(row.work, row.target, row.found, _WORDS[row.met]) for row in rows]
    head = ("work", "target", "found", "")
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ("---", "---", "---", "---"), *lines))


def drawn(section: Section) -> str:
    """A section with its heading."""
    parts = [f"## {section.title}", section.told, table(section.header, section.lines) if section.lines else ""]
    return "\n\n".join(part for part in parts if part)


def rate(count: int, spent: float) -> str:
    """How many in a second."""
    each = count / spent
    return f"{each:,.0f}" if each >= 10 else f"{each:.1f}"
