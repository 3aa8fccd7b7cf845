"""No byte of a log can change, and no line go, come or move, without being found at its place."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.decision_log.line import canonical, parsed, sealed
from tests.decision_log.logs import entry, faults, lines, rows
from tests.depth import cases

LOG = lines(12)
WHOLE = b"".join(LOG)


def test_a_log_as_it_was_written_has_no_fault() -> None:
    assert faults(WHOLE) == []
    assert [row.line.sequence for row in rows(WHOLE) if row.line] == list(range(1, 13))


@pytest.mark.generated
def test_each_of_a_thousand_bytes_flipped_at_random_is_found_where_it_is() -> None:
    draw = random.Random(6)
    for _ in range(1_000):
        at, bit = draw.randrange(len(WHOLE)), 1 << draw.randrange(8)
        changed = bytearray(WHOLE)
        changed[at] ^= bit
        line = WHOLE[:at].count(b"\n") + 1
        found = faults(bytes(changed))
        assert found, (at, bit)
        # A line end that is none joins two lines; else nothing but the line and the one after it is under suspicion.
        assert found[0][0] in (line, line + 1)


@pytest.mark.generated
@settings(max_examples=cases(300), deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=3))
def test_bytes_that_are_replaced_put_in_or_taken_out_are_found(at: int, put: bytes) -> None:
    for changed in (WHOLE[:at] + put + WHOLE[at:], WHOLE[:at] + WHOLE[at + len(put) :]):
        # Whole lines at the end may go unseen: only a noted head tells.
        assert faults(changed) or WHOLE.startswith(changed)


@pytest.mark.generated
@settings(max_examples=cases(200), deadline=None)
@given(st.permutations(range(12)), st.integers(1, 12))
def test_lines_in_any_other_order_are_found(order: list[int], count: int) -> None:
    kept = order[:count]
    found = faults(b"".join(LOG[number] for number in kept))
    assert bool(found) == (kept != list(range(count)))


@pytest.mark.parametrize("gone", range(11))
def test_a_missing_line_is_named_by_its_number(gone: int) -> None:
    found = faults(b"".join(LOG[:gone] + LOG[gone + 1 :]))
    assert found[0] == (
        gone + 1,
        f"it has the number {gone + 2}, where {gone + 1} is due: number {gone + 1} is missing here or out of order",
    )
    assert len(found) == 1


def test_a_line_that_was_changed_and_sealed_anew_is_found_by_the_next() -> None:
    line = parsed(LOG[4][:-1])
    assert not isinstance(line, str)
    forged, _ = sealed({**line.entry, "verdict": "pass", "result": "passed"}, 5, line.previous)
    found = faults(b"".join([*LOG[:4], forged, *LOG[5:]]))
    assert [number for number, _ in found] == [6]
    assert "one of the two was replaced" in found[0][1]


def test_a_line_put_in_is_found() -> None:
    line = parsed(LOG[4][:-1])
    assert not isinstance(line, str)
    put, _ = sealed(entry(99), 6, line.hash)
    assert [number for number, _ in faults(b"".join([*LOG[:5], put, *LOG[5:]]))] == [7]


def test_one_changed_line_is_one_fault_whether_content_or_digest_was_changed() -> None:
    line = LOG[4]
    content = line.replace(b'"fail"', b'"pass"').replace(b'"undetermined"', b'"pass"')
    digest = line.replace(b'"hash":"', b'"hash":"0', 1).replace(json.loads(line)["hash"].encode()[-1:] + b'"', b'"', 1)
    for changed in (content, digest):
        assert changed != line
        assert len(faults(b"".join([*LOG[:4], changed, *LOG[5:]]))) == 1


def test_what_stands_before_the_first_line_looked_at_is_taken_on_trust() -> None:
    broken = b"".join([LOG[0], b"nonsense\n", *LOG[2:]])
    assert faults(broken, since=3) == []
    assert faults(broken) != []
    assert faults(b"".join(LOG[:5] + LOG[6:]), since=3) != []


def test_a_log_that_does_not_begin_with_its_first_line_is_found() -> None:
    assert faults(b"".join(LOG[3:]))[0][1].startswith("it has the number 4, where 1 is due: numbers 1 to 3 are missing")
    forged, _ = sealed(entry(1), 1, "0" * 64)
    assert faults(forged)[0] == (1, "it is the first line, and names one before it")


def test_a_line_cut_off_is_told_from_one_that_was_changed() -> None:
    last = rows(WHOLE[:-5])[-1]
    assert (last.number, last.torn) == (12, True)


@pytest.mark.parametrize(
    "text",
    [b"", b"{}", b"[]", b"null", b"1", b'{"log":2,"hash":1,"previous":1,"sequence":1}', b"[" * 100_000, b"\xff\xfe"],
)
def test_what_is_no_line_is_one_fault_and_no_traceback(text: bytes) -> None:
    assert [number for number, _ in faults(b"".join([LOG[0], text + b"\n", *LOG[2:]]))] == [2]


@pytest.mark.parametrize("key", ["sequence", "log"])
def test_true_is_no_number(key: str) -> None:
    line = json.loads(LOG[0])
    line[key] = True
    assert isinstance(parsed(canonical(line)), str)


def test_a_line_longer_than_any_document_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.decision_log.chain.LINE_BYTES", 1_000)
    found = faults(LOG[0] + b"x" * 5_000 + b"\n" + LOG[2])
    assert [number for number, _ in found] == [2]
