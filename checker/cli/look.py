"""How the text report is to look: the terminal, the environment and the options say."""

from __future__ import annotations

import os
import sys

from checker.cli.streams import is_terminal
from checker.errors import UsageError, did_you_mean
from checker.renderers import Look

_WHEN = ("auto", "always", "never")
# Longer lines are hard to read, however wide the window.
_WIDEST = Look().width


def look(*, quiet: bool = False, verbose: bool = False, color: str | None = None) -> Look:
    """The look of a report on standard output. Raises UsageError for options that contradict each other."""
    if quiet and verbose:
        raise UsageError("`-q` and `-v` ask for opposite things; give one of them")
    return Look(min(_columns(), _WIDEST), _coloured(color or "auto"), verbose - quiet)


def _columns() -> int:
    """The width of the terminal on standard output; where there is none, as wide as lines get."""
    if not is_terminal(sys.stdout):
        return _WIDEST
    if (stated := os.environ.get("COLUMNS", "")).isdecimal() and int(stated):
        return int(stated)
    return os.get_terminal_size(sys.stdout.fileno()).columns or _WIDEST


def _coloured(when: str) -> bool:
    """Whether to colour: as told, else by NO_COLOR, FORCE_COLOR and whether a terminal that understands it reads."""
    if when not in _WHEN:
        mend = did_you_mean(when, _WHEN) or f"write {', '.join(_WHEN[:-1])} or {_WHEN[-1]}"
        raise UsageError(f"`--color {when}` is not known; {mend}")
    if when != "auto":
        return when == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if (forced := os.environ.get("FORCE_COLOR")) is not None:
        return forced not in ("", "0", "false")
    return is_terminal(sys.stdout) and os.environ.get("TERM") not in ("dumb", None)
