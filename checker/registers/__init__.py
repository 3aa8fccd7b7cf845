"""Snapshots of registers, and what they say of a certificate."""

from checker.registers.lookup import Register, traces

__all__ = ["Register", "traces"]
