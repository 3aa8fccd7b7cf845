"""Makes the shipped catalogue and the shipped policies ready for start-up.

usage: python -m tests.ready

Rewrites `checker/catalogue/rows.tsv` from the YAML files beside it, and `checker/policies.tsv` from `policies/` and
their schema; `tests/test_ready.py` compares. Run it after any change of these. Without it nothing is wrong, but
certgate reads the files themselves, and starts later.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from checker import policy_ready
from checker.catalogue import ready
from checker.catalogue.loader import cut_files, shipped_files
from checker.document import Document, Value
from checker.policy_files import policy_documents
from checker.resources import resource_folder
from checker.schema import conform


def rows() -> str:
    """What the file of the catalogue has to hold."""
    files = shipped_files()
    return ready.written(hashlib.sha256(b"".join(files.values())).hexdigest(), *cut_files(files))


def conforming() -> Iterator[tuple[Document, Value]]:
    """The shipped policies, each with its values as the schema wants them; what extends another is joined first."""
    for document in policy_documents([resource_folder("policies")]):
        if isinstance(document.values, dict) and "extend" not in document.values:
            yield document, conform(document, "policy")


def policies() -> str:
    """What the file of the policies has to hold."""
    return policy_ready.written(conforming())


def main() -> None:
    """Write both files."""
    Path(ready.READY).write_text(rows(), encoding="utf-8", newline="")
    Path(policy_ready.READY).write_text(policies(), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
