"""Look-ups go by an index: a walk over a million rows would take a second for each certificate."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from checker.errors import InputError
from checker.registers.row import Row
from checker.registers.store import Facts, Store, from_file, to_file, write
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


@pytest.mark.parametrize(("table", "column", "told"), [("fact", "value", "damaged"), ("entry", "number", "damaged")])
def test_a_snapshot_that_holds_bytes_for_text_is_damaged(tmp_path: Path, table: str, column: str, told: str) -> None:
    path = tmp_path / "s.sqlite"
    row = Row(2, "N-1", "Body", "0044", "ISO 9001", "management-system", "Acme", status="active")
    to_file(str(path), [row], Facts("supplier", "own", "2026-11-01", "0" * 64, 0, complete=False))
    connection = sqlite3.connect(path)
    connection.execute(f"UPDATE {table} SET {column} = x'00ff'")
    connection.commit()
    connection.close()
    with pytest.raises(InputError, match=told):
        from_file(str(path), "s.sqlite").all()
