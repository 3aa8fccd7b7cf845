"""The tables that the one policy of this comparison needs: of the catalogue what generated manifests name."""

from __future__ import annotations

from tests.benchmarks.corpus.vocabulary import AS_OF, LABORATORIES, SYSTEMS, Row

TABLES: Row = {
    "as_of": str(AS_OF),
    "fresh_from": "2025-11-23",  # 365 days before
    "listings": {
        "UL 62368-1:2019": "UL 62368-1",
        "UL 61010-1:2012": "UL 61010-1",
        "ANSI/AAMI ES60601-1:2005/A2:2021": "ANSI/AAMI ES60601-1",
    },
    "systems": dict.fromkeys(SYSTEMS["qms"][1], "ISO 9001"),
    "laboratories": {
        identity: {"names": [name], "scope": ["UL 62368-1", "UL 61010-1", "ANSI/AAMI ES60601-1"]}
        for identity, name, _, _ in LABORATORIES
    }
    | {"swri": {"names": ["Southwest Research Institute"], "scope": ["UL 1203"]}},
    "accreditors": ["DAkkS", "UKAS", "ANAB", "RvA", "COFRAC", "JAB", "CNAS"],
}
