"""A folder in which runs are made and verified, the command run in this process."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from checker.cli.entry import _guarded
from checker.signing.keys import ED25519
from checker.signing.signers import private_pem
from tests.signing.pairs import pair

DATA = Path(__file__).parents[1] / "cli" / "data"
AS_OF = "2026-11-23"

ORDER = """\
order: 1
items:
  - product: np-500
    models: [NP-500-A, NP-500-B]
    categories: [electrical-equipment]
    markets: [US]
    produced_at: [linz]
dates: {award: 2026-12-01, delivery: 2027-02-28}
"""
WAIVERS = """\
waivers: 1
items:
  - id: W-1
    policy: power-supply
    requirement: listed-product
    codes: [management-system-for-product]
    supplier: {name: Northwind Power Systems GmbH}
    reason: field evaluation booked
    approved_by: Head of procurement
    approved: 2026-11-02
    expires: 2027-01-31
"""
CATALOGUE = """\
catalogue: 1
version: "own"
bodies:
  - id: own-body
    names: [Own Body Ltd]
    source: the register
    confidence: verified
    as_of: 2026-11-23
"""


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def checks(self) -> list[dict[str, Any]]:
        """The checks of a verification in JSON."""
        found: list[dict[str, Any]] = json.loads(self.out)["checks"]
        return found

    @property
    def against(self) -> list[tuple[str, str | None, str]]:
        """Question, subject and outcome of every check that does not pass."""
        rows = [(each["check"], each["subject"], each["outcome"]) for each in self.checks]
        return [row for row in rows if row[2] != "pass"]


class Desk:
    """The test data in a folder, keys, and the buyer's files beside them."""

    def __init__(self, folder: Path, captured: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.captured = captured
        shutil.copytree(DATA, folder, dirs_exist_ok=True)
        for name, number in (("key", 1), ("other", 2)):
            key = pair(ED25519, number)
            self.write(f"{name}.pem", private_pem(key).decode()).chmod(0o600)
            self.write(f"{name}.pub", key.public.pem().decode())
        for name, text in (("order", ORDER), ("waivers", WAIVERS), ("catalogue", CATALOGUE)):
            self.write(f"{name}.yaml", text)

    def write(self, name: str, text: str) -> Path:
        """A file in the folder."""
        file = self.folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def run(self, *arguments: str) -> Ended:
        """Run the command."""
        code = _guarded(list(arguments))
        return Ended(code, *self.captured.readouterr())

    def check(self, *arguments: str, as_of: tuple[str, ...] = ("--as-of", AS_OF), to: str = "report.json") -> Ended:
        """A run whose report is saved."""
        given = arguments or ("conforming.yaml",)
        return self.run("check", *given, "-p", "policies", *as_of, "-o", f"json={to}")

    def verify(self, *arguments: str, file: str = "report.json") -> Ended:
        """What became of verifying the report, as JSON."""
        return self.run("verify", file, "-o", "json", *arguments)

    def replay(self, *arguments: str) -> Ended:
        """What became of making the report again with the policies of the folder."""
        return self.verify("--replay", "-p", "policies", *arguments)

    def report(self) -> Any:
        """The saved report."""
        return json.loads((self.folder / "report.json").read_text(encoding="utf-8"))
