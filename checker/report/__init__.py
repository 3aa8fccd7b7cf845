"""Report, version 1: what was found, in a frozen, documented form from which all formats are drawn."""

from checker.report.drawing import Drawing
from checker.report.entries import Entries
from checker.report.head import Conditions, Report, build

__all__ = ["Conditions", "Drawing", "Entries", "Report", "build"]
