"""The documents behind a certificate: files beside the manifest, opened safely and compared with what it states."""

from checker.evidence.files import Files
from checker.evidence.stated import as_stated

__all__ = ["Files", "as_stated"]
