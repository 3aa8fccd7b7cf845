"""A folder as a buyer has it who requires signatures: keys that are trusted, a signed policy, a signed manifest."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from checker.signing.dsse import STATEMENT, seal
from checker.signing.keys import ED25519
from checker.signing.signers import PrivateKey
from checker.signing.submission import Submission
from tests.signing.pairs import pair

SUPPLIER, QUALITY, OTHER, STRANGER = (pair(ED25519, number) for number in (1, 2, 3, 4))
"""The key of the supplier in the test data, of the buyer's quality department, of another supplier, of nobody."""


def sign(file: Path, key: PrivateKey, kind: str = "manifest", of: Path | None = None) -> Path:
    """Put a signature beside a file; `of` is what is signed, if it is another."""
    signed = of or file
    stated = Submission(kind, signed.name, sha256(signed.read_bytes()).hexdigest())
    beside = file.with_name(f"{file.name}.dsse.json")
    beside.write_bytes(seal(stated.payload(), STATEMENT, key))
    return beside


def trust(folder: Path, extra: str = "", require: str = "require: [manifests, policies]") -> None:
    """Write the configuration: the supplier's key, that of another one, and that for policies."""
    for name, key in (("supplier", SUPPLIER), ("quality", QUALITY), ("other", OTHER)):
        (folder / f"{name}.pub").write_bytes(key.public.pem())
    (folder / "certgate.yaml").write_text(f"""\
trust:
  {require}
  keys:
    - {{id: supplier-2026, file: supplier.pub, suppliers: [{{name: Northwind Power Systems GmbH}}]{extra}}}
    - {{id: other, file: other.pub, suppliers: [{{name: Halvorsen Rack Power Inc.}}]}}
    - {{id: quality, file: quality.pub, policies: true}}
""")
