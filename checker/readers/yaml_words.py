"""The YAML parser's complaints in plain words, each with what to do about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from checker.readers import limits
from checker.readers.text import fault, place_of

if TYPE_CHECKING:
    from checker.errors import InputError

# Characters that YAML (1.1, section 4.1.1) does not allow unescaped.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_QUOTE = "put the text in quotes"
_CLOSE = "close it, or put the text in quotes"
_INDENT = "check the indent and the quotes"

# A key without a value behind one `#`, as `certgate init` writes it above the keys that belong to it.
_HIDDEN_KEY = re.compile(r"\s*#\s?([A-Za-z_]+):\s*")
# What word processors and web pages put in place of the space or the colon of YAML, where one of the two has to stand.
_BLANK = "[\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]"
_FOREIGN = re.compile(f" *(?:- +)*(?:[\\w-]+(?P<colon>\uff1a)|(?:[\\w-]+:|-)?(?P<blank>{_BLANK}))")
_EXPLANATION = re.compile(r"\s*(##.*)?")

# Part of the parser's text -> message, mend. The first that fits is taken. The texts are those of libyaml and of
# PyYAML's own parser, which differ in detail.
_WORDS = (
    ("tab", "a tab stands where YAML allows only spaces", "indent with spaces"),
    ("mapping values are not allowed", "`: ` starts a value where none can stand", f"{_QUOTE}, or check the indent"),
    ("mapping keys are not allowed", "a key stands where none can stand", "check the indent"),
    ("sequence entries are not allowed", "`- ` starts a list item where none can stand", "start it on its own line"),
    ("could not find expected ':'", "a `:` is missing after this key", "write `key: value`, or check the indent"),
    ("or ']'", "a `,` or the closing `]` of the list is missing", _CLOSE),
    ("or '}'", "a `,` or the closing `}` of the mapping is missing", _CLOSE),
    ("expected '-' indicator", "this is no item of the list above", "start items with `- `, or check the indent"),
    ("<block end>", "this does not go on with what stands above", _INDENT),
    ("expected key", "this does not go on with the mapping above", _INDENT),
    ("expected <document start>", "something follows the end of the document", "check the indent and the quotes"),
    ("unexpected document indicator", "the document ends within quotes", "add the closing quote"),
    ("unexpected end of stream", "the closing quote is missing", "add the closing quote"),
    ("unicode character escape", "the escape stands for no character", "write the character itself"),
    ("hexdecimal", "the escape is incomplete", "give it all of its hexadecimal digits"),
    ("hexadecimal", "the escape is incomplete", "give it all of its hexadecimal digits"),
    ("unknown escape", "`\\` starts an escape that YAML does not know", "write `\\\\`, or use single quotes"),
    ("comment or line break", "a block text (`|` or `>`) starts on the next line", "move the text to the next line"),
    ("indentation indicator", "the indent of a block text (`|` or `>`) is 1 to 9", "leave the number out"),
    ("directive", "this `%` directive is not known", "take it out"),
    ("incompatible yaml", "certgate reads YAML 1.1 and 1.2", "take the `%YAML` line out"),
    ("version number", "the `%YAML` line is not well-formed", "take it out"),
    ("tag", "`!` starts a YAML tag, which certgate does not read", _QUOTE),
    ("node content", "a value is missing here", "write one, or close the bracket"),
    ("undefined alias", "`*` starts a YAML alias, which certgate does not follow", _QUOTE),
    ("unexpected ':'", "`:` stands where none can stand", _QUOTE),
)
_CONTEXTS = (
    ("alias", "`*` starts a YAML alias, which certgate does not follow", _QUOTE),
    ("anchor", "`&` starts a YAML anchor, which certgate does not read", _QUOTE),
    ("tag", "`!` starts a YAML tag, which certgate does not read", _QUOTE),
)
# Where the parser notices the fault far behind its cause, the start of the construct says more.
_AT_START = ("could not find expected ':'", "unexpected end of stream", "unexpected document indicator")


def explain(error: Any, text: str, shown: str) -> InputError:
    """The InputError for an error of the parser."""
    problem = (getattr(error, "problem", None) or "").lower()
    context = (getattr(error, "context", None) or "").lower()
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _unprintable(text, shown)
    if "nesting depth" in problem:
        # A newer libyaml looks ahead in a line and stops there, before the limit of the reader is seen.
        line, column = place_of(text, _too_deep(text, mark.index))
        message = f"nested deeper than {limits.current().depth} levels"
        return fault(shown, (line, column), message, limits.mend("flatten the document", "depth"))
    if problem.startswith(_AT_START) or any(part in problem for part in _AT_START):
        mark = getattr(error, "context_mark", None) or mark
    if foreign := _foreign(text, mark.line, shown):
        return foreign
    message, mend = _words(problem, context, text[mark.index : mark.index + 1])
    if mend == _INDENT:
        mend = _hidden_parent(text, mark.line) or mend
    return fault(shown, (mark.line + 1, mark.column + 1), message, mend)


def _foreign(text: str, line: int, shown: str) -> InputError | None:
    """The error for a blank or colon of another alphabet in a line (from 0) or the one above; None without any."""
    lines = text.split("\n")
    for number in range(max(line - 1, 0), min(line + 1, len(lines))):
        if found := _FOREIGN.match(lines[number]):
            kind = found.lastgroup or ""
            where = (number + 1, found.start(kind) + 1)
            if kind == "colon":
                return fault(shown, where, f"`{found[kind]}` is no colon that YAML knows", "write `:` and a space")
            message = f"the character U+{ord(found[kind]):04X} looks like a space, and is none to YAML"
            return fault(shown, where, message, "type the space anew")
    return None


def _hidden_parent(text: str, line: int) -> str:
    """What to do where the key that a line (from 0) belongs to is still a comment; empty where it is not."""
    above = text.split("\n")[:line]
    while above and _EXPLANATION.fullmatch(above[-1]):
        above.pop()
    found = _HIDDEN_KEY.fullmatch(above[-1]) if above else None
    return f"take the `# ` from line {len(above)} (`{found[1]}:`) too, or check the indent" if found else ""


def _too_deep(text: str, index: int) -> int:
    """Where the bracket opens that is one too many; the given place where brackets alone do not tell."""
    depth, most = 0, limits.current().depth
    for found in re.finditer(r"[\[\]{}]", text[:index]):
        depth += 1 if found[0] in "[{" else -1
        if depth > most:
            return found.start()
    return index


def _words(problem: str, context: str, character: str) -> tuple[str, str]:
    """The message and the mend for what the parser says at a character."""
    if "cannot start any token" in problem:
        if character == "\t":
            return _WORDS[0][1:]
        return f"`{character}` can not start a text", _QUOTE
    for part, message, mend in _CONTEXTS:
        if part in context:
            return message, mend
    for part, message, mend in _WORDS:
        if part in problem:
            return message, mend
    return "this is not well-formed YAML", "check the indent and the quotes"


def _unprintable(text: str, shown: str) -> InputError:
    """The error for the first character that YAML does not allow."""
    found = _UNPRINTABLE.search(text)
    if found is None:
        return fault(shown, (1, 1), "this is not well-formed YAML", "check the indent and the quotes")
    message = f"the control character U+{ord(found[0]):04X} stands unescaped"
    return fault(shown, place_of(text, found.start()), message, "take it out, or write it as an escape in quotes")
