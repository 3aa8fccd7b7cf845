"""The fixtures of credentials are those that `python -m tests.credentials.fixtures` writes, and every code has one."""

from __future__ import annotations

from checker.gates._credentials import CREDENTIAL_CODES
from tests.credentials import fixtures


def test_the_files_are_what_their_program_writes() -> None:
    # How status lists are packed depends on the version of zlib.
    exact = {path: data for path, data in fixtures.files().items() if path.parent.name != "trust"}
    assert [path.name for path, data in exact.items() if path.read_bytes() != data] == []


def test_every_code_of_a_credential_has_a_fixture() -> None:
    raised = {code for case in fixtures.cases() for code in case.codes}
    assert {code.name for code in CREDENTIAL_CODES} <= raised
