"""A scaffold filled in as its own lines ask: each question uncommented, each answer that of a manifest that passes."""

from __future__ import annotations

import re
from typing import Any

import yaml

from checker.authoring.scaffold import Wanted
from checker.catalogue import Catalogue
from tests.builders import Json

_QUESTION = re.compile(r"^( *)# (.*)$", re.MULTILINE)


def questions(text: str) -> Json:
    """What a scaffold asks for and states: its values with every question uncommented."""
    head, _, rest = text.partition("\n")
    assert head.startswith("# yaml-language-server: ")
    loaded: Json = yaml.load(_QUESTION.sub(r"\1\2", rest), yaml.BaseLoader)
    return loaded


def filled(text: str, wanted: list[Wanted], passing: Json, catalogue: Catalogue) -> Json:
    """A manifest of what the scaffold asks for alone, with the answers of one that passes; `wanted` are its entries."""
    asked = questions(text)
    assert [entry["id"] for entry in asked["certificates"]] == [each.id for each in wanted]
    entries = []
    for shape, each in zip(asked["certificates"], wanted, strict=True):
        for entry in passing["certificates"]:
            standard = catalogue.resolve(entry["standard"]).standard
            if standard and entry["kind"] == each.kind and standard.id in each.standards:
                entries.append(_answered(shape, entry))
    unique = [entry for index, entry in enumerate(entries) if entry["id"] not in {e["id"] for e in entries[:index]}]
    top = _answered({key: asked[key] for key in asked if key != "certificates"}, passing)
    return {**top, "manifest": 1, "certificates": unique}


def _answered(shape: Any, answer: Any) -> Any:
    """The answers to what a shape asks for, and no others."""
    if isinstance(shape, dict) and isinstance(answer, dict):
        # The edition is a part of what `standard` asks for.
        keys = [*shape, *(["edition"] if "standard" in shape and "kind" in shape else [])]
        return {key: _answered(shape.get(key), answer[key]) for key in keys if key in answer}
    if isinstance(shape, list) and isinstance(answer, list) and shape and isinstance(shape[0], dict):
        types = {row["type"]: row for row in shape if "type" in row}
        if types:
            return [_answered(types[row["type"]], row) for row in answer if row.get("type") in types]
        return [_answered(shape[0], row) for row in answer]
    return answer
