"""Reports are written whole or not at all, over nothing that the run reads, and nothing old stays among them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.command import COMMAND, Ended, check

pytestmark = pytest.mark.generated

MANIFEST = "conforming.yaml"


def refused(ended: Ended, message: str) -> None:
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err
    assert ended.err.count("\n") == 1


def test_pages_of_an_earlier_run_are_taken_away_and_other_files_stay(folder: Path) -> None:
    check(MANIFEST, "wrong-kind.yaml", "open.yaml", "-o", "html=site/", cwd=folder)
    (folder / "site" / "notes.html").write_text("<p>mine</p>")
    (folder / "site" / "logo.png").write_text("")
    before = {path.name for path in (folder / "site").iterdir()}
    check(MANIFEST, "-o", "html=site/", cwd=folder)
    after = {path.name for path in (folder / "site").iterdir()}
    assert after < before
    assert {"index.html", "notes.html", "logo.png"} < after
    assert len(after) == 4, "the first page, that of the one manifest, and what is not ours"


@pytest.mark.parametrize("target", [MANIFEST, f"./{MANIFEST}", "link.yaml", "policies/power-supply.yaml", "hard.yaml"])
def test_a_report_does_not_replace_what_the_run_reads(folder: Path, target: str) -> None:
    (folder / "link.yaml").symlink_to(MANIFEST)
    os.link(folder / MANIFEST, folder / "hard.yaml")
    before = (folder / target).read_bytes()
    refused(check(MANIFEST, "-o", f"json={target}", cwd=folder), f"`-o` would write over `{target}`")
    assert (folder / target).read_bytes() == before


def test_two_reports_to_one_file_are_refused_by_whatever_names(folder: Path) -> None:
    (folder / "out").write_text("")
    (folder / "link").symlink_to("out")
    refused(check(MANIFEST, "-o", "csv=out", "-o", "json=link", cwd=folder), "two reports go to `link`")
    (folder / "site").mkdir()
    ended = check(MANIFEST, "-o", "html=site/", "-o", "json=site/index.html", cwd=folder)
    refused(ended, "`site/index.html` lies in a folder that another report fills")


def test_a_dash_is_standard_output(folder: Path) -> None:
    ended = check(MANIFEST, "-o", "csv=-", cwd=folder)
    assert ended.out == check(MANIFEST, "-o", "csv", cwd=folder).out
    assert not (folder / "-").exists()


def test_devices_take_any_number_of_reports(folder: Path) -> None:
    assert check(MANIFEST, "-o", "csv=/dev/null", "-o", "json=/dev/null", cwd=folder).code == 0


def test_a_link_stays_a_link_and_permissions_stay_as_they_are(folder: Path) -> None:
    (folder / "real.json").write_text("old")
    (folder / "real.json").chmod(0o600)
    (folder / "link.json").symlink_to("real.json")
    check(MANIFEST, "-o", "json=link.json", cwd=folder)
    assert (folder / "link.json").is_symlink()
    assert (folder / "real.json").read_text(encoding="utf-8").startswith("{")
    assert (folder / "real.json").stat().st_mode & 0o777 == 0o600


def test_a_full_disk_is_said_in_one_line(folder: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    refused(
        check(MANIFEST, "-o", "json", "-o", "csv=/dev/full", cwd=folder), "can not write `/dev/full`: no space left"
    )


def test_nothing_half_written_is_left(folder: Path) -> None:
    check(MANIFEST, "-o", "json=out.json", "-o", "html=out.html", cwd=folder)
    assert not [path.name for path in folder.iterdir() if path.name.endswith(".part")]


def closed(folder: Path, redirection: str) -> tuple[int, str]:
    """A run in a shell that closes or redirects a standard stream; its exit code, and all that it printed."""
    line = f"{COMMAND} check {MANIFEST} -p policies --as-of 2026-11-23 -o text -o csv=out.csv {redirection}"
    ended = subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout + ended.stderr


def test_a_closed_standard_output_is_an_error_and_the_files_are_whole(folder: Path) -> None:
    code, printed = closed(folder, ">&-")
    assert code == 2
    assert printed.startswith("certgate: standard output is closed")
    assert (folder / "out.csv").read_text(encoding="utf-8").count("\n") > 1


def test_a_closed_standard_error_changes_nothing(folder: Path) -> None:
    assert closed(folder, "2>&-")[0] == 0


def test_a_reader_who_leaves_does_not_cost_the_files(folder: Path) -> None:
    code, _ = closed(folder, "| head -c 1 >/dev/null; exit ${PIPESTATUS[0]}")
    assert code in (0, 2)
    assert (folder / "out.csv").exists()


def test_a_pipe_that_nobody_reads_is_no_finding(folder: Path) -> None:
    line = f"{{ sleep 0.2; {COMMAND} schema --write; echo $? >code; }} | true; sleep 0.1; cat code"
    ended = subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=False)
    assert ended.stdout == "2\n"
