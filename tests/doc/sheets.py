"""Policies to draw pages of: the shipped ones, small ones with one rule, one whose every text is an attack."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from functools import cache
from typing import Any

from checker import api
from checker.authoring.asking import document_of
from checker.authoring.doc import page
from checker.model.policy import Policy
from tests.builders import catalogue
from tests.reports import ATTACKS

Json = dict[str, Any]

AS_OF = date(2026, 11, 23)
PRODUCT: Json = {"id": "listed", "title": "Listed product", "kind": "product", "standards": ["UL 62368-1"]}
SYSTEM: Json = {"id": "system", "title": "Quality system", "kind": "management-system", "standards": ["ISO 9001"]}


@cache
def shipped() -> dict[str, Policy]:
    """The shipped policies by id."""
    return {each.id: each for each in api.load_policies(list(api.shipped_policies()), catalogue())}


def policy(*requirements: Json, **keys: Any) -> Policy:
    """A policy with these requirements."""
    kinds = {row["kind"] for row in requirements}
    values = {
        "policy": 1,
        "id": "own",
        "title": "Own policy",
        "version": "1",
        "evidence": "both" if len(kinds) == 2 else kinds.pop(),
        "requirements": [deepcopy(row) for row in requirements],
        **keys,
    }
    return api.load_policy(document_of(values, "own.json"), catalogue())


def doc(*policies: Policy) -> Json:
    """The pages of policies as renderers get them."""
    pages = [page(each, catalogue(), AS_OF) for each in policies]
    return {"tool": {"name": "certgate", "version": "0"}, "as_of": AS_OF.isoformat(), "pages": pages}


def hostile() -> Policy:
    """A policy in which every text of its author's is one of the attacks."""
    short = [each[:4000] for each in ATTACKS]
    text = "\n".join(short)
    row = {**PRODUCT, "title": text, "citation": text, "remedy": text}
    rows = [{**row, "id": f"r{number}", "title": each} for number, each in enumerate(short)]
    return policy(
        {**row, "id": "<b>x</b>`|"},
        *rows,
        {**SYSTEM, "title": short[1], "covers": {"activities": [text]}},
        id="<script>/../x",
        title=text,
        version=text,
        authority={"name": text, "jurisdiction": text},
        citations=short,
        rationale=text,
        applies_to={"categories": short},
    )
