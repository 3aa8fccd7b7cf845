"""The lines of a scaffold: what is stated, what is asked, and what is said about it."""

from __future__ import annotations

import textwrap
from typing import Any

from checker.authoring.written import as_yaml
from checker.words import visible

DAY = "YYYY-MM-DD"
"""What stands where a day is to be written; no schema takes it."""
_WIDTH = 118


class Sheet:
    """Collects lines. An editor that uncomments a block makes questions of `# `, and leaves what is said in `## `."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def live(self, line: str, indent: int = 0) -> None:
        """A line that counts."""
        self._lines.append(" " * indent + line)

    def ask(self, line: str, indent: int) -> None:
        """A line that asks for a fact: it counts when its `# ` is taken away."""
        self._lines.append(f"{' ' * indent}# {line}")

    def say(self, text: str, indent: int = 0) -> None:
        """A sentence about the line that follows; what can not be seen is made visible."""
        start = f"{' ' * indent}## "
        plain = visible(" ".join(text.split()))
        self._lines += textwrap.wrap(
            plain, _WIDTH, initial_indent=start, subsequent_indent=start, break_long_words=False, break_on_hyphens=False
        )

    def gap(self) -> None:
        """An empty line."""
        self._lines.append("")

    def text(self) -> str:
        """All lines."""
        return "\n".join(self._lines) + "\n"


def inline(value: Any) -> str:
    """A text or list on one line, as YAML that certgate reads back as the same."""
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    written = as_yaml([value], compact=True).strip()
    return written[1:-1] if written.startswith("[") else written.removeprefix("- ")


def words(names: list[str], joint: str = "or") -> str:
    """Names as a reader expects them: a, b or c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {joint} {names[-1]}"
