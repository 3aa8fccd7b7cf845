"""Texts that are no manifests: what an upload that broke, a careless hand or a hostile one leaves behind."""

from __future__ import annotations

from random import Random

import orjson

from tests.benchmarks.corpus.vocabulary import Row
from tests.benchmarks.corpus.written import as_json, as_yaml


def malformed(dice: Random, manifest: Row, form: str) -> bytes:
    """One text of a form, `json` or `yaml`, which has to be refused."""
    if dice.random() < 0.5:
        manifest = dice.choice((_key, _day, _twice, _without, _number))(manifest)
        return as_json(manifest) if form == "json" else as_yaml(manifest).encode()
    return _json(dice, as_json(manifest)) if form == "json" else _yaml(dice, as_yaml(manifest))


def _json(dice: Random, line: bytes) -> bytes:
    """JSON that is cut off, says a key twice, is no UTF-8, is too deep, or is something else."""
    return dice.choice(
        (
            line[: dice.randrange(1, len(line) - 1)],
            b'{"manifest":1,' + line[1:],
            line.replace(b'"name":"', b'"name":"\xff', 1),
            b'{"x-deep":' + b"[" * 2000 + b"]" * 2000 + b"," + line[1:],
            b"[" + line + b"]",
            line.replace(b'"manifest":1', b'"manifest":NaN', 1),
        )
    )


def _yaml(dice: Random, text: str) -> bytes:
    """YAML that is cut off, says a key twice, is no UTF-8, has an alias, a tag, or a tab."""
    return dice.choice(
        (
            text.replace("supplier:", "supplier: {", 1).encode(),
            (text + "manifest: 1\n").encode(),
            text.encode().replace(b"name: ", b"name: \xff", 1),
            (text + "x-same: &same [1]\nx-again: *same\n").encode(),
            (text + "x-tag: !!python/object/apply:os.getcwd []\n").encode(),
            text.replace("\n  name: ", "\n\tname: ", 1).encode(),
        )
    )


def _copy(manifest: Row) -> Row:
    copied: Row = orjson.loads(orjson.dumps(manifest))
    return copied


def _key(manifest: Row) -> Row:
    return {**_copy(manifest), "certificate": []}


def _day(manifest: Row) -> Row:
    return {**_copy(manifest), "prepared": "2026-02-30"}


def _twice(manifest: Row) -> Row:
    copied = _copy(manifest)
    site = copied["supplier"]["sites"][0]
    copied["supplier"]["sites"].append(site)
    return copied


def _without(manifest: Row) -> Row:
    copied = _copy(manifest)
    del copied["supplier"]["name"]
    return copied


def _number(manifest: Row) -> Row:
    copied = _copy(manifest)
    copied["supplier"]["name"] = {"text": 4711}
    return copied
