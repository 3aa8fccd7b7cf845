"""The Rego engine with the judge's policies and reference data, compiled once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.judge.data import reference

HERE = Path(__file__).parent

regorus: Any = pytest.importorskip(
    "regorus", reason="no Rego engine is installed (gordon-to-regorus, in the dev extra)"
)


class Judge:
    """One policy of the Rego judge."""

    def __init__(self, policy: str) -> None:
        name = policy.replace("-", "_")
        files = [*sorted(HERE.glob("*.rego")), HERE / "policies" / f"{name}.rego"]
        self.engine = regorus.Engine()
        for file in files:
            self.engine.add_policy_from_file(str(file))
        self.engine.add_data_json(json.dumps(reference()))
        self.package = f"data.policies.{name}"

    def judge(self, manifest: dict[str, Any], as_of: str) -> tuple[str, dict[str, str]]:
        """The verdict and the outcome of each requirement."""
        self.engine.set_input_json(json.dumps({"manifest": manifest, "as_of": as_of}))
        judged = self.engine.eval_rule(f"{self.package}.result")
        words = ("fail", "undetermined", "pass")
        outcomes = {name: words[outcome] for name, outcome in judged["outcomes"].items()}
        if not judged["applies"]:
            return "not-applicable", outcomes
        return words[judged["decision"]], outcomes
