"""One supplier through three years (fixtures/story): every chapter comes out as it is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.command import certgate
from tests.consumers import accepted
from tests.depth import nightly
from tests.expected import codes_of
from tests.story import PICTURE, STORY, console_blocks, picture

CHAPTERS: list[dict[str, Any]] = yaml.load((STORY / "story.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)[
    "chapters"
]


def title(chapter: dict[str, Any]) -> str:
    given = [chapter[key] for key in ("file", "as_of", "order", "waivers") if key in chapter]
    return " ".join(given)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=title)
def test_a_chapter_comes_out_as_told(chapter: dict[str, Any]) -> None:
    given = [f"--{key}={chapter[key]}" for key in ("order", "waivers") if key in chapter]
    arguments = [chapter["file"], "-p", chapter["policy"], "--as-of", chapter["as_of"], *given]
    ended = certgate("check", *arguments, "-o", "json", cwd=STORY)
    (manifest,) = ended.report["manifests"]
    codes = sorted({code for policy in manifest["policies"] for code in codes_of(policy)})
    result = chapter.get("result", "passed" if chapter["exit_code"] == "0" else "blocked")
    told = (manifest["verdict"], codes, ended.report["result"], ended.code)
    assert told == (chapter["verdict"], chapter["codes"], result, int(chapter["exit_code"]))


def test_every_manifest_of_the_story_is_told() -> None:
    manifests = {path.name for path in STORY.glob("[0-9]*.yaml")}
    assert manifests == {chapter["file"] for chapter in CHAPTERS}


def test_the_guide_shows_what_the_commands_print() -> None:
    found = console_blocks()
    assert found
    for shown, printed in found:
        assert shown == printed


def test_the_picture_of_the_guide_is_that_of_the_forecast() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture()


@pytest.mark.xdist_group("consumers")
@nightly
@pytest.mark.parametrize("command", ["forecast", "check"])
def test_pages_with_waivers_plans_and_courses_are_accepted(command: str, tmp_path: Path) -> None:
    """By the Nu Html Checker and axe, where the scripts that run them lie beside the checkout."""
    given = ["5-suspended.yaml", "-p", "policies", "--as-of", "2025-09-08", "--waivers", "waivers.yaml"]
    file = tmp_path / "page.html"
    asked = ["--advise"] if command == "check" else []
    certgate(command, *given, *asked, "-o", f"html={file}", cwd=STORY)
    accepted("verify_html.sh", str(file), cwd=tmp_path)
