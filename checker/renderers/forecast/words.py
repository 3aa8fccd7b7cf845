"""What the formats of a forecast share: segments in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.records import NamedTuple
from checker.renderers.rows import name, object_name, sentence

Json = dict[str, Any]

VERBS = {"pass": "passes", "fail": "fails", "undetermined": "is undetermined", "not-applicable": "does not apply"}
"""What a verdict does."""
_NAMES = 3


class Stretch(NamedTuple):
    """Neighbouring segments of one verdict: its days, what it counts, why, and by which certificates until when."""

    start: str
    until: str
    verdict: str
    counts: bool
    reason: str
    by: list[tuple[str, str]]
    waived_by: str = ""

    @property
    def hands(self) -> str:
        """The certificates one after the other: `a` until 2027-05-09, then `b`."""
        turns: list[tuple[str, str]] = []
        for names, until in self.by:
            if turns and turns[-1][0] == names:
                turns.pop()
            turns.append((names, until))
        last = len(turns) - 1
        return ", then ".join(
            f"{names} until {until}" if each < last else names for each, (names, until) in enumerate(turns)
        )


def stretches(segments: list[Json]) -> list[Stretch]:
    """The segments, those of one verdict and waiver together; the first of them gives the reason."""
    found: list[Stretch] = []
    for each in segments:
        by = [(", ".join(f"`{name(one)}`" for one in each["certificates"][:_NAMES]), each["until"])]
        by = by if each["certificates"] else []
        waived = each.get("waived_by") or ""
        same = (each["verdict"], each["counts"], waived)
        if found and (found[-1].verdict, found[-1].counts, found[-1].waived_by) == same:
            found[-1] = found[-1]._replace(until=each["until"], by=[*found[-1].by, *by])
        else:
            found.append(
                Stretch(each["from"], each["until"], each["verdict"], each["counts"], each["reason"], by, waived),
            )
    return found


def told(segments: list[Json], *, by: bool = False) -> str:
    """Segments as a sentence: `passes until 2027-05-09, then fails: …`; with the certificates if asked for."""
    return ", ".join(_pieces(stretches(segments), by=by))


def _pieces(found: list[Stretch], *, by: bool) -> Iterator[str]:
    for number, each in enumerate(found):
        last = number == len(found) - 1
        words = f"{'then ' if number else ''}{VERBS[each.verdict]}"
        if not last:
            words += f" until {each.until}"
        elif each.verdict == "pass":
            words += f" until {each.until} at least"
        if by and each.by:
            words += f" (by {each.hands})"
        if each.waived_by:
            words += f" (waived by {name(each.waived_by)})"
        if not each.counts and each.verdict != "not-applicable":
            words += " (does not count)"
        if each.verdict != "pass" and each.reason:
            words += f": {sentence(each.reason)}"
        yield words


def courses(requirement: Json) -> list[tuple[list[str], str]]:
    """The objects of a requirement by their course, where they do not share one; names and sentence."""
    found: dict[str, list[str]] = {}
    for each in requirement["objects"]:
        found.setdefault(told(each["segments"], by=True), []).append(object_name(each))
    return [(names, text) for text, names in found.items()] if len(found) > 1 else []
