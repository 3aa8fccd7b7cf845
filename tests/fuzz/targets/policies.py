"""Policies: the first part is the policy (YAML, or JSON where it begins with `{`), the second the one it extends."""

from __future__ import annotations

from collections.abc import Iterator

from checker.api import load_policy
from checker.document import Document
from checker.errors import InputError, Location, Problem
from checker.model.policy import Policy
from checker.readers import Source
from checker.readers import one_of as one_document
from tests.fuzz.targets._common import CUT, POLICIES, catalogue, check, outcome, small_files

WORDS = (
    CUT,
    *(
        word.encode()
        for word in (
            "policy: 1\n", "id: ", "title: ", "version: ", "evidence: ", "requirements:\n", "decision:", "all",
            "any", "extend: ", "override", "reason", "kind: product\n", "kind: management-system\n", "standards: ",
            "edition", "body:", "recognised_by", "accreditation", "covers", "mark", "scheme", "status:",
            "checked_within", "surveillance", "enforcement: advisory\n", "waivable", "accept_unknown", "applies_to",
            "effective", "from", "until", "assurance", "documented", "confirmed", "citation", "remedy", "UL 62368-1",
            "ISO 9001", "osha-nrtl", "12 months", "x-a: ", "at_least", "requirement", "transition", "legacy", "null",
            "[]", "{}",
        )
    ),
)  # fmt: skip


def attempt(data: bytes) -> None:
    """Load it twice, with the other as its base; one that is refused gives no policy, one that loads is the same."""
    written, _, base = data.partition(CUT)

    def found(name: str, extending: Document) -> Document:
        if not base or name == "itself":
            raise InputError(Problem("no such policy", Location(extending.path), "name another"))
        return _document(base, "base")

    def load() -> Policy:
        return load_policy(_document(written, "policy"), catalogue(), found)

    first, why = outcome(load)
    second, why_again = outcome(load)
    check((first, why) == (second, why_again), "two readings differ")
    if first is not None:
        check(first.requirements, "a policy that requires nothing")
        check(len({each.id for each in first.requirements}) == len(first.requirements), "an id of two requirements")


def seeds() -> Iterator[bytes]:
    """The shipped policies, and one that extends another."""
    yield from (each for each in small_files(POLICIES, ".yaml") if b"\ntests:" not in each)
    base = (POLICIES / "us-workplace-electrical.yaml").read_bytes()
    yield b"policy: 1\nid: own\ntitle: Own\nversion: '1'\nextend: base\nrequirements: []\n" + CUT + base


def _document(data: bytes, stem: str) -> Document:
    suffix = ".json" if data.lstrip().startswith(b"{") else ".yaml"
    return one_document(Source.from_stdin(data, stem + suffix))
