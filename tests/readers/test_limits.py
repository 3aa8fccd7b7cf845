"""Limits: one table for people, one for the program, one for editors; set within bounds, told where they are met."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.cli.config import find_config
from checker.cli.entry import _guarded
from checker.errors import InputError
from checker.readers import Source, limits, read
from checker.readers.limit_settings import BOUNDS, limits_of, raised, rows
from checker.readers.limits import GIGABYTE, KILOBYTE, MEGABYTE, Limits
from tests.builders import LISTING, document, manifest, policy
from tests.cli.command import certgate

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / ".github" / "LIMITS.md").read_text(encoding="utf-8")
SCHEMA = json.loads((ROOT / "schemas" / "config.schema.json").read_text(encoding="utf-8"))["properties"]["limits"]


@pytest.fixture(autouse=True)
def _usual_afterwards() -> Iterator[None]:
    yield
    limits.apply(Limits())


def cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("|").split("|"))


def stated(**settings: object) -> Limits:
    return limits_of(document({"limits": settings}, "certgate.yaml"), settings)


# Tables


def test_the_guide_has_the_limits_that_can_be_set() -> None:
    told = [cells(line) for line in GUIDE.splitlines() if re.match(r"\| `[a-z_]+` \|", line)]
    assert told == [(f"`{name}`", *rest) for name, *rest in rows()]


def test_the_guide_has_the_fixed_limits() -> None:
    told = [cells(line) for line in GUIDE.splitlines() if re.match(r"\| `checker/", line)]
    assert len(told) > 20
    for where, _, what, usual in told:
        path, _, name = where.strip("`").partition(":")
        value: Any = getattr(importlib.import_module(path.removesuffix(".py").replace("/", ".")), name)
        assert usual in {f"{value:,}", limits.size(value)}, where
        assert what


def test_no_constant_that_bounds_an_input_is_left_out_of_the_guide() -> None:
    names = "[A-Z_]*BYTES|LONGEST|DEEPEST|DEPTH|MOST_[A-Z]+|ELEMENTS|PARTS|SIGNATURES"
    bounding = re.compile(f"^(_?(?:{names})) = ", re.MULTILINE)
    rooms = ("catalogue", "credentials", "decision_log", "evidence", "model", "readers", "registers", "report")
    files = [path for room in (*rooms, "signing") for path in (ROOT / "checker" / room).rglob("*.py")]
    files += [*(ROOT / "checker").glob("*.py")]
    found = {
        f"`{path.relative_to(ROOT).as_posix()}:{name}`"
        for path in files
        for name in bounding.findall(path.read_text(encoding="utf-8"))
    }
    assert sorted(name for name in found if name not in GUIDE) == []


def test_the_schema_has_every_limit_with_its_bounds() -> None:
    assert list(SCHEMA["properties"]) == list(BOUNDS) == list(Limits._fields)
    for name, what, usual, lowest, highest, _ in rows():
        told = SCHEMA["properties"][name]
        assert told["description"] == f"The most {what}, from {lowest} to {highest}. Left out: {usual}."
        assert told["type"] == ("string" if name.endswith("_bytes") else "integer")
        assert stated(**{name: told["examples"][0]})


# Settings


@pytest.mark.parametrize("name", BOUNDS)
def test_a_limit_can_be_lowered_and_raised_as_far_as_its_bounds(name: str) -> None:
    bound, usual = BOUNDS[name], getattr(Limits(), name)
    assert bound.lowest < usual < bound.ceiling
    for count in (bound.lowest, bound.ceiling):
        text = limits.size(count) if name.endswith("_bytes") else str(count)
        assert stated(**{name: text}) == Limits()._replace(**{name: count})
    for count, words in ((bound.ceiling * 2, "the most"), (bound.lowest // 2, "the least")):
        text = limits.size(count) if name.endswith("_bytes") else str(count)
        if count and not text.endswith("bytes"):
            with pytest.raises(InputError, match=f"certgate.yaml.*`{name}: {text}` is .*{words} that can be set"):
                stated(**{name: text})


def test_a_refused_setting_says_why() -> None:
    with pytest.raises(InputError) as caught:
        stated(document_bytes="1 GB", depth=1000, values=1)
    first, second, third = (str(problem).removeprefix("certgate.yaml:1:1: ") for problem in caught.value.problems)
    assert first == (
        "`document_bytes: 1 GB` is above 256 MB, the most that can be set; it is held in memory whole, "
        "as values that take ten times its bytes and more; set 256 MB or less"
    )
    assert second == (
        "`depth: 1000` is above 128, the most that can be set; "
        "programs that walk through deeper ones run out of stack; set 128 or less"
    )
    assert third == "`values: 1` is below 100, the least that can be set; set 100 or more, or leave it out"


def test_sizes_are_written_as_they_are_set() -> None:
    sizes = (16 * MEGABYTE, 512 * KILOBYTE, 2 * GIGABYTE, 1536 * MEGABYTE, 1000)
    assert [limits.size(count) for count in sizes] == ["16 MB", "512 KB", "2 GB", "1536 MB", "1,000 bytes"]


def test_what_is_told_to_set_can_be_set_until_the_ceiling() -> None:
    for name in BOUNDS:
        limits.apply(Limits())
        told = []
        while higher := raised(name):
            told.append(higher)
            limits.apply(stated(**{name: higher}))
            assert len(told) < 30
        assert getattr(limits.current(), name) == BOUNDS[name].ceiling
        assert limits.mend("split it", name) == "split it"


# A run


def configured(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.chdir(folder)
    (folder / "certgate.yaml").write_text(text, encoding="utf-8")


def test_a_run_has_the_limits_of_its_configuration_and_the_next_one_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configured(tmp_path, monkeypatch, "limits: {document_bytes: 2 KB}\n")
    (tmp_path / "m.json").write_text(json.dumps(manifest()), encoding="utf-8")
    check = ["check", "m.json", "-p", "us-workplace-electrical", "--as-of", "2026-11-23"]
    # The policy is a document as well.
    assert _guarded(check) == 2
    assert "larger than 2 KB" in capsys.readouterr().err
    (tmp_path / "certgate.yaml").unlink()
    assert _guarded(check) == 0
    assert limits.current() == Limits()


@pytest.mark.parametrize(
    ("setting", "data", "told"),
    [
        (
            "depth: 8",
            '{"a": [[[[[[[[[]]]]]]]]]}',
            "nested deeper than 8 levels; flatten the document, or set `limits: {depth: 16}`",
        ),
        (
            "values: 100",
            f'{{"a": [{"1, " * 200}1]}}',
            "more than 100 values; split the document, or set `limits: {values: 200}`",
        ),
        ("document_bytes: 1 KB", f'{{"a": "{"x" * 2000}"}}', "set `limits: {document_bytes: 2 KB}` in certgate.yaml"),
    ],
)
@pytest.mark.parametrize("name", ["m.json", "m.yaml", "m.ndjson"])
def test_a_lower_limit_holds_in_every_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, data: str, told: str, name: str
) -> None:
    configured(tmp_path, monkeypatch, f"limits: {{{setting}}}\n")
    find_config(None)
    (found,) = read(Source.from_stdin(data.encode(), name))
    assert isinstance(found, InputError)
    assert told in str(found)


@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_the_highest_depth_is_walked_through_to_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    deep = manifest() | {"x-deep": json.loads("[" * 126 + "1" + "]" * 126)}
    configured(tmp_path, monkeypatch, "limits: {depth: 128}\n")
    (tmp_path / f"m.{suffix}").write_text(json.dumps(deep), encoding="utf-8")
    arguments = [f"m.{suffix}", "-p", "us-workplace-electrical", "--as-of", "2026-11-23"]
    assert _guarded(["check", *arguments, "-v"]) == 0
    assert _guarded(["check", *arguments, "-o", "json"]) == 0
    assert "m." in capsys.readouterr().out


def test_the_processes_of_a_run_have_its_limits(tmp_path: Path) -> None:
    (tmp_path / "certgate.yaml").write_text("limits: {values: 100}\n", encoding="utf-8")
    (tmp_path / "p.yaml").write_text(json.dumps(policy(LISTING)), encoding="utf-8")
    line = json.dumps(manifest() | {"x-own": [1] * 100})
    (tmp_path / "m.ndjson").write_text(f"{line}\n" * 4, encoding="utf-8")
    arguments = ("check", "m.ndjson", "-p", "p.yaml", "--as-of", "2026-11-23")
    one, two = (certgate(*arguments, "--workers", count, cwd=tmp_path) for count in ("1", "2"))
    assert one == two
    assert one.code == 2
    assert (one.out + one.err).count("more than 100 values; split the document") == 4


def test_standard_input_has_a_limit_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configured(tmp_path, monkeypatch, "limits: {stdin_bytes: 1 KB}\n")
    data = tmp_path / "in"
    data.write_bytes(b" " * 1025)
    with data.open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert _guarded(["check", "-", "-p", "us-workplace-electrical"]) == 2
    told = capsys.readouterr().err
    assert told == (
        "certgate: standard input is larger than 1 KB; give a file instead, "
        "or set `limits: {stdin_bytes: 2 KB}` in certgate.yaml\n"
    )
