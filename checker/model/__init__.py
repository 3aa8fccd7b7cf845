"""Frozen types that the whole program speaks in; no input or output here."""
