"""Decisions written down one line each, every line bound to the one before by its digest."""
