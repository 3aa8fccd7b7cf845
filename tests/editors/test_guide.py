"""The guide for editors: its snippets can be pasted, its paths exist after `schema --write`."""

from __future__ import annotations

import json
import re
from pathlib import Path

from checker.api import schema_names, schema_text
from tests.cli.command import certgate

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / ".github" / "EDITORS.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


def test_the_schemas_are_written_where_the_guide_says(tmp_path: Path) -> None:
    assert blocks("sh") == ["certgate schema --write\n"]
    ended = certgate("schema", "--write", cwd=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.split() == [f".certgate/{name}.schema.json" for name in schema_names()]
    for name in schema_names():
        assert (tmp_path / f".certgate/{name}.schema.json").read_text(encoding="utf-8") == schema_text(name)
    for path in re.findall(r"\.certgate/[\w-]+\.schema\.json", GUIDE):
        assert (tmp_path / path).is_file(), path
    (tmp_path / "m.json").write_text(schema_text("manifest")[:1], encoding="utf-8")
    assert ".certgate" not in certgate("validate", ".", cwd=tmp_path).err


def test_written_again_they_are_those_of_this_version_and_nothing_else_changes(tmp_path: Path) -> None:
    certgate("schema", "--write", "other/place", cwd=tmp_path)
    file = tmp_path / "other/place/order.schema.json"
    file.write_text("old", encoding="utf-8")
    (tmp_path / "other/place/own.json").write_text("mine", encoding="utf-8")
    assert certgate("schema", "--write", "other/place", cwd=tmp_path).code == 0
    assert file.read_text(encoding="utf-8") == schema_text("order")
    assert (tmp_path / "other/place/own.json").read_text(encoding="utf-8") == "mine"


def test_what_can_not_be_written_is_refused_with_a_mend(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for given, said in [
        ("file", "certgate: can not make the folder `file`: file exists\n"),
        (
            "manifest",
            "certgate: `--write` writes all schemas, into a folder; write `./manifest` for a folder of that name\n",
        ),
    ]:
        ended = certgate("schema", "--write", given, cwd=tmp_path)
        assert (ended.code, ended.err) == (2, said)


def test_the_settings_can_be_pasted() -> None:
    (settings,) = map(json.loads, blocks("json"))
    assert set(settings) == {"yaml.schemas", "yaml.schemaStore.enable"}
    for path, patterns in settings["yaml.schemas"].items():
        assert path.removeprefix(".certgate/").removesuffix(".schema.json") in schema_names()
        assert all(isinstance(pattern, str) for pattern in patterns)


def test_the_first_lines_name_every_format_that_people_write() -> None:
    written = "manifest policy waivers order policy-tests catalogue config"
    lines = blocks("yaml")[0].splitlines()
    assert lines == [f"# yaml-language-server: $schema=.certgate/{name}.schema.json" for name in written.split()]
