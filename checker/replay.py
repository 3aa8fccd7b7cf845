"""A saved report held against a run over the same inputs: the same bytes, or which input differs."""
