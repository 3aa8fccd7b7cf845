"""OPA, the Go engine, in this process through its Python binding.

The binding declares Python 3.14; its library loads in 3.11. `make bench` puts it into a folder of the environment.
"""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from typing import Any

import orjson

from tests.benchmarks.peers import rego_told
from tests.benchmarks.peers.base import MissingError, Peer
from tests.benchmarks.peers.single.data import TABLES

FOLDER = Path(sys.prefix) / "opa"
INSTALL = "pip install --ignore-requires-python --no-deps --target FOLDER opa-golib-python-bindings"


def opened() -> Peer:
    """The engine with the policy and its tables compiled."""
    if FOLDER.is_dir() and str(FOLDER) not in sys.path:
        sys.path.append(str(FOLDER))
    try:
        bindings: Any = importlib.import_module("opa_bindings")
    except (ImportError, OSError, SyntaxError) as error:
        raise MissingError(
            f"OPA: the Go library is not installed or does not load ({error}); `make bench` gets it"
        ) from None
    engine = bindings.OpaEngine()
    engine.add_policy("single.rego", rego_told.POLICY.read_text(encoding="utf-8"))
    engine.add_data({"tables": TABLES})

    def judge(text: bytes) -> Any:
        return engine.eval_document("single.result", orjson.loads(text))

    return Peer("OPA (Go, embedded)", _version(Path(bindings.__file__).parent), judge, rego_told.told)


def _version(package: Path) -> str:
    """The version of OPA as its library names it, and that of the binding."""
    found = next(package.parent.glob("opa_golib_python_bindings-*.dist-info"), None)
    binding = found.name.split("-")[1].removesuffix(".dist") if found else "?"
    library = re.search(rb"open-policy-agent/opa\s+v([0-9.]+)", (package / "libopabridge.so").read_bytes())
    return f"{library[1].decode() if library else '?'}, binding {binding}"
