"""The bill of materials of a release: certgate, what it needs, and what its extras need, as CycloneDX 1.6.

`python -m tests.release.sbom FILE` (`make sbom`) writes it from the environment of `make setup`, whose versions are
those of the lock. It holds no time and no random number: the same lock on the same Python gives the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from checker import __version__

ROOT = Path(__file__).parents[2]
LOCK = ROOT / ".ci" / "requirements.lock"
_PINNED = re.compile(r"^([\w.-]+)==(\S+).*\n((?:    --hash=.*\n)+)", re.MULTILINE)
_LICENSED = re.compile(r"^License :: OSI Approved :: (.+)$")

Json = dict[str, Any]
# A distribution with one of its extras, or without: what can need something.
Wanted = tuple[str, str]


def extras() -> list[str]:
    """What users can ask for beside the rest, sorted: what `dev` takes in of certgate's own extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    rows = map(Requirement, project["optional-dependencies"]["dev"])
    return sorted(extra for row in rows if row.name == "certgate" for extra in row.extras)


def needs(name: str, extra: str = "") -> Iterator[Wanted]:
    """What a distribution needs on this machine, with and without one of its extras."""
    for text in distribution(name).requires or []:
        row = Requirement(text)
        if row.marker is None or row.marker.evaluate({"extra": extra}):
            found = canonicalize_name(row.name)
            yield found, ""
            yield from ((found, each) for each in sorted(row.extras))


def closure(start: list[Wanted]) -> dict[str, list[str]]:
    """Everything that is needed from there on, by name, with what each needs itself."""
    seen: set[Wanted] = set()
    edges: dict[str, set[str]] = {}
    waiting = list(start)
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        found = list(needs(name, extra))
        edges.setdefault(name, set()).update(each for each, _ in found if each != name)
        waiting += found
    return {name: sorted(found) for name, found in sorted(edges.items())}


def locked(lock: Path = LOCK) -> dict[str, tuple[str, list[str]]]:
    """The version of every package of a lock, and the digests of the files that it may come from."""
    text = lock.read_text(encoding="utf-8")
    return {
        canonicalize_name(name): (version, sorted(re.findall(r"sha256:([0-9a-f]{64})", digests)))
        for name, version, digests in _PINNED.findall(text)
    }


def bill() -> Json:
    """The bill of materials as plain data."""
    core = set(closure([("certgate", "")]))
    edges = closure([("certgate", each) for each in ("", *extras())])
    pins = locked()
    components = [_component(distribution(name), pins, needed=name in core) for name in edges if name != "certgate"]
    own = distribution("certgate").metadata
    found: Json = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "lifecycles": [{"phase": "build"}],
            "component": {
                "type": "application",
                "bom-ref": "certgate",
                "name": "certgate",
                "version": __version__,
                "description": own["Summary"],
                "licenses": [{"expression": "Apache-2.0"}],
                "purl": f"pkg:pypi/certgate@{__version__}",
            },
        },
        "components": components,
        "dependencies": [{"ref": name, "dependsOn": found} for name, found in edges.items()],
    }
    serial = uuid5(NAMESPACE_URL, json.dumps(found, sort_keys=True))
    return {**found, "serialNumber": serial.urn}


def _component(found: Distribution, pins: dict[str, tuple[str, list[str]]], *, needed: bool) -> Json:
    """One package; `needed` tells whether certgate itself needs it, or one of its extras alone."""
    name = canonicalize_name(found.name)
    version, digests = pins.get(name, ("", []))
    if version != found.version:
        raise SystemExit(f"`{name}` is installed as {found.version}, not as the lock says: run `make clean setup`")
    row: Json = {
        "type": "library",
        "bom-ref": name,
        "name": name,
        "version": found.version,
        "scope": "required" if needed else "optional",
        "purl": f"pkg:pypi/{name}@{found.version}",
        # One of these is the file that was installed; which, depends on the machine.
        "properties": [{"name": "certgate:locked-sha256", "value": each} for each in digests],
    }
    if licenses := _licenses(found):
        row["licenses"] = licenses
    return row


def _licenses(found: Distribution) -> list[Json]:
    """The licence as its package states it: an SPDX expression, else the names of its classifiers."""
    if "License-Expression" in found.metadata:
        return [{"expression": found.metadata["License-Expression"]}]
    rows = map(_LICENSED.match, found.metadata.get_all("Classifier") or [])
    return [{"license": {"name": row[1]}} for row in rows if row]


def main(target: str) -> None:
    """Write the bill of materials to a file."""
    path = Path(target)
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(bill(), indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
