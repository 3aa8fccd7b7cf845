"""What the loop knows of the world: a table for each question, as somebody would type it in."""

from __future__ import annotations

from datetime import date

from tests.benchmarks.corpus.vocabulary import LABORATORIES, Row

# How certificates print a standard: the standard, and the edition.
DESIGNATIONS: dict[str, tuple[str, str | None]] = {
    "ISO 9001:2015": ("ISO 9001", "2015"),
    "DIN EN ISO 9001:2015-11": ("ISO 9001", "2015"),
    "BS EN ISO 9001:2015": ("ISO 9001", "2015"),
    "ISO 9001:2008": ("ISO 9001", "2008"),
    "ISO 9001:2012": ("ISO 9001", "2012"),
    "ISO 9001": ("ISO 9001", None),
    "ISO 14001:2015": ("ISO 14001", "2015"),
    "EN ISO 14001:2015": ("ISO 14001", "2015"),
    "ISO 14001:2015/Amd 1:2024": ("ISO 14001", "2015"),
    "ISO 14001:2004": ("ISO 14001", "2004"),
    "ISO 45001:2018": ("ISO 45001", "2018"),
    "ISO/IEC 27001:2022": ("ISO/IEC 27001", "2022"),
    "EN ISO/IEC 27001:2023": ("ISO/IEC 27001", "2022"),
    "ISO 13485:2016": ("ISO 13485", "2016"),
    "EN ISO 13485:2016": ("ISO 13485", "2016"),
    "ISO 50001:2018": ("ISO 50001", "2018"),
    "ISO 22301:2019": ("ISO 22301", "2019"),
    "UL 62368-1:2019": ("UL 62368-1", "2019"),
    "UL 61010-1:2012": ("UL 61010-1", "2012"),
    "ANSI/AAMI ES60601-1:2005/A2:2021": ("ANSI/AAMI ES60601-1", "2005"),
    "CSA C22.2 No. 62368-1:2019": ("CSA C22.2 No. 62368-1", "2019"),
    "CSA C22.2 No. 61010-1:2012": ("CSA C22.2 No. 61010-1", "2012"),
    "CAN/CSA C22.2 No. 60601-1:2014": ("CSA C22.2 No. 60601-1", "2014"),
    "47 CFR Part 15C": ("47 CFR Part 15", None),
}
ENDED = {("ISO 9001", "2008"), ("ISO 9001", "2012"), ("ISO 14001", "2004")}
SYSTEMS = {"ISO 9001", "ISO 14001", "ISO 45001", "ISO/IEC 27001", "ISO 13485", "ISO 50001", "ISO 22301"}

RECOGNISED: dict[str, Row] = {
    identity: {"name": name, "scope": {"UL 62368-1", "UL 61010-1", "ANSI/AAMI ES60601-1"}}
    for identity, name, _, _ in LABORATORIES
}
ACCREDITORS = {"DAkkS", "UKAS", "ANAB", "RvA", "COFRAC", "JAB", "CNAS", "SCC", "A2LA", "IAS"}


def back(day: date, span: str) -> date:
    """The day that lies a span such as `18 months` before another; month ends clamp."""
    return moved(day, span, -1)


def moved(day: date, span: str, direction: int = 1) -> date:
    """A day, a span later or earlier."""
    number, unit = span.split()
    count = int(number) * direction
    unit = unit.rstrip("s")
    if unit in ("day", "week"):
        return date.fromordinal(day.toordinal() + count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError(span)
