"""Regorus, the Rego engine in Rust, in this process."""

from __future__ import annotations

import importlib
from importlib.metadata import version
from typing import Any

import orjson

from tests.benchmarks.peers import rego_told
from tests.benchmarks.peers.base import MissingError, Peer
from tests.benchmarks.peers.single.data import TABLES


def opened() -> Peer:
    """The engine with the policy and its tables compiled."""
    try:
        regorus: Any = importlib.import_module("regorus")
    except ImportError:
        raise MissingError("regorus: not installed (gordon-to-regorus, in the extra `bench`)") from None
    engine = regorus.Engine()
    engine.add_policy("single.rego", rego_told.POLICY.read_text(encoding="utf-8"))
    engine.add_data_json(orjson.dumps({"tables": TABLES}).decode())

    def judge(text: bytes) -> Any:
        engine.set_input_json(text.decode())
        return orjson.loads(engine.eval_rule_as_json("data.single.result"))

    return Peer("regorus (Rust)", version("gordon-to-regorus"), judge, rego_told.told)
