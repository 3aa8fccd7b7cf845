"""Edits of the text of a YAML or JSON file, each at the place of one value; nothing else in the text moves."""

from __future__ import annotations

import re
from typing import Any

import yaml

from checker.authoring.changes import steps
from checker.authoring.lint.finding import Edit
from checker.authoring.written import MODELINE, as_yaml


def edited(text: str, edit: Edit, schema: str) -> str | None:
    """The text after an edit; None where it is not plain how to make it, as for an entry with a comment of its own."""
    if edit.kind == "modeline":
        return MODELINE.format(schema) + text
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if edit.kind == "drop":
        holder, _, last = edit.pointer.rpartition("/")
        return _dropped(text, _node(root, holder), int(last))
    node = _node(root, edit.pointer)
    return _sorted(text, node) if edit.kind == "sort" else _written(text, node, edit.text)


def _node(root: Any, pointer: str) -> Any:
    """The node at a JSON pointer."""
    for step in steps(pointer):
        if isinstance(root, yaml.SequenceNode):
            root = root.value[int(step)]
        else:
            root = next(value for key, value in root.value if key.value == step)
    return root


def _span(node: Any) -> tuple[int, int]:
    return node.start_mark.index, node.end_mark.index


def _dropped(text: str, node: Any, index: int) -> str | None:
    entries = node.value
    if len(entries) < 2:
        return None
    start, end = _span(entries[index])
    if not node.flow_style:
        return _without_line(text, start, end)
    # With the comma before it; of the first, with the one after it.
    cut = (_span(entries[index - 1])[1], end) if index else (start, _span(entries[1])[0])
    between = text[cut[0] : start] + text[end : cut[1]]
    return None if "#" in between else text[: cut[0]] + text[cut[1] :]


def _without_line(text: str, start: int, end: int) -> str | None:
    """The text without the line of an entry; None where more stands on it, or the entry takes several lines."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last + 1
    line = text[first:start], text[end:last]
    plain = re.fullmatch(r" *- *", line[0]) and not line[1].strip() and "\n" not in text[start:end]
    return text[:first] + text[last:] if plain else None


def _sorted(text: str, node: Any) -> str | None:
    """The entries in order, each as it is written; None where a comment stands among them, whose entry would move."""
    start, end = _span(node)
    if "#" in text[start:end] or (not node.flow_style and " #" in text[start : text.find("\n", end) + 1]):
        return None
    entries = sorted(node.value, key=lambda each: str(each.value))
    slices = [text[slice(*_span(each))] for each in entries]
    for old, new in reversed([*zip(node.value, slices, strict=True)]):
        text = _put(text, *_span(old), new)
    return text


def _put(text: str, first: int, last: int, new: str) -> str:
    return text[:first] + new + text[last:]


def _written(text: str, node: Any, value: str) -> str:
    return _put(text, *_span(node), _quoted(value, node.style))


def _quoted(value: str, style: str | None) -> str:
    """A text as YAML writes it: in the quotes that it stood in, or plain where that says the same."""
    if style == '"':
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if style == "'":
        return "'" + value.replace("'", "''") + "'"
    return as_yaml([value], compact=True).strip().removeprefix("[").removesuffix("]")
