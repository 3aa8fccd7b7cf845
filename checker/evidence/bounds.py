"""How much evidence is looked at: bounds that keep a hostile manifest below two seconds and a few hundred megabytes.

A certificate with its annexes has some hundred kilobytes and a few pages; the bounds leave room for a hundred times
that and refuse what can only be a mistake or an attack.
"""

from __future__ import annotations

MEGABYTE = 1024 * 1024

FILE_BYTES = 25 * MEGABYTE
"""The most bytes of one file."""

FILES = 2_000
"""The most files of one manifest."""

TOTAL_BYTES = 250 * MEGABYTE
"""The most bytes of all files of one manifest."""

KEPT_BYTES = MEGABYTE
"""The most bytes of a file that is kept for others to read: a credential is far smaller."""

BATCH_BYTES = FILE_BYTES
"""How many bytes of PDF are handed over at a time."""

PAGES = 100
"""The most pages of a PDF."""

PAGES_READ = 20
"""How many pages of a PDF are read: a certificate names number, standard and holder on its first ones."""

TEXT_CHARACTERS = 200_000
"""How many characters of the text of a PDF are kept."""

READING_SECONDS = 0.6
"""How much time of the processor one PDF may take."""

READING_BYTES = 200 * MEGABYTE
"""How much memory reading PDFs may take."""

WAITING_SECONDS = 60
"""How long to wait for a batch of PDFs, if the system does not say how much time of the processor it took."""

STREAM_BYTES = 8 * MEGABYTE
"""What one compressed stream of a PDF may swell to."""
