"""Decisions written down one line each, every line bound to the one before by its digest.

`line.py` is the form of a line, `entries.py` what a run writes, `appending.py` how it gets into the file, `chain.py`
how the file is verified. Whoever holds the whole file can write it anew from the first line on: what shows that is the
digest of a last line (the head) that somebody noted elsewhere.
"""

from checker.decision_log.appending import Appended, Log
from checker.decision_log.chain import Examined, examine
from checker.decision_log.entries import Circumstances, entries_of
from checker.decision_log.line import Line, parsed

__all__ = ["Appended", "Circumstances", "Examined", "Line", "Log", "entries_of", "examine", "parsed"]
