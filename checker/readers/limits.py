"""How large an input may be: bounds that keep every reader below two seconds and a few hundred megabytes.

A manifest of a large supplier has a few thousand values in some hundred kilobytes; the limits leave room for ten
times that and refuse what can only be a mistake or an attack.
"""

from __future__ import annotations

MEGABYTE = 1024 * 1024

DOCUMENT_BYTES = 16 * MEGABYTE
"""The most bytes of one document: a YAML or JSON file, or one line of NDJSON."""

STDIN_BYTES = 256 * MEGABYTE
"""The most bytes of standard input, which is held whole; a larger NDJSON is streamed from a file."""

DEPTH = 64
"""The most mappings and lists inside one another."""

VALUES = 200_000
"""The most values (texts, numbers, lists, mappings; in YAML also keys) of one document."""

NUMBER_CHARACTERS = 4_300
"""The longest number of a JSON document: Python converts no integer of more digits."""

SIBLINGS = 500
"""How many names of a folder are compared with a missing one for `did you mean`."""
