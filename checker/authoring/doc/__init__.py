"""A policy in words for suppliers: what is needed, by whom, until when, what is not accepted, and an example.

Everything is read off the policy and the catalogue. Only the example is judged, by the engine.
"""

from checker.authoring.doc.page import page

__all__ = ["page"]
