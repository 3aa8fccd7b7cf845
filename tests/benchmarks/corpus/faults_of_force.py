"""Faults of term, standing, accreditation, recognition, change, audits and surveillance."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.benchmarks.corpus.case import Case
from tests.benchmarks.corpus.certificates import years_after
from tests.benchmarks.corpus.faults import fault
from tests.benchmarks.corpus.supplier import day
from tests.benchmarks.corpus.vocabulary import AS_OF, Row

_WEEK = timedelta(days=7)


def _this_year(case: Case) -> date:
    return day(case.dice, date(2026, 3, 2), date(2026, 10, 16))


def _begun(row: Row, first: str) -> None:
    """Move the first day of a certificate back, so that what happens to it happens later."""
    row |= {"issued": first, "effective": first}
    for event in row["events"]:
        if event["type"] == "decision" and "previous_expiry" not in event:
            event["date"] = min(event["date"], first)


@fault("expired", weight=10)
def expired(case: Case) -> None:
    """It ended this year."""
    row, end = case.needed(), _this_year(case)
    _begun(row, str(years_after(end, -3) + timedelta(days=1)))
    row["expires"] = str(end)


@fault("suspended", weight=5)
def suspended(case: Case) -> None:
    """It is suspended, by its events and by its register."""
    row, since = case.needed(), _this_year(case)
    row["events"].append({"type": "suspension", "date": str(since)})
    row["status"] |= {"value": "suspended", "checked": str(since + _WEEK)}


@fault("suspended", weight=3)
def suspended_by_the_register(case: Case) -> None:
    """Only the register says so."""
    case.needed()["status"]["value"] = "suspended"


@fault("withdrawn", weight=3)
def withdrawn(case: Case) -> None:
    """It is withdrawn, by the register's own word for it."""
    case.needed()["status"]["value"] = case.dice.choice(("withdrawn", "cancelled", "inactive"))


@fault("withdrawn", weight=2)
def withdrawn_by_an_event(case: Case) -> None:
    """It was withdrawn this year."""
    row, since = case.needed(), _this_year(case)
    row["events"].append({"type": "withdrawal", "date": str(since)})
    row["status"] |= {"value": "withdrawn", "checked": str(since)}


@fault("status-conflict")
def restored_by_nobody(case: Case) -> None:
    """Suspended in May, active in the register later, and nothing recorded between."""
    row = case.needed()
    row["events"].append({"type": "suspension", "date": str(date.fromisoformat(row["status"]["checked"]) - _WEEK)})


@fault("status-missing", weight=4)
def never_looked_up(case: Case) -> None:
    """Nobody says how it stands."""
    del case.needed()["status"]


@fault("status-stale", weight=6)
def stale(case: Case) -> None:
    """It was looked up more than a year ago."""
    row = case.needed()
    _begun(row, min(row["effective"], "2025-02-03"))
    row["status"]["checked"] = str(day(case.dice, date(2025, 3, 3), date(2025, 11, 14)))


@fault("not-yet-effective")
def not_yet(case: Case) -> None:
    """It begins after the assessment."""
    case.listing()["effective"] = str(AS_OF + timedelta(days=case.dice.randint(1, 60)))


@fault("expiry-missing", weight=2)
def without_expiry(case: Case) -> None:
    """A management system without its last day."""
    case.system()["expires"] = None


@fault("lapse-gap")
def lapsed(case: Case) -> None:
    """Recertified too late: the day of the assessment lies between the cycles."""
    row = case.system()
    late = {"type": "recertification", "date": str(case.prepared - _WEEK), "previous_expiry": "2026-09-30"}
    row["events"] = [{"type": "decision", "date": "2023-10-01"}, late]
    row |= {"effective": str(AS_OF + _WEEK), "issued": str(case.prepared), "expires": "2029-09-30"}


@fault("certificate-contradicted")
def told_twice(case: Case) -> None:
    """A second entry of the same certificate ends on another day."""
    row = case.needed()
    other = {**row, "id": f"{row['id']}-again", "expires": "2031-12-31"}
    case.certificates.append(other)


@fault("body-not-recognised", weight=3)
def laboratory_unknown(case: Case) -> None:
    """Listed by a body that nobody recognises."""
    case.listing()["body"] = {"name": "Prime Assurance Laboratories LLC"}


@fault("recognition-out-of-scope", weight=2)
def laboratory_out_of_scope(case: Case) -> None:
    """Recognised, but for other standards."""
    case.listing()["body"] = {"name": "Southwest Research Institute", "id": "swri"}


@fault("body-identity-conflict")
def two_laboratories_in_one(case: Case) -> None:
    """The name is of one body, the id of another."""
    case.listing()["body"] = {"name": "CSA Group", "id": "ul"}


@fault("body-not-accredited", weight=3)
def not_accredited(case: Case) -> None:
    """The body is said to have no accreditation, or nothing is said."""
    row = case.system()
    if case.dice.random() < 0.5:
        row["accreditations"] = []
    else:
        del row["accreditations"]


def _accredited(case: Case, **facts: Any) -> None:
    case.system(case.dice.choice(("qms", "ems")))["accreditations"][0].update(facts)


@fault("accreditation-wrong-standard", weight=2)
def accredited_for_testing(case: Case) -> None:
    """Accredited as a laboratory, not as a certification body."""
    _accredited(case, standard="ISO/IEC 17025")


@fault("accreditation-body-not-accepted", weight=2)
def accredited_by_nobody_known(case: Case) -> None:
    """Accredited by a body that is in no catalogue."""
    _accredited(case, body="United Accreditation Forum")


@fault("accreditation-out-of-scope", weight=4)
def accredited_for_another_standard(case: Case) -> None:
    """Accredited, but for another standard."""
    _accredited(case, scope=["ISO 22301"])


@fault("accreditation-not-in-force", weight=3)
def accreditation_ended(case: Case) -> None:
    """The accreditation ended before the decision, or since."""
    _accredited(case, until=case.dice.choice(("2023-06-30", "2026-08-31")))


@fault("design-change-not-evaluated", weight=2)
def changed_since(case: Case) -> None:
    """The product changed and nobody looked."""
    product = case.products[0]
    changed = day(case.dice, case.prepared - 5 * _WEEK, case.prepared)
    product["design_changes"] = [
        {"date": str(changed), "revision": "D", "significant": True, "summary": "new transformer"}
    ]


@fault("organisation-change-not-assessed", weight=2)
def moved_since(case: Case) -> None:
    """The organisation changed and no audit followed."""
    case.system()["events"].append({"type": "organisation-change", "date": str(case.prepared), "summary": "merger"})


@fault("test-report-missing", weight=2)
def not_tested(case: Case) -> None:
    """No type test is recorded."""
    row = case.listing()
    row["events"] = [event for event in row["events"] if event["type"] != "type-test"]


@fault("laboratory-not-accredited", weight=2)
def tested_by_anybody(case: Case) -> None:
    """Tested by a laboratory whose accreditation nobody states."""
    for event in case.listing()["events"]:
        if event["type"] == "type-test":
            event["laboratory"] = {"name": "in house"}


@fault("audit-record-missing", weight=3)
def not_audited(case: Case) -> None:
    """The audits of the cycle are not recorded."""
    row = case.system()
    start = min(row["effective"], str(case.prepared))  # one that lapsed is effective later
    later = [event for event in row["events"] if event["type"] == "surveillance"]
    row["events"] = [{"type": "decision", "date": start}, *later]


@fault("surveillance-overdue", weight=6)
def not_inspected(case: Case) -> None:
    """The factory was not inspected for more than a year."""
    row = case.listing()
    _begun(row, min(row["effective"], "2024-05-06"))
    kept = [event for event in row["events"] if event["type"] != "surveillance"]
    row["events"] = [*kept, {"type": "surveillance", "date": "2025-06-11", "result": "conforming"}]


@fault("surveillance-overdue", weight=5)
def surveillance_missed(case: Case) -> None:
    """A year went by without a surveillance of the system."""
    row = case.system()
    row |= {"issued": "2024-06-03", "effective": "2024-06-03", "expires": "2027-06-02"}
    first = {"type": "surveillance", "date": "2026-05-12", "result": "nonconforming"}
    row["events"] = [
        {"type": "stage-1", "date": "2024-03-11"},
        {"type": "stage-2", "date": "2024-04-22"},
        dict(_DECIDED),
        first,
    ]


_DECIDED = {"type": "decision", "date": "2024-06-03"}


@fault("recertification-overdue")
def not_recertified(case: Case) -> None:
    """The cycle is over, and the certificate says it goes on."""
    row = case.system()
    row |= {"issued": "2023-06-05", "effective": "2023-06-05", "expires": "2027-06-04"}
    stages = [{"type": "stage-1", "date": "2023-02-13"}, {"type": "stage-2", "date": "2023-04-17"}]
    audits = [{"type": "surveillance", "date": each} for each in ("2024-05-13", "2025-05-12", "2026-05-11")]
    row["events"] = [*stages, {"type": "decision", "date": "2023-06-05"}, *audits]


@fault("cycle-too-long")
def four_years(case: Case) -> None:
    """A certificate of more than three years."""
    row = case.system()
    row["expires"] = str(years_after(date.fromisoformat(row["effective"]), 4))


@fault("two-live-bodies")
def two_registrars(case: Case) -> None:
    """Two bodies say that they certify the same system; a warning alone, so something else is wrong too."""
    row = case.system()
    other = {
        **row,
        "id": f"{row['id']}-second",
        "number": f"9{row['number']}",
        "body": {"name": "Second Registrar Ltd"},
    }
    case.certificates.append(other)
    case.listing()["status"]["value"] = "suspended"


@fault("transfer-not-eligible")
def transferred_while_suspended(case: Case) -> None:
    """Another body took over what was suspended, which nobody may; and nobody looked the new certificate up."""
    row, since = case.system(), case.prepared - 2 * _WEEK
    old = {**row, "id": f"{row['id']}-former", "number": f"8{row['number']}", "body": {"name": "Former Registrar Ltd"}}
    old["events"] = [*row["events"], {"type": "suspension", "date": str(since)}]
    old["status"] = {"value": "suspended", "checked": str(case.prepared)}
    row["events"].append({"type": "transfer", "date": str(since + _WEEK)})
    row.pop("status")
    case.certificates.append(old)
