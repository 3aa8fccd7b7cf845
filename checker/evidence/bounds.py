"""How much evidence is looked at, beside the limits that can be set (`checker/readers/limits.py`).

The limits keep a hostile manifest below two seconds and a few hundred megabytes, unless the buyer raises them.
"""

from __future__ import annotations

from checker.readers.limits import MEGABYTE

KEPT_BYTES = MEGABYTE
"""The most bytes of a file that is kept for others to read: a credential is far smaller."""

BATCH_BYTES = 25 * MEGABYTE
"""How many bytes of PDF are handed over at a time; a larger one goes alone."""

WAITING_SECONDS = 60
"""How long to wait for a batch of PDFs, if the system does not say how much time of the processor it took."""
