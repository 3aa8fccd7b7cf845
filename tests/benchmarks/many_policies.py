"""A thousand policies of which ten apply: what a buyer has who buys everything.

usage: python -m tests.benchmarks.many_policies FOLDER [--count N]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import yaml

POLICIES = Path(__file__).parent / "policies"


def ten() -> list[Path]:
    """The ten policies of the benchmark, sorted."""
    return sorted(POLICIES.glob("*.yaml"))


def write(folder: Path, count: int = 1000) -> Path:
    """The ten as they are, and variants of them for categories of products that no manifest names."""
    folder.mkdir(parents=True, exist_ok=True)
    originals = ten()
    for path in originals:
        (folder / path.name).write_bytes(path.read_bytes())
    bases = [yaml.safe_load(path.read_bytes()) for path in originals]
    for number in range(len(originals), count):
        base = bases[number % len(bases)]
        name = f"{base['id']}-{number:04}"
        policy = {**base, "id": name, "title": f"{base['title']} ({number})"}
        policy["applies_to"] = {**base.get("applies_to", {}), "categories": [f"commodity-{number:04}"]}
        for requirement in policy["requirements"]:
            if "effective" in requirement:
                requirement["effective"] = {key: str(each) for key, each in requirement["effective"].items()}
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(policy, sort_keys=False), encoding="utf-8")
    return folder


def main() -> None:
    """Write them."""
    parser = argparse.ArgumentParser(description="Policies for measuring, of which ten apply.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    given = parser.parse_args()
    write(given.folder, given.count)


if __name__ == "__main__":
    main()
