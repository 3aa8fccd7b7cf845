"""Every page that `certgate explain` shows, and that reports link to: one for each code, one for each gate."""

from __future__ import annotations

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from checker import api
from checker.gates import gate_of_code, gates, kind

CODES = api.codes()


def test_every_code_has_a_page_that_says_meaning_outcome_and_mend(snapshot: SnapshotAssertion) -> None:
    heads = [api.code_page(code).split("\n\ngate `")[0].split("\n\n**")[0] for code in CODES]
    assert "\n".join(page[:400] for page in heads) == snapshot


@pytest.mark.parametrize("code", CODES)
def test_a_page_begins_with_its_code_and_holds_the_page_of_every_gate_that_raises_it(code: str) -> None:
    page = api.code_page(code)
    assert page.startswith(f"{code}: {CODES[code]}\n\noutcome: ")
    raised = [gate.id for gate in gates() if code in {row.name for row in gate.codes}]
    assert [gate.id for gate in gate_of_code.__wrapped__().get(code, ())] == raised
    assert [line[6:-2] for line in _heads(page)] == raised
    assert all(f"{part}:" in page for part in ("Asks", "Why", "Passes", "To mend"))
    assert "**" not in page
    assert page.endswith("\n")


def _heads(page: str) -> list[str]:
    lines = [line.partition(":")[0] + ":" for line in page.splitlines() if line.startswith("gate `")]
    return [line for line in lines if line.endswith("`:")]


@pytest.mark.parametrize(
    ("code", "begins"),
    [
        ("no-object", "What is assessed, and is there any certificate at all?"),
        ("ends-soon", "Does the pass last, for as long as somebody asked?"),
        ("waiver-expired", "Does every waiver do what the buyer wrote it for, and no more?"),
    ],
)
def test_codes_of_no_gate_have_a_page_of_their_own(code: str, begins: str) -> None:
    assert f"\n\n{begins}\n" in api.code_page(code)


def test_gates_run_in_the_order_that_is_documented() -> None:
    order = ["kind", "attestation", "standard", "edition", "subject", "body", "in-force", "change", "evidence"]
    order += ["surveillance", "assurance"]
    assert [gate.id for gate in gates.__wrapped__()] == order
    assert list(api.gate_pages()) == order
    assert all(page.startswith(f"gate `{name}`: ") and page.endswith("\n") for name, page in api.gate_pages().items())


@pytest.mark.parametrize("change", [{"id": "body"}, {"order": 60}])
def test_two_gates_with_one_name_or_place_are_refused(change: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    order = {gate.id: gate.order for gate in gates()}
    assert order["body"] == 60
    monkeypatch.setattr(kind, "GATE", kind.GATE._replace(**change))
    with pytest.raises(ValueError, match=r"two gates share an id or a place in the order: .*(body|60)"):
        gates.__wrapped__()
