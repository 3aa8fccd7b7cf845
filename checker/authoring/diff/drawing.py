"""A difference as plain values, version 1, from which every format is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from checker import __version__
from checker.authoring.diff.corpus import Corpus, Flip
from checker.authoring.diff.weighing import Difference
from checker.authoring.diff.witnesses import Witness
from checker.authoring.written import as_yaml
from checker.catalogue import Catalogue
from checker.compare import LOOSER, STRICTER, Part
from checker.errors import InputError
from checker.model.order import Order
from checker.model.policy import Policy
from checker.report.head import problems_of

Json = dict[str, Any]

_DIRECTIONS = (LOOSER, STRICTER)


def draw(
    found: Difference,
    catalogue: Catalogue,
    day: date,
    corpus: Corpus | None = None,
    errors: Sequence[InputError] = (),
    order: Order | None = None,
) -> Json:
    """The difference with its witnesses, and with what it means for a corpus where there is one."""
    return {
        "diff": 1,
        "tool": {"name": "certgate", "version": __version__},
        "as_of": day.isoformat(),
        "relation": found.relation,
        "at_least": found.at_least,
        "note": found.pair.note,
        "old": _policy(found.pair.old),
        "new": _policy(found.pair.new),
        "inputs": {
            "catalogue": {"version": catalogue.version, "sha256": catalogue.sha256},
            "order": order and {"path": order.path, "sha256": order.sha256},
        },
        "parts": [_part(each) for each in found.comparison.parts],
        "remarks": list(found.comparison.remarks),
        "witnesses": [_witness(found.witnesses[key]) for key in _DIRECTIONS if key in found.witnesses],
        "corpus": _corpus(corpus) if corpus else None,
        "errors": [problem for error in errors for problem in problems_of(error)],
    }


def _policy(policy: Policy) -> Json:
    return {
        "id": policy.id,
        "version": policy.version,
        "title": policy.title,
        "path": policy.path,
        "sha256": policy.sha256,
    }


def _part(part: Part) -> Json:
    return {
        "requirement": part.requirement or None,
        "rule": part.rule,
        "relation": part.relation,
        "sentence": part.sentence,
        "pointer": part.pointer,
    }


def _witness(found: Witness) -> Json:
    return {
        "direction": found.direction,
        "as_of": found.day.isoformat(),
        "before": found.before,
        "after": found.after,
        "codes": list(found.codes),
        "manifest": as_yaml(found.values, compact=True),
        "order": as_yaml(_order(found.order), compact=True) if found.order else None,
        "file": None,
    }


def _order(order: Order) -> Json:
    return {
        "order": 1,
        "items": [{"product": item.product} for item in order.items],
        "dates": {name: day.isoformat() for name, day in sorted(order.dates.items())},
    }


def _corpus(corpus: Corpus) -> Json:
    counts: Mapping[str, int] = corpus.counts
    keys = ("manifests", "blocked_before", "blocked_after", "alike")
    flips = sorted(corpus.flips, key=lambda flip: (flip.later, _DIRECTIONS.index(flip.direction), flip.name))
    return {
        "until": corpus.until.isoformat(),
        **{key: counts[key] for key in keys},
        "now": {key: counts[f"{key}_now"] for key in _DIRECTIONS},
        "later": {key: counts[f"{key}_later"] for key in _DIRECTIONS},
        "flips": [_flip(each) for each in flips],
    }


def _flip(found: Flip) -> Json:
    return {
        "path": found.name,
        "supplier": found.supplier,
        "direction": found.direction,
        "later": found.later,
        "from": found.start.isoformat(),
        "or_earlier": found.earlier,
        "until": found.until and found.until.isoformat(),
        "before": found.before,
        "after": found.after,
        "requirements": [
            {"id": row.id, "outcome": row.outcome, "codes": list(row.codes)} for row in found.requirements
        ],
    }
