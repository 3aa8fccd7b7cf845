"""`certgate init`: a manifest to fill in, from the command line and at a terminal."""

from __future__ import annotations

import os
import pty
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from checker.api import schema_text
from tests.cli.command import AS_OF, COMMAND, certgate
from tests.depth import first

FLAGS = ("init", "-p", "us-medical-electrical", "--supplier", "Northwind Power Systems GmbH")


@pytest.mark.generated
def test_what_it_writes_passes_validate_and_does_not_pass_check(tmp_path: Path) -> None:
    ended = certgate(*FLAGS, "--product", "np-500", "--site", "Linz plant", "-o", "m.yaml", cwd=tmp_path)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err.splitlines() == [
        "certgate: wrote m.yaml, and .certgate/manifest.schema.json by which an editor completes and checks it",
        "certgate: fill it in, then run `certgate validate m.yaml`",
    ]
    text = (tmp_path / "m.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=.certgate/manifest.schema.json\n")
    assert f"prepared: {datetime.now(UTC).date()}" in text
    assert "    - id: linz-plant\n      name: Linz plant\n" in text
    assert (tmp_path / ".certgate" / "manifest.schema.json").read_text(encoding="utf-8") == schema_text("manifest")
    validated = certgate("validate", ".", cwd=tmp_path)
    assert validated.code == 0
    assert validated.out.endswith("1 schema-conforming, 0 not; plausibility: 2 warnings\n")
    assert "`standard` of `listed-product` is still to be filled in" in validated.out
    assert certgate("validate", ".", "--strict", cwd=tmp_path).code == 1
    assert certgate("check", ".", "-p", "us-medical-electrical", cwd=tmp_path).code == 1


def test_writes_to_stdout_where_no_file_is_named(tmp_path: Path) -> None:
    ended = certgate(*FLAGS, "--as-of", AS_OF, cwd=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    assert f"prepared: {AS_OF}\n" in ended.out
    assert list(tmp_path.iterdir()) == []
    assert certgate("validate", "-", "--stdin-filename", "m.yaml", cwd=tmp_path, stdin=ended.out).code == 0


def test_writes_over_nothing_unless_forced(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text("mine\n", encoding="utf-8")
    ended = certgate(*FLAGS, "-o", "m.yaml", cwd=tmp_path)
    assert (ended.code, (tmp_path / "m.yaml").read_text(encoding="utf-8")) == (2, "mine\n")
    assert ended.err == "certgate: `m.yaml` is there already; name another file, or write over it with --force\n"
    assert certgate(*FLAGS, "-o", "m.yaml", "--force", cwd=tmp_path).code == 0
    assert (tmp_path / "m.yaml").read_text(encoding="utf-8") != "mine\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    first(
        [
            (["init"], "no policy is given; name one with `-p`"),
            (["init", "-p", "us-medical-electrical"], "no supplier is given; write `--supplier NAME`"),
            (["init", "-p", "us-medical-electrcal", "--supplier", "X"], "did you mean `us-medical-electrical`?"),
            ([*FLAGS, "-o", "m.json"], "`m.json` is no name for a manifest with comments; write `-o NAME.yaml`"),
            ([*FLAGS, "-o", "no/m.yaml"], "there is no folder `no`"),
            ([*FLAGS, "--product", "§§"], "`--product §§` says no name that an id can be made of"),
            ([*FLAGS, "--product", "a b", "--product", "A-b"], ""),
            ([*FLAGS, "--product", "a b", "--product", "A b"], "has the id `a-b`, which another one has"),
            (["init", "-p", "watersense", "--supplier", "FILL-IN"], "`FILL-IN` is no name of a supplier"),
            (["init", "-p", "watersense", "--supplier", " "], "is no name of a supplier"),
        ],
        3,
    ),
)
def test_never_hangs_and_says_what_is_missing(tmp_path: Path, arguments: list[str], message: str) -> None:
    ended = certgate(*arguments, cwd=tmp_path)
    assert ended.code == (2 if message else 0)
    assert message in ended.err
    assert "Traceback" not in ended.err


def test_policies_of_the_configuration_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "certgate.yaml").write_text("policies: [watersense]\n", encoding="utf-8")
    ended = certgate("init", "--supplier", "Northwind", cwd=tmp_path)
    assert ended.code == 0
    assert "## For watersense" in ended.out
    assert "`certgate check manifest.yaml` says what is missing" in ended.out


def at_a_terminal(folder: Path, typed: bytes, *arguments: str) -> tuple[int, str]:
    """How a run ends whose standard streams are a terminal, and all that it printed."""
    leader, follower = pty.openpty()
    run = subprocess.Popen([str(COMMAND), *arguments], cwd=folder, stdin=follower, stdout=follower, stderr=follower)
    os.close(follower)
    os.write(leader, typed)
    shown = b""
    try:
        while part := os.read(leader, 65_536):
            shown += part
    except OSError:  # the terminal of a process that ended
        pass
    os.close(leader)
    return run.wait(timeout=60), shown.decode().replace("\r\n", "\n")


def test_asks_at_a_terminal_for_what_no_option_says(tmp_path: Path) -> None:
    code, shown = at_a_terminal(
        tmp_path, b"\nNorthwind GmbH\nnp-500\nNP 900\n\n\n", "init", "-p", "watersense", "-o", "m.yaml"
    )
    assert code == 0, shown
    assert shown.count("Your legal name, as printed on certificates: ") == 2
    assert "A site where it is designed or made, by its id or name (Enter: later): " in shown
    text = (tmp_path / "m.yaml").read_text(encoding="utf-8")
    assert "  name: Northwind GmbH\n" in text
    assert "  - id: np-500\n" in text
    assert "  - id: np-900\n    name: NP 900\n" in text


def test_the_end_of_input_and_an_interrupt_end_it(tmp_path: Path) -> None:
    code, shown = at_a_terminal(tmp_path, b"\x04", "init", "-p", "watersense")
    assert (code, "nothing was answered; give --supplier NAME" in shown) == (2, True)
    assert list(tmp_path.iterdir()) == []
