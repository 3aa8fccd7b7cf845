"""Policies that extend others: what is taken over, what may be said anew, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker import api
from checker.authoring.asking import ask
from checker.authoring.conforming import conforming
from checker.document import Document
from checker.errors import InputError, Problem
from checker.model.decision import written
from checker.model.policy import Policy
from tests.builders import LISTING, QUALITY, Json, catalogue, document, load_policy, manifest, policy
from tests.cli.command import certgate

DAY = date(2026, 11, 23)
BASE = policy(
    {**LISTING, "status": {"checked_within": "180 days"}, "remedy": "Ask a laboratory."},
    {**QUALITY, "covers": {"activities": ["manufacture"]}, "effective": {"from": "2026-01-01"}},
    id="base",
    citations=["29 CFR 1910.7"],
    applies_to={"categories": ["ict-equipment"], "markets": ["US"]},
)


DATES = {"award": "2024-03-01", "delivery": "2026-12-31"}


def extending(base: Json = BASE, **keys: Any) -> Policy:
    """The policy that extends `base` with these keys; raises InputError."""
    values = {"policy": 1, "id": "own", "title": "Own policy", "version": "2", "extend": base["id"], **keys}

    def find(name: str, given: Document) -> Document:
        if name != base["id"]:
            raise InputError(Problem(f"no {name}", given.locate("/extend")))
        return document(json.loads(json.dumps(base)), "base.json")

    return api.load_policy(document(values, "own.json"), catalogue(), find)


def refused(base: Json = BASE, **keys: Any) -> list[str]:
    with pytest.raises(InputError) as caught:
        extending(base, **keys)
    return [str(each) for each in caught.value.problems]


def test_everything_is_taken_over_that_is_not_stated() -> None:
    own, base = extending(), api.load_policy(document(BASE), catalogue())
    assert own._replace(id="base", title=base.title, version=base.version, path=base.path, extends=()) == base
    assert [(each.id, each.version) for each in own.extends] == [("base", "1")]


def test_a_requirement_keeps_the_keys_that_are_not_stated() -> None:
    own = extending(requirements=[{"id": "listed-product", "status": {"checked_within": "90 days"}}])
    listed, quality = own.requirements
    assert (listed.checked_within, listed.remedy, listed.body.recognised_by) == (90, "Ask a laboratory.", "osha-nrtl")
    assert quality.covers.activities == ("manufacture",)


def test_what_is_added_has_to_pass_too() -> None:
    iso = {"id": "environment", "kind": "management-system", "standards": ["ISO 14001"]}
    energy = {**QUALITY, "id": "energy", "standards": ["ISO 50001"]}
    base = policy(QUALITY, energy, id="base", decision={"any": ["quality-system", "energy"]}, citations=["Contract 7"])
    own = extending(base, requirements=[iso], citations=["Contract 7.2"])
    assert own.citations == ("Contract 7", "Contract 7.2")
    found = conforming([own], catalogue(), DAY)
    assert found is not None
    standards = [entry["standard"] for entry in found["certificates"]]
    assert any("14001" in each for each in standards)
    less = {**found, "certificates": [each for each in found["certificates"] if "14001" not in each["standard"]]}
    assert ask(less, [own], catalogue(), DAY).verdict == "fail"
    assert ask(less, [api.load_policy(document(base), catalogue())], catalogue(), DAY).verdict == "pass"


def test_what_is_added_stands_beside_what_was_decided() -> None:
    iso = {"id": "environment", "kind": "management-system", "standards": ["ISO 14001"]}
    both = {**BASE, "decision": {"all": ["listed-product", "quality-system"]}}
    assert written(extending(both, requirements=[iso]).decision) == {
        "all": ["listed-product", "quality-system", "environment"]
    }
    only = {**BASE, "requirements": BASE["requirements"][:1], "decision": "listed-product", "evidence": "product"}
    assert written(extending(only, requirements=[iso], evidence="both").decision) == {
        "all": ["listed-product", "environment"]
    }
    warned = {**iso, "enforcement": "advisory"}
    assert written(extending(both, requirements=[warned]).decision) == both["decision"]


TIGHTER: list[Json] = [
    {"requirements": [{"id": "listed-product", "testing": {"accredited_laboratory": True}}]},
    {"requirements": [{"id": "listed-product", "mark": {"types": ["listed"], "market": "US"}}]},
    {"requirements": [{"id": "quality-system", "covers": {"activities": ["design", "manufacture"]}}]},
    {"requirements": [{"id": "quality-system", "effective": {}}]},
    {"applies_to": {"categories": ["ict-equipment"]}},
    {"effective": {"from": "2027-01-01"}},
]
LOOSER: list[tuple[str, Json]] = [
    ("status", {"requirements": [{"id": "listed-product", "status": {"checked_within": "1 year"}}]}),
    ("standards", {"requirements": [{"id": "listed-product", "standards": ["UL 62368-1", "UL 60950-1"]}]}),
    ("body", {"requirements": [{"id": "listed-product", "body": {}}]}),
    ("covers", {"requirements": [{"id": "quality-system", "covers": {}}]}),
    ("enforcement", {"requirements": [{"id": "quality-system", "enforcement": "advisory"}], "evidence": "product"}),
    ("effective", {"requirements": [{"id": "quality-system", "effective": {"from": "2027-01-01"}}]}),
    ("accept_unknown", {"requirements": [{"id": "listed-product", "accept_unknown": ["status-missing"]}]}),
    ("applies_to", {"applies_to": {"categories": ["ict-equipment"], "markets": ["EU"]}}),
    ("decision", {"decision": {"any": ["listed-product", "quality-system"]}, "evidence": "either"}),
]


@pytest.mark.parametrize("keys", TIGHTER, ids=lambda keys: json.dumps(keys)[:60])
def test_what_is_tighter_loads(keys: Json) -> None:
    assert extending(**keys).overrides == ()


@pytest.mark.parametrize(("rule", "keys"), LOOSER, ids=[rule for rule, _ in LOOSER])
def test_what_is_looser_is_refused_unless_it_is_named_with_a_reason(rule: str, keys: Json) -> None:
    told = refused(**keys)
    assert any("is not proved to be as strict as in `base`" in each for each in told)
    assert any(f"name `{rule}` under `overrides` with a reason" in each for each in told)
    of = {} if "requirements" not in keys else {"requirement": keys["requirements"][0]["id"]}
    own = extending(**keys, overrides=[{**of, "rule": rule, "reason": "agreed"}])
    assert [(each.rule, each.reason) for each in own.overrides] == [(rule, "agreed")]


def test_an_override_lifts_nothing_but_what_it_names() -> None:
    loose = {"id": "listed-product", "status": {"checked_within": "1 year"}, "body": {}}
    override = {"requirement": "listed-product", "rule": "status", "reason": "agreed"}
    assert all("`body`" in each for each in refused(requirements=[loose], overrides=[override]))


@pytest.mark.parametrize(
    ("override", "told"),
    [
        (
            {"requirement": "listed-product", "rule": "status"},
            "names `status`, which this policy does not loosen; take",
        ),
        ({"requirement": "listed-prodct", "rule": "status"}, "did you mean `listed-product`?"),
        ({"rule": "status"}, "`status` is no rule of a policy that can be overridden; name its `requirement` too"),
        ({"requirement": "listed-product", "rule": "decision"}, "`decision` is no rule of a requirement"),
    ],
)
def test_an_override_that_is_none_is_refused(override: Json, told: str) -> None:
    assert told in refused(overrides=[{**override, "reason": "agreed"}])[0]


def test_an_override_without_a_reason_is_refused_and_none_is_advised_where_it_could_not_stand() -> None:
    override = {"requirement": "listed-product", "rule": "body", "reason": " "}
    loose: Json = {"requirements": [{"id": "listed-product", "body": {}}]}
    assert "`overrides` names `body` without a reason" in refused(**loose, overrides=[override])[0]
    listing = policy(LISTING, id="base")
    kind = {"id": "listed-product", "kind": "management-system", "standards": ["ISO 9001"]}
    assert not any(
        "name `kind`" in each for each in refused(listing, requirements=[kind], evidence="management-system")
    )
    new = {**LISTING, "id": "other", "standards": ["UL 60950-1"]}
    told = refused(listing, requirements=[new], decision={"any": ["listed-product", "other"]})
    assert all("name `decision` under `overrides`" in each for each in told)


def test_a_requirement_that_is_stated_twice_is_refused() -> None:
    """The second would replace what the first says of an inherited requirement."""
    rows = [{"id": "listed-product", "status": {"checked_within": span}} for span in ("30 days", "90 days")]
    assert refused(requirements=rows) == [
        "own.json:1:1: requirement id `listed-product` is used twice; state what it changes in one place"
    ]


def test_an_override_of_the_standards_lifts_an_edition_only_where_it_follows_from_them() -> None:
    rows = {"id": "listed-product", "standards": ["UL 62368-1", "UL 60950-1"]}
    override = {"requirement": "listed-product", "rule": "standards", "reason": "agreed"}
    (told,) = refused(requirements=[{**rows, "edition": "any"}], overrides=[override])
    assert "name `edition` under `overrides`" in told
    assert extending(requirements=[rows], overrides=[override]).requirements[0].edition.mode == "current"
    dated = policy({**LISTING, "standards": ["UL 62368-1:2019"]}, id="base")
    assert extending(dated, requirements=[rows], overrides=[override]).requirements[0].edition.mode == "current"


def test_an_override_of_the_decision_may_name_a_new_requirement() -> None:
    new = {**QUALITY, "id": "environment", "standards": ["ISO 14001"]}
    keys: Json = {"requirements": [new], "decision": {"any": ["quality-system", "environment"]}}
    assert refused(policy(QUALITY, id="base"), **keys)
    own = extending(policy(QUALITY, id="base"), **keys, overrides=[{"rule": "decision", "reason": "agreed"}])
    assert [row.id for row in own.requirements] == ["quality-system", "environment"]


def test_a_contract_period_is_not_asked_for_from_a_later_day() -> None:
    """In a period a requirement with a first day of its own is asked from that day, any other for the whole of it."""
    period, begins = {"from": "award", "until": "delivery"}, {"from": "2026-01-01"}
    base = policy(QUALITY, id="base", effective=begins, period=period)
    keys: Json = {
        "effective": {"from": "2025-01-01"},
        "requirements": [{"id": "quality-system", "effective": begins}],
    }
    (told,) = refused(base, **keys)
    assert "is asked for only from 2026-01-01 of the contract period on, unlike in `base`" in told
    override = {"requirement": "quality-system", "rule": "effective", "reason": "agreed"}
    own = extending(base, **keys, overrides=[override])
    order = api.load_order(document({"order": 1, "items": [{"product": "np-500"}], "dates": DATES}))
    found = [ask(manifest(), [each], catalogue(), DAY, order).verdict for each in (load_policy(base), own)]
    assert found == ["fail", "pass"]


def test_what_does_not_conform_is_told_at_its_place() -> None:
    assert "`kind` is missing" in refused(requirements=[{"id": "new", "standards": ["ISO 14001"]}])[0]
    assert "unknown key `covrs`" in refused(requirements=[{"id": "listed-product", "covrs": {}}])[0]
    assert "extends a policy of the same id" in " ".join(refused(id="base"))


def write(folder: Path, name: str, **values: Any) -> None:
    (folder / name).write_text(json.dumps(values), encoding="utf-8")


def head(name: str, extend: str) -> Json:
    return {"policy": 1, "id": name, "title": name, "version": "1", "extend": extend}


def test_files_beside_each_other_and_shipped_policies_are_found(tmp_path: Path) -> None:
    write(tmp_path, "one.json", **head("one", "us-workplace-electrical"))
    (tmp_path / "deep").mkdir()
    write(tmp_path / "deep", "two.json", **head("two", "../one.json"))
    write(tmp_path / "deep", "three.json", **head("three", "two"))
    name = "us-workplace-electrical/conforming/rack-power-supply.yaml"
    fixture = Path(__file__).parent.parent.parent / "fixtures" / "manifests" / name
    (tmp_path / "m.yaml").write_bytes(fixture.read_bytes())
    ended = certgate("check", "m.yaml", "-p", "deep/three.json", "-o", "json", "--as-of", "2026-11-23", cwd=tmp_path)
    assert ended.code == 0
    (given,) = json.loads(ended.out)["inputs"]["policies"]
    assert [each["id"] for each in given["extends"]] == ["two", "one", "us-workplace-electrical"]


def test_files_of_the_same_bytes_that_extend_other_policies_are_not_one_policy(tmp_path: Path) -> None:
    """The second was taken for the first, and its requirements were not asked."""
    for folder, standard in (("one", "ISO 9001"), ("two", "ISO 14001")):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, "base.json", **policy({**QUALITY, "standards": [standard]}, id="base"))
        write(tmp_path / folder, "own.json", **head("own", "base"))
    write(tmp_path, "m.json", **manifest())
    ended = certgate("check", "m.json", "-p", "one/own.json", "-p", "two/own.json", cwd=tmp_path)
    assert ended.code == 2
    assert "policy id `own` is also that of one/own.json" in ended.err


def test_a_circle_and_an_unknown_name_are_errors_with_their_place(tmp_path: Path) -> None:
    write(tmp_path, "a.json", **head("a", "b"))
    write(tmp_path, "b.json", **head("b", "a"))
    write(tmp_path, "c.json", **head("c", "us-workplace-electricl"))
    (tmp_path / "m.yaml").write_text("x", encoding="utf-8")
    ended = certgate("check", "m.yaml", "-p", "a.json", "-p", "c.json", cwd=tmp_path)
    assert ended.code == 2
    assert "`extend: a` leads back to this policy; let one of them stand by itself" in ended.err
    assert "which is no policy; did you mean `us-workplace-electrical`?" in ended.err


def test_a_report_tells_what_is_overridden(tmp_path: Path) -> None:
    loose = {"id": "nrtl-listing", "status": {"checked_within": "2 years"}}
    override = {"requirement": "nrtl-listing", "rule": "status", "reason": "looked up by the laboratory"}
    write(tmp_path, "own.json", **head("own", "us-workplace-electrical"), requirements=[loose], overrides=[override])
    ended = certgate("check", "-", "-p", "own.json", "-q", cwd=tmp_path, stdin='{"manifest": 1}')
    assert ended.code == 2
    base = json.dumps(conforming(api.load_policies(["us-workplace-electrical"], catalogue()), catalogue(), DAY))
    ended = certgate("check", "-", "-p", "own.json", "--as-of", "2026-11-23", cwd=tmp_path, stdin=base)
    assert ended.code == 0
    told = " ".join(ended.out.split())
    assert "policy `own` loosens `status` of requirement `nrtl-listing` against `us-workplace-electrical`" in told
    assert "(the last look-up of the status may be 730 days old at most instead of 365): looked up by the lab" in told
