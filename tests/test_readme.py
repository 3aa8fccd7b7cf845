"""The README shows what the program prints, and what it names exists.

`python -m tests.test_readme` rewrites the output shown in the README; read the change before it is committed.
"""

from __future__ import annotations

import re
import shlex
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.engine.result import ExitCode
from tests.cli.command import certgate

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOCUMENTS = [
    README,
    ROOT / "CHANGELOG.md",
    *(ROOT / ".github").glob("*.md"),
    *(path for name in ("checker", "policies", "schemas", "fixtures") for path in (ROOT / name).rglob("*.md")),
]

_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)#:\s]+)(#[^)\s]*)?\)")
_ROW = re.compile(r"^\| (\d+) \| (\w+) \| \S.* \|$", re.MULTILINE)


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return [found.group(2) for found in _FENCED.finditer(text) if found.group(1) == language]


def transcript(commands: str, folder: Path) -> str:
    """A console block as it would be: each command, then what it prints."""
    lines, code = [], 0
    for line in commands.splitlines():
        if not line.startswith("$ "):
            continue
        lines.append(line)
        if line == "$ echo $?":
            lines.append(str(code))
            continue
        name, *arguments = shlex.split(line[2:])
        assert name == "certgate"
        ended = certgate(*arguments, cwd=folder)
        code = ended.code
        lines += (ended.out + ended.err).splitlines()
    return "\n".join(lines) + "\n"


def as_it_would_be(text: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Each console block of the README, and what it would be if run now beside the manifest shown."""
    (manifest,) = blocks(text, "yaml")
    name = re.findall(r"as `([\w.-]+\.yaml)`", text)[0]
    (folder / name).write_text(manifest, encoding="utf-8")
    for block in blocks(text, "console"):
        yield block, transcript(block, folder)


def test_the_commands_print_what_the_readme_shows(tmp_path: Path) -> None:
    for shown, printed in as_it_would_be(README.read_text(encoding="utf-8"), tmp_path):
        assert shown == printed


def test_the_exit_code_table_is_that_of_the_program() -> None:
    rows = {int(code): name for code, name in _ROW.findall(README.read_text(encoding="utf-8"))}
    assert rows == {int(code): code.name.lower() for code in ExitCode}


def test_the_make_commands_exist() -> None:
    shown = re.findall(r"^make (\w+)", "".join(blocks(README.read_text(encoding="utf-8"), "sh")), re.MULTILINE)
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert shown
    assert set(shown) <= set(targets)


def test_the_readme_is_short() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 150


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_linked_paths_exist(document: Path) -> None:
    for path, anchor in _LINK.findall(document.read_text(encoding="utf-8")):
        target = (document.parent / path).resolve()
        assert target.exists(), path
        if anchor:
            headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor[1:] in {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_paths_in_the_architecture_exist() -> None:
    text = (ROOT / "checker" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    cited = re.findall(r"`((?:checker|policies|schemas|fixtures|tests|\.github)/[\w./-]*)`", text)
    assert cited
    assert [path for path in cited if not (ROOT / path).exists()] == []


def rewrite() -> None:
    """Put what the commands print now into the README."""
    text = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for shown, printed in as_it_would_be(text, Path(folder)):
            text = text.replace(f"```console\n{shown}```", f"```console\n{printed}```")
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    rewrite()
