"""A report as an in-toto Statement with the predicate `test-result`: what was tested, by what, and how it ended.

Subjects are the manifests and the files of evidence that they name with a digest. A test is one requirement of one
policy on one manifest. `result` says less than the report does, and never more:

- `FAILED`: the report's result is `blocked`.
- `PASSED`: everything passes, nothing is warned of, and nothing was relaxed: no waiver, no `--no-fail`, no unknown
  accepted, no rows of the buyer's in the catalogue, no day chosen, and an order says what was to be judged.
- `WARNED`: all that lies between. A program that looks for `PASSED` alone is never told too much.

What the predicate does not provide for stands in its member `certgate`: the day, verdict and result, every relaxation,
all inputs by digest, and the digest of the report as `-o json` writes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from posixpath import dirname, join, normpath
from typing import Any

from checker.renderers.json_format import render as as_json
from checker.renderers.json_text import dumps
from checker.renderers.rows import counts, ledger, ledger_blocks

Json = dict[str, Any]

TYPE = "https://in-toto.io/Statement/v1"
PREDICATE = "https://in-toto.io/attestation/test-result/v0.1"

PASSED, WARNED, FAILED = "PASSED", "WARNED", "FAILED"


def report_digest(report: Json) -> str:
    """The digest of the report as `-o json` writes it."""
    digest = sha256()
    for part in as_json(report):
        digest.update(part.encode())
    return digest.hexdigest()


def statement(report: Json, digest: str) -> Iterator[str]:
    """The statement on a report as JSON text in parts, one line for each subject and test; `digest` is the report's."""
    tests = _tests(report)
    head = {"_type": TYPE, "subject": None}
    yield from _list(dumps(head).removesuffix("null}"), map(dumps, _subjects(report, digest)))
    yield f',"predicateType":{dumps(PREDICATE)},"predicate":{{"result":{dumps(_result(report, tests))},'
    yield from _list('"configuration":', map(dumps, _configuration(report["inputs"], report.get("baseline"))))
    for key, names in tests.items():
        yield from _list(f',"{key}Tests":', map(dumps, names))
    yield f',"certgate":{dumps(_own(report, digest))}}}}}\n'


def _list(head: str, rows: Iterable[str]) -> Iterator[str]:
    """A list, one row on a line."""
    yield f"{head}["
    divider = "\n"
    for row in rows:
        yield divider + row
        divider = ",\n"
    yield "]"


def _subjects(report: Json, digest: str) -> Iterator[Json]:
    """What the statement is about, each file once; where nothing was assessed, the report itself."""
    seen: set[tuple[str, str]] = set()
    for manifest in report["manifests"]:
        yield _named(manifest["path"], manifest["sha256"])
        folder = dirname(manifest["path"])
        for certificate in manifest["certificates"]:
            for each in certificate["evidence"]:
                if not each["file"] or not each["sha256"]:
                    continue
                row = (normpath(join(folder, each["file"])), each["sha256"])
                if row not in seen:
                    seen.add(row)
                    yield _named(*row)
    if not len(report["manifests"]):
        yield _named("report", digest)


def _named(name: str, digest: str, **annotations: str) -> Json:
    """A resource by name and digest, as in-toto describes one."""
    noted = {"annotations": annotations} if annotations else {}
    return {"name": name, "digest": {"sha256": digest}, **noted}


def _configuration(inputs: Json, baseline: Json | None) -> Iterator[Json]:
    """Everything but the subjects that the result was computed from."""
    for policy in inputs["policies"]:
        yield _named(f"policy:{policy['id']}", policy["sha256"], version=policy["version"])
        for base in policy.get("extends", ()):
            yield _named(f"policy:{base['id']}", base["sha256"], version=base["version"], extended_by=policy["id"])
    for policy in inputs.get("options", {}).get("other_versions", ()):
        yield _named(f"policy:{policy['id']}", policy["sha256"], version=policy["version"], used="for later days")
    yield _named("catalogue", inputs["catalogue"]["sha256"], version=inputs["catalogue"]["version"])
    for row in inputs.get("registers") or ():
        day = {"day": str(row["day"])} if row.get("day") else {}
        yield _named(f"register:{row['name']}", row["sha256"], **day)
    files = {key: inputs.get(key) for key in ("waivers", "order", "trust")}
    files |= {"config": inputs.get("options", {}).get("config"), "baseline": baseline}
    for key, file in files.items():
        if file:
            yield _named(f"{key}:{file['path'] or '-'}", file["sha256"])


def _tests(report: Json) -> dict[str, list[str]]:
    """The names of all tests by how they ended."""
    found: dict[str, list[str]] = {"passed": [], "warned": [], "failed": []}
    for manifest in report["manifests"]:
        for policy in manifest["policies"]:
            for row in policy["requirements"]:
                found[_ended(row)].append(f"{manifest['path']}: {policy['id']}/{row['id']}")
    blocks = "failed" if ledger_blocks(report) else "warned"
    found[blocks] += [f"waiver {each['waiver']}: {each['code']}" for each in ledger(report)]
    found["failed"] += sorted({f"{each['path']}: could not be used" for each in report["errors"]})
    return found


def _ended(row: Json) -> str:
    """How a requirement ended: `warned` where it does not block, and is no plain pass either."""
    passes = row["outcome"] == "pass"
    needed = row["counts"] and row["needed"] and not passes and not row["waived_by"]
    if needed or any(each["blocks"] for each in row["objects"]):
        return "failed"
    noted = any(found["severity"] == "warning" for each in row["objects"] for found in each["findings"])
    return "passed" if passes and not noted else "warned"


def _result(report: Json, tests: dict[str, list[str]]) -> str:
    if report["result"] == "blocked" or tests["failed"]:
        return FAILED
    # A configuration alone relaxes nothing: what it sets is stated by itself.
    relaxed = any(row["type"] != "config" for row in report["relaxations"])
    plain = report["result"] == "passed" and report["verdict"] == "pass" and report["exit_code"] == 0
    return PASSED if plain and not relaxed and not tests["warned"] else WARNED


def policy_counts(report: Json) -> dict[str, dict[str, int]]:
    """For each policy of a run, the manifests by their verdict under it."""
    found: dict[str, Counter[str]] = {each["id"]: Counter() for each in report["inputs"]["policies"]}
    for manifest in report["manifests"]:
        for policy in manifest["policies"]:
            found.setdefault(policy["id"], Counter())[policy["verdict"]] += 1
    return {name: dict(sorted(rows.items())) for name, rows in found.items()}


def _own(report: Json, digest: str) -> Json:
    """What the predicate has no member for, in the words of the report."""
    kept = ("tool", "as_of", "verdict", "result", "exit_code", "relaxations", "errors", "inputs")
    return {
        **{key: report[key] for key in kept},
        "summary": counts(report["summary"]),
        "policies": policy_counts(report),
        "ledger": ledger(report),
        "report": {"sha256": digest},
    }
