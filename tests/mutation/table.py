"""Draw `RESULTS.md` from the results: per module mutants, killed, survived, score; and every survivor by line.

usage: python -m tests.mutation.table RESULTS.jsonl [HOW] > tests/mutation/RESULTS.md

Survivors that nobody can tell from the program are in `equivalent.yaml`, with the reason; they count as survivors in
the score all the same. Mutants that were tried more than once count as they came out last.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Json = dict[str, Any]
ALIVE = ("survived", "no test", "not loaded")
HERE = Path(__file__).parent


def results(path: Path) -> list[Json]:
    """The last result of each mutant, in the order of module and number."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    last = {(row["module"], row["before"], row["after"], row["mutant"]): row for row in rows}
    return sorted(last.values(), key=lambda row: (row["module"], int(row["mutant"].rsplit(":", 1)[1])))


def reasons() -> dict[tuple[str, str, str], str]:
    """Why some survivors can not be told from the program, by module and the line before and after."""
    rows = yaml.safe_load((HERE / "equivalent.yaml").read_text(encoding="utf-8")) or []
    return {(row["module"], row["before"], row["after"]): row["why"] for row in rows}


def table(rows: list[Json]) -> Iterator[str]:
    """A line for each module and each package, and one for all."""
    known = reasons()
    groups: dict[str, list[Json]] = defaultdict(list)
    for row in rows:
        groups[row["module"]].append(row)
        groups[row["module"].rsplit("/", 1)[0] + "/"].append(row)
        groups["all"].append(row)
    yield "| module | mutants | killed | of these by time-out | survived | of these equivalent | score |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name in sorted(groups, key=lambda name: (name == "all", name)):
        found = groups[name]
        alive = [row for row in found if row["result"] in ALIVE]
        same = sum((row["module"], row["before"], row["after"]) in known for row in alive)
        late = sum(row["result"] == "timeout" for row in found)
        killed = len(found) - len(alive)
        shown = f"**{name}**" if name.endswith("/") or name == "all" else f"`{name}`"
        score = f"{100 * killed / len(found):.1f} %"
        yield f"| {shown} | {len(found)} | {killed} | {late} | {len(alive)} | {same} | {score} |"


def survivors(rows: list[Json]) -> Iterator[str]:
    """Every survivor: line, what it was and what it became, and why it is equivalent where somebody saw that."""
    known = reasons()
    module = ""
    for row in rows:
        if row["result"] not in ALIVE:
            continue
        if row["module"] != module:
            module = row["module"]
            yield from ("", f"### `{module}`", "")
        why = known.get((row["module"], row["before"], row["after"]))
        note = f" *Equivalent:* {why}" if why else "" if row["result"] == "survived" else f" *{row['result']}*"
        yield f"- {row['line']}: {_code(row['before'])} → {_code(row['after'])}{note}"


def _code(text: str) -> str:
    marks = "``" if "`" in text else "`"
    space = " " if "`" in text else ""
    return f"{marks}{space}{text}{space}{marks}" if text else "(nothing)"


def main() -> int:
    """Print the page."""
    rows = results(Path(sys.argv[1]))
    how = Path(sys.argv[2]).read_text(encoding="utf-8") if len(sys.argv) > 2 else ""
    print("# Mutation testing\n")
    if how:
        print(how)
    print(*table(rows), "\n## Survivors", *survivors(rows), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
