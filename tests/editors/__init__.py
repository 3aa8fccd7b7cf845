"""Schemas as a real language server reads them, and the guide for editors."""
