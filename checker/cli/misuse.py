"""What the parser of the command line refuses, in the words of certgate."""

from __future__ import annotations

import re
from typing import Any

from checker.errors import did_you_mean

_LONGEST = 2_000  # of what the parser says, with what was given; beyond it nothing is read

# What the parser says -> what certgate says. The first that fits is taken.
_WORDS = (
    (re.compile(r"no such option: (\S+).*", re.DOTALL | re.IGNORECASE), r"there is no option `\1`"),
    (re.compile(r"no such command '(.*?)'(?:\..*)?", re.DOTALL | re.IGNORECASE), r"there is no command `\1`"),
    (re.compile(r"missing (argument|option) '([^']*)'.*", re.DOTALL | re.IGNORECASE), r"the \1 `\2` is missing"),
    (re.compile(r"option '(.*)' requires (?:an|\d+) arguments?", re.IGNORECASE), r"the option `\1` wants a value"),
    (re.compile(r"option '(.*)' does not take a value", re.IGNORECASE), r"the option `\1` takes no value"),
    (
        re.compile(r"got unexpected extra arguments?(?:\(s\))? \((.*)\)", re.DOTALL | re.IGNORECASE),
        r"`\1` stands where nothing is expected",
    ),
    (
        re.compile(r"invalid value for '(-[\w-]+)'[^:]*: '(.*)' is not an? \w+ int.*", re.DOTALL | re.IGNORECASE),
        r"`\1 \2` is no whole number",
    ),
    (
        re.compile(
            r"invalid value for '(-[\w-]+)'[^:]*: (-?\d+) is not in the range x>=(\d+).*", re.DOTALL | re.IGNORECASE
        ),
        r"`\1 \2` is too little; \3 is the least",
    ),
)


def reworded(error: Any) -> str:
    """One lowercase sentence for a refusal, with what to do."""
    message = str(error.format_message())[:_LONGEST].rstrip(".")
    for pattern, words in _WORDS:
        if found := pattern.fullmatch(message):
            message = found.expand(words)
            break
    else:
        message = f"{message[:1].lower()}{message[1:]}"
    if near := _near(error, message):
        return f"{message}; {near}"
    context = getattr(error, "ctx", None)
    return f"{message}; see `{context.command_path} --help`" if context else message


def _near(error: Any, message: str) -> str:
    """`did you mean …?` for an option or command that there is not."""
    if options := getattr(error, "possibilities", None):
        return did_you_mean(error.option_name, options) or f"did you mean `{min(options)}`?"
    found = re.fullmatch(r"there is no command `(.*)`", message, re.DOTALL)
    commands = getattr(getattr(getattr(error, "ctx", None), "command", None), "commands", {})
    return did_you_mean(found[1], commands) if found else ""
