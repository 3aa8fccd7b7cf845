"""What a credential that verifies shows of a certificate: facts on which both agree, and nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checker.catalogue import load_catalogue
from checker.credentials import traces
from checker.document import Document
from checker.evidence import Files
from checker.loading import load_manifest
from checker.model.backing import CONFIRMED, FACTS, Trace
from checker.model.manifest import Certificate, Evidence
from checker.model.outcome import Outcome
from checker.model.trust import Trust
from tests import builders
from tests.credentials import issuing
from tests.credentials.issuing import BODY, claims, did_key, entry, status_list, subject, trusted, trusting

CATALOGUE = load_catalogue()
QMS = "/certificates/1"


class Given(Files):
    """Evidence that is not in files."""

    def __init__(self, data: bytes | Trace) -> None:
        super().__init__(None)
        self.data = data

    def read(self, evidence: Evidence) -> bytes | Trace:
        """The same for every entry."""
        return self.data


def certificate(**changes: object) -> Certificate:
    """The management-system certificate of the normative manifest, with a credential among its evidence."""
    source = builders.change(builders.manifest(), f"{QMS}/evidence", [{"type": "credential", "file": "c.jwt"}])
    for key, value in changes.items():
        source = builders.change(source, f"{QMS}/{key}", value)
    return load_manifest(Document("m.json", "", source, dict)).certificates[1]


def shown(values: dict[str, Any], trust: Trust | None = None, **changes: object) -> tuple[Trace, ...]:
    return traces(certificate(**changes), Given(issuing.jwt(values)), trust or trusting(), CATALOGUE)


def one(values: dict[str, Any], trust: Trust | None = None, **changes: object) -> Trace:
    (found,) = shown(values, trust, **changes)
    return found


def test_a_credential_that_agrees_confirms_what_it_shows() -> None:
    found = one(claims())
    assert found.outcome is Outcome.PASS
    assert found.level == CONFIRMED
    assert found.facts == ("number", "holder", "standard", "issued", "effective", "expires", "body")
    assert set(found.facts) <= set(FACTS)
    assert (found.start, found.until, found.day) == (date(2024, 5, 10), date(2027, 5, 9), None)
    assert found.pointer == f"{QMS}/evidence/0/file"
    assert "tuv-2026" in found.message


def test_without_a_credential_nothing_is_shown() -> None:
    assert not traces(certificate(evidence=[{"file": "c.pdf"}]), Given(b""), trusting(), CATALOGUE)


def test_a_file_that_can_not_be_read_confirms_nothing() -> None:
    refused = Trace("documented", "c.jwt", Outcome.UNDETERMINED, "/x", "evidence-not-attached", "`c.jwt` is not there")
    assert traces(certificate(), Given(refused), trusting(), CATALOGUE) == (refused._replace(level=CONFIRMED),)


def test_the_term_is_that_of_credential_and_key() -> None:
    key = trusted(start=date(2025, 1, 1), until=date(2026, 12, 31))
    found = one(claims(), trusting(key))
    assert (found.start, found.until) == (date(2025, 1, 1), date(2026, 12, 31))


def test_a_status_list_shows_the_status_on_its_day() -> None:
    trust = trusting(status_lists=(("list", issuing.jwt(status_list())),))
    found = one(claims(credentialStatus=entry()), trust)
    assert found.facts[-2:] == ("status", "body")
    assert found.day == date(2026, 11, 1)
    suspended = one(claims(credentialStatus=entry()), trust, status={"value": "suspended", "checked": "2026-10-01"})
    assert "status" not in suspended.facts


def test_what_is_revoked_fails_as_of_the_day_of_the_list() -> None:
    trust = trusting(status_lists=(("list", issuing.jwt(status_list(7))),))
    found = one(claims(credentialStatus=entry()), trust)
    assert (found.code, found.outcome, found.day) == ("credential-revoked", Outcome.FAIL, date(2026, 11, 1))
    assert found.message.startswith("the credential `c.jwt` was revoked")


DISAGREES = {
    "holder": subject(claims(), issuedToParty={"name": "Southwind GmbH"}),
    "standard": subject(claims(), referenceProfile={"name": "ISO 14001:2015"}),
    "edition": subject(claims(), referenceProfile={"name": "ISO 9001:2008"}),
    "number": subject(claims(), registeredId="99 100 54321 TMS", id="https://body.example/1"),
    "attestation": subject(claims(), attestationType="testing"),
    "attestations in a list": subject(claims(), attestationType=["testing"]),
    "attestation of a kind of its own": subject(claims(), attestationType="confirmation"),
    "conformance": subject(claims(), conformityAssessment=[{"conformance": True}, {"conformance": False}]),
}


@pytest.mark.parametrize("name", DISAGREES)
def test_what_contradicts_fails(name: str) -> None:
    found = one(DISAGREES[name])
    assert (found.code, found.outcome) == ("evidence-disagrees", Outcome.FAIL)
    assert found.message


SILENT = {
    "number": subject(claims(), id="https://body.example/attestations/2"),
    "nothing": subject(claims(), id=None),
    "a part of the number": subject(claims(), id="https://body.example/attestations/54321"),
    "holder": subject(claims(), issuedToParty=None),
    "holder but for its form": subject(claims(), issuedToParty={"name": "Northwind Power Systems AG"}),
    "two holders": subject(claims(), issuedToParty=[{"name": "Northwind Power Systems GmbH"}, {"name": "X"}]),
    "standard": subject(claims(), referenceProfile=None),
    "edition": subject(claims(), referenceProfile={"name": "ISO 9001"}),
    "no assessment": subject(claims(), conformityAssessment=None),
    "no word on conformity": subject(claims(), conformityAssessment=[{"conformance": True}, {}]),
    "conformity in words": subject(claims(), conformityAssessment=[{"conformance": "false"}]),
    "a standard nobody knows": subject(claims(), referenceProfile={"name": "Rulebook 7"}),
}


@pytest.mark.parametrize("name", SILENT)
def test_what_is_left_out_confirms_nothing(name: str) -> None:
    found = one(SILENT[name])
    assert (found.code, found.outcome) == ("not-confirmed", Outcome.UNDETERMINED)
    assert "does not show the" in found.message


@pytest.mark.parametrize("missing", ["number", "holder"])
def test_what_the_manifest_leaves_out_is_not_confirmed(missing: str) -> None:
    source = builders.change(builders.manifest(), f"{QMS}/evidence", [{"type": "credential", "file": "c.jwt"}])
    entry_ = load_manifest(Document("m", "", builders.remove(source, f"{QMS}/{missing}"), dict)).certificates[1]
    (found,) = traces(entry_, Given(issuing.jwt(claims())), trusting(), CATALOGUE)
    assert (found.code, found.outcome) == ("not-confirmed", Outcome.UNDETERMINED)


@pytest.mark.parametrize("standard", ["ISO 9001", "House Rules 7"])
def test_a_name_does_not_show_the_edition_that_the_manifest_states_beside_it(standard: str) -> None:
    found = one(subject(claims(), referenceProfile={"name": standard}), standard=standard, edition="2015")
    assert (found.code, found.outcome) == ("not-confirmed", Outcome.UNDETERMINED)
    shows = one(subject(claims(), referenceProfile={"name": "ISO 9001:2015"}), standard="ISO 9001", edition="2015")
    assert shows.outcome is Outcome.PASS


def test_models_that_the_manifest_adds_to_those_of_the_credential_are_not_confirmed() -> None:
    rows = [{"assessedProduct": [{"name": "A"}], "conformance": True}]
    found = one(subject(claims(), conformityAssessment=rows), covers={"models": ["A", "B"]})
    assert (found.code, found.outcome) == ("not-confirmed", Outcome.UNDETERMINED)
    assert "does not show the model `B`" in found.message


def test_a_credential_about_something_else_confirms_nothing() -> None:
    found = one({**subject(claims(), type=["Membership"]), "type": ["VerifiableCredential"]})
    assert (found.code, found.outcome) == ("credential-unreadable", Outcome.UNDETERMINED)


@pytest.mark.parametrize(
    ("bodies", "body", "counts"),
    [
        ((BODY,), {"name": BODY}, True),
        ((BODY.upper(),), {"name": BODY}, True),
        (("ul",), {"name": BODY}, False),
        (("ul",), {"name": "UL LLC", "id": "ul"}, True),
        (("UL LLC",), {"id": "ul"}, True),
        (("ul",), {"name": "Somebody", "id": "ul"}, False),
        (("acme",), {"name": "Somebody", "id": "acme"}, False),
        (("acme",), {"id": "acme"}, True),
    ],
)
def test_a_key_counts_for_the_body_it_is_trusted_for(bodies: tuple[str, ...], body: object, counts: bool) -> None:
    found = one(claims(), trusting(trusted(bodies=bodies)), body=body)
    assert (found.outcome is Outcome.PASS) is counts
    assert counts or found.code == "credential-key-not-trusted"


def test_models_are_shown_where_all_of_them_are_named() -> None:
    for product, expected in [({"name": "A"}, False), ({"product": {"modelNumber": "B"}}, True)]:
        rows = [{"assessedProduct": [{"name": "A"}, product], "conformance": True}]
        found = one(subject(claims(), conformityAssessment=rows), covers={"models": ["A", "B"]})
        assert ("models" in found.facts) is expected
        assert (found.outcome is Outcome.PASS) is expected


OLDER: dict[str, dict[str, Any]] = {
    "0.6": {
        "scope": {"name": "ISO 9001:2015"},
        "assessment": [{"referenceStandard": {"name": "ISO 9001:2015"}, "conformance": True}],
    },
    "0.5": {"assessment": [{"referenceStandard": {"name": "DIN EN ISO 9001:2015-11"}, "conformance": True}]},
}


@pytest.mark.parametrize("version", OLDER)
def test_older_versions_of_the_vocabulary_are_read(version: str) -> None:
    values = subject(claims(), referenceProfile=None, conformityAssessment=None, **OLDER[version])
    assert one(values).outcome is Outcome.PASS
    values["credentialSubject"]["assessment"][0]["conformance"] = False
    assert one(values).code == "evidence-disagrees"


def test_every_reason_is_told() -> None:
    values = subject(claims(), issuedToParty={"name": "Southwind GmbH"}, attestationType="inspection")
    assert [each.code for each in shown(values)] == ["evidence-disagrees"] * 2
    stranger = trusting(trusted(did_key(issuing.STRANGER)))
    data = {**values, "aud": "https://x.example"}
    assert [each.code for each in shown(data, stranger)] == ["credential-key-not-trusted", "credential-audience"]
