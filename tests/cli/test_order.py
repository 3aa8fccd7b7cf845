"""`--order`: what is judged, what the reports say of it, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker.renderers import formats, is_binary
from tests.cli.command import check
from tests.depth import first

pytestmark = pytest.mark.generated

NO_ORDER = "no order is given"


def write(folder: Path, text: str, name: str = "order.yaml") -> str:
    (folder / name).write_text(text)
    return name


def test_an_order_is_named_by_its_digest_and_nothing_is_relaxed(folder: Path) -> None:
    order = write(folder, "order: 1\nitems: [{product: np-500}]\n")
    ended = check("conforming.yaml", "--order", order, "-o", "json", cwd=folder)
    assert (ended.code, ended.report["inputs"]["order"]["path"]) == (0, "order.yaml")
    assert "no-order" not in {row["type"] for row in ended.report["relaxations"]}
    assert str(folder) not in ended.out


@pytest.mark.parametrize("name", first([name for name in formats() if not is_binary(name)], 3))
def test_without_an_order_every_format_says_so(folder: Path, name: str) -> None:
    order = write(folder, "order: 1\nitems: [{product: np-500}]\n")
    without, given = (check("conforming.yaml", *more, "-o", name, cwd=folder) for more in ((), ("--order", order)))
    assert (NO_ORDER in without.out, NO_ORDER in given.out) == (True, False)


def test_what_the_order_leaves_open_is_said(folder: Path) -> None:
    order = write(folder, "order: 1\nitems: [{product: np-500, models: [NP-500-A]}]\n")
    ended = check("conforming.yaml", "--order", order, cwd=folder)
    assert "note: the order leaves to the supplier: the sites of `np-500`" in " ".join(ended.out.split())


def test_an_ordered_model_that_is_not_declared_blocks(folder: Path) -> None:
    order = write(folder, "order: 1\nitems: [{product: np-500, models: [NP-500-Z]}]\n")
    ended = check("conforming.yaml", "--order", order, cwd=folder)
    assert ended.code == 1
    assert "the order names the model `NP-500-Z` of product `np-500`, which the manifest does not declare" in ended.out


def test_the_period_of_a_policy_is_shown(folder: Path) -> None:
    policy = folder / "policies" / "power-supply.yaml"
    policy.write_text(policy.read_text() + "period: {from: award, until: delivery}\n")
    dates = "dates: {award: 2026-12-01, delivery: 2027-05-10}\n"
    order = write(folder, f"order: 1\nitems: [{{product: np-500}}]\n{dates}")
    ended = check("conforming.yaml", "--order", order, cwd=folder)
    assert ended.code == 1
    assert "through 2026-12-01 to 2027-05-10" in " ".join(ended.out.split())
    assert "[lapse-gap]" in ended.out
    report = check("conforming.yaml", "--order", order, "-o", "json", cwd=folder).report
    assert report["manifests"][0]["policies"][0]["period"] == {"from": "2026-12-01", "until": "2027-05-10"}
    without = check("conforming.yaml", cwd=folder)
    assert (without.code, "[period-unknown]" in without.out) == (1, True)


REFUSED = [
    ("order: 1\n", "order.yaml:1:1: `items` is missing"),
    ("order: 1\nitems: []\n", "order.yaml:2:8: `items` is empty"),
    ("order: 1\nitems: [{product: a}, {product: a}]\n", "order.yaml:2:33: product `a` is ordered twice; make one item"),
    ("order: 1\nitems: [{product: a, lots: [x, x]}]\n", "order.yaml:2:32: lot `x` is ordered twice; keep one"),
    ("order: 1\nitems: [{product: a, models: [A-*]}]\n", "order.yaml:2:31: `A-*` is a pattern, not a model"),
    ("order: 1\nitems: [{product: a, modles: [A]}]\n", "unknown key `modles`; did you mean `models`?"),
    (
        "order: 1\nitems: [{product: a}]\ndates: {award: 2026-12-01, delivery: 2026-11-30}\n",
        "order.yaml:3:38: the delivery of 2026-11-30 lies before the award of 2026-12-01; swap the dates",
    ),
    ("order: 1\nitems: [{product: a}]\ndates: {award: soon}\n", "order.yaml:3:16: `soon` is no date; write YYYY-MM-DD"),
    ("manifest: 1\n", "this is a file of the format `manifest`, where an order is required"),
    ("order: 1\norder: 1\n", "order.yaml:2:1: "),
]


@pytest.mark.parametrize(("text", "message"), first(REFUSED, 4))
def test_an_order_that_can_not_be_used_is_refused_with_its_place(folder: Path, text: str, message: str) -> None:
    ended = check("conforming.yaml", "--order", write(folder, text), cwd=folder)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err


def test_an_order_that_is_not_there_is_refused(folder: Path) -> None:
    ended = check("conforming.yaml", "--order", "orders/none.yaml", cwd=folder)
    assert (ended.code, "orders/none.yaml: the file does not exist" in ended.err) == (2, True)


def test_no_report_is_written_over_the_order(folder: Path) -> None:
    order = write(folder, json.dumps({"order": 1, "items": [{"product": "np-500"}]}), "order.json")
    ended = check("conforming.yaml", "--order", order, "-o", f"json={order}", cwd=folder)
    assert (ended.code, json.loads((folder / order).read_text())["order"]) == (2, 1)
