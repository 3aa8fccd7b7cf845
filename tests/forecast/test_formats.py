"""The formats of a forecast: readable, well-formed for the programs that read them, steered by no supplier."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator, FormatChecker
from syrupy.assertion import SnapshotAssertion

from checker import api
from checker.renderers import Look
from checker.renderers.forecast import formats, render, words
from checker.renderers.forecast.band import MOST, bands
from checker.renderers.forecast.html_format import SECTIONS
from checker.renderers.forecast.text_format import terminal
from checker.schema import load_schema
from tests.builders import QUALITY, catalogue, load_policy, policy
from tests.forecast.drawn import UNTIL, ahead, hostile, text_of
from tests.renderers.pages import TAGS, Page
from tests.reports import AS_OF

pytestmark = pytest.mark.generated

Json = dict[str, Any]

CONFORMING = ("us-medical-electrical/conforming",)
MEDICAL = ("us-medical-electrical",)


@pytest.fixture(scope="module")
def medical() -> Json:
    return ahead(*CONFORMING, policies=MEDICAL)


def segment(start: str, until: str, verdict: str = "pass", **given: Any) -> Json:
    names = ["qms"] if verdict == "pass" else []
    bare = {"codes": [], "certificate": None, "certificates": names, "counts": True, "reason": ""}
    return {"from": start, "until": until, "verdict": verdict, **bare, **given}


def test_the_text(medical: Json, snapshot: SnapshotAssertion) -> None:
    assert text_of(medical, "text") == snapshot


def test_a_policy_with_a_course_of_its_own_is_told_by_itself() -> None:
    found = ahead("us-medical-electrical/conforming/patient-monitor.yaml", policies=(*MEDICAL, "watersense"))
    said = " ".join(text_of(found, "text").split())
    assert "watersense: " in said
    assert ": does not apply" in said


def test_what_a_policy_accepts_as_unknown_is_stated() -> None:
    raw = policy({**QUALITY, "accept_unknown": ["status-stale"]})
    run = api.ForecastRun(api.Conditions(AS_OF, [load_policy(raw)], catalogue()), UNTIL)
    effects = [each["effect"] for each in run.look([])["relaxations"]]
    assert "policy `test-policy`, requirement `quality-system` accepts as unknown: status-stale" in effects


def test_the_text_in_brief_is_a_line_for_each_manifest(medical: Json) -> None:
    found = " ".join("".join(terminal(medical, Look(detail=-1))).split())
    assert "patient-monitor.yaml (Corvane Medical Devices Inc.): passes until 2027-05-13, then fails:" in found
    assert "quality-system" not in found
    assert "falls due" not in found


def test_the_text_of_many_manifests_is_a_line_for_each(medical: Json) -> None:
    many = {**medical, "manifests": medical["manifests"] * 7}
    assert "falls due" not in text_of(many, "text")
    assert "falls due" in "".join(terminal(many, Look(detail=1)))


@pytest.mark.parametrize(
    ("segments", "expected"),
    [
        ([segment("2026-11-23", "2029-11-23")], "passes until 2029-11-23 at least (by `qms`)"),
        (
            [segment("2026-11-23", "2027-05-09"), segment("2027-05-10", "2029-11-23", "fail", reason="it expired")],
            "passes until 2027-05-09 (by `qms`), then fails: it expired",
        ),
        (
            [
                segment("2026-11-23", "2027-05-09"),
                segment("2027-05-10", "2028-05-09", certificates=["a", "b"]),
                segment("2028-05-10", "2029-11-23", certificates=["a", "b"], codes=["x"]),
            ],
            "passes until 2029-11-23 at least (by `qms` until 2027-05-09, then `a`, `b`)",
        ),
        (
            [
                segment("2026-11-23", "2027-01-31", "fail", counts=False, reason="no audit"),
                segment("2027-02-01", "2027-03-01", "undetermined"),
                segment("2027-03-02", "2029-11-23"),
            ],
            (
                "fails until 2027-01-31 (does not count): no audit, then is undetermined until 2027-03-01, "
                "then passes until 2029-11-23 at least (by `qms`)"
            ),
        ),
        ([segment("2026-11-23", "2029-11-23", "not-applicable")], "does not apply"),
    ],
)
def test_segments_make_a_sentence(segments: list[Json], expected: str) -> None:
    assert words.told(segments, by=True) == expected


def test_objects_are_told_apart_only_where_their_courses_differ() -> None:
    one = {"type": "model", "product": "p", "site": None, "id": "A", "segments": [segment("2026-11-23", "2029-11-23")]}
    other = {**one, "id": "B"}
    assert words.courses({"objects": [one, other]}) == []
    late = {**one, "id": "C", "segments": [segment("2026-11-23", "2029-11-23", "fail", reason="no model C")]}
    names = [names for names, _ in words.courses({"objects": [one, late, other]})]
    assert names == [["model A of p", "model B of p"], ["model C of p"]]


def test_a_requirement_of_many_courses_shows_the_first_and_counts_the_rest(medical: Json) -> None:
    requirement = medical["manifests"][0]["policies"][0]["requirements"][0]
    courses = [[segment("2026-11-23", "2029-11-23", "fail", reason=str(number))] for number in range(25)]
    first = requirement["objects"][0]
    objects = [{**first, "id": f"M{number}", "segments": course} for number, course in enumerate(courses)]
    changed = {**requirement, "objects": objects}
    policy = {**medical["manifests"][0]["policies"][0], "requirements": [changed]}
    one = {**medical, "manifests": [{**medical["manifests"][0], "policies": [policy]}]}
    assert "and 5 more objects; `-v` shows all" in text_of(one, "text")
    assert "more objects" not in "".join(terminal(one, Look(detail=1)))


def test_more_days_than_fit_are_counted(medical: Json) -> None:
    due = [{"date": "2027-01-01", "type": "expiry", "about": "c", "message": f"day {number}"} for number in range(14)]
    one = {**medical, "manifests": [{**medical["manifests"][0], "due": due}]}
    assert "and 2 more; `-v` shows all, `-o ics=FILE` is a calendar of them" in text_of(one, "text")


def test_the_json_conforms_to_its_schema() -> None:
    checker = Draft202012Validator(load_schema("forecast"), format_checker=FormatChecker())
    for found in (ahead("us-medical-electrical", "../malformed", policies=(*MEDICAL, "watersense")), hostile()):
        drawn = json.loads(text_of(found, "json"))
        assert drawn == found
        assert [error.message for error in checker.iter_errors(drawn)] == []


def test_a_run_as_a_whole_passes_while_all_of_its_manifests_do(medical: Json) -> None:
    ends = [manifest["segments"][0]["until"] for manifest in medical["manifests"]]
    assert (medical["segments"][0]["verdict"], medical["segments"][0]["until"]) == ("pass", min(ends))
    assert medical["segments"][-1]["until"] == "2029-11-23"
    assert medical["segments"][1]["codes"]


def events(found: Json) -> list[Any]:
    calendar = Calendar.from_ical(text_of(found, "ics"))
    assert not calendar.errors
    return calendar.walk("VEVENT")


def test_the_calendar_has_an_event_for_each_change_and_each_day_to_remember(medical: Json) -> None:
    found = events(medical)
    flips = sum(len(words.stretches(p["segments"])) - 1 for m in medical["manifests"] for p in m["policies"])
    assert len(found) == flips + sum(len(manifest["due"]) for manifest in medical["manifests"])
    expiry = next(each for each in found if "`qms` expires" in each["SUMMARY"])
    assert expiry["SUMMARY"] == "Corvane Medical Devices Inc.: `qms` expires: this is its last day"
    assert (expiry["DTSTART"].dt, expiry["DTEND"].dt) == (date(2027, 5, 13), date(2027, 5, 14))
    flip = next(each for each in found if each["CATEGORIES"].to_ical() == b"VERDICT")
    assert "fails from this day" in flip["SUMMARY"]
    assert flip["DTSTART"].dt == date(2027, 3, 5)


def test_the_calendar_keeps_to_the_lines_of_the_format(medical: Json) -> None:
    for found in (medical, hostile()):
        text = text_of(found, "ics")
        lines = text.split("\r\n")
        assert lines[-1] == ""
        assert "\n" not in text.replace("\r\n", "")
        assert max(len(line.encode()) for line in lines) <= 75
        identities = [str(each["UID"]) for each in events(found)]
        assert len(set(identities)) == len(identities)


def test_an_event_keeps_its_identity_from_day_to_day(medical: Json) -> None:
    later = {**medical, "as_of": "2026-11-24"}
    assert [each["UID"] for each in events(later)] == [each["UID"] for each in events(medical)]


def test_the_last_day_there_is_ends_its_own_event(medical: Json) -> None:
    due = [{"date": "9999-12-31", "type": "expiry", "about": "c", "message": "the end"}]
    one = {**medical, "manifests": [{**medical["manifests"][0], "due": due, "policies": []}]}
    (event,) = events(one)
    assert "DTEND" not in event


def test_a_hostile_supplier_adds_no_line_to_the_calendar() -> None:
    names = re.findall(r"(?m)^(?! )([A-Z-]+)[:;]", text_of(hostile(), "ics").replace("\r\n", "\n"))
    known = {"BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "X-WR-CALNAME", "X-WR-CALDESC", "UID", "DTSTAMP"}
    assert set(names) <= known | {"DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CATEGORIES", "TRANSP"}


@pytest.mark.parametrize("name", formats())
def test_nothing_a_supplier_wrote_steers_a_terminal_or_a_pipeline(name: str) -> None:
    text = text_of(hostile(), name)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text.replace("\r\n", "\n"))
    assert "\n::" not in text
    assert "##[" not in text
    assert "##vso[" not in text


@pytest.mark.parametrize("name", formats())
def test_the_same_forecast_is_drawn_the_same(name: str, medical: Json) -> None:
    assert text_of(medical, name) == text_of(medical, name)
    assert medical["as_of"].replace("-", "") in text_of(medical, name).replace("-", "")


@pytest.mark.parametrize("which", ["medical", "hostile"])
def test_the_page_is_well_nested_and_needs_nothing_but_itself(which: str, medical: Json) -> None:
    text = text_of(medical if which == "medical" else hostile(), "html")
    page = Page(text)
    assert set(page.tags) <= TAGS
    assert len(set(page.ids)) == len(page.ids)
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    assert not re.search(r"(?:src|href)=\"(?!#)", text)
    assert "default-src 'none'" in text
    assert page.levels[0] == 1


def test_the_page_tells_in_words_what_its_pictures_show(medical: Json) -> None:
    page = Page(text_of(medical, "html"))
    for manifest in medical["manifests"]:
        for row in manifest["policies"]:
            for each in words.stretches(row["segments"]):
                assert f"{each.start} to {each.until}" in page.text
        for due in manifest["due"]:
            assert due["date"] in page.text
    assert all(text in page.text for text in medical["assumptions"])


def test_bands_stand_where_their_days_are(medical: Json) -> None:
    found = bands(medical["manifests"][0], medical["as_of"], medical["until"])
    assert [band.whole for band in found.bands] == [True, False, False]
    first, last = found.bands[0].parts
    assert (first.verdict, last.verdict) == ("pass", "fail")
    assert first.x == found.as_of_x
    assert abs(first.x + first.width - last.x) < 0.2
    assert first.title == "passes from 2026-11-23 until 2027-03-04"


def test_a_picture_of_very_many_bands_is_cut_and_says_so(medical: Json) -> None:
    manifest = medical["manifests"][0]
    many = {**manifest, "policies": manifest["policies"] * 20}
    assert len(bands(many, medical["as_of"], medical["until"]).bands) == MOST
    assert "20 more are in the table" in text_of({**medical, "manifests": [many]}, "html")


def test_a_page_of_very_many_manifests_says_what_it_leaves_out(medical: Json) -> None:
    small = {**medical["manifests"][0], "policies": [], "due": [], "certificates": []}
    text = text_of({**medical, "manifests": [small] * (SECTIONS + 1)}, "html")
    assert f"{SECTIONS} of {SECTIONS + 1} manifests have a section below." in text
    assert f'id="m{SECTIONS}"' in text
    assert f'id="m{SECTIONS + 1}"' not in text


def test_a_forecast_of_nothing_is_drawn(medical: Json) -> None:
    empty = {**medical, "manifests": [], "segments": [segment("2026-11-23", "2029-11-23", "not-applicable")]}
    for name in formats():
        assert "".join(render(empty, name))
