"""The picture of certificates over time: bars, marks and the line of the day stand where the dates say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checker.renderers import timeline
from checker.renderers.axis import LEFT, RIGHT
from checker.renderers.timeline import ROWS, Picture, Row, pictures, terms

Json = dict[str, Any]
AS_OF = "2026-11-23"


def certificate(**stated: Any) -> Json:
    """A certificate as the report has it; nothing stated but its standard."""
    bare: Json = {
        "id": "c",
        "kind": "product",
        "attestation": "certification",
        "number": None,
        "standard": "UL 1",
        "body": None,
        "holder": None,
        "scope": None,
        "issued": None,
        "effective": None,
        "expires": None,
        "expires_stated": stated.get("expires") is not None,
        "status": None,
        "events": [],
        "suspensions": [],
        "evidence": [],
    }
    return {**bare, **stated}


def event(kind: str, day: str, result: str | None = None, of: tuple[str, ...] = ()) -> Json:
    return {"type": kind, "date": day, "result": result, "of": list(of)}


def picture(*certificates: Json, as_of: str = AS_OF) -> Picture:
    (found,) = pictures(list(certificates), as_of)
    return found


def row(as_of: str = AS_OF, **stated: Any) -> Row:
    return picture(certificate(**stated), as_of=as_of).rows[0]


def forms(found: Row) -> list[str]:
    return [span.form for span in found.spans]


def test_a_bar_stands_between_its_dates_in_proportion() -> None:
    found = picture(certificate(effective="2024-01-01", expires="2027-12-31"))
    (span,) = found.rows[0].spans
    first, last = date(2024, 1, 1).toordinal(), date(2027, 12, 31).toordinal()
    share = (date.fromisoformat(AS_OF).toordinal() - first) / (last - first)
    assert (span.form, span.x, span.x + span.width) == ("term", LEFT, RIGHT)
    assert found.as_of_x == pytest.approx(LEFT + share * (RIGHT - LEFT), abs=0.1)
    assert [year for _, year in found.ticks] == [2024, 2025, 2026, 2027]


def test_a_bar_starts_where_the_certificate_takes_effect_else_where_it_was_issued() -> None:
    both = row(issued="2024-01-01", effective="2025-01-01", expires="2027-01-01").spans[0]
    issued = row(issued="2024-01-01", expires="2027-01-01").spans[0]
    assert issued.x < both.x


@pytest.mark.parametrize(
    ("stated", "form", "words"),
    [
        ({"issued": "2024-01-15", "expires": "2027-05-09"}, "term", "2024-01-15 to 2027-05-09"),
        ({"issued": "2024-01-15", "expires_stated": True}, "open", "2024-01-15 to no term"),
        ({"issued": "2024-01-15"}, "unknown", "2024-01-15 to end not stated"),
        ({"expires": "2027-05-09"}, "unknown", "start not stated to 2027-05-09"),
        ({"issued": "2027-01-02", "expires": "2026-01-01"}, "reversed", "2027-01-02 to 2026-01-01"),
        ({"expires_stated": True}, "unknown", "start not stated to no term"),
    ],
)
def test_an_end_that_is_open_or_unknown_is_drawn_as_such(stated: Json, form: str, words: str) -> None:
    found = row(**stated)
    assert forms(found) == [form]
    assert found.dates == terms(certificate(**stated)) == words


def test_an_open_bar_reaches_the_edge_beyond_the_day() -> None:
    found = picture(certificate(issued="2024-01-15", expires_stated=True))
    span = found.rows[0].spans[0]
    assert span.x + span.width == pytest.approx(RIGHT, abs=0.1)
    assert found.as_of_x < RIGHT


def test_no_dates_at_all_draw_no_bar_and_say_so() -> None:
    found = row()
    assert (forms(found), found.marks, found.dates) == ([], [], "no dates stated")


def test_no_certificates_draw_nothing() -> None:
    assert pictures([], AS_OF) == []


@pytest.mark.parametrize("as_of", ["0001-01-01", AS_OF, "9999-12-31"])
@pytest.mark.parametrize("issued", [None, "0001-01-01", "1900-01-01", "2024-01-15", "9999-12-31"])
@pytest.mark.parametrize("expires", [None, "0001-01-01", "1900-01-01", "2024-01-15", "9999-12-31"])
def test_everything_stays_within_the_axis(as_of: str, issued: str | None, expires: str | None) -> None:
    day = issued or expires or as_of
    found = picture(
        certificate(
            issued=issued,
            expires=expires,
            expires_stated=True,
            events=[event("surveillance", day), event("withdrawal", day)],
            suspensions=[{"from": day, "until": expires, "partial": False}],
            status={"value": "active", "checked": day, "source": None},
        ),
        as_of=as_of,
    )
    drawn = found.rows[0]
    assert LEFT <= found.as_of_x <= RIGHT
    assert all(LEFT <= x <= RIGHT for x, _ in found.ticks)
    assert all(LEFT <= mark.x <= RIGHT for mark in drawn.marks)
    assert all(span.x >= LEFT and span.x + span.width <= RIGHT + 1 and span.width > 0 for span in drawn.spans)


def test_days_far_off_stand_at_the_edge_and_are_pointed_out() -> None:
    near, far = row(issued="2024-01-15", expires="2027-05-09"), row(issued="1900-01-01", expires="9999-12-31")
    assert (near.before, near.after, far.before, far.after) == (False, False, True, True)


def test_a_span_of_many_years_has_few_ticks() -> None:
    found = picture(certificate(issued="1900-01-01", expires="9999-12-31"))
    assert [year % 2 for _, year in found.ticks] == [0] * len(found.ticks)
    assert 5 < len(found.ticks) < 16


def test_a_withdrawal_ends_the_bar_on_its_day() -> None:
    found = row(issued="2024-01-15", expires="2027-05-09", events=[event("withdrawal", "2025-06-01")])
    assert forms(found) == ["term", "ended"]
    term, ended = found.spans
    assert term.x + term.width == pytest.approx(ended.x, abs=0.2)
    assert [mark.shape for mark in found.marks] == ["end"]


def test_a_withdrawal_of_one_model_leaves_the_bar() -> None:
    withdrawn = event("withdrawal", "2025-06-01", of=("NP-500",))
    found = row(issued="2024-01-15", expires="2027-05-09", events=[withdrawn])
    assert forms(found) == ["term"]
    assert found.marks[0].title == "2025-06-01: withdrawal (NP-500)"


def test_suspensions_lie_over_the_bar_whole_or_in_part() -> None:
    found = row(
        issued="2024-01-15",
        expires="2027-05-09",
        suspensions=[
            {"from": "2025-01-01", "until": "2025-02-01", "partial": False},
            {"from": "2026-01-01", "until": None, "partial": True},
        ],
    )
    assert forms(found) == ["term", "suspended", "part"]
    assert found.spans[1].title == "suspended from 2025-01-01 to 2025-02-01"
    assert found.spans[2].title == "suspended in part from 2026-01-01, still so on the date"


def test_a_suspension_that_still_holds_reaches_the_day_of_assessment_and_no_further() -> None:
    stated = {"from": "2026-01-01", "until": None, "partial": False}
    found = picture(certificate(issued="2024-01-15", expires="2027-05-09", suspensions=[stated]))
    span = found.rows[0].spans[1]
    assert span.x + span.width == pytest.approx(found.as_of_x, abs=0.2)


def test_events_of_one_day_share_a_mark_that_tells_all_of_them() -> None:
    events = [event("stage-2", "2024-04-11"), event("decision", "2024-04-11"), event("surveillance", "2025-04-11")]
    found = row(events=events)
    assert [(mark.shape, mark.title) for mark in found.marks] == [
        ("grant", "2024-04-11: stage-2, decision"),
        ("watch", "2025-04-11: surveillance"),
    ]


def test_a_surveillance_that_does_not_count_has_its_own_shape() -> None:
    found = row(events=[event("surveillance", "2025-04-11", "nonconforming")])
    assert [mark.shape for mark in found.marks] == ["missed"]


def test_a_status_is_marked_on_the_day_it_was_looked_up_and_named_when_adverse() -> None:
    found = row(issued="2024-01-15", status={"value": "suspended", "checked": "2026-10-01", "source": "register"})
    assert [(mark.shape, mark.title) for mark in found.marks] == [("status", "2026-10-01: status looked up: suspended")]
    assert found.dates.endswith(", suspended")
    assert row(issued="2024-01-15", status={"value": "active", "checked": None, "source": None}).marks == []


def test_dates_that_are_no_days_draw_nothing() -> None:
    found = row(
        issued="2026-13-45",
        events=[event("decision", "never")],
        suspensions=[{"from": "soon", "until": None, "partial": False}],
    )
    assert (forms(found), found.marks) == (["unknown"], [])
    assert pictures([certificate()], "never") == []


def test_every_shape_of_a_mark_is_drawn_in_the_key() -> None:
    assert set(timeline.key_paths()) >= {"watch", "missed", "grant", "renewal", "pause", "end", "status", "other"}


def test_a_label_is_cut_before_the_dates_and_wide_characters_count_twice() -> None:
    narrow, wide = row(body="n" * 500).label, row(body="漢" * 500).label
    assert narrow.endswith("…")
    assert len(wide) < len(narrow) * 0.6
    assert row(number="7", body="UL LLC").label == "UL 1 · 7 · UL LLC"


def test_a_hostile_name_is_made_visible() -> None:
    assert "\u202e" not in row(body="\u202eRTL").label


def test_many_certificates_are_drawn_in_pictures_of_a_printed_page_on_one_axis() -> None:
    stated = [certificate(id=f"c{number}", issued="2024-01-15", expires="2027-05-09") for number in range(50)]
    found = pictures(stated, AS_OF)
    assert [len(each.rows) for each in found] == [ROWS, ROWS, ROWS, 50 - 3 * ROWS]
    assert [each.first for each in found] == [1, ROWS + 1, 2 * ROWS + 1, 3 * ROWS + 1]
    assert len({(each.as_of_x, tuple(each.ticks)) for each in found}) == 1
    assert all(each.rows[-1].y < each.height for each in found)


def test_no_more_than_a_bound_is_drawn() -> None:
    found = pictures([certificate(issued="2024-01-15")] * (timeline.DRAWN + 9), AS_OF)
    assert sum(len(each.rows) for each in found) == timeline.DRAWN
    assert found[0].total == timeline.DRAWN + 9
