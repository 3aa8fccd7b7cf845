"""The documents behind a certificate: files beside the manifest, opened safely and compared with what it states."""

from checker.evidence.files import Files

__all__ = ["Files"]
