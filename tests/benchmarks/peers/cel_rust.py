"""CEL, the engine in Rust, in this process."""

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
        cel: Any = importlib.import_module("cel")
    except ImportError:
        raise MissingError("CEL (Rust): not installed (common-expression-language, in the extra `bench`)") from None
    program = cel.compile(cel_told.expression())

    def judge(text: bytes) -> Any:
        return program.execute({"manifest": orjson.loads(text), "tables": TABLES})

    return Peer("CEL (Rust)", version("common-expression-language"), judge, cel_told.told)
