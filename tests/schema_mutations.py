"""Documents that nearly conform to a schema: seeded changes to conforming ones, in what libraries may differ."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

# Days, numbers and texts on which libraries, languages and standards differ; then other types altogether.
DAYS = (
    *("2026-11-23", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-29", "2024-02-29", "2026-02-30"),
    *("1900-02-29", "2000-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "20260101", "2026-W01-1"),
    *("2026-001", "2026-01-01 ", " 2026-01-01", "2026-01-01\n", "2026-01-01T00:00:00Z", "-2026-01-01", "+2026-01-01"),
    *(
        "2026/01/01",
        "\uff12\uff10\uff12\uff16-01-01",
        "\u0662\u0660\u0662\u0666-01-01",
        "2026\u201001\u201001",
        "2026-01-01\u0000",
        "",
    ),
)
NUMBERS = (
    *(0, 1, 2, -1, 1.0, 0.0, -0.0, 1.5, 0.1, 1e3, 1e16, 1e300, True, False),
    *(2**31, 2**53, 2**53 + 1, 2**63 - 1, 2**63, 2**64, -(2**63) - 1, 10**30, 10**400, float(2**53)),
)
TEXTS = (
    *(
        "",
        " ",
        "x",
        "x\n",
        "\n",
        "\nx",
        "x\r",
        "x\u2028",
        "x\u0085",
        "é",
        "e\u0301",
        "ß",
        "\U0001f600",
        "\u0000",
        "\ufeffx",
    ),
    *(
        "1",
        "1.0",
        "true",
        "null",
        "NO",
        "٣",
        "²",
        "K",
        "\u017f",
        "İ",
        "a" * 300,
        "A-B",
        "a_b",
        "a b",
        "x-",
        "x-own",
        "*",
    ),
    *(
        "P1M",
        "12 months",
        "12 months\n",
        "90 days",
        "0 days",
        "٣ days",
        "AT",
        "at",
        "AT\n",
        "sha256:",
        "a" * 64,
        "f" * 64 + "\n",
    ),
    *("http://a.b", "https://a.b/c?d#e", "//a", "a:b", "../a", "/a", "C:\\a", "a/b.pdf", "529900T8BM49AURSDO55"),
)
OTHERS: tuple[Any, ...] = (None, [], {}, [[]], [{}], {"x-own": 1}, [None], ["x"], [1], {"": ""})
KEYS = ("x-own", "x-", "X-own", "nmae", "", "id", "name", "date", "x\n", "x-\n", "é", "ID")


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all values below the top."""
    found: list[tuple[Any, ...]] = []
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        found += [(*path, key), *places(inner, (*path, key))]
    return found


def mutated(dice: Random, document: Any) -> Any:
    """A copy with one to three changes; now and then with none, or another value altogether."""
    changed = copy.deepcopy(document)
    for _ in range(dice.choice([0, 1, 1, 1, 1, 1, 2, 3])):
        found = places(changed)
        if not found:
            break
        path = dice.choice(found)
        holder = changed
        for step in path[:-1]:
            holder = holder[step]
        _change(dice, holder, path[-1])
    return changed if dice.random() < 0.99 else copy.deepcopy(dice.choice([*OTHERS, *NUMBERS]))


def _change(dice: Random, holder: Any, last: Any) -> None:
    """Change one value of a mapping or list, its key, its number or its neighbours."""
    value = holder[last]
    match dice.randrange(9):
        case 0:
            del holder[last]
        case 1 if isinstance(holder, dict):
            holder[dice.choice(KEYS)] = holder[last] if dice.random() < 0.5 else odd(dice, value)
        case 1:
            holder.append(copy.deepcopy(value))
        case 2 if isinstance(holder, dict):
            holder[f"{last}{dice.choice(['s', ' ', chr(10), '-'])}"] = holder.pop(last)
        case 3 if isinstance(value, str):
            at = dice.randrange(len(value) + 1)
            holder[last] = value[:at] + dice.choice(TEXTS)[:3] + value[at:]
        case 4 if isinstance(value, str):
            holder[last] = dice.choice([f"{value}\n", f" {value}", value.upper(), value.lower(), value[1:], value[:-1]])
        case 5 if isinstance(value, bool):
            holder[last] = int(value)
        case 5 if isinstance(value, int):
            holder[last] = dice.choice([float(value), value + 1, -value, str(value), bool(value)])
        case 6:
            holder[last] = [value] if dice.random() < 0.5 else {"x-own": value}
        case _:
            holder[last] = odd(dice, value)


def odd(dice: Random, value: Any) -> Any:
    """Something in the place of a value: most often of its own type."""
    kinds = [DAYS, NUMBERS, TEXTS, OTHERS]
    if isinstance(value, str) and dice.random() < 0.6:
        kinds = [DAYS] if value[:4].isdigit() and value[4:5] == "-" else [TEXTS]
    elif isinstance(value, int | float) and dice.random() < 0.6:
        kinds = [NUMBERS]
    return copy.deepcopy(dice.choice(dice.choice(kinds)))
