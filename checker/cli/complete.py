"""What a shell offers after Tab: paths, policies, formats, codes. Each function gives words, or words with a help text.

What it needs is imported where it is used: the commands import this module when they start.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable

from checker.cli import options

Words = list[tuple[str, str] | str]

# What bash takes for more than a character of a word. A tilde, and what often stands in names, stays as it is.
_SPECIAL = re.compile(r"[^\w@%+=:,./~-]")
# What a shell acts upon even in a word with quotes around it.
_ACTIVE = re.compile(r"[\\$`\"'!]")
_SETTINGS = (".yaml", ".yml", ".json")


class _Path(str):
    """A path that typer compares as it is, and bash gets with its blanks escaped: bash inserts a word as it comes."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        """The word as it is to be inserted; shells other than bash quote by themselves."""
        return _SPECIAL.sub(r"\\\g<0>", self) if _shell() == "bash" and not _in_quotes() else str(self)


def manifests(incomplete: str) -> Words:
    """Manifests and folders; in bash also the values of `--option=`, which it hands over as words of their own."""
    if (option := _bash_option()) is not None:
        return VALUES[option](incomplete) if option in VALUES else []
    from checker.readers.discover import SKIPPED, WALKED

    return _paths(incomplete, lambda name: name.endswith(WALKED) and not name.endswith((*SKIPPED, "certgate.yaml")))


def policies(incomplete: str) -> Words:
    """Shipped policies with their titles, then files, packs and folders."""
    from checker.api import shipped_policies

    shipped = {name: _title(path) for name, path in shipped_policies().items() if name.startswith(incomplete)}
    return [*shipped.items(), *_paths(incomplete, lambda name: name.endswith((*_SETTINGS, ".zip")))]


def settings(incomplete: str) -> Words:
    """Files that a buyer writes: policies, an order, a catalogue, a configuration."""
    return _paths(incomplete, lambda name: name.endswith(_SETTINGS))


def waivers(incomplete: str) -> Words:
    """Files of waivers."""
    return _paths(incomplete, lambda name: name.endswith((*_SETTINGS, ".csv")))


def formats(incomplete: str) -> Words:
    """Report formats."""
    from checker.renderers import formats as known

    return [name for name in known() if name.startswith(incomplete)]


def codes(incomplete: str) -> Words:
    """Codes of reports, manifests and policies with their meaning, and gates with what they ask."""
    from checker import api, plausibility
    from checker.authoring.lint.rules import lint_codes

    gates = {name: page.partition("\n")[0].partition(": ")[2] for name, page in api.gate_pages().items()}
    of_policies = {name: row.title for name, row in lint_codes().items()}
    known = {**api.codes(), **gates, **plausibility.codes(), **of_policies}
    return [row for row in known.items() if row[0].startswith(incomplete)]


def schemas(incomplete: str) -> Words:
    """Names of schemas."""
    from checker.api import schema_names

    return [name for name in schema_names() if name.startswith(incomplete)]


def data_models(incomplete: str) -> Words:
    """Data models whose records can be imported."""
    from checker.readers import FORMATS

    return [name for name in sorted(FORMATS) if name.startswith(incomplete)]


def _named_in(text: str) -> Callable[[str], Words]:
    """What completes an option whose help names its values in backticks."""

    def values(incomplete: str) -> Words:
        return [name for name in re.findall(r"`([\w-]+)`", text) if name.startswith(incomplete)]

    return values


PARAMETERS: dict[str, Callable[[str], Words]] = {
    options.POLICIES.name: policies,
    options.OUTPUT.name: formats,
    options.ORDER.name: settings,
    options.CATALOGUE.name: settings,
    options.CONFIG.name: settings,
    options.FAIL_ON.name: _named_in(options.FAIL_ON.help),
    options.WAIVERS.name: waivers,
    options.BASELINE.name: settings,
    options.COLOR.name: _named_in(options.COLOR.help),
}
"""What completes the value of an option, by the name of its parameter."""

VALUES = {flag: PARAMETERS[each.name] for each in options.CHECK if each.name in PARAMETERS for flag in each.flags}
"""The same by flag. The file of `-o FORMAT=FILE` is not among them: the shell completes it by itself."""


def _paths(incomplete: str, fits: Callable[[str], bool]) -> Words:
    found = _entries(incomplete, fits)
    # A shell puts a blank after the only match. What is in the folder, offered beside it, keeps the word open.
    if len(found) == 1 and found[0].endswith("/"):
        found += _entries(found[0], fits)
    return [_Path(path) for path in found]


def _entries(incomplete: str, fits: Callable[[str], bool]) -> list[str]:
    """The folders and fitting files that the beginning of a path may mean; hidden ones only where a dot is typed."""
    folder, start = os.path.split(incomplete)
    stem = incomplete.removesuffix(start)
    try:
        with os.scandir(os.path.expanduser(folder) or ".") as entries:
            names = [f"{each.name}/" if each.is_dir() else each.name for each in entries]
    except OSError:
        return []
    return [
        stem + name
        for name in sorted(names)
        if name.startswith(start) and (start or name[0] != ".") and (name[-1] == "/" or fits(name)) and _harmless(name)
    ]


def _harmless(name: str) -> bool:
    """Whether a name of a file, which a supplier may have chosen, stays a name in the shell that inserts it.

    Typer's zsh script evaluates what it is given and escapes no backslash, its PowerShell script quotes nothing.
    """
    if not name.isprintable():
        return False
    if _shell() in ("bash", "fish") and not _in_quotes():
        return True
    return not (_ACTIVE if _shell() in ("bash", "fish", "zsh") else _SPECIAL).search(name)


def _title(path: str) -> str:
    """The title of a policy as its file states it, read without the schema and the catalogue."""
    with open(path, encoding="utf-8") as file:
        return next((line[6:].strip(" \n\"'") for line in file if line.startswith("title:")), "")


def _shell() -> str:
    return os.environ.get("_CERTGATE_COMPLETE", "").rpartition("_")[2]


def _bash_word(offset: int) -> str:
    """A word of the line as bash has it, quotes and all: that at the cursor, or `offset` words before it."""
    words = os.environ.get("COMP_WORDS", "").split("\n")
    place = int(os.environ.get("COMP_CWORD", "0")) - offset
    return words[place] if 0 <= place < len(words) else ""


def _in_quotes() -> bool:
    return _bash_word(0).startswith(("'", '"'))


def _bash_option() -> str | None:
    """What stands before the `=` at the cursor, which bash makes a word of its own; None where there is no `=`."""
    for offset in (0, 1):
        if _bash_word(offset) == "=":
            return _bash_word(offset + 1)
    return None


def register_formats(incomplete: str) -> list[str]:
    """Formats of registers."""
    from checker.registers.formats import formats

    return [name for name in formats() if name.startswith(incomplete)]
