"""`certgate policy diff` as it is run: what it writes, how it ends, and that its witnesses show what it says."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from syrupy.assertion import SnapshotAssertion

from checker.authoring.diff import Corpus, aligned, difference
from checker.cli.diffing import LEVELS, met
from checker.renderers.diff import formats, render
from checker.renderers.markdown_format import LIMIT, size
from checker.schema import load_schema
from tests.builders import LISTING, QUALITY, Json, catalogue, load_policy, manifest, policy
from tests.cli.command import AS_OF, Ended, certgate
from tests.depth import first, nightly

OLD: Json = policy({**QUALITY, "citation": "contract 4.2"}, LISTING, title="Old")
NEW: Json = policy(
    {**QUALITY, "standards": ["ISO 9001", "ISO 14001"], "status": {"checked_within": "30 days"}},
    {**LISTING, "mark": {"types": ["listed"], "market": "US"}},
    title="New",
    version="2",
)


def write(folder: Path, **files: Json) -> None:
    for name, values in files.items():
        (folder / f"{name}.json").write_text(json.dumps(values))


def diff(*arguments: str, cwd: Path, stdin: str = "") -> Ended:
    return certgate("policy", "diff", *arguments, "--as-of", AS_OF, cwd=cwd, stdin=stdin)


def drawn(*arguments: str, cwd: Path) -> dict[str, Any]:
    ended = diff(*arguments, "-o", "json", cwd=cwd)
    assert (ended.code, ended.err) == (0, "")
    assert [error.message for error in Draft202012Validator(load_schema("diff")).iter_errors(ended.report)] == []
    return ended.report


def aged(checked: str) -> Json:
    """The normative manifest, its look-ups made on a day."""
    values = manifest()
    for entry in values["certificates"]:
        entry["status"]["checked"] = checked
    return values


@pytest.mark.generated
def test_what_people_read(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    write(tmp_path, old=OLD, new=NEW)
    (tmp_path / "corpus").mkdir()
    write(tmp_path / "corpus", fresh=aged("2026-11-05"), old=aged("2026-10-01"))
    for name in ("text", "markdown"):
        ended = diff("old.json", "new.json", "--manifests", "corpus", "-o", name, cwd=tmp_path)
        assert (ended.code, ended.err) == (0, "")
        # The catalogue may change; the digests of the policies do not.
        assert re.sub(r"(?<=catalogue `)[^`]+` `[^`]+", "version` `digest", ended.out) == snapshot(name=name)


@nightly
def test_quiet_leaves_witnesses_and_remarks_out(tmp_path: Path) -> None:
    write(tmp_path, old=OLD, new=NEW)
    ended = diff("old.json", "new.json", "-q", cwd=tmp_path)
    assert "INCOMPARABLE: each policy blocks a manifest that the other does not" in ended.out
    assert "manifest: 1" not in ended.out
    assert "the title now" not in ended.out


@nightly
def test_witnesses_are_written_and_show_what_is_said_of_them(tmp_path: Path) -> None:
    write(tmp_path, old=OLD, new=NEW)
    assert diff("old.json", "new.json", "--witness", "shown", cwd=tmp_path).code == 0
    for direction, blocking in (("looser", "old"), ("stricter", "new")):
        file = f"shown/test-policy-{direction}.yaml"
        for name in ("old", "new"):
            ended = certgate("check", file, "-p", f"{name}.json", "--as-of", AS_OF, cwd=tmp_path)
            assert ended.code == (1 if name == blocking else 0), ended.out


@nightly
def test_a_witness_by_an_order_is_written_with_it(tmp_path: Path) -> None:
    span = {"from": "award", "until": "delivery"}
    hard = {**QUALITY, "surveillance": {"every": "12 months"}}
    write(tmp_path, old=policy(QUALITY, period=span), new=policy(hard, period=span))
    found = drawn("old.json", "new.json", "--witness", "shown", cwd=tmp_path)
    assert (found["relation"], [each["direction"] for each in found["witnesses"]]) == ("stricter", ["stricter"])
    witness = found["witnesses"][0]
    assert "dates: {award: 2026-11-23, delivery: 2027-02-23}" in witness["order"]
    for name, code in (("old", 0), ("new", 1)):
        order = "shown/test-policy-stricter.order.yaml"
        file = f"shown/{witness['file']}"
        day = witness["as_of"]
        ended = certgate("check", file, "-p", f"{name}.json", "--order", order, "--as-of", day, cwd=tmp_path)
        assert ended.code == code, ended.out


def test_nothing_changed(tmp_path: Path) -> None:
    write(tmp_path, old=OLD, new=OLD)
    ended = diff("old.json", "new.json", "--fail-on", "any-change", "--fail-on", "looser", cwd=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("EQUIVALENT: both block the same, on every day and by every order\n")
    assert "No rule changed." in ended.out


@pytest.mark.parametrize(
    ("change", "relation", "levels"),
    [
        ({"status": {"checked_within": "30 days"}}, "stricter", {"stricter", "any-change"}),
        ({"edition": "any"}, "looser", {"looser", "any-change"}),
        ({"standards": ["ISO 14001"]}, "incomparable", {"looser", "stricter", "any-change"}),
        ({"title": "Another title"}, "equivalent", set()),
    ],
    ids=["stricter", "looser", "incomparable", "equivalent"],
)
def test_what_a_run_can_be_told_to_fail_on(change: Json, relation: str, levels: set[str]) -> None:
    pair = aligned(load_policy(policy(QUALITY)), load_policy(policy({**QUALITY, **change})))
    found = difference(pair, catalogue(), date.fromisoformat(AS_OF))
    assert found.relation == relation
    corpus = Corpus(pair, catalogue(), date.fromisoformat(AS_OF), date.fromisoformat(AS_OF))
    assert {level for level in LEVELS if met(level, found, corpus)} == levels


@pytest.mark.generated
def test_a_change_that_a_run_is_to_fail_on_ends_with_1(tmp_path: Path) -> None:
    write(tmp_path, old=policy(QUALITY), new=policy({**QUALITY, "edition": "any"}))
    assert diff("old.json", "new.json", "--fail-on", "looser", "-q", cwd=tmp_path).code == 1
    assert diff("old.json", "new.json", "--fail-on", "stricter", "-q", cwd=tmp_path).code == 0


# A corpus


def test_who_is_judged_otherwise_and_since_when(tmp_path: Path) -> None:
    write(tmp_path, old=policy(QUALITY), new=policy({**QUALITY, "status": {"checked_within": "30 days"}}))
    (tmp_path / "m").mkdir()
    write(tmp_path / "m", fresh=aged("2026-11-05"), stale=aged("2026-10-01"))
    corpus = drawn("old.json", "new.json", "--manifests", "m", cwd=tmp_path)["corpus"]
    assert {key: corpus[key] for key in ("manifests", "blocked_before", "blocked_after", "alike")} == {
        "manifests": 2,
        "blocked_before": 0,
        "blocked_after": 1,
        "alike": 1,
    }
    (flip,) = corpus["flips"]
    assert (flip["path"], flip["direction"], flip["later"]) == ("m/stale.json", "stricter", False)
    assert (flip["from"], flip["or_earlier"]) == ("2026-11-01", False)
    assert flip["requirements"] == [{"id": "quality-system", "outcome": "undetermined", "codes": ["status-stale"]}]


@nightly
def test_who_will_be_judged_otherwise_later(tmp_path: Path) -> None:
    """The surveillance of April 2026 is a year old in April 2027, and the certificate ends in May."""
    write(tmp_path, old=policy(QUALITY), new=policy({**QUALITY, "surveillance": {"every": "12 months"}}))
    write(tmp_path, m=manifest())
    found = drawn("old.json", "new.json", "--manifests", "m.json", cwd=tmp_path)["corpus"]
    (flip,) = found["flips"]
    assert (flip["later"], flip["from"], flip["until"]) == (True, "2027-04-21", "2027-05-09")
    assert (flip["before"], flip["after"]) == ("pass", "fail")
    assert found["later"] == {"looser": 0, "stricter": 1}
    ended = diff(
        "old.json", "new.json", "--manifests", "m.json", "--horizon", "30d", "--fail-on", "flips", cwd=tmp_path
    )
    assert ended.code == 0
    assert (
        "1 manifest: 0 blocked by the old policy, 0 by the new one; 0 newly blocked, 0 no longer blocked\n" in ended.out
    )


def test_since_when_goes_back_to_the_day_on_which_it_began(tmp_path: Path) -> None:
    """The first surveillance came after eleven months, the second after twelve and five days."""
    write(tmp_path, old=policy({**QUALITY, "surveillance": {"every": "6 months"}}), new=policy(QUALITY), m=manifest())
    ended = diff("old.json", "new.json", "--manifests", "m.json", "--fail-on", "flips", cwd=tmp_path)
    assert ended.code == 1
    assert "no longer blocked  m.json (Northwind Power Systems GmbH), since 2026-10-21, until 2027-05-09" in ended.out


def test_a_manifest_that_can_not_be_used_is_listed(tmp_path: Path) -> None:
    write(tmp_path, old=policy(QUALITY), new=policy(LISTING), m=manifest(), broken={"manifest": 1})
    ended = diff("old.json", "new.json", "--manifests", "m.json", "--manifests", "broken.json", cwd=tmp_path)
    assert ended.code == 2
    assert "Input that could not be used:" in ended.out
    assert "broken.json" in ended.out
    assert "1 manifest:" in ended.out
    quiet = diff(
        "old.json", "new.json", "--manifests", "broken.json", "-o", "json=d.json", "-o", "markdown", cwd=tmp_path
    )
    assert quiet.code == 2
    assert "broken.json" in quiet.err


# Names


@nightly
def test_versions_that_follow_each_other_are_compared_on_the_same_days(tmp_path: Path) -> None:
    hard = {**QUALITY, "status": {"checked_within": "30 days"}}
    write(
        tmp_path,
        one=policy(QUALITY, version="1", effective={"until": "2026-12-31"}),
        two=policy(hard, version="2", effective={"from": "2027-01-01"}),
    )
    found = drawn("one.json", "two.json", cwd=tmp_path)
    assert found["relation"] == "stricter"
    assert found["note"] == (
        "compared as if both were in effect on all days: the version `1` is in effect until 2026-12-31,"
        " the version `2` from 2027-01-01 on"
    )
    (tmp_path / "both").mkdir()
    for name in ("one", "two"):
        (tmp_path / f"{name}.json").rename(tmp_path / "both" / f"{name}.json")
    assert drawn("both@1", "both@2", cwd=tmp_path)["relation"] == "stricter"
    ended = diff("both@1", "both@3", cwd=tmp_path)
    assert (ended.code, ended.err) == (2, "certgate: `both` has no version `3`; known: `1`, `2`\n")


@nightly
def test_the_old_policy_from_standard_input(tmp_path: Path) -> None:
    """As `git show main:policy.yaml` gives it."""
    write(tmp_path, new=policy(QUALITY))
    ended = diff("-", "new.json", "-q", cwd=tmp_path, stdin=json.dumps(policy({**QUALITY, "edition": "any"})))
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("STRICTER: ")
    twice = diff("-", "-", cwd=tmp_path, stdin="{}")
    assert (twice.code, len(twice.err.splitlines())) == (2, 1)
    assert diff("-", "new.json", cwd=tmp_path, stdin="").code == 2


def test_shipped_policies_by_id(tmp_path: Path) -> None:
    found = drawn("eu-mdr-class-iia", "eu-mdr-class-iib", cwd=tmp_path)
    assert found["old"]["path"] == "policies/eu-mdr-class-iia.yaml"
    assert found["remarks"][0].startswith("the policy was called `eu-mdr-class-iia`")


@pytest.mark.parametrize(
    ("arguments", "message"),
    first(
        [
            (["old.json", "nowhere"], "`nowhere` is neither a file nor the id of a shipped policy"),
            (["old.json", "."], "holds 2 policies; name the one to compare"),
            (["old.json", "new.json", "--fail-on", "lose"], "`lose` is nothing to fail on; did you mean `looser`?"),
            (["old.json", "new.json", "--fail-on", "flips"], "name manifests with `--manifests`"),
            (["old.json", "new.json", "-o", "html"], "`html` is no format of a difference of policies"),
            (["old.json", "new.json", "-o", "json=new.json"], "`-o` would write over `new.json`"),
            (["old.json"], "the argument `new` is missing"),
        ],
        3,
    ),
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_what_can_not_be_run_is_said_in_one_line(tmp_path: Path, arguments: list[str], message: str) -> None:
    write(tmp_path, old=OLD, new=policy(LISTING, id="another"))
    ended = diff(*arguments, cwd=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert message.casefold() in ended.err.casefold()
    assert len(ended.err.splitlines()) == 1


# What others wrote

HOSTILE = (
    "<script>alert(1)</script> @ada ::set-output name=x:: ##vso[task] | `x` [a](http://b.example) \u202e\x1b[2J\n# end"
)


def hostile_diff(tmp_path: Path) -> dict[str, Any]:
    """A difference in which everything that others write is hostile, and much of it."""
    old = policy({**QUALITY, "citation": HOSTILE}, title=HOSTILE, applies_to={"categories": [HOSTILE]})
    new = policy({**QUALITY, "remedy": HOSTILE, "covers": {"activities": ["a"]}}, title="New", citations=[HOSTILE])
    values = manifest()
    values["supplier"]["name"] = HOSTILE
    write(tmp_path, old=old, new=new, m=values)
    found = drawn("old.json", "new.json", "--manifests", "m.json", cwd=tmp_path)
    found["corpus"]["flips"] *= 2_000
    found["parts"] *= 400
    found["remarks"] *= 400
    return found


@nightly
def test_markdown_stays_small_and_what_others_wrote_stays_text(tmp_path: Path) -> None:
    found = hostile_diff(tmp_path)
    assert found["corpus"]["flips"]
    text = "".join(render(found, "markdown"))
    assert size(text.splitlines()) <= LIMIT
    assert "left out" in text
    for part in ("\u202e", "\x1b", "##vso["):
        assert part not in text
    assert not [line for line in text.splitlines() if line.lstrip().startswith(("::", "# "))]
    told = "\n".join(line for line in text.splitlines() if not line.startswith("    "))
    outside = re.sub(r"``.*?``|`[^`]*`", "", told)
    assert not re.search(r"<script|(?<!\\)\]\(http|@ada", outside)


@nightly
def test_text_is_no_command_to_a_pipeline(tmp_path: Path) -> None:
    text = "".join(render(hostile_diff(tmp_path), "text"))
    for part in ("\u202e", "\x1b", "##vso["):
        assert part not in text
    assert not [line for line in text.splitlines() if line.lstrip().startswith("::")]
    assert "and 1,975 more manifests; `-v` shows all" in text


def test_the_formats_are_found_by_being_there() -> None:
    assert formats() == ("json", "markdown", "text")


def test_the_documents_behind_manifests_are_looked_at() -> None:
    """A policy that asks for them blocks nobody who attached them."""
    root = Path(__file__).parents[2]
    names = [f"policies/{name}.yaml" for name in ("fda-qmsr-supplier", "quality-system-documented")]
    found = drawn(*names, "--manifests", "fixtures/manifests/quality-system-documented/conforming", cwd=root)
    assert (found["corpus"]["manifests"], found["corpus"]["blocked_after"]) == (2, 0)
