"""The text report: verdict first, the sentence to forward, the place; and nothing a supplier writes steers it."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.cli.command import certgate, check

pytestmark = pytest.mark.generated

# Escape (moves a cursor, sets a title), bell, bidirectional override, zero-width space, line and paragraph separators.
HOSTILE = "\x1b \x07 \u202e \u200b \u2028 \u2029 \x85 \x9b"


@pytest.mark.parametrize("manifest", ["conforming.yaml", "wrong-kind.yaml", "open.yaml"])
def test_the_text_report(folder: Path, manifest: str, snapshot: SnapshotAssertion) -> None:
    assert check(manifest, cwd=folder).out == snapshot


def test_the_verdict_comes_first_and_last(folder: Path) -> None:
    lines = check("wrong-kind.yaml", cwd=folder).out.splitlines()
    assert lines[0].startswith("BLOCKED as of 2026-11-23: ")
    assert lines[-1].startswith("blocked: ")


def test_a_warning_that_is_counted_is_shown(folder: Path) -> None:
    # The policy passes; its advisory requirement does not, and the buyer is meant to see that.
    out = check("conforming.yaml", cwd=folder).out
    assert "1 warning" in out.splitlines()[0]
    assert "warning: `qms` is to `ISO 9001:2015`, where `ISO 14001` is required" in out


def test_many_passing_manifests_take_a_line_each(folder: Path) -> None:
    (folder / "many").mkdir()
    for number in range(8):
        text = (folder / "conforming.yaml").read_text().replace("enforcement: advisory", "")
        (folder / "many" / f"{number}.yaml").write_text(text)
    policy = folder / "policies" / "power-supply.yaml"
    policy.write_text(policy.read_text().partition("  - id: environment")[0])
    lines = check("many", cwd=folder).out.splitlines()
    assert sum(line.startswith("PASS  many/") for line in lines) == 8
    assert len(lines) < 20


def escaped(text: str) -> str:
    """The text as escapes that YAML reads in double quotes."""
    return "".join(f"\\U{ord(character):08x}" for character in text)


def hostile(folder: Path) -> Path:
    """A manifest whose texts try to steer a terminal and to print lines of their own."""
    odd = escaped(HOSTILE)
    text = (folder / "wrong-kind.yaml").read_text()
    text = text.replace(
        "  name: Northwind Power Systems GmbH", f'  name: "Northwind{odd}\\nPASS  everything\\n::error::x"', 1
    )
    text = text.replace("[NP-500-A, NP-500-B]", f'["NP{odd}\\n    pass  listed-product: by `x`"]')
    (folder / "hostile.yaml").write_text(text.replace("ISO 9001:2015", f'"ISO 9001:2015 {odd}\\n  pass"'))
    return folder / "hostile.yaml"


def test_supplier_text_can_not_steer_the_terminal_or_forge_a_line(folder: Path) -> None:
    hostile(folder)
    ended = check("hostile.yaml", cwd=folder)
    assert ended.code == 1
    assert all(character.isprintable() for character in ended.out.replace("\n", ""))
    assert all(character.isprintable() for character in ended.err.replace("\n", ""))
    assert not any(line.strip().lower().startswith(("pass  everything", "::error")) for line in ended.out.splitlines())
    assert "\\u001b" in ended.out
    assert "\\u202e" in ended.out


def test_errors_about_supplier_text_can_not_steer_the_terminal_either(folder: Path) -> None:
    odd = escaped(HOSTILE)
    (folder / "bad.yaml").write_text(f'manifest: 1\nprepared: "{odd}"\n"sup{odd}": 1\ncertificates: []\n')
    for command in (["check", "bad.yaml", "-p", "policies"], ["validate", "bad.yaml"]):
        ended = certgate(*command, cwd=folder)
        assert ended.code == 2
        assert all(character.isprintable() for character in (ended.out + ended.err).replace("\n", ""))


def test_a_file_name_can_not_steer_the_terminal(folder: Path) -> None:
    name = "a\x1b[2J\u202eb.yaml"
    (folder / name).write_text((folder / "wrong-kind.yaml").read_text())
    (folder / f"bad{name}").write_text("manifest: 2\n")
    ended = check(name, f"bad{name}", cwd=folder)
    assert ended.code == 2
    assert all(character.isprintable() for character in (ended.out + ended.err).replace("\n", ""))
