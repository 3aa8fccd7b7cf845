"""The matrix: requirements by manifest, or, of a single manifest, by its objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.records import NamedTuple
from checker.renderers.html.groups import answer
from checker.renderers.html.survey import Column
from checker.renderers.rows import object_name, plural

Json = dict[str, Any]


class Cell(NamedTuple):
    """One answer, or a gap of `span` columns where nothing was asked.

    `aside`: why what is no pass does not block, or until when a pass lasts.
    """

    outcome: str = ""
    aside: str = ""
    anchor: str = ""
    span: int = 1


class ObjectRow(NamedTuple):
    """Objects of one manifest that have the same answers throughout."""

    names: list[str]
    cells: list[Cell]


def manifest_cells(manifest: Json, columns: dict[str, list[Column]], key: str) -> list[Cell]:
    """The cells of a manifest's row; columns of policies that do not apply are one gap each run of them."""
    found: list[Cell] = []
    stated = {policy["id"]: (number, policy) for number, policy in enumerate(manifest["policies"])}
    for policy_id, asked in columns.items():
        number, policy = stated.get(policy_id, (0, None))
        answers = {row["id"]: (place, row) for place, row in enumerate(policy["requirements"])} if policy else {}
        for column in asked:
            place, row = answers.get(column.requirement, (0, None))
            found.append(Cell() if row is None else _cell(row, f"{key}-{number}-{place}"))
    return list(_joined(found))


def _cell(requirement: Json, anchor: str) -> Cell:
    return Cell(requirement["outcome"], "; ".join(filter(None, (aside(requirement), _until(requirement)))), anchor)


def _until(requirement: Json) -> str:
    """Until when a pass lasts, where it ends within the time that was looked ahead."""
    holds = requirement.get("holds")
    ends = holds and holds["then"] and requirement["outcome"] == "pass"
    return f"until {holds['until']}" if holds and ends else ""


def aside(requirement: Json) -> str:
    """Why a requirement that is no pass does not block, or blocks for some of its objects alone, or by `--fail-on`."""
    blocks = any(each["blocks"] for each in requirement["objects"])
    if blocks and (requirement["outcome"] == "pass" or not requirement["counts"]):
        return "blocks by --fail-on"
    if requirement["outcome"] == "pass":
        return ""
    if requirement["waived_by"]:
        return "waived"
    if not requirement["needed"]:
        return "not needed"
    if not requirement["counts"]:
        return "advisory" if requirement["enforcement"] == "advisory" else "not in effect"
    waived = sum(each["waived_by"] is not None for each in requirement["objects"])
    return f"{waived} of {plural(len(requirement['objects']), 'object')} waived" if waived else ""


def _joined(cells: list[Cell]) -> Iterator[Cell]:
    """Neighbouring gaps as one."""
    gap = 0
    for cell in [*cells, None]:
        if cell is not None and not cell.outcome:
            gap += 1
            continue
        if gap:
            yield Cell(span=gap)
            gap = 0
        if cell is not None:
            yield cell


def object_rows(manifest: Json, key: str) -> list[ObjectRow]:
    """The objects of a manifest against its requirements; objects with the same answers share a row."""
    found: dict[tuple[str, ...], dict[int, tuple[str, Cell]]] = {}
    columns = [
        (f"{key}-{number}-{place}", requirement)
        for number, policy in enumerate(manifest["policies"])
        for place, requirement in enumerate(policy["requirements"])
    ]
    for index, (anchor, requirement) in enumerate(columns):
        for each in requirement["objects"]:
            alone = {**requirement, "outcome": each["outcome"], "holds": each.get("holds"), "objects": [each]}
            alone["waived_by"] = each["waived_by"] or requirement["waived_by"]
            cell = _cell(alone, anchor)
            name = (str(each["type"]), each["id"] or "", each["product"] or "", each["site"] or "")
            found.setdefault(name, {})[index] = (answer(each), cell)
    alike: dict[tuple[Any, ...], ObjectRow] = {}
    for (kind, *own), cells in found.items():
        shape = (kind, *((index, *cell) for index, cell in cells.items()))
        names = dict(zip(("id", "product", "site"), (part or None for part in own), strict=True))
        row = [cells[index][1] if index in cells else Cell() for index in range(len(columns))]
        alike.setdefault(shape, ObjectRow([], list(_joined(row)))).names.append(object_name({"type": kind, **names}))
    return list(alike.values())
