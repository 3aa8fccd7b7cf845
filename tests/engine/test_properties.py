"""What holds for every manifest: generated ones near the normative example, and all the shipped fixtures.

Leaving something out never turns a fail or an unknown into a pass. Exceptions that follow from the design's text:

- `covers.exclusions` that contradict `covers.activities`, and the activities of an annex entry that are fewer than the
  certificate's: both are contradictions within the scope, and the side that is left speaks.
- `attestation` of a management-system entry (`declaration` left out): 17021-1 knows certification alone.
- `edition` beside a designation that prints another one.
- Entries of one certificate (same body and number) that contradict each other: an entry that says less contradicts less.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker import api
from checker.errors import InputError
from checker.model.assessment import Assessment
from checker.model.policy import Policy
from checker.readers import Source, read, read_one
from tests.builders import TODAY, Json, assess, catalogue, change, document, load_policy, only, remove
from tests.strategies import certificates, days, manifests, policies

ROOT = Path(__file__).parent.parent.parent
FIXTURES = ROOT / "fixtures" / "manifests"
RANK = {"fail": 0, "undetermined": 1, "pass": 2}

often = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
seldom = settings(often, max_examples=60)


@cache
def shipped() -> tuple[tuple[str, str], ...]:
    """Every shipped fixture that is a whole manifest file: its path, and the policy that its folder names."""
    found = []
    for path in sorted(FIXTURES.glob("*/*/*")):
        if path.suffix in (".yaml", ".yml", ".json") and not path.name.endswith(".expected.yaml"):
            found.append((str(path), path.parent.parent.name))
    return tuple(found)


@cache
def shipped_policy(name: str) -> Policy:
    """A shipped policy by its id."""
    return api.load_policy(read_one(ROOT / "policies" / f"{name}.yaml"), catalogue())


def fixtures() -> Iterator[Any]:
    """A row for each shipped fixture."""
    return (pytest.param(path, name, id=f"{name}/{Path(path).stem}") for path, name in shipped())


def values_of(path: str) -> Json:
    """The values of a fixture, all scalars as the schema wants them."""
    from checker.schema import conform  # noqa: PLC0415 - only the fixtures need it

    found: Any = conform(read_one(path), "manifest")
    return dict(found)


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


# Order


def check_order(raw: Json, rules: Policy, as_of: str, order: list[int]) -> None:
    """The certificates in another order give the same verdicts and reasons."""
    other = {**raw, "certificates": [raw["certificates"][index] for index in order]}
    assert reasons(judge(raw, rules, as_of)) == reasons(judge(other, rules, as_of))


@often
@given(st.data(), manifests(), policies(), days())
def test_the_order_of_certificates_changes_nothing(data: st.DataObject, raw: Json, rules: Json, as_of: str) -> None:
    order = data.draw(st.permutations(range(len(raw["certificates"]))))
    check_order(raw, load_policy(rules), as_of, list(order))


@pytest.mark.parametrize(("path", "name"), fixtures())
def test_the_order_of_certificates_changes_nothing_in_fixtures(path: str, name: str) -> None:
    raw = values_of(path)
    check_order(raw, shipped_policy(name), TODAY, list(reversed(range(len(raw["certificates"])))))


# Format and repetition


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
    return {True: "true", False: "false", None: "null"}.get(value, str(value)) if not isinstance(value, str) else value


def report(text: str, name: str, rules: Policy, as_of: str) -> Json:
    """The report of one run over a manifest of this text."""
    run = api.Run(api.Conditions(date.fromisoformat(as_of), [rules], catalogue(), all_candidates=True))
    return run.check([Source.from_stdin(text.encode(), name)])


def placeless(value: Any) -> Any:
    """A report without path, digest and places."""
    if isinstance(value, dict):
        return {key: placeless(each) for key, each in value.items() if key not in ("path", "sha256", "location")}
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


@seldom
@given(manifests(), policies(), days())
def test_yaml_and_json_and_a_second_run_give_the_same_report(raw: Json, rules: Json, as_of: str) -> None:
    check_formats(raw, load_policy(rules), as_of)


@pytest.mark.parametrize(("path", "name"), fixtures())
def test_yaml_and_json_and_a_second_run_give_the_same_report_of_fixtures(path: str, name: str) -> None:
    check_formats(values_of(path), shipped_policy(name), TODAY)


# More and fewer certificates


def check_more(raw: Json, more: Json, rules: Policy, as_of: str) -> None:
    """A certificate with a new body and number makes no requirement worse, so taking it away makes none better."""
    fewer = {row.requirement.id: row.outcome for row in only(judge(raw, rules, as_of)).requirements}
    found = judge(change(raw, "/certificates/-", more), rules, as_of)
    for row in only(found).requirements:
        assert RANK[row.outcome] >= RANK[fewer[row.requirement.id]]


@often
@given(manifests(), certificates("added", fresh=True), policies(), days())
def test_a_certificate_more_makes_nothing_worse(raw: Json, more: Json, rules: Json, as_of: str) -> None:
    check_more(raw, more, load_policy(rules), as_of)


def identity(entry: Json) -> tuple[str, str]:
    """Body and number of an entry."""
    return json.dumps(entry.get("body")), entry.get("number", entry["id"])


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


@often
@given(manifests(), policies(), days())
def test_a_certificate_fewer_makes_nothing_better(raw: Json, rules: Json, as_of: str) -> None:
    check_fewer(raw, load_policy(rules), as_of)


@pytest.mark.parametrize(("path", "name"), fixtures())
def test_a_certificate_fewer_or_more_in_fixtures(path: str, name: str) -> None:
    raw = values_of(path)
    check_fewer(raw, shipped_policy(name), TODAY)
    for entry in raw["certificates"]:
        more = {**entry, "id": "added", "number": "added", "body": {"name": "Added body"}}
        check_more(raw, more, shipped_policy(name), TODAY)


# Leaving out


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
    for key in ("holder", "expires", "accreditations", "mark", "scheme", "status", "covers"):
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


def consistent(raw: Json) -> bool:
    """Whether the scopes do not contradict themselves, which is an exception (see above)."""
    return not any(
        isinstance(site, dict)
        and "activities" in site
        and not set(entry["covers"].get("activities", ())) <= set(site["activities"])
        for entry in raw["certificates"]
        for site in entry.get("covers", {}).get("sites", ())
    )


@often
@given(manifests(), policies(), days())
def test_leaving_something_out_never_helps(raw: Json, rules: Json, as_of: str) -> None:
    if consistent(raw):
        check_omissions(raw, load_policy(rules), as_of)


@pytest.mark.parametrize(("path", "name"), fixtures())
def test_leaving_something_out_never_helps_in_fixtures(path: str, name: str) -> None:
    raw = values_of(path)
    if consistent(raw):
        check_omissions(raw, shipped_policy(name), TODAY)


@often
@given(manifests(), policies())
def test_a_normative_certificate_less_one_thing_is_no_better(raw: Json, rules: Json) -> None:
    """Several things left out at once help no more than one."""
    found = list(omissions(raw))
    before = verdict_of(raw, load_policy(rules), TODAY)
    if before not in ("fail", "undetermined") or not consistent(raw) or len(alone(raw)) < len(raw["certificates"]):
        return
    less = raw
    for pointers in sorted(found, key=lambda each: (-max(pointer.count("/") for pointer in each), each)):
        for pointer in pointers:
            if pointer.rpartition("/")[2] != "attestation" and _has(less, pointer):
                less = remove(less, pointer)
    assert verdict_of(less, load_policy(rules), TODAY) not in ("pass", "not-applicable")


def _has(raw: Any, pointer: str) -> bool:
    for step in pointer.split("/")[1:]:
        if isinstance(raw, dict) and step not in raw:
            return False
        raw = raw[int(step)] if isinstance(raw, list) else raw[step]
    return True


# Dates


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


ANY_DAY = st.dates(date(2022, 1, 1), date(2031, 1, 1)).map(str)


@often
@given(manifests(), policies(), ANY_DAY)
def test_no_day_outside_the_interval_passes(raw: Json, rules: Json, as_of: str) -> None:
    check_interval(assess(raw, rules, as_of), as_of)


@pytest.mark.parametrize(("path", "name"), fixtures())
def test_no_day_outside_the_interval_passes_in_fixtures(path: str, name: str) -> None:
    raw, rules = values_of(path), shipped_policy(name)
    stated = {entry.get(key) for entry in raw["certificates"] for key in ("issued", "effective", "expires")} - {None}
    for day in sorted(stated):
        around = [date.fromisoformat(str(day)).toordinal() + step for step in (-1, 0, 1)]
        for ordinal in around:
            as_of = date.fromordinal(ordinal).isoformat()
            check_interval(judge(raw, rules, as_of), as_of)


# Decisions


@seldom
@given(manifests(), policies(), days())
def test_a_verdict_follows_from_the_requirements(raw: Json, rules: Json, as_of: str) -> None:
    """No pass without a passing requirement, and none where every counting requirement fails."""
    found = only(assess(raw, rules, as_of))
    counting = {row.outcome for row in found.requirements if row.counts}
    if found.verdict != "not-applicable":
        assert found.verdict in counting
    for row in found.requirements:
        assert row.objects
        assert RANK[row.outcome] == min(RANK[each.outcome] for each in row.objects)


def test_the_reader_of_these_tests_reads_text_as_written() -> None:
    (found,) = read(Source.from_stdin(b"a: 0522\nb: 2024-01-15\nc: NO\n", "m.yaml"))
    assert not isinstance(found, InputError)
    assert found.values == {"a": "0522", "b": "2024-01-15", "c": "NO"}
