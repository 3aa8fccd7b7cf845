"""Makes a saved report again from the same inputs: the same bytes, or what is not the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker import __version__
from checker.json_library import orjson
from checker.renderers.json_format import render
from checker.replay.checks import FAIL, PASS, UNDETERMINED, Check
from checker.replay.inputs import Given, Inputs
from checker.run import Run
from checker.words import shorten

Json = dict[str, Any]

_VALUE = 80
_MESSAGE = 240  # holds the digest of a file whole


def replayed(data: bytes, report: Json, given: Given) -> list[Check]:
    """Whether a run over the same inputs leads to the bytes of a saved report.

    One check that passes; or one for each input that is missing or differs, and where none does, what in the report
    is not what its inputs lead to.
    """
    if report.get("incomplete"):
        told = "the report is incomplete: its run was interrupted, so it can not be made again"
        return [Check("replay", FAIL, told, "run the check again, and verify that report", "report")]
    inputs = Inputs(report, given)
    sources = inputs.sources()
    if any(each.outcome == UNDETERMINED for each in inputs.differences):
        return [*_version(report), *inputs.differences]
    made = Run(inputs.conditions, inputs.baseline).check(sources)
    made = {**made, "manifests": list(made["manifests"])}
    if "options" not in report["inputs"]:
        made["inputs"].pop("options")  # a report of an earlier release
    if _written({**made, "tool": report["tool"]}) == data:
        same = Check("replay", PASS, _same(report))
        return [
            each._replace(message=f"{each.message}; apart from that: the same bytes") for each in _version(report)
        ] or [same]
    _compare(inputs, made)
    found = [*_version(report), *inputs.differences]
    return [*found, *(_result(report, made) if found else _otherwise(report, made))]


def _written(report: Json) -> bytes:
    return "".join(render(report)).encode()


def _same(report: Json) -> str:
    manifests, policies = len(report["manifests"]), len(report["inputs"]["policies"])
    of = f"{manifests:,} manifest{'s' * (manifests != 1)} and {policies} polic{'y' if policies == 1 else 'ies'}"
    return f"made again from {of} as of {report['as_of']}: the same bytes"


def _version(report: Json) -> Iterator[Check]:
    made = report["tool"]["version"]
    if made != __version__:
        told = f"certgate {shorten(made)} made the report, and this is {__version__}"
        yield Check("replay", FAIL, told, f"make it again with `certgate=={shorten(made)}`", "certgate")


def _compare(inputs: Inputs, made: Json) -> None:
    """Note the manifests, registers and trust that are not those of the run."""
    current = {each["path"]: each["sha256"] for each in made["manifests"]}
    then = {each["path"]: each["sha256"] for each in inputs.report["manifests"]}
    unusable = {each["path"]: each["message"] for each in made["errors"]}
    for path in sorted({*current, *then}):
        if current.get(path) == then.get(path):
            continue
        told = "no manifest that can be used" + (f" ({shorten(unusable[path], _VALUE)})" if path in unusable else "")
        was, is_ = (f"sha256 {each[:12]}" if each else told for each in (then.get(path), current.get(path)))
        inputs.note("manifest", path, was, is_)
    _compare_backing(inputs, made)
    stated = inputs.report["inputs"]
    registers = [{row["name"]: row for row in each.get("registers") or ()} for each in (stated, made["inputs"])]
    for name in sorted({*registers[0], *registers[1]}):
        before, after = (each.get(name) for each in registers)
        if before != after:
            inputs.note("register", name, _snapshot(before), _snapshot(after))
    before, after = (each.get("trust") for each in (stated, made["inputs"]))
    if before != after:
        inputs.note("trust", (before or after)["path"], _file(before), _file(after))


def _compare_backing(inputs: Inputs, made: Json) -> None:
    """Note what stood behind a certificate, such as a file of evidence, and is not what it was."""
    then, current = ({each["path"]: each for each in report["manifests"]} for report in (inputs.report, made))
    for path in sorted({*then, *current}):
        if (path in then and path in current) and then[path]["sha256"] == current[path]["sha256"]:
            before, after = (_behind(each[path]) for each in (then, current))
            for key in sorted({*before, *after}):
                if before.get(key) != after.get(key):
                    source, certificate = key
                    kind = f"evidence of `{shorten(certificate, _VALUE)}`,"
                    inputs.note(kind, source, _seen(before.get(key)), _seen(after.get(key)))


def _behind(manifest: Json) -> dict[tuple[str, str], Json]:
    """What was seen behind the certificates of a manifest but for registers, which are inputs of their own."""
    rows = [(each["id"], row) for each in manifest["certificates"] for row in each.get("backing", ())]
    return {(row["source"], name): row for name, row in rows if row["day"] is None}


def _seen(row: Json | None) -> str:
    if row is None:
        return "not looked at"
    told = shorten(row["message"] or row["outcome"], _MESSAGE)
    return f"{told} (sha256 {row['sha256'][:12]})" if row["sha256"] else told


def _snapshot(row: Json | None) -> str:
    return f"of {row.get('day')} ({row['sha256'][:12]})" if row else "not given"


def _file(row: Json | None) -> str:
    return f"sha256 {row['sha256'][:12]}" if row else "not given"


def _otherwise(report: Json, made: Json) -> Iterator[Check]:
    """What is not the same although every input is."""
    # By way of JSON, so that what compares is what is written.
    again = orjson.loads(_written(made))
    where = _first(report, again, "")
    if where is None:
        told = "the values are those of the run, and the file was laid out anew: its bytes are not those written"
        yield Check("replay", FAIL, told, "give the file that `-o json=FILE` wrote")
        return
    at, then, current = where
    told = f"every input is that of the run, and does not lead to this report: at `{shorten(at, _VALUE)}` it says "
    told += f"{_value(then)}, and the run {_value(current)}"
    mend = "somebody changed the report, or a file of evidence; ask whoever made it"
    yield Check("replay", FAIL, told, mend, "report")


_NOTHING = object()


def _first(one: Any, other: Any, at: str) -> tuple[str, Any, Any] | None:
    """The first place at which two values differ, in the order of the first."""
    if isinstance(one, dict) and isinstance(other, dict):
        pairs: list[tuple[str, Any, Any]] = [
            (f"{at}/{key}", one.get(key, _NOTHING), other.get(key, _NOTHING)) for key in {**one, **other}
        ]
    elif isinstance(one, list) and isinstance(other, list):
        sides = [each + [_NOTHING] * (max(len(one), len(other)) - len(each)) for each in (one, other)]
        pairs = [(f"{at}/{n}", then, current) for n, (then, current) in enumerate(zip(*sides, strict=True))]
    else:
        return None if one == other and type(one) is type(other) else (at, one, other)
    return next(filter(None, (_first(then, current, place) for place, then, current in pairs)), None)


def _value(value: Any) -> str:
    return "nothing" if value is _NOTHING else f"`{shorten(orjson.dumps(value).decode(), _VALUE)}`"


def _result(report: Json, made: Json) -> Iterator[Check]:
    """What the inputs at hand lead to, where they are not those of the run."""
    if (report["result"], report["verdict"]) != (made["result"], made["verdict"]):
        then, current = (f"`{each['result']}`, verdict `{each['verdict']}`" for each in (report, made))
        yield Check("replay", FAIL, f"with the inputs at hand the run is {current}, and was {then}", "", "result")
