"""The documentation pages of codes and gates: what `certgate explain` shows, and the help in reports."""

from __future__ import annotations

import re

from checker.engine.codes import OBJECT_CODES, object_page
from checker.engine.ending import ENDS_SOON, ending_page
from checker.engine.waiver_codes import LEDGER_CODES, ledger_page
from checker.gates import Code, gate_of_code, gates


def code_rows() -> dict[str, Code]:
    """Every finding code by its name: of objects, gate by gate, the one that looks ahead, then those about waivers."""
    rows = [*OBJECT_CODES, *(code for gate in gates() for code in gate.codes), ENDS_SOON, *LEDGER_CODES]
    return {row.name: row for row in rows}


def codes() -> dict[str, str]:
    """Every finding code with its meaning in one sentence, in the order of `code_rows`."""
    return {name: row.title for name, row in code_rows().items()}


def code_page(code: str) -> str:
    """The documentation page of a code: its meaning, outcomes and mend, then the page of each gate that raises it."""
    row = code_rows()[code]
    outcomes = " or ".join(each.value if each != "pass" else row.severity for each in row.outcomes)
    raised_by = gate_of_code().get(code, ())
    head = f"{code}: {row.title}\n\noutcome: {outcomes}\nto mend: {row.mend}\n"
    own = ledger_page() if row in LEDGER_CODES else ending_page() if row is ENDS_SOON else object_page()
    pages = [f"gate `{gate.id}`: {gate.page.strip()}\n" for gate in raised_by] or [own]
    return _plain("\n".join([head, *pages]))


def gate_pages() -> dict[str, str]:
    """The documentation page of every gate, by its id, in the order in which they run."""
    return {gate.id: _plain(f"gate `{gate.id}`: {gate.page.strip()}\n") for gate in gates()}


def _plain(page: str) -> str:
    return re.sub(r"\*\*([A-Z][a-z ]+)\*\*,?", r"\1:", page)
