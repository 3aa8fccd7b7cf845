"""Checks that hold for every manifest, policy and day; the property tests draw these, or take the shipped fixtures."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import yaml

from checker import api
from checker.errors import InputError
from checker.model.assessment import Assessment
from checker.model.policy import Policy
from checker.readers import Source
from tests.builders import Json, catalogue, change, document, only, remove

RANK = {"fail": 0, "undetermined": 1, "pass": 2}


def judge(raw: Json, rules: Policy, as_of: str) -> Assessment:
    """The assessment of values by a loaded policy."""
    return api.assess(api.load_manifest(document(raw)), [rules], catalogue(), date.fromisoformat(as_of))


def verdict_of(raw: Json, rules: Policy, as_of: str) -> str:
    """The verdict, or `unusable` where the manifest does not load (exit 2: not a pass)."""
    try:
        return judge(raw, rules, as_of).verdict
    except InputError:
        return "unusable"


def reasons(found: Assessment) -> Any:
    """Everything but which certificate speaks: verdict, outcomes, and of every candidate its outcome and codes."""
    return found.verdict, [
        (row.requirement.id, row.outcome, row.counts, [_object(each) for each in row.objects])
        for row in only(found).requirements
    ]


def _object(found: Any) -> Any:
    candidates = {
        each.certificate.id: (each.outcome, Counter((row.code, row.outcome, row.severity) for row in each.findings))
        for each in found.candidates
    }
    return found.target, found.outcome, [row.code for row in found.own_findings], candidates


def check_order(raw: Json, rules: Policy, as_of: str, order: list[int]) -> None:
    """The certificates in another order give the same verdicts and reasons."""
    other = {**raw, "certificates": [raw["certificates"][index] for index in order]}
    assert reasons(judge(raw, rules, as_of)) == reasons(judge(other, rules, as_of))


class _Plain(
    yaml.emitter.Emitter, yaml.serializer.Serializer, yaml.representer.SafeRepresenter, yaml.resolver.BaseResolver
):
    """Writes every scalar plain where YAML allows it: `2024-01-15`, `0522`, `null`."""

    def __init__(self, stream: Any, **options: Any) -> None:
        yaml.emitter.Emitter.__init__(self, stream, allow_unicode=True, width=4096)
        yaml.serializer.Serializer.__init__(self)
        yaml.representer.SafeRepresenter.__init__(self, sort_keys=False)
        yaml.resolver.BaseResolver.__init__(self)

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out: the reader takes no aliases."""
        return True


def as_text(value: Any) -> Any:
    """The values with integers, booleans and null as the words that YAML has for them."""
    if isinstance(value, dict):
        return {key: as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_text(each) for each in value]
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)


def report(text: str, name: str, rules: Policy, as_of: str) -> Json:
    """The report of one run over a manifest of this text."""
    run = api.Run(api.Conditions(date.fromisoformat(as_of), [rules], catalogue(), all_candidates=True))
    found = run.check([Source.from_stdin(text.encode(), name)])
    return {**found, "manifests": list(found["manifests"])}


OF_THE_FILE = {"path", "sha256", "location", "source"}


def placeless(value: Any) -> Any:
    """A report without path, digest, places and excerpts."""
    if isinstance(value, dict):
        return {key: placeless(each) for key, each in value.items() if key not in OF_THE_FILE}
    return [placeless(each) for each in value] if isinstance(value, list) else value


def check_formats(raw: Json, rules: Policy, as_of: str) -> None:
    """JSON, quoted YAML and plain YAML give one report; a second run gives the same."""
    text = json.dumps(raw)
    first = report(text, "m.json", rules, as_of)
    assert first["errors"] == []
    assert json.dumps(report(text, "m.json", rules, as_of)) == json.dumps(first)
    quoted = yaml.safe_dump(json.loads(text), allow_unicode=True)
    plain = yaml.dump(as_text(raw), Dumper=_Plain)
    for each in (quoted, plain):
        assert placeless(report(each, "m.yaml", rules, as_of)) == placeless(first)


def check_more(raw: Json, more: Json, rules: Policy, as_of: str) -> None:
    """A certificate with a new body and number makes no requirement worse, so taking it away makes none better."""
    fewer = {row.requirement.id: row.outcome for row in only(judge(raw, rules, as_of)).requirements}
    found = judge(change(raw, "/certificates/-", more), rules, as_of)
    for row in only(found).requirements:
        assert RANK[row.outcome] >= RANK[fewer[row.requirement.id]]


def identity(entry: Json) -> tuple[str, str]:
    """Body and number of an entry."""
    return json.dumps(entry.get("body")), str(entry.get("number", entry["id"]))


def alone(raw: Json) -> list[int]:
    """The places of the certificates whose number no other carries, whatever its body."""
    counts = Counter(identity(entry)[1] for entry in raw["certificates"])
    return [index for index, entry in enumerate(raw["certificates"]) if counts[identity(entry)[1]] == 1]


def check_fewer(raw: Json, rules: Policy, as_of: str) -> None:
    """Taking one certificate away never turns a fail into a pass (nor an unknown)."""
    before = verdict_of(raw, rules, as_of)
    for index in alone(raw):
        after = verdict_of(remove(raw, f"/certificates/{index}"), rules, as_of)
        assert after == before or RANK[after] <= RANK[before]


def omissions(raw: Json) -> Iterator[tuple[str, ...]]:
    """What may be left out, as JSON pointers that go together."""
    produced = []
    for index, product in enumerate(raw.get("products", ())):
        for key in ("categories", "markets", "produced_at"):
            if key in product:
                yield (f"/products/{index}/{key}",)
        if "produced_at" in product:
            produced.append(f"/products/{index}/produced_at")
    if "sites" in raw["supplier"]:
        yield (*produced, "/supplier/sites")
    for index, entry in enumerate(raw["certificates"]):
        yield from ((each,) for each in _of_certificate(entry, f"/certificates/{index}"))


def _of_certificate(entry: Json, at: str) -> Iterator[str]:
    for key in ("holder", "expires", "body", "accreditations", "mark", "scheme", "status", "covers"):
        if key in entry:
            yield f"{at}/{key}"
    for key in ("mark", "scheme"):
        if "type" in entry.get(key, {}):
            yield f"{at}/{key}/type"
    if "attestation" in entry and entry["kind"] == "product":
        yield f"{at}/attestation"
    if "edition" in entry and catalogue().resolve(entry["standard"]).edition is None:
        yield f"{at}/edition"
    covers = entry.get("covers", {})
    yield from (f"{at}/covers/{key}" for key in covers if key != "exclusions")


def check_omissions(raw: Json, rules: Policy, as_of: str) -> None:
    """Nothing that is left out turns a fail or an unknown into a pass, or makes the policy not apply."""
    before = verdict_of(raw, rules, as_of)
    if before not in ("fail", "undetermined") or len(alone(raw)) < len(raw["certificates"]):
        return
    for pointers in omissions(raw):
        less = raw
        for pointer in pointers:
            less = remove(less, pointer)
        assert verdict_of(less, rules, as_of) not in ("pass", "not-applicable"), pointers


def has(raw: Any, pointer: str) -> bool:
    """Whether a JSON pointer leads to a value."""
    for step in pointer.split("/")[1:]:
        if isinstance(raw, dict) and step not in raw:
            return False
        raw = raw[int(step)] if isinstance(raw, list) else raw[step]
    return True


def check_interval(found: Assessment, as_of: str) -> None:
    """Every certificate that satisfies an object is in force on the day, by the dates it prints."""
    for row in only(found).requirements:
        for each in row.objects:
            if each.certificate is None or each.chosen is None:
                continue
            entry = each.chosen.certificate
            start = entry.effective or entry.issued
            assert start is not None
            assert start <= date.fromisoformat(as_of)
            assert entry.expires is None or date.fromisoformat(as_of) <= entry.expires
