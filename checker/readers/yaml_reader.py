"""YAML: built from the parser's events, so that text stays text and nothing is resolved, merged or repeated.

What is beyond doubt is read by `yaml_fast.py` instead, with the same result in a fraction of the time.

The subset is what a manifest needs: one document, mappings with text keys, lists and scalars. Aliases, anchors and
tags are refused: they copy or change values out of the reader's sight (and make the alias bomb). No recursion: the
depth of the input never meets the depth of the stack.
"""

from __future__ import annotations

import hashlib
import re
from functools import partial
from typing import TYPE_CHECKING, Any

from checker.document import Document, Plain, Value, escape_pointer
from checker.readers import limits
from checker.readers.text import decode_text, fault, no_character, place_of
from checker.readers.yaml_fast import read_plainly
from checker.words import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.errors import InputError
    from checker.readers.source import Source

_TEXT_TAG = "tag:yaml.org,2002:str"
# YAML 1.1 takes these for line ends and folds them away, which would change a text unseen.
_FOREIGN_LINE_END = re.compile("[\x85\u2028\u2029]")
_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")


def read(source: Source) -> Iterator[Document | InputError]:
    """The one document of a YAML file."""
    yield read_yaml(source.load(), source.shown)


def read_yaml(data: bytes, shown: str) -> Document:
    """The document in the bytes of a YAML file; raises InputError."""
    text = decode_text(data, shown)
    found = read_plainly(text)
    values = read_exactly(text, shown) if found is None else found.values
    document = Document(shown, hashlib.sha256(data).hexdigest(), values, partial(_places, text), source=text)
    document.plain = None if found is None else found.plain
    return document


def read_exactly(text: str, shown: str) -> Value:
    """The values of any YAML text that certgate reads, by the parser's events; raises InputError."""
    if not text.isascii() and (found := _FOREIGN_LINE_END.search(text)):
        message = f"the text holds the line separator U+{ord(found[0]):04X}"
        raise fault(shown, place_of(text, found.start()), message, "use a plain line end, or an escape in quotes")
    builder = _Builder(shown)
    handlers = builder.handlers()
    for event in _events(text, shown):
        handlers[type(event).__name__](event)
    if not builder.roots or (type(builder.roots[0]) is Plain and not builder.roots[0]):
        raise fault(shown, (0, 0), "the file is empty", "write a document, or leave the file out")
    return builder.roots[0]


def _events(text: str, shown: str) -> Iterator[Any]:
    """The parser's events, without those that carry no content; raises InputError where the parser fails."""
    import yaml  # noqa: PLC0415 - costs 25 ms, which a run over JSON need not pay

    try:
        loader = getattr(yaml, "CLoader", yaml.Loader)(text)
        while (event := loader.get_event()) is not None:
            yield event
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # ValueError: PyYAML's own parser, used where libyaml is missing, for an escape beyond U+10FFFF.
        from checker.readers.yaml_words import explain  # noqa: PLC0415 - of no use to most runs

        raise explain(error, text, shown) from None


class _Builder:
    """Puts values together from events; `top` is the container being filled, `key` the key that waits for a value."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.roots: list[Value] = []
        self.top: list[Value] | dict[str, Value] = self.roots
        self.stack: list[list[Value] | dict[str, Value]] = []
        self.key: str | None = None
        self.count = 0
        self.documents = 0
        self.limits = limits.current()

    def handlers(self) -> dict[str, Any]:
        """What to do with each event, by the name of its class."""
        return {
            "ScalarEvent": self.scalar,
            "MappingStartEvent": self.mapping,
            "SequenceStartEvent": self.sequence,
            "MappingEndEvent": self.close,
            "SequenceEndEvent": self.close,
            "AliasEvent": self.alias,
            "DocumentStartEvent": self.document,
            "DocumentEndEvent": _ignore,
            "StreamStartEvent": _ignore,
            "StreamEndEvent": _ignore,
        }

    def scalar(self, event: Any) -> None:
        """A text: `Plain` when it stands without quotes and tag."""
        if event.tag is not None or event.anchor is not None:
            self._refuse_decorated(event)
        style = event.style
        text: str = event.value
        value = text if style or event.tag else Plain(text)
        if style == '"' and (found := _NO_CHARACTER.search(text)):
            self._refuse(event, *no_character(found[0]))
        if self.key is None and type(self.top) is dict:
            self._start_entry(event, text)
        else:
            self._add(event, value)

    def mapping(self, event: Any) -> None:
        """The start of a mapping."""
        self._open(event, {})

    def sequence(self, event: Any) -> None:
        """The start of a list."""
        self._open(event, [])

    def close(self, _event: Any) -> None:
        """The end of the container being filled."""
        self.top = self.stack.pop()

    def alias(self, event: Any) -> None:
        """An alias is refused: it repeats a value from elsewhere."""
        mend = "write the value out, or put it in quotes if it is a text"
        self._refuse(event, f"`*{shorten(event.anchor)}` is a YAML alias, which certgate does not follow", mend)

    def document(self, event: Any) -> None:
        """The start of a document; a second one is refused."""
        self.documents += 1
        if self.documents > 1:
            mend = "keep one document per file, or write .ndjson"
            self._refuse(event, "a second document starts here", mend)

    def _open(self, event: Any, container: list[Value] | dict[str, Value]) -> None:
        """Put a container in its place and go on within it."""
        if event.tag is not None or event.anchor is not None:
            self._refuse_decorated(event)
        if self.key is None and type(self.top) is dict:
            self._refuse(event, "a list or mapping stands where a key is expected", "write a text as the key")
        if len(self.stack) == self.limits.depth:
            mend = limits.mend("flatten the document", "depth")
            self._refuse(event, f"nested deeper than {self.limits.depth} levels", mend)
        self._add(event, container)
        self.stack.append(self.top)
        self.top = container

    def _start_entry(self, event: Any, key: str) -> None:
        """Keep a key until its value comes."""
        if key in self.top:
            mend = "keep one of the two"
            self._refuse(event, f"the key `{shorten(key)}` is given twice in one mapping", mend)
        if not key and not event.style:
            self._refuse(event, "a key is missing here", "write `key: value`")
        self._count(event)
        self.key = key

    def _add(self, event: Any, value: Value) -> None:
        """Put a value where it belongs: the next item, or the value of the key in waiting."""
        self._count(event)
        if type(self.top) is list:
            self.top.append(value)
        elif self.key is not None:
            self.top[self.key] = value  # type: ignore[call-overload]  # not a list, hence a mapping
            self.key = None

    def _count(self, event: Any) -> None:
        """Count a key or value towards the limit."""
        self.count += 1
        if self.count > self.limits.values:
            mend = limits.mend("split the document", "values")
            self._refuse(event, f"more than {self.limits.values:,} values", mend)

    def _refuse_decorated(self, event: Any) -> None:
        """Refuse an anchor, and any tag but `!!str` on a scalar."""
        if event.anchor is not None:
            mend = "take it out, or put the text in quotes if `&` belongs to it"
            self._refuse(event, f"`&{shorten(event.anchor)}` is a YAML anchor, which certgate does not read", mend)
        if event.tag != _TEXT_TAG or not hasattr(event, "value"):
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            mend = "take it out, or put the text in quotes if `!` belongs to it"
            self._refuse(event, f"`{shorten(tag)}` is a YAML tag, which certgate does not read", mend)

    def _refuse(self, event: Any, message: str, mend: str) -> None:
        """Refuse the document because of what stands at the event."""
        raise fault(self.shown, _place(event), message, mend)


def _ignore(_event: Any) -> None:
    """An event that carries no content."""


def _place(event: Any) -> tuple[int, int]:
    """Where an event starts: line and column from 1, columns in characters."""
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _places(text: str) -> dict[str, tuple[int, int]]:
    """Where each value of a well-formed document stands, by JSON pointer."""
    from checker.readers.json_scan import LONG  # noqa: PLC0415 - most runs need no places

    places: dict[str, tuple[int, int]] = {}
    # A frame per open container: its pointer, the index of the next item (None in a mapping), the key in waiting.
    frames: list[tuple[str, int | None, str | None]] = []
    for event in _events(text, ""):
        kind = type(event).__name__
        if kind in {"MappingEndEvent", "SequenceEndEvent"}:
            frames.pop()
        if kind not in {"ScalarEvent", "MappingStartEvent", "SequenceStartEvent"}:
            continue
        pointer = ""
        if frames:
            base, index, key = frames[-1]
            if index is None and key is None:
                frames[-1] = (base, None, event.value)
                continue
            step = index if key is None else escape_pointer(key)
            pointer = base if len(base) > LONG else f"{base}/{step}"
            frames[-1] = (base, None if index is None else index + 1, None)
        places.setdefault(pointer, _place(event))
        if kind != "ScalarEvent":
            frames.append((pointer, 0 if kind == "SequenceStartEvent" else None, None))
    return places
