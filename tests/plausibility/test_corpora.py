"""Manifests that are in order, ours and records of real devices, are found plausible."""

from __future__ import annotations

import gzip
import os
from collections import Counter
from pathlib import Path

import pytest

from checker import api
from checker.document import Document
from checker.errors import InputError
from checker.plausibility import implausible
from checker.readers import Source, discover, read
from tests.builders import catalogue

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpora" / "eudamed-gdsn" / "items.ndjson.gz"


def counted(documents: list[Document | InputError]) -> Counter[str]:
    """How often each code, with its severity, is found in the manifests."""
    found: Counter[str] = Counter()
    for document in documents:
        assert isinstance(document, Document)
        rows = implausible(api.load_manifest(document), document.values, catalogue())
        found.update(f"{row.severity} {row.code}" for row in rows)
    return found


def test_conforming_fixtures_have_neither_errors_nor_warnings() -> None:
    folders = sorted(map(str, (ROOT / "fixtures" / "manifests").glob("*/conforming")))
    sources = [each for each in discover(folders, os.getcwd()) if isinstance(each, Source)]
    documents = [document for source in sources for document in read(source)]
    assert len(documents) >= 50
    assert counted(documents) == Counter({"note edition-unstated": 1})


def test_records_of_real_devices_have_no_errors() -> None:
    if not CORPUS.exists():
        pytest.skip("the corpus of GDSN records stands beside the checkout, and not here")
    lines = gzip.decompress(CORPUS.read_bytes()).splitlines(keepends=True)
    certified = b"".join(line for line in lines if b"CertificationInformationModule" in line)
    documents = list(read(Source.from_stdin(certified, "items.ndjson")))
    assert len(documents) == 339
    assert [code for code in counted(documents) if code.startswith("error")] == []
