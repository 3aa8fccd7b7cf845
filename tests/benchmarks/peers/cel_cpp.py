"""CEL, the engine in C++, in this process."""

from __future__ import annotations

import importlib
from importlib.metadata import version
from typing import Any

import orjson

from tests.benchmarks.peers import cel_told
from tests.benchmarks.peers.base import MissingError, Peer
from tests.benchmarks.peers.single.data import TABLES


def opened() -> Peer:
    """The expression compiled."""
    try:
        cel: Any = importlib.import_module("cel_expr_python.cel")
    except ImportError:
        raise MissingError("CEL (C++): not installed (cel-expr-python, in the extra `bench`)") from None
    environment = cel.NewEnv(variables={"manifest": cel.Type.DYN, "tables": cel.Type.DYN})
    compiled = environment.compile(cel_told.expression())

    def judge(text: bytes) -> Any:
        return compiled.eval(data={"manifest": orjson.loads(text), "tables": TABLES}).plain_value()

    return Peer("CEL (C++)", version("cel-expr-python"), judge, cel_told.told)
