"""`certgate verify -p POLICY`: a run of somebody else's counts only if it was made by the buyer's rules, unrelaxed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from checker.cli import session, verifying
from checker.replay import RELAXATIONS, claim_of
from checker.signing.dsse import STATEMENT, opened, seal
from checker.signing.keys import ED25519
from tests.builders import catalogue
from tests.replay.desk import CATALOGUE, ORDER, Desk
from tests.signing.pairs import pair

RUN = ("conforming.yaml", "--order", "order.yaml")
Change = Callable[[Any], None]


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the buyer, and of the run: it is as of today."""
    read = session.parse_day

    def parse(text: str | None) -> date:
        return read(text or "2026-11-23")

    for module in (session, verifying):
        monkeypatch.setattr(module, "parse_day", parse)


@pytest.fixture
def supplied(desk: Desk, today: None) -> Desk:
    """A run that the supplier made as the buyer would, and signed."""
    desk.check(*RUN, as_of=())
    desk.run("attest", "report.json", "--key", "key.pem")
    return desk


def accepted(desk: Desk, *given: str, file: str = "report.json") -> list[tuple[str, str | None, str]]:
    ended = desk.verify("-p", "policies", "--order", "order.yaml", "--key", "key.pub", *given, file=file)
    assert ended.code == int(bool(ended.against)), ended.out + ended.err
    return ended.against


def again(desk: Desk, *arguments: str) -> None:
    """Another run of the supplier's, signed."""
    desk.check(*arguments, as_of=())
    desk.run("attest", "report.json", "--key", "key.pem")


def resigned(desk: Desk, change: Change) -> None:
    """A statement that its signer wrote by hand, after the report was made."""
    file = desk.folder / "report.json.dsse.json"
    values = json.loads(opened(file.read_bytes(), "e").payload)
    change(values["predicate"]["certgate"])
    file.write_bytes(seal(json.dumps(values).encode(), STATEMENT, pair(ED25519)))


def test_a_run_by_the_rules_of_the_buyer_is_accepted_by_report_and_by_statement(supplied: Desk) -> None:
    assert accepted(supplied) == []
    assert accepted(supplied, file="report.json.dsse.json") == []
    assert accepted(supplied, "--manifests", ".") == []
    ended = supplied.run("verify", "report.json.dsse.json", "-p", "policies", "--order=order.yaml", "--key=key.pub")
    assert ended.out.splitlines()[-1] == "VERIFIED: report.json.dsse.json, `passed` as of 2026-11-23"


def test_the_policy_has_to_be_that_of_the_buyer_by_digest(supplied: Desk) -> None:
    policy = supplied.folder / "policies" / "power-supply.yaml"
    policy.write_text(policy.read_text(encoding="utf-8") + "# stricter tomorrow\n", encoding="utf-8")
    assert accepted(supplied) == [("policy", "policy `power-supply`", "fail")]


def test_every_policy_of_the_buyer_has_to_be_applied(supplied: Desk) -> None:
    found = accepted(supplied, "-p", "us-workplace-electrical")
    assert found == [("policy", "policy `us-workplace-electrical`", "fail")]


def test_a_policy_that_applies_to_nothing_is_none_that_is_passed(supplied: Desk) -> None:
    """Another policy passes, so that the result is `passed` all the same."""
    again(supplied, *RUN, "-p", "watersense")
    assert supplied.report()["result"] == "passed"
    assert accepted(supplied, "-p", "watersense") == [("policy", "policy `watersense`", "fail")]


def test_a_blocked_run_is_not_accepted(supplied: Desk) -> None:
    again(supplied, "wrong-kind.yaml", "--order", "order.yaml")
    assert [row[0] for row in accepted(supplied)] == ["policy", "result"]


def test_an_exit_code_of_0_by_no_fail_is_not_accepted(supplied: Desk) -> None:
    again(supplied, "wrong-kind.yaml", "--order", "order.yaml", "--no-fail")
    found = accepted(supplied, "--allow", "no-fail")
    assert [row[0] for row in found] == ["policy", "result"]


def test_a_relaxation_counts_unless_it_is_allowed_by_name(supplied: Desk) -> None:
    again(supplied, "conforming.yaml")
    assert accepted(supplied) == [("relaxations", "no-order", "fail")]
    assert accepted(supplied, "--allow", "as-of") == [("relaxations", "no-order", "fail")]
    assert accepted(supplied, "--allow", "no-order") == []


def test_waivers_are_the_buyers_to_allow(supplied: Desk) -> None:
    again(supplied, "wrong-kind.yaml", "--order", "order.yaml", "--waivers", "waivers.yaml")
    assert supplied.report()["result"] == "passed-with-waivers"
    assert [row[0] for row in accepted(supplied)] == ["policy", "result", "relaxations"]
    assert accepted(supplied, "--allow", "waiver") == []


def test_rows_that_the_supplier_added_to_the_catalogue_are_found(supplied: Desk) -> None:
    again(supplied, *RUN, "--catalogue", "catalogue.yaml")
    assert [row[0] for row in accepted(supplied)] == ["relaxations", "catalogue"]
    assert accepted(supplied, "--allow", "catalogue") == []
    supplied.write("catalogue.yaml", CATALOGUE)
    assert accepted(supplied, "--catalogue", "catalogue.yaml") == [("relaxations", "catalogue", "fail")]


def test_the_order_has_to_be_that_of_the_buyer(supplied: Desk) -> None:
    """A supplier could order from themselves what passes."""
    supplied.write("theirs.yaml", ORDER.replace("[NP-500-A, NP-500-B]", "[NP-500-A]"))
    again(supplied, "conforming.yaml", "--order", "theirs.yaml")
    assert accepted(supplied) == [("order", None, "fail")]


def test_a_run_of_a_day_to_come_or_of_long_ago_is_found(supplied: Desk) -> None:
    resigned(supplied, lambda own: own.update(as_of="2026-11-24"))
    assert accepted(supplied, file="report.json.dsse.json") == [("day", None, "fail")]
    resigned(supplied, lambda own: own.update(as_of="2026-08-25"))
    assert accepted(supplied, "--within", "90d", file="report.json.dsse.json") == []
    resigned(supplied, lambda own: own.update(as_of="2026-08-24"))
    assert accepted(supplied, "--within", "90d", file="report.json.dsse.json") == [("day", None, "fail")]
    assert accepted(supplied, file="report.json.dsse.json") == []


def test_registers_and_trust_have_to_be_those_of_the_buyer(supplied: Desk) -> None:
    row = {"name": "mine", "day": "2026-11-01", "sha256": "0" * 64}
    trust = {"path": "certgate.yaml", "sha256": "0" * 64, "required": []}
    resigned(supplied, lambda own: own["inputs"].update(registers=[row], trust=trust))
    found = supplied.run("verify", "report.json.dsse.json", "-p", "policies", "--key", "key.pub", "-o", "json")
    assert found.err == ""
    assert ("register", "register `mine`", "fail") in found.against
    assert ("trust", None, "fail") in found.against


REGISTER = """\
number,body,standard,holder,status
FM 1,Some Body,ISO 9001:2015,Northwind Power Systems GmbH,suspended
"""


def test_a_run_that_left_a_register_of_the_buyer_out_is_not_accepted(supplied: Desk) -> None:
    """What is suspended there counts under every policy, so leaving the register out would help."""
    supplied.write("own.csv", REGISTER)
    mine = ("--register", "mine=own.csv@2026-11-20")
    assert accepted(supplied, *mine) == [("register", "register `mine`", "fail")]
    again(supplied, *RUN, *mine)
    assert accepted(supplied, *mine) == []


def test_a_snapshot_of_the_buyer_has_its_day(supplied: Desk) -> None:
    """A table given by somebody else as of another day would be fresher than it is."""
    supplied.write("own.csv", REGISTER)
    again(supplied, *RUN, "--register", "mine=own.csv@2026-11-20")
    found = accepted(supplied, "--register", "mine=own.csv@2025-11-20")
    assert found == [("register", "register `mine`", "fail")] * 2


@pytest.mark.parametrize(("use", "against"), [("bodies: [ul]", True), ("reports: true", False)])
def test_a_run_that_left_out_whom_the_buyer_trusts_for_bodies_is_not_accepted(
    supplied: Desk, use: str, against: bool
) -> None:
    """A credential that was revoked is seen to be by its issuer's key alone; a key for reports shows nothing of it."""
    supplied.write("mine.yaml", f"trust:\n  keys:\n    - {{id: k, file: key.pub, {use}}}\n")
    assert accepted(supplied, "--config", "mine.yaml") == [("trust", None, "fail")] * against


def test_a_signature_is_asked_for(supplied: Desk) -> None:
    ended = supplied.verify("-p", "policies", "--order", "order.yaml", "--key", "other.pub")
    assert (ended.code, ended.against[0]) == (1, ("signature", None, "fail"))


@pytest.mark.parametrize(
    "change",
    [
        lambda own: own.pop("inputs"),
        lambda own: own.pop("relaxations"),
        lambda own: own.update(relaxations=[{}]),
        lambda own: own.update(policies=[]),
        lambda own: own.update(policies={"power-supply": {"pass": True}}),
        lambda own: own.update(result="PASSED"),
        lambda own: own.update(report={}),
        lambda own: own.update(as_of="yesterday"),
        lambda own: own["inputs"].update(policies={}),
    ],
)
def test_a_statement_of_another_shape_is_refused(supplied: Desk, change: Change) -> None:
    """Whoever is trusted to sign may write anything: no form of it is an internal error, or accepted."""
    resigned(supplied, change)
    ended = supplied.verify("-p", "policies", "--key", "key.pub", file="report.json.dsse.json")
    assert (ended.code, ended.out) == (2, "")
    assert "no statement on a report" in ended.err


def test_the_signature_of_a_manifest_is_no_statement_on_a_report(supplied: Desk) -> None:
    supplied.run("attest", "conforming.yaml", "--key", "key.pem")
    ended = supplied.verify("-p", "policies", "--key", "key.pub", file="conforming.yaml.dsse.json")
    assert ended.code == 2
    assert "no statement on a report" in ended.err


def test_options_that_do_not_go_together_are_refused(supplied: Desk) -> None:
    for given, told in (
        (("report.json.dsse.json", "--replay"), "can not be made again"),
        (("report.json.dsse.json", "--attestation", "report.json.dsse.json"), "is an envelope already"),
        (("report.json.dsse.json",), "give it with `--key FILE`"),
        (("report.json", "--allow", "noorder"), "did you mean `no-order`?"),
        (("report.json", "-o", "html"), "no format of `certgate verify`"),
    ):
        ended = supplied.run("verify", *given)
        assert (ended.code, ended.err.count("\n")) == (2, 1)
        assert told in ended.err


def test_what_can_be_allowed_are_the_relaxations_of_reports(supplied: Desk) -> None:
    envelope = opened((supplied.folder / "report.json.dsse.json").read_bytes(), "e")
    assert claim_of(envelope, "e").relaxations == ()
    assert sorted(RELAXATIONS) == list(RELAXATIONS)
    assert catalogue().sha256 == claim_of(envelope, "e").inputs["catalogue"]["sha256"]
