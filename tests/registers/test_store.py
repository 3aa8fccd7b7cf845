"""Look-ups go by an index: a walk over a million rows would take a second for each certificate."""

from __future__ import annotations

import sqlite3

from checker.registers.store import Facts, Store, write
from tests.registers.made import DAY, QMS_ROW, csv_of, rows


def test_every_look_up_searches_by_an_index() -> None:
    connection = sqlite3.connect(":memory:")
    facts = write(connection, rows(csv_of(QMS_ROW)), Facts("supplier", "own", DAY.isoformat(), "0" * 64, 0, False))
    store, asked = Store(connection, facts, "own.csv"), list[str]()
    connection.set_trace_callback(asked.append)
    found = [store.by_number(QMS_ROW["number"]), store.near("12 100 54321 TMX"), store.of_holder(QMS_ROW["holder"])]
    connection.set_trace_callback(None)
    assert [len(each) for each in found] == [1, 1, 1]
    for query in asked:
        plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}"))
        assert "SEARCH entry USING INDEX" in plan, plan
    connection.close()
